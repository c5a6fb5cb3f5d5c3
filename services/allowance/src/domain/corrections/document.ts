import { type Day, type Period, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { type Days } from "../days.ts";
import { type Canon, canonical } from "../hashing.ts";
import {
  type CorrectedContribution,
  type CorrectedTax,
  type MonthDeductions,
  owedContributions,
  type Shares,
} from "./deductions.ts";
import { type Delta, deltaOf, type MonthPaid, netOf, paidSoFar, partsOf } from "./delta.ts";

/** Sums and hash of a statement. */
export type StatementSums = {
  readonly employmentId: string;
  readonly status: "payable" | "blocked";
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly sha256: string;
};
export type NewStatement = StatementSums & { readonly packed: Uint8Array };

/** A posted month of the person, and the same month by what is known now. */
export type CorrectedMonth = {
  readonly period: Period;
  readonly runId: string;
  readonly policySha256: string;
  readonly engine: number;
  readonly layout: string;
  readonly paid: MonthPaid;
  /** Days that the new statements pay for, of the kind of allowance; others' days are left out. */
  readonly days: Days;
  /** The month that the run was paid in: a difference is never paid before it. */
  readonly dueFrom: Period;
  /** The first month of payment of the late components, and their net: nobody is paid one early. */
  readonly lateFrom: Period;
  readonly late: Rupiah;
  /** Revisions of the sealed inputs, and the moment up to which facts were read. */
  readonly inputs: readonly (readonly [name: string, what: string])[];
  /** Codes of what blocks a statement. */
  readonly blockedBy: readonly string[];
  readonly voided: readonly StatementSums[];
  readonly added: readonly NewStatement[];
};

/** All months of one case: what a second person confirms by the hash of its one spelling. */
export type CorrectionDocument = {
  readonly caseId: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly affectedFrom: Day;
  /** The moment before which facts were known, Unix time in milliseconds, and the person's units, whose facts count as well. */
  readonly moment: number;
  readonly unitIds: readonly string[];
  readonly months: readonly CorrectedMonth[];
  /** Months of payment whose contributions or tax would have been others. */
  readonly deductions: readonly MonthDeductions[];
};

const form = "kinerja.correction/2";
/** Told no deductions: it is read, and confirmed no more. */
const formBefore = "kinerja.correction/1";
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));

const sumsCanon = ({ employmentId, status, gross, cut, net, sha256 }: StatementSums): string[] => [
  ...[employmentId, status, String(gross), String(cut), String(net), sha256],
];
const paidCanon = ({ statements, late, corrected, correctedLate, state }: MonthPaid): string[] => [
  ...[String(statements), String(late), String(corrected), String(correctedLate), state],
];

const sharesCanon = ({ own, employer }: Shares): Canon => [String(own), String(employer)];
const deductionsCanon = ({ payoutPeriod, contributions, tax }: MonthDeductions): Canon => [
  payoutPeriod,
  contributions.map(({ id, label, was, right }) => [id, label, sharesCanon(was), sharesCanon(right)]),
  tax === undefined ? [] : [tax.label, tax.borneBy, String(tax.was), String(tax.right), tax.way],
];

const monthCanon = (month: CorrectedMonth): Canon => [
  [
    month.period,
    month.runId,
    month.policySha256,
    String(month.engine),
    month.layout,
    String(month.days),
    month.dueFrom,
    month.lateFrom,
    String(month.late),
  ],
  paidCanon(month.paid),
  month.inputs,
  month.blockedBy,
  month.voided.map(sumsCanon),
  month.added.map((one) => [...sumsCanon(one), hex(one.packed)]),
];

/** The one spelling of the document, which is stored and hashed. */
export const packCorrection = (document: CorrectionDocument): string => {
  const { caseId, agencyId, personId, affectedFrom, moment, unitIds, months, deductions } = document;
  const head = [caseId, agencyId, personId, affectedFrom, String(moment)];
  return canonical([form, head, unitIds, months.map(monthCanon), deductions.map(deductionsCanon)]);
};

/** Whether two computations of the deductions are one. */
export const areSame = (one: readonly MonthDeductions[], other: readonly MonthDeductions[]): boolean =>
  canonical(one.map(deductionsCanon)) === canonical(other.map(deductionsCanon));

type PackedSums = [
  employmentId: string,
  status: StatementSums["status"],
  gross: string,
  cut: string,
  net: string,
  sha256: string,
];
type PackedMonth = [
  [
    ...[period: Period, runId: string, policySha256: string, engine: string, layout: string, days: string],
    ...[dueFrom: Period, lateFrom: Period, late: string],
  ],
  [statements: string, late: string, corrected: string, correctedLate: string, state: MonthPaid["state"]],
  [name: string, what: string][],
  string[],
  PackedSums[],
  [...PackedSums, packed: string][],
];
type PackedHead = [caseId: string, agencyId: string, personId: string, affectedFrom: Day, moment: string];
type PackedShares = [own: string, employer: string];
type PackedDeductions = [
  payoutPeriod: Period,
  [id: string, label: string, was: PackedShares, right: PackedShares][],
  [label: string, borneBy: CorrectedTax["borneBy"], was: string, right: string, way: CorrectedTax["way"]] | [],
];
type Packed = [form: string, PackedHead, unitIds: string[], PackedMonth[], PackedDeductions[]?];

