import { nextPeriod, type Period, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { canonical, hashOf, type NewHash } from "./hashing.ts";
import { type PolicyDocument } from "./policy/document.ts";
import { type Flag } from "./policy/outcome.ts";
import { type RunFrame } from "./statement.ts";

type Earned = {
  readonly personId: string;
  readonly employmentId: string;
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly sha256: string;
};

/** What is transferred to a person in the month of payment: entitlements less contributions, tax and recoveries by that month's rules. */
export type Payout = {
  readonly personId: string;
  readonly payoutPeriod: Period;
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly deduction: Rupiah;
  readonly amount: Rupiah;
  readonly packed: string;
  readonly sha256: string;
};

export type Deduction = { readonly code: string; readonly amount: Rupiah };
/** Whether a run can pay by this document: deductions by the rules of the month of payment are not made yet. */
export const isPaidWhole = ({ payout }: PolicyDocument): boolean =>
  payout.tax === "none" && (payout.contributions ?? []).length === 0;

export const payoutPeriodOf = ({ payout }: PolicyDocument, period: Period): Period =>
  payout.month === "same" ? period : nextPeriod(period);

/** The second document of a person's month; it names the statements that it settles by their hashes. */
export function settle(
  document: PolicyDocument,
  frame: RunFrame & { period: Period },
  earned: readonly Earned[],
  newHash: NewHash,
): Payout {
  const [first] = earned;
  if (!first) throw new Error("a payout settles at least one statement");
  const payoutPeriod = payoutPeriodOf(document, frame.period);
  // A run is not started with a policy that deducts anything.
  const less: readonly Deduction[] = [];
  const net = sumRupiah(earned.map((one) => one.net));
  const deduction = sumRupiah(less.map((one) => one.amount));
  const amount = rupiah(net - deduction);
  const packed = canonical([
    "kinerja.payout/1",
    frame.policySha256,
    [frame.agencyId, frame.period, first.personId, payoutPeriod],
    earned.map((one) => [one.employmentId, one.sha256, String(one.net)]),
    less.map((one) => [one.code, String(one.amount)]),
    String(amount),
  ]);
  return {
    personId: first.personId,
    payoutPeriod,
    gross: sumRupiah(earned.map((one) => one.gross)),
    cut: sumRupiah(earned.map((one) => one.cut)),
    net,
    deduction,
    amount,
    packed,
    sha256: hashOf(newHash, packed),
  };
}

/** The amount that stands in a stored document; undefined when the document is not the one that was hashed. */
export function amountIn({ packed, sha256 }: Pick<Payout, "packed" | "sha256">, newHash: NewHash): Rupiah | undefined {
  if (hashOf(newHash, packed) !== sha256) return undefined;
  const fields = JSON.parse(packed) as unknown[];
  return rupiah(BigInt(fields.at(-1) as string));
}

/** What the run itself finds odd about a person's month; not a part of the documents, since it looks at other months. */
export function oddities(net: Rupiah, previousNet: Rupiah | undefined): Flag[] {
  if (net === 0n) return [{ code: "NET_ZERO", severity: "WARN", params: {} }];
  if (previousNet === undefined || previousNet === 0n) return [];
  const [small, large] = net < previousNet ? [net, previousNet] : [previousNet, net];
  return large >= small * 2n ? [{ code: "NET_JUMP", severity: "WARN", params: {} }] : [];
}
