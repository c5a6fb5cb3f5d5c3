import { type Period, rupiah, type Rupiah, uuidToBytes } from "@kinerja/common/kernel";

import { type Pair, type PayoutLine } from "./payout/lines.ts";
import { ByteReader, ByteWriter, monthNumber, readPair, StatementUnreadable, writePair } from "./statement-bytes.ts";
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
  /** Of them the differences of contributions that it could not take whole from somebody who has left: a receivable each. */
  readonly billed?: readonly { readonly dueId: string; readonly amount: Rupiah }[];
  /** By receivable. */
  readonly recovered: readonly { readonly receivableId: string; readonly amount: Rupiah }[];
  /** The document in its one spelling. */
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

/** First byte of a packed payout. Those before were JSON, which begins with "[". */
const formByte = 3;
const hashLength = 32;

export const hexOf = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString("hex");

/** Whether the month's contributions count an open item. */
const [counts, apart] = [0, 1] as const;

/** Of two amounts, one id and one hash, and of a count; texts ask for their own. */
const roomOfItem = 72;

function writeStatement(writer: ByteWriter, { employmentId, sha256, net }: PaidStatement): void {
  writer.reserve(roomOfItem);
  writer.uuid(employmentId);
  writer.bytes(sha256);
  writer.bigint(net);
}

function writeDue(writer: ByteWriter, { id, label, period, amount, contributes }: PaidDue): void {
  writer.reserve(roomOfItem);
  writer.uuid(id);
  writer.byte(contributes === false ? apart : counts);
  writer.count(monthNumber(period));
  writer.text(label);
  writer.bigint(amount);
}

function writeLine(writer: ByteWriter, { id, label, cite, base, rate, amount, inputs }: PayoutLine): void {
  for (const text of [id, label, cite.legal, cite.article, rate]) writer.text(text);
  writer.bigint(base);
  writer.bigint(amount);
  writer.list(inputs, writePair);
}

function writeTwoSided(writer: ByteWriter, pair: Pair): void {
  writeLine(writer, pair);
  writePair(writer, [pair.debit, pair.credit]);
}

/** What the payouts of a run share. */
export type PayoutRun = Pick<PayoutContent, "policySha256" | "agencyId" | "period" | "payoutPeriod">;
/** What stands in one payout beside it. `dues`, `lines`, `pairs`: nothing of them where they are missing. */
export type PayoutOwn = Pick<PayoutContent, "personId" | "statements" | "amount"> & {
  readonly rest?: Pick<PayoutContent, "dues" | "lines" | "pairs"> | undefined;
};

export type PayoutPacker = (payout: PayoutOwn) => Pick<PayoutDocument, "packed" | "sha256">;

const nothingElse: NonNullable<PayoutOwn["rest"]> = { dues: [], lines: [], pairs: [] };

/**
 * Packs the payouts of a run in their one spelling (ADR 0042): form, person, agency, policy and months, then statements, open items, lines and pairs, and the
 * amount as the eight bytes before the check. SQL finds the person behind the form and the amount at the end. Throws RangeError for ids that are no UUID.
 */
export function payoutPacker({ policySha256, agencyId, period, payoutPeriod }: PayoutRun, digest: Digest): PayoutPacker {
  const writer = new ByteWriter();
  const [agency, policy] = [uuidToBytes(agencyId), Buffer.from(policySha256, "hex")];
  const [earned, paid] = [monthNumber(period), monthNumber(payoutPeriod)];
  return ({ personId, statements, amount, rest = nothingElse }) => {
    writer.begin();
    writer.byte(formByte);
    writer.uuid(personId);
    writer.bytes(agency);
    writer.bytes(policy);
    writer.count(earned);
    writer.count(paid);
    writer.list(statements, writeStatement);
    writer.list(rest.dues, writeDue);
    writer.list(rest.lines, writeLine);
    writer.list(rest.pairs, writeTwoSided);
    writer.int8(amount);
    const packed = writer.take();
    return { packed, sha256: digest(packed) };
  };
} // prettier-ignore

const amountOf = (reader: ByteReader): Rupiah => rupiah(reader.number());
const hashOf = (reader: ByteReader): Uint8Array => Uint8Array.from(reader.bytes(hashLength));

