import { type ExportMap, type PolicyDocument } from "../policy/document.ts";

/** Kinds of file that a posted batch can be made into. */
export const formatIds = [
  "PAYMENT_CSV",
  "RECAP_XLSX",
  "BANK",
  "ADK_TUKIN",
  "ADK_MEALS",
  "ADK_OVERTIME",
  "SIPD_XLSX",
  "CORETAX_XML",
  "PAYSLIPS_ZIP",
] as const;
export type FormatId = (typeof formatIds)[number];

type PolicyKind = PolicyDocument["kind"];

/** Sums that a payout has a column for. */
export type PaidColumn = "gross" | "net" | "amount" | "tax";

export type FormatSpec = {
  /** People in one file at most; undefined: written as it is read, however many there are. */
  readonly partRows: number | undefined;
  /** Files that are made at once; undefined: as many as there are. */
  readonly mostParts?: number;
  /** Which policies pay what the receiver takes; undefined: all. */
  readonly kinds: readonly PolicyKind[] | undefined;
  /** Frozen facts of the people are read for it, and the lines of their statements. */
  readonly needsFacts: boolean;
  readonly needsStatements?: boolean;
  /** People stand in it by the unit of the last day that is paid. */
  readonly needsUnits?: boolean;
  /** Columns of the files' totals, and the sum of the payouts that each of them must come to. */
  readonly sums: readonly (readonly [ofFile: string, ofPayouts: PaidColumn])[];
  /** Columns by which a file of somebody is compared; undefined: there is no reader. */
  readonly compared: readonly string[] | undefined;
  /** Settings of the agency without which it can't be made. */
  readonly settings: readonly string[];
  readonly options: readonly (keyof ExportOptions)[];
};

/** What can be chosen; what is missing has the value that most want. */
export type ExportOptions = {
  readonly withBom?: boolean | undefined;
  readonly onDate?: string | undefined;
  readonly withHeader?: boolean | undefined;
  readonly withNumbers?: boolean | undefined;
  readonly ordersFileId?: string | undefined;
  /** Only this one of the files, from 1. */
  readonly part?: number | undefined;
};

const usual = { withBom: false, withHeader: false, withNumbers: true } as const;

/** The State pays performance allowances, and what hangs on them, through the treasury; regions pay theirs through SIPD. */
const ofTheState: readonly PolicyKind[] = ["tukin", "thr", "gaji13", "rapel"];
const ofRegions: readonly PolicyKind[] = ["tpp", "thr", "gaji13"];

const whole = [
  ["gross", "gross"],
  ["net", "net"],
  ["amount", "amount"],
] as const;

/** A workbook is made in memory: so many rows of it are some ten megabytes. */
const sheetRows = 20_000;

export const formats: Readonly<Record<FormatId, FormatSpec>> = {
  PAYMENT_CSV: {
    ...{ partRows: undefined, kinds: undefined, needsFacts: false, sums: whole },
    ...{ compared: ["gross", "cut", "net", "amount"], settings: [], options: ["withBom", "onDate"] },
  },
  RECAP_XLSX: {
    ...{ partRows: sheetRows, kinds: undefined, needsFacts: true, needsUnits: true, sums: whole },
    ...{ compared: ["gross", "cut", "net", "amount"], settings: [], options: [] },
  },
  BANK: {
    ...{ partRows: 10_000, kinds: undefined, needsFacts: false, sums: [["amount", "amount"]] },
    ...{ compared: ["amount"], settings: ["bank.template", "bank.debit_account"], options: ["onDate"] },
  },
  ADK_TUKIN: {
    ...{ partRows: sheetRows, kinds: ofTheState, needsFacts: true },
    sums: [
      ["gross", "gross"],
      ["net", "net"],
    ],
    ...{ compared: ["gross", "cut", "net"], settings: ["satker"], options: ["onDate", "withHeader", "withNumbers"] },
  },
  ADK_MEALS: {
    ...{ partRows: sheetRows, kinds: ["tukin"], needsFacts: true, sums: [] },
    ...{ compared: ["days"], settings: ["meals.statuses"], options: [] },
  },
  ADK_OVERTIME: {
    ...{ partRows: sheetRows, kinds: ["tukin"], needsFacts: false, sums: [] },
    ...{ compared: ["hours"], settings: ["overtime.rounding"], options: ["ordersFileId"] },
  },
  SIPD_XLSX: {
    ...{ partRows: sheetRows, kinds: ofRegions, needsFacts: true, needsStatements: true },
    sums: [["jumlah_ditransfer", "amount"]],
    ...{ compared: ["jumlah_ditransfer"], settings: [], options: ["onDate"] },
  },
  CORETAX_XML: {
    ...{ partRows: sheetRows, kinds: undefined, needsFacts: false, sums: [["tax", "tax"]] },
    ...{
      compared: ["base", "rate"],
      settings: ["tax.tin", "tax.place", "tax.object", "tax.position"],
      options: ["onDate"],
    },
  },
  PAYSLIPS_ZIP: {
    ...{ partRows: 1_000, kinds: undefined, needsFacts: false, needsStatements: true, sums: [["amount", "amount"]] },
    // Three milliseconds a slip: ten parts are what a call has time for.
    ...{ mostParts: 10, compared: undefined, settings: [], options: ["part"] },
  },
};

type Exporting = Pick<PolicyDocument, "kind" | "exports">;

/** What a policy calls the files that have a receiver outside; the others are for everybody who pays. */
const named = {
  ADK_TUKIN: "adk-tukin",
  ADK_MEALS: "adk-meals",
  ADK_OVERTIME: "adk-overtime",
  SIPD_XLSX: "sipd",
  CORETAX_XML: "coretax",
} as const satisfies Partial<Record<FormatId, ExportMap["format"]>>;

const mapOf = (format: FormatId, { exports = [] }: Exporting): ExportMap | undefined =>
  exports.find((one) => one.format === (named as Partial<Record<FormatId, ExportMap["format"]>>)[format]);

/** Whether a run by this policy has such a file: the policy names its files, or else what it pays says who takes them. */
export function isOpenFor(format: FormatId, policy: Exporting): boolean {
  if (policy.exports !== undefined && Object.hasOwn(named, format)) return mapOf(format, policy) !== undefined;
  return formats[format].kinds?.includes(policy.kind) ?? true;
}

/** The options, and in place of those that nobody chose what the policy says of the file. */
export function chosenOf(format: FormatId, policy: Exporting, options: ExportOptions): ExportOptions {
  const map = mapOf(format, policy);
  return {
    ...options,
    withHeader: options.withHeader ?? map?.header ?? usual.withHeader,
    withNumbers: options.withNumbers ?? map?.number_column ?? usual.withNumbers,
  };
}

/** The options in one spelling, so that the same choice is the same text; what nobody chose, or is so anyway, is left out. */
export const optionsText = (options: ExportOptions): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(options)
        .filter(([name, value]) => value !== undefined && !(name === "withBom" && value === usual.withBom))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
