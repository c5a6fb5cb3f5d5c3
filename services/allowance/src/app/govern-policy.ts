import { Refusal } from "@kinerja/common/errors";
import { noRupiah, sumRupiah } from "@kinerja/common/kernel";

import { compilePolicy, type Policy } from "../domain/policy/compile.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Flag } from "../domain/policy/outcome.ts";
import { activationFaults } from "../domain/policy/worked-examples.ts";
import { addPeople, asIfInForce, type ComparedPerson } from "../domain/policy-impact.ts";
import { activate, kindsBeside, type PolicyRecord } from "../domain/policy-state.ts";
import { type SnapshotRow } from "../domain/snapshot.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "./authorise.ts";
import { type DoubtfulPlace, existing, type ParsePolicy, placesOf, type PolicyRef, soundDocument } from "./policies.ts";
import { type Caller, type Records, type Run, type StoredImpact } from "./ports.ts";
import { type BulkRows } from "./range-ports.ts";

type Needs = OfficerNeeds & { readonly parse: ParsePolicy };
type BoundRef = PolicyRef & { readonly sha256: string };

async function refuseUnlessConfirmed(records: Records, policyId: string, document: PolicyDocument): Promise<void> {
  const places = placesOf(document, await records.governance.confirmations(policyId));
  const open = places.flatMap(({ at, confirmation }, index) => (confirmation ? [] : [{ at, index }]));
  if (open.length === 0) return;
  const violations = open.map(({ at, index }) => ({
    pointer: `/unverified/${index}/at`,
    code: "POLICY_PLACE_OPEN",
    params: { name: at },
  }));
  throw new Refusal("refused", "POLICY_UNCONFIRMED", { count: open.length }, violations);
}

/** The first month of an agency has nothing to be compared with. */
async function refuseUnlessCompared({ runs, governance }: Records, policy: PolicyRecord): Promise<void> {
  const run = await runs.lastPosted(policy.agencyId, kindsBeside(policy.kind));
  if (!run) return;
  const impact = await governance.findImpact(policy.id, run.id);
  if (!impact?.isComplete || impact.policySha256 !== policy.sha256)
    throw new Refusal("refused", "POLICY_IMPACT_MISSING", { period: run.period });
}

/** The last step before a policy pays: what it rests on is read and confirmed, and what it changes is known. */
export const activatePolicy =
  (needs: Needs) =>
  (caller: Caller, { agencyId, policyId, sha256 }: BoundRef): Promise<PolicyRecord> =>
    asOfficer(needs, caller, ["activate", "policy"], agencyId, async ({ records, actor, at }) => {
      await records.once(caller, async () => {
        await records.lock(`policy/${policyId}`);
        const policy = activate(await existing(records, agencyId, policyId), caller.personId, sha256);
        const document = soundDocument(needs.parse, policy.document, activationFaults);
        await refuseUnlessConfirmed(records, policyId, document);
        await refuseUnlessCompared(records, policy);
        await records.policies.retireReplaced(policy);
        await records.policies.saveState(policy, at);
        await records.audit(
          actor,
          { action: "activate", resource: "policy", objectId: policyId, agencyId, detail: { sha256 } },
          at,
        );
        return policyId;
      });
      return existing(records, agencyId, policyId);
    });

type Compared = BoundRef & { readonly at: string; readonly quote: string; readonly source: string };

/** Who wrote a number does not vouch for it, and what was read in the official text needs nobody to. */
function refuseUnlessDoubtful(
  places: readonly DoubtfulPlace[],
  policy: PolicyRecord,
  by: string,
  wanted: Compared,
): void {
  if (!places.some(({ at }) => at === wanted.at))
    throw new Refusal("refused", "POLICY_PLACE_CERTAIN", { place: wanted.at });
  if (policy.draftedBy === by) throw new Refusal("forbidden", "SAME_PERSON");
  if (policy.sha256 !== wanted.sha256) throw new Refusal("conflict", "HASH_MISMATCH");
}

const placesOfPolicy = async (needs: Needs, records: Records, policy: PolicyRecord): Promise<DoubtfulPlace[]> => {
  const { document } = needs.parse(policy.document);
  return document ? placesOf(document, await records.governance.confirmations(policy.id)) : [];
};

/** Records what the official text says at a place that was written from another source. */
export const confirmPolicyNumber =
  (needs: Needs) =>
  (caller: Caller, wanted: Compared): Promise<DoubtfulPlace> =>
    asOfficer(needs, caller, ["confirm", "policy-number"], wanted.agencyId, async ({ records, actor, at }) => {
      const { agencyId, policyId, sha256, at: place, quote, source } = wanted;
      await records.once(caller, async () => {
        const policy = await existing(records, agencyId, policyId);
        refuseUnlessDoubtful(await placesOfPolicy(needs, records, policy), policy, caller.personId, wanted);
        const known = { policyId, policySha256: sha256, place, quote, source };
        await records.governance.confirm(agencyId, {
          ...known,
          confirmedBy: caller.personId,
          confirmedAt: new Date(at),
        });
        const note = { action: "confirm", resource: "policy-number", objectId: policyId, agencyId, detail: { place } };
        await records.audit(actor, note, at);
        return policyId;
      });
      const places = await placesOfPolicy(needs, records, await existing(records, agencyId, policyId));
      const found = places.find((one) => one.at === place);
      if (!found) throw new Refusal("refused", "POLICY_PLACE_CERTAIN", { place });
      return found;
    });