function readLine(reader: ByteReader): PayoutLine {
  const [id, label, legal, article, rate] = [reader.text(), reader.text(), reader.text(), reader.text(), reader.text()];
  const [base, amount] = [amountOf(reader), amountOf(reader)];
  const inputs = reader.list(readPair);
  return { id, label, cite: { legal, article }, base, rate, amount, inputs };
}

type OldLine = [id: string, label: string, legal: string, article: string, base: string, rate: string, amount: string, inputs: [string, string][]]; // prettier-ignore
type OldPayout = [
  form: string,
  policySha256: string,
  whose: [agencyId: string, period: Period, personId: string, payoutPeriod: Period],
  statements: [employmentId: string, sha256: string, net: string][],
  dues: [id: string, label: string, period: Period, amount: string, mark?: string][],
  lines: OldLine[],
  pairs: [...OldLine, debit: string, credit: string][],
  amount: string,
];
const oldForm = "kinerja.payout/2";
const openingBracket = 91;

const digitsOf = (digits: string): Rupiah => rupiah(BigInt(digits));
const oldLine = ([id, label, legal, article, base, rate, amount, inputs]: OldLine): PayoutLine => ({
  ...{ id, label, cite: { legal, article }, base: digitsOf(base), rate, amount: digitsOf(amount), inputs },
});

/** Payouts of runs that were made before were JSON: they stay what was hashed. */
function readOldPayout(packed: Uint8Array): PayoutContent {
  const old = JSON.parse(Buffer.from(packed).toString()) as OldPayout;
  const [form, policySha256, [agencyId, period, personId, payoutPeriod], statements, dues, lines, pairs, amount] = old;
  if (form !== oldForm) throw new StatementUnreadable(`a payout of the form ${form} is not known`);
  return {
    ...{ policySha256, agencyId, personId, period, payoutPeriod },
    statements: statements.map(([employmentId, sha256, net]) => ({
      ...{ employmentId, sha256: Buffer.from(sha256, "hex"), net: digitsOf(net) },
    })),
    dues: dues.map(([id, label, of, due, mark]) => ({
      ...{ id, label, period: of, amount: digitsOf(due), ...(mark !== undefined && { contributes: false }) },
    })),
    lines: lines.map(oldLine),
    pairs: pairs.map((pair) => ({ ...oldLine(pair.slice(0, 8) as OldLine), debit: pair[8], credit: pair[9] })),
    amount: digitsOf(amount),
  };
}

/** Reads a stored payout. It recomputes nothing. Throws StatementUnreadable for bytes that no payout has. */
export function readPayout(packed: Uint8Array): PayoutContent {
  if (packed[0] === openingBracket) return readOldPayout(packed);
  if (packed[0] !== formByte)
    throw new StatementUnreadable(`as a payout its form is ${packed[0] ?? "missing"}, not ${formByte}`);
  const reader = new ByteReader(packed);
  reader.byte();
  const [personId, agencyId, policySha256] = [reader.uuid(), reader.uuid(), hexOf(reader.bytes(hashLength))];
  const [period, payoutPeriod] = [reader.month() as Period, reader.month() as Period];
  const content = {
    ...{ policySha256, agencyId, personId, period, payoutPeriod },
    statements: reader.list(() => ({ employmentId: reader.uuid(), sha256: hashOf(reader), net: amountOf(reader) })),
    dues: reader.list(() => {
      const [id, mark, of, label] = [reader.uuid(), reader.byte(), reader.month() as Period, reader.text()];
      const due = { id, label, period: of, amount: amountOf(reader) };
      return mark === apart ? { ...due, contributes: false } : due;
    }),
    lines: reader.list(readLine),
    pairs: reader.list(() => ({ ...readLine(reader), debit: reader.text(), credit: reader.text() })),
    amount: rupiah(reader.int8()),
  };
  reader.end();
  return content;
}

/** The amount that stands in a stored document; undefined when the document is not the one that was hashed. */
export function amountIn(
  { packed, sha256 }: Pick<PayoutDocument, "packed" | "sha256">,
  digest: Digest,
): Rupiah | undefined {
  return Buffer.compare(digest(packed), sha256) === 0 ? readPayout(packed).amount : undefined;
}
