import { firstDay, type Period, periodOf, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { preview } from "../../domain/corrections/case.ts";
import { type MonthDeductions } from "../../domain/corrections/deductions.ts";
import { monthsToWait, netOf, paidSoFar } from "../../domain/corrections/delta.ts";
import {
  type CorrectedMonth,
  type CorrectionDocument,
  deltaOfMonth,
  isChanged,
  isStuck,
  packCorrection,
  totalDelta,
  unpackCorrection,
} from "../../domain/corrections/document.ts";
import { changedLines } from "../../domain/corrections/lines.ts";
import { type Days, noDays, together } from "../../domain/days.ts";
import { hashOf, type NewHash } from "../../domain/hashing.ts";
import { compilePolicy, engineVersion, type Policy } from "../../domain/policy/compile.ts";
import { addMonths } from "../../domain/policy/derive/months.ts";
import { type Flag, type TraceStep } from "../../domain/policy/outcome.ts";
import { type PolicyRecord } from "../../domain/policy-state.ts";
import { monthRule } from "../../domain/month-rule.ts";
import { hexOf } from "../../domain/payout-document.ts";
import { type Digest, type Entitlement, layoutOf, statementMaker, statementReader } from "../../domain/statement.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "../authorise.ts";
import { type ParsePolicy } from "../policies.ts";
import { type Caller } from "../ports.ts";
import { linesSayer, type ShownLine } from "../shown-lines.ts";
import { caseDeductions } from "./deductions.ts";
import { type CaseRef, existingCase, refuseWhileRunOpen } from "./open-correction.ts";
import { type InputsNow, type InputsOfPerson, type PersonMonth, type PostedRun, type StoredCase } from "./ports.ts";
import { recoveryRule } from "./recovery-rule.ts";

export type PreviewNeeds = OfficerNeeds & {
  readonly parse: ParsePolicy;
  readonly newHash: NewHash;
  readonly digest: Digest;
  readonly inputsOf: InputsOfPerson;
};

/** A line of the void and the add, in the words of the month's policy. */
export type ShownChange = {
  readonly employmentId: string;
  readonly voided: ShownLine | undefined;
  readonly added: ShownLine | undefined;
};
export type ShownMonth = {
  readonly run: PostedRun;
  readonly paid: Rupiah;
  readonly net: Rupiah;
  readonly delta: Rupiah;
  readonly isHeld: boolean;
  readonly blockedBy: readonly string[];
  readonly lines: readonly ShownChange[];
};
export type ShownPreview = {
  readonly found: StoredCase;
  readonly sha256: string;
  readonly delta: Rupiah;
  readonly months: readonly ShownMonth[];
  /** Months out of which the person is held, and whose statement is blocked still: they wait as they are. */
  readonly stillHeld: readonly { readonly period: Period; readonly blockedBy: readonly string[] }[];
  /** A month was paid too much, and no rule says how much of a month's net may be taken back: it can't be confirmed as it is. */
  readonly lacksRecoveryRule: boolean;
  /** Months of payment that have rested on a salary or tax status that was corrected since. */
  readonly staleDeductions: readonly Period[];
  /** Months of payment whose contributions or tax would have been others, and what becomes of the difference. */
  readonly deductions: readonly MonthDeductions[];
};

type Posted = PersonMonth & { readonly policy: Policy; readonly takenElsewhere: Days };

async function policyOf({ records }: Acting, parse: ParsePolicy, run: PostedRun): Promise<Policy> {
  const stored: PolicyRecord | undefined = await records.policies.find(run.agencyId, run.policyId);
  const { document } = parse(stored?.document ?? "");
  if (!document || stored?.sha256 !== run.policySha256)
    throw new Error(`the policy of run ${run.id} is not what it was`);
  return compilePolicy(document, run.period);
}

async function postedMonths(
  acting: Acting,
  parse: ParsePolicy,
  { agencyId, personId, affectedFrom }: StoredCase,
): Promise<Posted[]> {
  const { corrections } = acting.records;
  const months: Posted[] = [];
  for (const month of await corrections.months(agencyId, personId, periodOf(affectedFrom))) {
    const policy = await policyOf(acting, parse, month.run);
    const takenElsewhere = await corrections.takenByOthers(month.run, personId);
    months.push({ ...month, policy, takenElsewhere });
  }
  return months;
}

/** Days that somebody else has paid are no fault of the statement: it is worth what is left. */
const blocking = (flags: readonly Flag[]): string[] =>
  flags.filter(({ code, severity }) => severity === "BLOCK" && code !== "DAYS_PAID_ELSEWHERE").map(({ code }) => code);

const sumsOf = ({ employmentId, status, gross, cut, net, sha256 }: Entitlement) => ({
  ...{ employmentId, status, gross, cut, net, sha256: hexOf(sha256) },
});

const later = (period: Period, months: number): Period => periodOf(addMonths(firstDay(period), months));

function recompute({ digest }: PreviewNeeds, month: Posted, { rows, inputs }: InputsNow): CorrectedMonth {
  const make = statementMaker(month.policy, digest);
  const known = new Set(month.statements.map(({ employmentId }) => employmentId));
  const ruled = monthRule(month.policy.document, month.run.period)(rows);
  const fresh = ruled.filter(({ days, employmentId }) => days !== noDays || known.has(employmentId)).map(make);
  const components = fresh.flatMap((one) => one.components);
  const { payoutPeriod } = month.run;
  return {
    ...{ period: month.run.period, runId: month.run.id, policySha256: month.run.policySha256 },
    ...{ engine: engineVersion, layout: layoutOf(month.policy), paid: month.paid, inputs },
    ...{ dueFrom: payoutPeriod, lateFrom: later(payoutPeriod, monthsToWait(components)) },
    late: sumRupiah(fresh.map(({ late }) => late)),
    days: rows.reduce((days, row) => together(days, row.days), noDays),
    blockedBy: [...new Set(fresh.flatMap(({ flags }) => blocking(flags)))].sort(),
    voided: month.statements.map(({ employmentId, status, gross, cut, net, sha256 }) => ({
      ...{ employmentId, status, gross, cut, net, sha256 },
    })),
    added: fresh.map((one) => ({ ...sumsOf(one), packed: one.packed })),
  };
}

/** Of one kind of allowance and month several runs may have paid: what an earlier one of them pays for now is not there for the next. */
async function computeAll(
  needs: PreviewNeeds,
  caller: Caller,
  found: StoredCase,
  { posted, moment }: { readonly posted: readonly Posted[]; readonly moment: number },
): Promise<{ months: CorrectedMonth[]; unitIds: string[] }> {
  const given = new Map<string, Days>();
  const months: CorrectedMonth[] = [];
  const units = new Set<string>();
  for (const month of posted) {
    const key = `${month.run.claimKind}/${month.run.period}`;
    const taken = together(month.takenElsewhere, given.get(key) ?? noDays);
    const inputs = await needs.inputsOf(caller, month.run, found.personId, { taken, moment });
    for (const unitId of inputs.unitIds) units.add(unitId);
    const computed = recompute(needs, month, inputs);
    given.set(key, together(given.get(key) ?? noDays, computed.days));
    months.push(computed);
  }
  return { months, unitIds: [...units].sort() };
}

/** All lines of the month that change; a month that stays as it is has none. */
function linesOf({ policy, statements }: Posted, { layout, added }: CorrectedMonth): ShownChange[] {
  const say = linesSayer(policy.document);
  const said = (step: TraceStep | undefined): ShownLine | undefined => step && say(step);
  const readNew = statementReader(layout);
  const old = new Map(statements.map((one) => [one.employmentId, statementReader(one.layout)(one.packed).trace]));
  const fresh = new Map(added.map(({ employmentId, packed }) => [employmentId, readNew(packed).trace]));
  return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((id) =>
    changedLines(id, old.get(id) ?? [], fresh.get(id) ?? []).map((line) => ({
      ...{ employmentId: line.employmentId, voided: said(line.voided), added: said(line.added) },
    })),
  );
}

const shown = (posted: Posted, month: CorrectedMonth): ShownMonth => ({
  run: posted.run,
  paid: paidSoFar(month.paid),
  net: netOf(month.added),
  delta: deltaOfMonth(month),
  isHeld: month.paid.state === "HELD",
  blockedBy: month.blockedBy,
  lines: linesOf(posted, month),
});

/** A document in words: its months beside the statements that stand. */
async function shownPreview(
  acting: Acting,
  parse: ParsePolicy,
  found: StoredCase,
  { months, deductions }: Pick<CorrectionDocument, "months" | "deductions">,
): Promise<ShownPreview> {
  const posted = new Map((await postedMonths(acting, parse, found)).map((one) => [one.run.id, one]));
  const told = months.flatMap((month) => {
    const one = posted.get(month.runId);
    return one ? [shown(one, month)] : [];
  });
  const isOverpaid = told.some(({ delta }) => delta < 0n);
  return {
    ...{ found, sha256: found.previewSha256 ?? "", months: told, delta: totalDelta(months), stillHeld: [] },
    deductions,
    lacksRecoveryRule: isOverpaid && !(await recoveryRule(acting, parse, found.agencyId)),
    staleDeductions: await acting.records.corrections.staleDeductions(
      found.agencyId,
      found.personId,
      periodOf(found.affectedFrom),
    ),
  };
}

/** What stands before anything is read elsewhere. A month that is not posted yet can't be looked at, and the case would be decided without it. */
async function begin({ parse }: PreviewNeeds, acting: Acting, ref: CaseRef, by: string) {
  const { records, at } = acting;
  const found = await existingCase(acting, ref);
  preview(found, by, "");
  await refuseWhileRunOpen(acting, found);
  const posted = await postedMonths(acting, parse, found);
  return { found, posted, moment: await records.facts.moment(ref.agencyId, at) };
}

/**
 * Computes each posted month from the case's day on by the rule of then and what is known now, beside what stands. Only the document of it is kept:
 * a second person confirms it by its hash.
 */
export const previewCorrection =
  (needs: PreviewNeeds) =>
  async (caller: Caller, ref: CaseRef): Promise<ShownPreview> => {
    const right = ["preview", "correction"] as const;
    const { found, ...known } = await asOfficer(needs, caller, right, ref.agencyId, (acting) =>
      begin(needs, acting, ref, caller.personId),
    );
    // Remote reads hold no lock: what has changed meanwhile is noticed by the confirmation.
    const { months: computed, unitIds } = await computeAll(needs, caller, found, known);
    const months = computed.filter((month) => isChanged(month) && !isStuck(month));
    const { id: caseId, agencyId, personId, affectedFrom } = found;
    const { moment } = known;
    return asOfficer(needs, caller, right, agencyId, async (acting) => {
      const { records, actor, at } = acting;
      await records.lock(`correction/${agencyId}/${personId}`);
      const { deductions } = await caseDeductions(acting, needs.parse, found, { months, moment });
      const whose = { caseId, agencyId, personId, affectedFrom };
      const packed = packCorrection({ ...whose, moment, unitIds, months, deductions });
      const sha256 = hashOf(needs.newHash, packed);
      const previewed = preview(await existingCase(acting, ref), caller.personId, sha256);
      await records.corrections.savePreview(previewed, packed, at);
      const detail = { sha256, months: months.length };
      await records.audit(actor, { action: "preview", resource: "correction", objectId: caseId, agencyId, detail }, at);
      const told = await shownPreview(acting, needs.parse, await existingCase(acting, ref), { months, deductions });
      return {
        ...told,
        stillHeld: computed.filter(isStuck).map(({ period, blockedBy }) => ({ period, blockedBy })),
      };
    });
  };

/** A case with its newest preview as it was made; without one there are no months. */
export const readCorrection =
  (needs: OfficerNeeds & Pick<PreviewNeeds, "parse">) =>
  (caller: Caller, ref: CaseRef): Promise<ShownPreview> =>
    asOfficer(needs, caller, ["read", "correction"], ref.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      const found = await existingCase(acting, ref);
      const { agencyId, id: objectId } = found;
      await records.audit(actor, { action: "read", resource: "correction", objectId, agencyId }, at);
      const packed = await records.corrections.packedPreview(objectId);
      const document = packed === undefined ? { months: [], deductions: [] } : unpackCorrection(packed);
      return shownPreview(acting, needs.parse, found, document);
    });
