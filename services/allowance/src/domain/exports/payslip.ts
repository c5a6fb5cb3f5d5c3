import { type Violation } from "@kinerja/common/errors";
import { type Period, type Rupiah } from "@kinerja/common/kernel";

import { columnSums, dotted, fileName, type Totals } from "./file.ts";
import { amountFaults, nipFaults, refuse, textFaults } from "./text.ts";

/** One line of a statement: what it is, by which article, and what it adds; a deduction is negative. */
export type PayslipLine = { readonly label: string; readonly cite: string; readonly amount: Rupiah };

export type Payslip = {
  /** The agency's name lines, the largest office first. */
  readonly letterhead: readonly string[];
  readonly title: string;
  readonly period: Period;
  /** All eighteen digits, or the last three where no more is known to whoever asks. */
  readonly nip: string;
  readonly name: string;
  /** What else stands above the lines: unit, class, bank. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly lines: readonly PayslipLine[];
  /** What the statement says is paid; the lines must come to it. */
  readonly net: Rupiah;
  readonly notes: readonly string[];
  /** Who asked for this copy, and when: it stands across each page. */
  readonly who: string;
  readonly when: string;
};

/** A slip as a page shows it: texts only, each of them in the signs that the font has. */
export type PrintedSlip = {
  readonly name: string;
  readonly letterhead: readonly string[];
  readonly title: string;
  readonly facts: readonly (readonly [label: string, text: string])[];
  readonly lines: readonly (readonly [label: string, cite: string, amount: string])[];
  readonly total: readonly [label: string, amount: string];
  readonly notes: readonly string[];
  readonly watermark: string;
  readonly rows: number;
  readonly totals: Totals;
};

/** Signs of sums and of careful typing, and how the font can spell them. */
const alike: readonly (readonly [sign: RegExp, spelling: string])[] = [
  [/\u2265/g, ">="],
  [/\u2264/g, "<="],
  [/\u2192/g, "->"],
  [/[\u2010\u2011\u2212]/g, "-"],
  [/[\u2009\u202f]/g, " "],
];
/** Windows-1252, the letters of the fourteen fonts that every reader of PDF has. */
const latin = /^[\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/;

/** Letters with a mark apart are joined. */
const printable = (text: string): string =>
  alike.reduce((spelled, [sign, spelling]) => spelled.replaceAll(sign, spelling), text.normalize("NFC"));

function printFaults(pointer: string, text: string, min: number): Violation[] {
  const faults = textFaults(pointer, text, { min, max: 300 });
  return faults.length > 0 || latin.test(printable(text)) ? faults : [{ pointer, code: "TEXT_NOT_LATIN" }];
}

const most = 999_999_999_999_999n;
const isSuffix = (nip: string): boolean => /^(\d{3})?$/.test(nip);

function slipFaults(slip: Payslip): Violation[] {
  const sum = slip.lines.reduce((total, { amount }) => total + amount, 0n);
  return [
    ...(isSuffix(slip.nip) ? [] : nipFaults("/nip", slip.nip)),
    ...(["title", "name", "who", "when"] as const).flatMap((field) => printFaults(`/${field}`, slip[field], 1)),
    ...slip.letterhead.flatMap((line, index) => printFaults(`/letterhead/${index}`, line, 1)),
    ...slip.facts.flatMap(({ label, text }, index) => [
      ...printFaults(`/facts/${index}/label`, label, 1),
      ...printFaults(`/facts/${index}/text`, text, 0),
    ]),
    ...slip.lines.flatMap(({ label, cite, amount }, index) => [
      ...printFaults(`/lines/${index}/label`, label, 1),
      ...printFaults(`/lines/${index}/cite`, cite, 0),
      ...amountFaults(`/lines/${index}/amount`, amount, most, -most),
    ]),
    ...slip.notes.flatMap((note, index) => printFaults(`/notes/${index}`, note, 0)),
    ...(sum === slip.net
      ? []
      : [{ pointer: "/lines", code: "LINES_DO_NOT_ADD", params: { found: sum, expected: slip.net } }]),
  ];
}

const months = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");
/** "Juli 2026". */
const monthWords = (period: Period): string => `${String(months[Number(period.slice(5)) - 1])} ${period.slice(0, 4)}`;

const signed = (amount: bigint): string => (amount < 0n ? `-${dotted(-amount)}` : dotted(amount));

/** The slip of one person and month, checked and in the words that are printed. */
export function printedSlip(slip: Payslip): PrintedSlip {
  refuse(slipFaults(slip));
  const amounts = slip.lines.map(({ amount }) => ({
    gross: amount > 0n ? amount : 0n,
    cut: amount < 0n ? 0n - amount : 0n,
    net: amount,
  }));
  const facts = [
    { label: "Nama", text: slip.name },
    { label: "NIP", text: isSuffix(slip.nip) ? `…${slip.nip}` : slip.nip },
    { label: "Bulan", text: monthWords(slip.period) },
    ...slip.facts,
  ];
  return {
    // The last three digits, as on screens: names of files stay in lists of downloads.
    name: fileName(["slip", slip.period, slip.nip.slice(-3)], "pdf"),
    letterhead: slip.letterhead.map(printable),
    title: printable(slip.title),
    facts: facts.map(({ label, text }) => [printable(label), printable(text)]),
    lines: slip.lines.map(({ label, cite, amount }) => [printable(label), printable(cite), signed(amount)]),
    total: ["Jumlah", `Rp${signed(slip.net)}`],
    notes: slip.notes.map(printable),
    watermark: printable(`${slip.who} · ${slip.when}`),
    rows: slip.lines.length,
    totals: columnSums(amounts, ["gross", "cut", "net"]),
  };
}