export type ImpactNeeds = Needs & {
  readonly bulk: Pick<BulkRows, "readFrozen">;
  /** People of one call, in whole ranges: a larger month is compared by several. */
  readonly impactLimit: number;
};

type Comparison = { readonly policy: PolicyRecord; readonly run: Run };

/** Finds what is to be compared; the first who asks begins the report. */
async function begin({ records, actor, at }: Acting, caller: Caller, ref: PolicyRef): Promise<Comparison> {
  const policy = await existing(records, ref.agencyId, ref.policyId);
  const run = await records.runs.lastPosted(policy.agencyId, kindsBeside(policy.kind));
  if (!run) throw new Refusal("refused", "POSTED_MONTH_MISSING");
  const { id: policyId, agencyId, sha256: policySha256 } = policy;
  const { id: runId, people } = run;
  await records.once(caller, async () => {
    await records.lock(`policy-impact/${policyId}`);
    if (await records.governance.findImpact(policyId, runId)) return policyId;
    const asked = { reportedBy: caller.personId, reportedAt: new Date(at) };
    await records.governance.beginImpact({ policyId, policySha256, runId, agencyId, people, ...asked });
    const note = { action: "report", resource: "policy-impact", objectId: policyId, agencyId, detail: { runId } };
    await records.audit(actor, note, at);
    return policyId;
  });
  return { policy, run };
}

const isBlock = ({ severity }: Flag): boolean => severity === "BLOCK";

/** Nothing but the frozen rows goes in, as in the run itself. */
function comparePerson(policy: Policy, rows: readonly SnapshotRow[]): Pick<ComparedPerson, "after" | "blocked"> {
  const blocked: string[][] = [];
  let after = noRupiah;
  for (const { facts, flags: frozen } of rows) {
    const reckoned = frozen.some(isBlock) ? undefined : policy.reckon(facts);
    const codes = (reckoned?.flags ?? frozen).filter(isBlock).map(({ code }) => code);
    if (codes.length > 0) blocked.push(codes);
    else after = sumRupiah([after, ...(reckoned?.components ?? []).map(({ net }) => net)]);
  }
  return { after, blocked };
}

/** The range after the one that was compared last. */
async function nextRange({ ranges }: Records, run: Run, { cursorPerson }: StoredImpact): Promise<number> {
  const last = cursorPerson === undefined ? undefined : await ranges.rangeOf(run.id, cursorPerson);
  return last === undefined ? 0 : last + 1;
}

/** Compares the next range in one transaction; returns how the report stands. */
async function compareNext(
  { store, bulk, now }: ImpactNeeds,
  { policy, run }: Comparison,
  compiled: Policy,
): Promise<StoredImpact> {
  return store.transaction({ agencies: [run.agencyId] }, async (records) => {
    const { governance, rows } = records;
    await records.lock(`policy-impact/${policy.id}`);
    const impact = await governance.findImpact(policy.id, run.id);
    if (!impact) throw new Error(`the impact of policy ${policy.id} was not begun`);
    if (impact.isComplete) return impact;
    const no = await nextRange(records, run, impact);
    const frozen = no < run.ranges ? await bulk.readFrozen(run, no) : [];
    const before = await rows.nets(run.id, frozen.map(({ personId }) => personId)); // prettier-ignore
    const people = frozen.map(({ personId, rows: own }): ComparedPerson => ({
      ...{ personId, before: before.get(personId) ?? noRupiah, ...comparePerson(compiled, own) },
    }));
    const cursorPerson = frozen.at(-1)?.personId ?? impact.cursorPerson;
    const saved = { ...impact, ...addPeople(impact, people), cursorPerson, isComplete: no + 1 >= run.ranges };
    await governance.saveImpact(saved, now());
    return saved;
  });
}

/** Computes the last posted month by this policy, from where an earlier call has left it. */
export const reportPolicyImpact =
  (needs: ImpactNeeds) =>
  async (caller: Caller, ref: PolicyRef): Promise<StoredImpact> => {
    const right = ["report", "policy-impact"] as const;
    const comparison = await asOfficer(needs, caller, right, ref.agencyId, (acting) => begin(acting, caller, ref));
    const { policy, run } = comparison;
    const document = soundDocument(needs.parse, policy.document, () => []);
    const compiled = compilePolicy(asIfInForce(document, run.period), run.period);
    let impact = await compareNext(needs, comparison, compiled);
    const enough = impact.peopleCompared + needs.impactLimit - run.rangeSize;
    while (!impact.isComplete && impact.peopleCompared < enough)
      impact = await compareNext(needs, comparison, compiled);
    return impact;
  };
