import { Refusal } from "@kinerja/common/errors";
import { type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";

import { confirm, refuse } from "../../domain/corrections/case.ts";
import { owedContributions } from "../../domain/corrections/deductions.ts";
import { netOf, paidSoFar, settlementOf } from "../../domain/corrections/delta.ts";
import {
  areSame,
  type CorrectedMonth,
  type CorrectionDocument,
  deltaOfMonth,
  deltaParts,
  isEmpty,
  isStillPaidSo,
  totalDelta,
  unpackCorrection,
} from "../../domain/corrections/document.ts";
import { noDays, without } from "../../domain/days.ts";
import { hashOf, type NewHash } from "../../domain/hashing.ts";
import { expenseAccount, overpaidLines } from "../../domain/ledger.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "../authorise.ts";
import { reasonOf } from "../facts/parts.ts";
import { type ParsePolicy } from "../policies.ts";
import { type Caller } from "../ports.ts";
import { caseDeductions } from "./deductions.ts";
import { type CaseRef, existingCase, refuseWhileRunOpen } from "./open-correction.ts";
import {
  type ConfirmedMonth,
  type CorrectedStatement,
  type InputsNow,
  type NewDueItem,
  type PersonMonth,
  type PostedRun,
  type SealsNow,
  type StoredCase,
} from "./ports.ts";
import { monthOf, recoveryRule } from "./recovery-rule.ts";

export type ConfirmNeeds = OfficerNeeds & {
  readonly parse: ParsePolicy;
  readonly newHash: NewHash;
  readonly newId: () => string;
  readonly sealsOf: SealsNow;
};
export type ConfirmCommand = CaseRef & {
  readonly sha256: string;
  /** Number of the letter about what is to be paid back; empty without one. */
  readonly letter: string;
};

const mostLetter = 200;
const correctionKey = ({ agencyId, personId }: Pick<StoredCase, "agencyId" | "personId">): string =>
  `correction/${agencyId}/${personId}`;

async function storedPreview({ records }: Acting, { newHash }: ConfirmNeeds, caseId: string, sha256: string) {
  const packed = await records.corrections.packedPreview(caseId);
  if (packed === undefined) throw new Refusal("conflict", "HASH_MISMATCH");
  if (hashOf(newHash, packed) !== sha256) throw new Refusal("conflict", "HASH_MISMATCH");
  return unpackCorrection(packed);
}

type Matched = { readonly month: CorrectedMonth; readonly now: PersonMonth };

/** Each month stands as it did when it was looked at: the same sum, the same hold, and its days are nobody else's. */
async function matchMonths(
  { records }: Acting,
  { agencyId, personId, months }: CorrectionDocument,
): Promise<Matched[]> {
  const first = months[0];
  if (!first) return [];
  const standing = await records.corrections.months(agencyId, personId, first.period);
  const matched: Matched[] = [];
  for (const month of months) {
    const now = standing.find(({ run }) => run.id === month.runId);
    if (!now || !isStillPaidSo(month, now)) throw new Refusal("conflict", "HASH_MISMATCH");
    matched.push({ month, now });
  }
  return matched;
}

type Seals = ReadonlyMap<Period, InputsNow["inputs"]>;

/** In which revisions the months of the preview are sealed now; other services are asked before anything is locked. */
async function sealsNow(needs: ConfirmNeeds, caller: Caller, { agencyId, caseId }: ConfirmCommand): Promise<Seals> {
  const packed = await asOfficer(needs, caller, ["confirm", "correction"], agencyId, ({ records }) =>
    records.corrections.packedPreview(caseId),
  );
  const months = packed === undefined ? [] : unpackCorrection(packed).months;
  const seals = new Map<Period, InputsNow["inputs"]>();
  for (const { period } of months)
    if (!seals.has(period)) seals.set(period, await needs.sealsOf(caller, agencyId, period));
  return seals;
}

/** What the preview has read is what is known: facts, employments and predicates since, and the revisions that the months are sealed in. */
async function refuseUnlessFresh({ records }: Acting, seals: Seals, document: CorrectionDocument): Promise<void> {
  const isOutdated = document.months.some(({ period, inputs }) => {
    const seen = new Map(inputs);
    return (seals.get(period) ?? []).some(([name, revision]) => seen.get(name) !== revision);
  });
  if (isOutdated || (await records.corrections.isChangedSince(document)))
    throw new Refusal("conflict", "HASH_MISMATCH");
}

/** A day is paid once: what the run lets go of is free, what it takes must be. */
async function moveClaims(
  { records: { corrections }, at }: Acting,
  { caseId, personId }: CorrectionDocument,
  matched: readonly Matched[],
) {
  for (const { now } of matched) await corrections.lockClaims(now.run);
  for (const { month, now } of matched) {
    const freed = await corrections.setClaim(now.run, personId, month.days);
    if (freed !== noDays) await corrections.tellFreed(now.run, personId, freed, `${caseId}/${now.run.id}`, at);
  }
  for (const { month, now } of matched) {
    const taken = await corrections.takenByOthers(now.run, personId);
    if (without(month.days, taken) !== month.days) throw new Refusal("conflict", "HASH_MISMATCH");
  }
}

const labelOf = (period: Period): string => `Koreksi ${period}`;

/** What was voided and has no successor stands as nothing from now on. */
function statementsOf({ voided, added }: CorrectedMonth): CorrectedStatement[] {
  const zero = rupiah(0n);
  const known = new Set(added.map(({ employmentId }) => employmentId));
  const gone = voided
    .filter(({ employmentId }) => !known.has(employmentId))
    .map(({ employmentId }): CorrectedStatement => ({
      ...{ employmentId, status: "payable", gross: zero, cut: zero, net: zero, sha256: "", packed: undefined },
    }));
  const before = new Map(voided.map(({ employmentId, sha256 }) => [employmentId, sha256]));
  return [...added.filter(({ employmentId, sha256 }) => before.get(employmentId) !== sha256), ...gone];
}

async function expenseOf({ records }: Acting, parse: ParsePolicy, { agencyId, policyId, kind }: PostedRun) {
  const policy = await records.policies.find(agencyId, policyId);
  const { document } = parse(policy?.document ?? "");
  if (!document) throw new Error(`policy ${policyId} was in force, and can't be read`);
  return expenseAccount(kind, document.kind);
}

/** A correction is open for payment from the latest month of payment on: the next run takes it, and so does a run for rapel of this very month. */
async function duePeriodOf({ records, at }: Acting, agencyId: string): Promise<(from: Period) => Period> {
  const last = (await records.runs.lastPaid(agencyId)) ?? monthOf(at);
  return (from) => (last < from ? from : last);
}

async function oweContributions(acting: Acting, { caseId, agencyId, personId, deductions }: CorrectionDocument) {
  const { records, actor, at } = acting;
  const dueFrom = await duePeriodOf(acting, agencyId);
  for (const month of deductions)
    for (const { id: contribution, label, own, employer } of owedContributions(month)) {
      const { payoutPeriod } = month;
      const item = { contribution, own, employer, payoutPeriod, duePeriod: dueFrom(payoutPeriod) };
      const said = { ...item, label: `Koreksi ${label} ${payoutPeriod}` };
      await records.corrections.oweContribution({ agencyId, personId, caseId }, said, { by: actor.personId, at });
    }
}

type Paid = {
  readonly found: StoredCase;
  /** Runs whose payout the person has had: what their months contribute is set right there, and not by the item. */
  readonly runsPaid: ReadonlySet<string>;
};

async function confirmedMonth(needs: ConfirmNeeds, acting: Acting, { found, runsPaid }: Paid, { month, now }: Matched) {
  const parts = deltaParts(month);
  const { due, dueLate, receivable } = settlementOf(parts);
  const dueFrom = await duePeriodOf(acting, found.agencyId);
  const item = (amount: Rupiah) => ({ id: needs.newId(), amount, label: labelOf(month.period) });
  const dueItem = (amount: Rupiah, from: Period, contributes: boolean): NewDueItem | undefined =>
    amount > 0n ? { ...item(amount), duePeriod: dueFrom(from), contributes } : undefined;
  const confirmed: ConfirmedMonth = {
    ...{ caseId: found.id, run: now.run, personId: found.personId },
    ...{ paid: paidSoFar(month.paid), net: netOf(month.added), delta: deltaOfMonth(month), lateDelta: parts.late },
    ...{ layout: month.layout, engine: month.engine, statements: statementsOf(month) },
    due: dueItem(due, month.dueFrom, !runsPaid.has(now.run.id)),
    dueLate: dueItem(dueLate, month.lateFrom, true),
    receivable:
      receivable > 0n
        ? { ...item(receivable), postings: overpaidLines(await expenseOf(acting, needs.parse, now.run), receivable) }
        : undefined,
    replacesHold: month.paid.state === "HELD",
  };
  return confirmed;
}

async function write(needs: ConfirmNeeds, acting: Acting, paid: Paid, matched: readonly Matched[]) {
  const { records, actor, at } = acting;
  const { found } = paid;
  const { personId } = found;
  for (const one of matched) {
    const confirmed = await confirmedMonth(needs, acting, paid, one);
    await records.corrections.confirmMonth(confirmed, actor.personId, found.letter, at);
    if (!confirmed.replacesHold) continue;
    const act = { by: actor.personId, at, markedBy: confirmed.due?.id ?? confirmed.dueLate?.id ?? found.id };
    await records.corrections.release({ run: one.now.run, personId }, act, undefined);
  }
}

async function refuseUnlessPayable(acting: Acting, { parse }: ConfirmNeeds, { agencyId, months }: CorrectionDocument) {
  const blocked = months.find(({ blockedBy }) => blockedBy.length > 0);
  if (blocked)
    throw new Refusal("refused", "CORRECTION_BLOCKED", {
      period: blocked.period,
      causes: blocked.blockedBy.join(", "),
    });
  const isOverpaid = months.some((month) => deltaOfMonth(month) < 0n);
  if (isOverpaid && !(await recoveryRule(acting, parse, agencyId)))
    throw new Refusal("refused", "CORRECTION_RECOVERY_MISSING");
}

/** Payouts that were posted, or differences that were confirmed, since: then they are others. Gives the runs that have paid the person. */
async function refuseUnlessSameDeductions(needs: ConfirmNeeds, acting: Acting, found: StoredCase, document: CorrectionDocument) {
  const { deductions, runsPaid } = await caseDeductions(acting, needs.parse, found, document);
  if (!areSame(deductions, document.deductions)) throw new Refusal("conflict", "HASH_MISMATCH");
  return runsPaid;
} // prettier-ignore

/** A run that is on its way has frozen what it pays and taxes without the differences; one that begins now waits until they stand. */
async function refuseWhileOnItsWay(acting: Acting, found: StoredCase): Promise<void> {
  await acting.records.lock(`runs/${found.agencyId}`);
  await refuseWhileRunOpen(acting, found);
}

type Asked = Pick<ConfirmCommand, "sha256"> & { readonly found: StoredCase; readonly seals: Seals };

async function matchedOf(needs: ConfirmNeeds, acting: Acting, { found, sha256, seals }: Asked) {
  const document = await storedPreview(acting, needs, found.id, sha256);
  if (isEmpty(document)) throw new Refusal("refused", "CORRECTION_EMPTY");
  await refuseWhileOnItsWay(acting, found);
  await refuseUnlessFresh(acting, seals, document);
  const matched = await matchMonths(acting, document);
  const runsPaid = await refuseUnlessSameDeductions(needs, acting, found, document);
  return { document, matched, runsPaid };
}

/**
 * A second person confirms a preview by its hash: what is owed falls due with the next payment, what was paid too much becomes a receivable, and
 * the new statements stand. Two confirmations at once make one.
 */
export const confirmCorrection =
  (needs: ConfirmNeeds) =>
  async (caller: Caller, command: ConfirmCommand): Promise<StoredCase> => {
    const seals = await sealsNow(needs, caller, command);
    return asOfficer(needs, caller, ["confirm", "correction"], command.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      const { agencyId, caseId, sha256 } = command;
      const letter = command.letter.trim().slice(0, mostLetter);
      await records.once(caller, async () => {
        await records.lock(correctionKey(await existingCase(acting, command)));
        const found = await existingCase(acting, command);
        const act = { by: caller.personId, sha256, letter };
        // Who may not, and what is decided already, is said before anything is compared.
        confirm(found, { ...act, holders: [] });
        const { document, matched, runsPaid } = await matchedOf(needs, acting, { found, sha256, seals });
        const holders = matched.flatMap(({ month, now }) => (month.paid.state === "HELD" ? [now.heldBy ?? ""] : []));
        const confirmed = confirm(found, { ...act, holders });
        await refuseUnlessPayable(acting, needs, document);
        await moveClaims(acting, document, matched);
        await write(needs, acting, { found: { ...found, letter }, runsPaid }, matched);
        await oweContributions(acting, document);
        await records.corrections.save(confirmed, at);
        const detail = { sha256, months: matched.length, delta: String(totalDelta(document.months)) };
        const note = { action: "confirm", resource: "correction", objectId: caseId, agencyId, detail };
        await records.audit(actor, note, at);
        return caseId;
      });
      return existingCase(acting, command);
    });
  };

export type RefuseCommand = CaseRef & { readonly reason: string };

/** Closes a case without a correction; the reason stays. */
export const refuseCorrection =
  (needs: OfficerNeeds) =>
  (caller: Caller, command: RefuseCommand): Promise<StoredCase> =>
    asOfficer(needs, caller, ["refuse", "correction"], command.agencyId, async (acting) => {
      const { records, actor, at } = acting;
      const reason = reasonOf(command.reason);
      await records.once(caller, async () => {
        await records.lock(correctionKey(await existingCase(acting, command)));
        const { agencyId, caseId: objectId } = command;
        const packed = await records.corrections.packedPreview(objectId);
        const hasNothing = packed !== undefined && isEmpty(unpackCorrection(packed));
        const refused = refuse(await existingCase(acting, command), caller.personId, reason, hasNothing);
        await records.corrections.save(refused, at);
        const detail = { reason, state: refused.state };
        const note = { action: "refuse", resource: "correction", objectId, agencyId, detail };
        await records.audit(actor, note, at);
        return command.caseId;
      });
      return existingCase(acting, command);
    });
