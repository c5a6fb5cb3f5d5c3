import { type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";

import { canonical, type Canon } from "./hashing.ts";
import { type Pair, type PayoutLine } from "./payout/lines.ts";
import { type Digest } from "./statement.ts";

/** What is transferred to a person by one run: statements and open items less contributions, tax and recoveries. net − contribution − tax − recovery = amount. */
export type PayoutDocument = {
  readonly personId: string;
  readonly payoutPeriod: Period;
  /** Of the statements and open items that it settles. gross − cut below 0: net is 0, and the rest becomes a receivable. */
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly contribution: Rupiah;
  /** What the employer contributes beside; not a part of the amount. */
  readonly employer: Rupiah;
  /** Less than 0: given back. */
  readonly tax: Rupiah;
  /** Tax that the state or the region bears beside; not a part of the amount. */
  readonly taxBorne: Rupiah;
  readonly recovery: Rupiah;
  readonly amount: Rupiah;
  /** Ids of the open items that it pays, in their order. */
  readonly dues: readonly string[];
  /** By receivable. */
  readonly recovered: readonly { readonly receivableId: string; readonly amount: Rupiah }[];
  /** The document in its one spelling, UTF-8. */
  readonly packed: Uint8Array;
  readonly sha256: Uint8Array;
};

/** A statement that a payout settles: what of it is paid now. */
export type PaidStatement = { readonly employmentId: string; readonly sha256: Uint8Array; readonly net: Rupiah };
export type PaidDue = {
  readonly id: string;
  readonly label: string;
  readonly period: Period;
  readonly amount: Rupiah;
  /** False: the contributions of the month of payment do not count it. */
  readonly contributes?: boolean;
};

/** Everything that stands in a payout. */
export type PayoutContent = {
  readonly policySha256: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly period: Period;
  readonly payoutPeriod: Period;
  readonly statements: readonly PaidStatement[];
  readonly dues: readonly PaidDue[];
  /** Contributions, tax, recoveries and what is carried; statements and open items are lines of their own. */
  readonly lines: readonly PayoutLine[];
  readonly pairs: readonly Pair[];
  readonly amount: Rupiah;
};

const form = "kinerja.payout/2";
export const hexOf = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString("hex");

const packLine = ({ id, label, cite, base, rate, amount, inputs }: PayoutLine): Canon[] => [
  ...[id, label, cite.legal, cite.article, String(base), rate, String(amount)],
  inputs.map(([name, value]) => [name, value]),
];

/** Stands behind an item that the month's contributions do not count. */
const apart = "apart";
const packDue = ({ id, label, period, amount, contributes }: PaidDue): Canon => [
  ...[id, label, period, String(amount), ...(contributes === false ? [apart] : [])],
];

/** The bytes and their hash. The amount stands last. */
export function packPayout(content: PayoutContent, digest: Digest): Pick<PayoutDocument, "packed" | "sha256"> {
  const { policySha256, agencyId, personId, period, payoutPeriod } = content;
  const text = canonical([
    form,
    policySha256,
    [agencyId, period, personId, payoutPeriod],
    content.statements.map(({ employmentId, sha256, net }) => [employmentId, hexOf(sha256), String(net)]),
    content.dues.map(packDue),
    content.lines.map(packLine),
    content.pairs.map((pair) => [...packLine(pair), pair.debit, pair.credit]),
    String(content.amount),
  ]);
  const packed = Buffer.from(text);
  return { packed, sha256: digest(packed) };
}

/** Of a person who is paid these statements and nothing else. */
export type PlainPacker = (
  personId: string,
  statements: readonly PaidStatement[],
  amount: Rupiah,
) => Pick<PayoutDocument, "packed" | "sha256">;

/**
 * Packs the payouts of a run that deduct nothing: the bytes of `packPayout`, at a third of its cost. Ids are those of statements, lower-case digits and
 * dashes, which JSON writes as they are.
 */
export function plainPacker(
  { policySha256, agencyId, period, payoutPeriod }: Pick<PayoutContent, "policySha256" | "agencyId" | "period" | "payoutPeriod">,
  digest: Digest,
): PlainPacker {
  const head = `${canonical([form, policySha256, [agencyId, period]]).slice(0, -2)},"`;
  const middle = `",${canonical(payoutPeriod)}],[`;
  return (personId, statements, amount) => {
    let paid = "";
    for (const { employmentId, sha256, net } of statements)
      paid += `${paid === "" ? "" : ","}["${employmentId}","${hexOf(sha256)}","${net}"]`;
    const packed = Buffer.from(`${head}${personId}${middle}${paid}],[],[],[],"${amount}"]`, "latin1");
    return { packed, sha256: digest(packed) };
  };
} // prettier-ignore

type PackedLine = [
  id: string,
  label: string,
  legal: string,
  article: string,
  base: string,
  rate: string,
  amount: string,
  inputs: [string, string][],
];
type Packed = [
  form: string,
  policySha256: string,
  whose: [agencyId: string, period: Period, personId: string, payoutPeriod: Period],
  statements: [employmentId: string, sha256: string, net: string][],
  dues: [id: string, label: string, period: Period, amount: string, mark?: string][],
  lines: PackedLine[],
  pairs: [...PackedLine, debit: string, credit: string][],
  amount: string,
];

const amountOf = (digits: string): Rupiah => rupiah(BigInt(digits));
const lineOf = ([id, label, legal, article, base, rate, amount, inputs]: PackedLine): PayoutLine => ({
  ...{ id, label, cite: { legal, article }, base: amountOf(base), rate, amount: amountOf(amount), inputs },
});

/** Reads a stored payout. It recomputes nothing. */
export function readPayout(packed: Uint8Array): PayoutContent {
  const [found, policySha256, whose, statements, dues, lines, pairs, amount] = JSON.parse(
    Buffer.from(packed).toString(),
  ) as Packed;
  if (found !== form) throw new Error(`a payout of the form ${found} can't be read`);
  const [agencyId, period, personId, payoutPeriod] = whose;
  return {
    ...{ policySha256, agencyId, personId, period, payoutPeriod },
    statements: statements.map(([employmentId, sha256, net]) => ({
      ...{ employmentId, sha256: Buffer.from(sha256, "hex"), net: amountOf(net) },
    })),
    dues: dues.map(([id, label, earned, due, mark]) => ({
      ...{ id, label, period: earned, amount: amountOf(due) },
      ...(mark === apart && { contributes: false }),
    })),
    lines: lines.map(lineOf),
    pairs: pairs.map((pair) => {
      const [debit, credit] = [pair[8], pair[9]];
      return { ...lineOf(pair.slice(0, 8) as PackedLine), debit, credit };
    }),
    amount: amountOf(amount),
  };
}

/** The amount that stands in a stored document; undefined when the document is not the one that was hashed. */
export function amountIn(
  { packed, sha256 }: Pick<PayoutDocument, "packed" | "sha256">,
  digest: Digest,
): Rupiah | undefined {
  return Buffer.compare(digest(packed), sha256) === 0 ? readPayout(packed).amount : undefined;
}
