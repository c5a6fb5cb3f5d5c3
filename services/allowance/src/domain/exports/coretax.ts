import { type Violation } from "@kinerja/common/errors";
import { type Day, isDay, type Period, type Rupiah } from "@kinerja/common/kernel";

import { type ExportFile, fileName, sealed, type Sha256, sumOf, textBytes } from "./file.ts";
import { amountFaults, choiceFaults, escaped, refuse, textFaults } from "./text.ts";

/** Monthly withholding of one permanent employee, as Coretax's import of BPMP names it. */
export type CoretaxRow = {
  readonly tin: string;
  /** Empty for a resident. */
  readonly passport: string;
  readonly ptkp: string;
  readonly position: string;
  /** DTP: the State bears the tax. */
  readonly certificate: "N/A" | "DTP";
  readonly objectCode: string;
  readonly gross: Rupiah;
  /** Percent, as the table of the tax law prints it: "0.25". */
  readonly rate: string;
};

export type CoretaxFrame = {
  readonly tin: string;
  /** The place of business (NITKU) that withholds. */
  readonly place: string;
  readonly period: Period;
  readonly withheldOn: Day;
};

const certificates = ["N/A", "DTP"] as const;
const statuses = ["TK", "K", "HB"].flatMap((kind) => [0, 1, 2, 3].map((count) => `${kind}/${count}`));

const digitFaults = (pointer: string, text: string, min: number, max: number): Violation[] => {
  if (!/^\d*$/.test(text)) return [{ pointer, code: "EXPECTED_DIGITS" }];
  return textFaults(pointer, text, { min, max });
};

const rateFaults = (pointer: string, rate: string): Violation[] =>
  /^(100(\.0{1,2})?|[1-9]?\d(\.\d{1,2})?)$/.test(rate)
    ? []
    : [{ pointer, code: "NUMBER_OUT_OF_RANGE", params: { min: 0, max: 100 } }];

function rowFaults(row: CoretaxRow, index: number): Violation[] {
  const at = (field: keyof CoretaxRow): string => `/rows/${index}/${field}`;
  return [
    ...digitFaults(at("tin"), row.tin, 15, 16),
    ...textFaults(at("passport"), row.passport, { max: 30 }),
    ...choiceFaults(at("ptkp"), row.ptkp, statuses),
    ...textFaults(at("position"), row.position, { min: 1, max: 100 }),
    ...choiceFaults(at("certificate"), row.certificate, certificates),
    ...(/^\d\d-\d{3}-\d\d$/.test(row.objectCode)
      ? []
      : [{ pointer: at("objectCode"), code: "CHOICE_UNKNOWN", params: { choices: "21-100-01, …" } }]),
    ...amountFaults(at("gross"), row.gross, undefined, 1n),
    ...rateFaults(at("rate"), row.rate),
  ];
}

const frameFaults = ({ tin, place, withheldOn }: CoretaxFrame): Violation[] => [
  ...digitFaults("/tin", tin, 15, 16),
  ...digitFaults("/place", place, 15, 22),
  ...(isDay(withheldOn) ? [] : [{ pointer: "/withheldOn", code: "DATE_FORM" }]),
];

/** "2.50" and 2.5 are one rate, and one text. */
const plainRate = (rate: string): string => (rate.includes(".") ? rate.replace(/\.?0+$/, "") : rate);

const elements = (row: CoretaxRow, frame: CoretaxFrame): readonly (readonly [string, string])[] => [
  ["TaxPeriodMonth", String(Number(frame.period.slice(5)))],
  ["TaxPeriodYear", frame.period.slice(0, 4)],
  ["CounterpartOpt", row.passport === "" ? "Resident" : "Foreign"],
  ["CounterpartPassport", row.passport],
  ["CounterpartTin", row.tin],
  ["StatusTaxExemption", row.ptkp],
  ["Position", row.position],
  ["TaxCertificate", row.certificate],
  ["TaxObjectCode", row.objectCode],
  ["Gross", String(row.gross)],
  ["Rate", plainRate(row.rate)],
  ["IDPlaceOfBusinessActivity", frame.place],
  ["WithholdingDate", frame.withheldOn],
];

const element = ([name, text]: readonly [string, string]): string =>
  text === "" ? `\t\t\t<${name} xsi:nil="true"/>` : `\t\t\t<${name}>${escaped(text)}</${name}>`;

/** The XML for Coretax's import of monthly withholding. Rows in the order given; two pays of one person in a month are two rows of the law too. */
export function coretaxFile(rows: readonly CoretaxRow[], frame: CoretaxFrame, sha256: Sha256): ExportFile {
  refuse([...frameFaults(frame), ...rows.flatMap(rowFaults)]);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<MmPayrollBulk xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `\t<TIN>${frame.tin}</TIN>`,
    "\t<ListOfMmPayroll>",
    ...rows.flatMap((row) => ["\t\t<MmPayroll>", ...elements(row, frame).map(element), "\t\t</MmPayroll>"]),
    "\t</ListOfMmPayroll>",
    "</MmPayrollBulk>",
  ];
  return sealed(
    {
      name: fileName(["coretax-bpmp", frame.period], "xml"),
      contentType: "application/xml",
      bytes: textBytes(lines.join("\n") + "\n"),
      rows: rows.length,
      totals: { gross: sumOf(rows.map(({ gross }) => gross)) },
    },
    sha256,
  );
}