const amountOf = (text: string): Rupiah => rupiah(BigInt(text));
const sumsOf = ([employmentId, status, gross, cut, net, sha256]: PackedSums): StatementSums => ({
  ...{ employmentId, status, gross: amountOf(gross), cut: amountOf(cut), net: amountOf(net), sha256 },
});

function monthOf([head, paid, inputs, blockedBy, voided, added]: PackedMonth): CorrectedMonth {
  const [period, runId, policySha256, engine, layout, days, dueFrom, lateFrom, late] = head;
  const [statements, paidLate, corrected, correctedLate, state] = paid;
  return {
    ...{ period, runId, policySha256, engine: Number(engine), layout, days: Number(days) },
    ...{ dueFrom, lateFrom, late: amountOf(late), inputs, blockedBy },
    paid: {
      ...{ statements: amountOf(statements), late: amountOf(paidLate), corrected: amountOf(corrected) },
      ...{ correctedLate: amountOf(correctedLate), state },
    },
    voided: voided.map(sumsOf),
    added: added.map(([employmentId, status, gross, cut, net, sha256, packed]) => ({
      ...sumsOf([employmentId, status, gross, cut, net, sha256]),
      packed: fromHex(packed),
    })),
  };
}

const sharesOf = ([own, employer]: PackedShares): Shares => ({ own: amountOf(own), employer: amountOf(employer) });

function taxOf(packed: PackedDeductions[2]): CorrectedTax | undefined {
  if (packed.length === 0) return undefined;
  const [label, borneBy, was, right, way] = packed;
  return { label, borneBy, was: amountOf(was), right: amountOf(right), way };
}

const deductionsIn = ([payoutPeriod, contributions, tax]: PackedDeductions): MonthDeductions => ({
  payoutPeriod,
  contributions: contributions.map(([id, label, was, right]): CorrectedContribution => ({
    ...{ id, label, was: sharesOf(was), right: sharesOf(right) },
  })),
  tax: taxOf(tax),
});

/** Reads a stored document, of the form before as well. Reading computes nothing anew. */
export function unpackCorrection(packed: string): CorrectionDocument {
  const [found, head, unitIds, months, deductions = []] = JSON.parse(packed) as Packed;
  if (found !== form && found !== formBefore) throw new Error(`a correction of the form ${found} can't be read`);
  const [caseId, agencyId, personId, affectedFrom, moment] = head;
  const ids = { caseId, agencyId, personId, affectedFrom };
  return {
    ...{ ...ids, moment: Number(moment), unitIds },
    ...{ months: months.map(monthOf), deductions: deductions.map(deductionsIn) },
  };
}

/** It would change nothing: no statement, no contribution. A difference of tax alone is set right without it. */
export const isEmpty = ({ months, deductions }: Pick<CorrectionDocument, "months" | "deductions">): boolean =>
  months.length === 0 && deductions.flatMap(owedContributions).length === 0;

export const deltaOfMonth = ({ added, paid }: CorrectedMonth): Rupiah => deltaOf(netOf(added), paid);
/** The difference by its parts. */
export const deltaParts = ({ added, late, paid }: CorrectedMonth): Delta => partsOf({ net: netOf(added), late }, paid);
export const totalDelta = (months: readonly CorrectedMonth[]): Rupiah => sumRupiah(months.map(deltaOfMonth));

const hashes = (statements: readonly Pick<StatementSums, "employmentId" | "sha256">[]): string =>
  statements.map(({ employmentId, sha256 }) => `${employmentId} ${sha256}`).sort().join(); // prettier-ignore

/** Something else would stand in the month: other statements, or another sum, or a hold that is let go of. */
export function isChanged(month: CorrectedMonth): boolean {
  return deltaOfMonth(month) !== 0n || month.paid.state === "HELD" || hashes(month.voided) !== hashes(month.added);
}

/** Still held, and for a reason that still holds: nothing to correct yet. */
export const isStuck = ({ paid, blockedBy }: CorrectedMonth): boolean => paid.state === "HELD" && blockedBy.length > 0;

type Standing = {
  readonly paid: MonthPaid;
  readonly statements: readonly Pick<StatementSums, "employmentId" | "sha256">[];
};

/** What stood for the month when the preview was made, and what stands now, are the same: sums, hold, and the statements themselves. */
export const isStillPaidSo = ({ paid: seen, voided }: CorrectedMonth, { paid: now, statements }: Standing): boolean =>
  seen.state === now.state &&
  seen.statements === now.statements &&
  seen.correctedLate === now.correctedLate &&
  paidSoFar(seen) === paidSoFar(now) &&
  hashes(voided) === hashes(statements);
