import { nextPeriod, type Period } from "@kinerja/common/kernel";

import { canonical, hashOf, type NewHash } from "./hashing.ts";
import { type PolicyDocument } from "./policy/document.ts";
import { type Flag } from "./policy/outcome.ts";
import { type RunFrame } from "./statement.ts";

type Earned = {
  readonly personId: string;
  readonly employmentId: string;
  readonly gross: bigint;
  readonly cut: bigint;
  readonly net: bigint;
  readonly sha256: string;
};

/** What is transferred to a person in the month of payment: entitlements less contributions, tax and recoveries by that month's rules. */
export type Payout = {
  readonly personId: string;
  readonly payoutPeriod: Period;
  readonly gross: bigint;
  readonly cut: bigint;
  readonly net: bigint;
  readonly deduction: bigint;
  readonly amount: bigint;
  readonly packed: string;
  readonly sha256: string;
};

export type Deduction = { readonly code: string; readonly amount: bigint };
/** The rules of the month of payment; `tax: none` deducts nothing. */
type DeductionsOf = (earned: readonly Earned[]) => readonly Deduction[];
const deductions: Record<PolicyDocument["payout"]["tax"], DeductionsOf> = { none: () => [] };

const sum = <T>(items: readonly T[], of: (item: T) => bigint): bigint =>
  items.reduce((total, item) => total + of(item), 0n);

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
  const less = deductions[document.payout.tax](earned);
  const net = sum(earned, (one) => one.net);
  const deduction = sum(less, ({ amount }) => amount);
  const packed = canonical([
    "kinerja.payout/1",
    frame.policySha256,
    [frame.agencyId, frame.period, first.personId, payoutPeriod],
    earned.map((one) => [one.employmentId, one.sha256, String(one.net)]),
    less.map(({ code, amount }) => [code, String(amount)]),
    String(net - deduction),
  ]);
  return {
    personId: first.personId,
    payoutPeriod,
    gross: sum(earned, (one) => one.gross),
    cut: sum(earned, (one) => one.cut),
    net,
    deduction,
    amount: net - deduction,
    packed,
    sha256: hashOf(newHash, packed),
  };
}

/** The amount that stands in a stored document; undefined when the document is not the one that was hashed. */
export function amountIn({ packed, sha256 }: Pick<Payout, "packed" | "sha256">, newHash: NewHash): bigint | undefined {
  if (hashOf(newHash, packed) !== sha256) return undefined;
  const fields = JSON.parse(packed) as unknown[];
  return BigInt(fields.at(-1) as string);
}

/** What the run itself finds odd about a person's month; not a part of the documents, since it looks at other months. */
export function oddities(net: bigint, previousNet: bigint | undefined): Flag[] {
  if (net === 0n) return [{ code: "NET_ZERO", severity: "WARN", params: {} }];
  if (previousNet === undefined || previousNet === 0n) return [];
  const [small, large] = net < previousNet ? [net, previousNet] : [previousNet, net];
  return large >= small * 2n ? [{ code: "NET_JUMP", severity: "WARN", params: {} }] : [];
}
