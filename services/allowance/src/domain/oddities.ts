import { type Rupiah } from "@kinerja/common/kernel";

import { type PayoutKnown } from "./frozen.ts";
import { type PayoutDocument } from "./payout-document.ts";
import { anomaliesOf, asksPredicate, isOff, jumpRatio, maximaOf } from "./policy/anomalies.ts";
import { type Policy } from "./policy/compile.ts";
import { type Anomalies } from "./policy/document.ts";
import { componentOf, resultsOf } from "./policy/order.ts";
import { type Flag } from "./policy/outcome.ts";
import { type SnapshotRow } from "./snapshot.ts";
import { type Entitlement } from "./statement.ts";
import { factsLabel } from "./unread-facts.ts";

/** A person's month as it was computed, and what was known of it. */
export type PaidMonth = {
  readonly rows: readonly Pick<SnapshotRow, "facts">[];
  readonly entitlements: readonly Pick<Entitlement, "gross" | "net" | "components">[];
  readonly payout: Pick<PayoutDocument, "gross" | "cut" | "net">;
  readonly known:
    | Pick<PayoutKnown, "due" | "contributionItems" | "previousNet" | "lateFact" | "sealedAnew" | "byHand" | "unread">
    | undefined;
  /** What statements and payout have told; none of it blocks. */
  readonly flags: readonly Flag[];
};

/** Puts a flag to the others of a person, where the month is odd. */
type Look = (month: PaidMonth, found: Flag[]) => void;

const severities = { block: "BLOCK", warn: "WARN" } as const;
const none: readonly Flag[] = [];

/** Nothing was earned and nothing is due: contributions of other months are set right, and nobody expects a payment. */
const isSetRightOnly = (entitlements: PaidMonth["entitlements"], known: PaidMonth["known"]): boolean =>
  entitlements.length === 0 && known?.contributionItems !== undefined && known.due.length === 0;

/** Nothing to pay, else far from what was paid last: one of the two is asked, the worse first. Somebody who was paid nothing is compared with nothing. */
function lookAtNet(all: Required<Anomalies>): Look | undefined {
  const { zero, jump } = all;
  const ratio = jumpRatio(all);
  if (isOff(zero) && ratio === undefined) return undefined;
  const isJump = (net: Rupiah, last: Rupiah): boolean => {
    if (ratio === undefined || last === 0n) return false;
    const [small, large] = net < last ? [net, last] : [last, net];
    return large * ratio.den >= small * ratio.num;
  };
  return ({ entitlements, payout: { net }, known }, found) => {
    const last = known?.previousNet;
    if (isSetRightOnly(entitlements, known)) return;
    if (net === 0n && zero.severity !== "off")
      found.push({ code: "NET_ZERO", severity: severities[zero.severity], params: {} });
    else if (jump.severity !== "off" && last !== undefined && isJump(net, last))
      found.push({ code: "NET_JUMP", severity: severities[jump.severity], params: { ratio: String(jump.ratio) } });
  };
}

/** What the engine and the payout say of a cut that is more than its base. */
const exceeding: ReadonlySet<string> = new Set(["CUT_EXCEEDS_BASE", "PAYOUT_NEGATIVE"]);

/** Items below nothing are more than the month has earned. Arrears earn nothing: of them the sum counts. */
function isOutweighed({ entitlements, payout: { gross, cut }, known }: PaidMonth): boolean {
  const due = known?.due ?? [];
  if (due.length === 0) return false;
  let [all, taken] = [0n, 0n];
  for (const { amount } of due) {
    all += amount;
    if (amount < 0n) taken -= amount;
  }
  const total = gross - cut;
  return total < 0n || (entitlements.length > 0 && taken > total - all);
}

/** The cuts of a statement were more than its gross: they were limited, and nothing is left. */
const isCutAway = ({ flags, entitlements }: PaidMonth): boolean =>
  flags.some(({ code }) => code === "CUT_EXCEEDS_BASE") &&
  entitlements.some(({ gross, net }) => gross > 0n && net === 0n);

/** A warning is not given twice for one thing. */
function lookAtBase({ negative_base: { severity } }: Required<Anomalies>): Look | undefined {
  if (severity === "off") return undefined;
  const isTold = ({ code, severity: told }: Flag): boolean => told === "WARN" && exceeding.has(code);
  return (month, found) => {
    if (!isOutweighed(month) && !isCutAway(month)) return;
    if (severity === "warn" && month.flags.some(isTold)) return;
    found.push({ code: "NEGATIVE_BASE", severity: severities[severity], params: {} });
  };
}

function lookAtGross(
  { over_maximum: { severity } }: Required<Anomalies>,
  { document, period }: Policy,
): Look | undefined {
  const maxima = maximaOf(document, period);
  if (severity === "off" || maxima.size === 0) return undefined;
  const limits = new Map(
    resultsOf(document.steps).map((step) => {
      const component = componentOf(step);
      return [component, { label: step.label, most: maxima.get(component) }];
    }),
  );
  return ({ entitlements }, found) => {
    for (const { components } of entitlements)
      for (const { component, gross } of components) {
        const limit = limits.get(component);
        if (limit?.most === undefined || gross <= limit.most) continue;
        const params = { label: limit.label, gross: String(gross), most: String(limit.most) };
        found.push({ code: "OVER_MAXIMUM", severity: severities[severity], params });
      }
  };
}

function lookForPredicate(
  { missing_predicate: { severity } }: Required<Anomalies>,
  { document }: Policy,
): Look | undefined {
  if (severity === "off" || asksPredicate(document)) return undefined;
  return ({ rows }, found) => {
    if (rows.some(({ facts }) => facts["evaluation.predicate"] === undefined))
      found.push({ code: "PREDICATE_MISSING", severity: severities[severity], params: {} });
  };
}

function lookAtFacts({ late_data: { severity } }: Required<Anomalies>): Look | undefined {
  if (severity === "off") return undefined;
  return ({ known }, found) => {
    const { lateFact, sealedAnew } = known ?? {};
    const tell = (code: string, params: Flag["params"]) => found.push({ code, severity: severities[severity], params });
    if (lateFact !== undefined) tell("DATA_LATE", { day: lateFact });
    if (sealedAnew !== undefined) tell("MONTH_SEALED_ANEW", { revision: String(sealedAnew) });
  };
}

/** Only what was frozen tells: a policy that does not ask, or looks at no attendance, has nothing there. */
function lookAtHands({ by_hand: { severity } }: Required<Anomalies>): Look | undefined {
  if (severity === "off") return undefined;
  return ({ known }, found) => {
    if (known?.byHand === undefined) return;
    const { days, first } = known.byHand;
    found.push({ code: "ATTENDANCE_BY_HAND", severity: severities[severity], params: { days: String(days), first } });
  };
}

function lookForUnread({ fact_unread: { severity } }: Required<Anomalies>): Look | undefined {
  if (severity === "off") return undefined;
  return ({ known }, found) => {
    if (known?.unread === undefined) return;
    const params = { facts: known.unread.map(factsLabel).join(", ") };
    found.push({ code: "FACT_UNREAD", severity: severities[severity], params });
  };
}

/**
 * What the run finds odd about a person's month although every rule was followed, as severely as the policy says; not a part of the documents, since it
 * looks at other months.
 */
export function oddityFinder(policy: Policy): (month: PaidMonth) => readonly Flag[] {
  const all = anomaliesOf(policy.document);
  const looks = [
    lookAtNet(all),
    lookAtBase(all),
    lookAtGross(all, policy),
    lookForPredicate(all, policy),
    lookAtFacts(all),
    lookAtHands(all),
    lookForUnread(all),
  ].filter((look) => look !== undefined);
  const found: Flag[] = [];
  return (month) => {
    for (const look of looks) look(month, found);
    // Of nearly everybody nothing is odd, and nothing is made.
    return found.length === 0 ? none : found.splice(0);
  };
}
