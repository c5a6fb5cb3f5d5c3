import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Rounding } from "@kinerja/common/kernel";

import { adkMealsFile, adkOvertimeFile, daysOf, statusesIn } from "./adk-days.ts";
import { adkTukinFiles } from "./adk-tukin.ts";
import { bankFile } from "./bank-file.ts";
import { parseBankTemplate } from "./bank-template.ts";
import { coretaxFile } from "./coretax.ts";
import { type ExportFile, fileName, type Sha256, sumOf } from "./file.ts";
import { type FormatId } from "./formats.ts";
import { type ExportContext, factWord, letterheadOf, ofPeople, type PaidPerson } from "./paid-person.ts";
import { type PrintedSlip } from "./payslip.ts";
import { recapSheet } from "./recap.ts";
import { keyPart } from "./settings.ts";
import { type SheetFile } from "./sheet.ts";
import { sipdRowOf } from "./sipd-row.ts";
import { sipdSheet } from "./sipd.ts";
import { slipOf } from "./slips.ts";
import { coretaxRows } from "./tax-rows.ts";

/** What the domain makes of a part of a batch; sheets and slips become bytes by a library. */
export type Built =
  | { readonly kind: "file"; readonly file: ExportFile }
  | { readonly kind: "sheet"; readonly sheet: SheetFile }
  | { readonly kind: "slip"; readonly slip: PrintedSlip }
  | { readonly kind: "slips"; readonly name: string; readonly slips: readonly PrintedSlip[]; readonly amount: bigint };

type Part = { readonly people: readonly PaidPerson[]; readonly context: ExportContext; readonly sha256: Sha256 };
type Builder = (part: Part) => readonly Built[];

const file = (one: ExportFile): Built => ({ kind: "file", file: one });
const sheet = (one: SheetFile): Built => ({ kind: "sheet", sheet: one });
const setting = ({ settings }: ExportContext, key: string): string => settings.get(key) ?? "";

/** Codes of the people's banks. One that is not set is missing for all of its people: told once. */
function codesOf(prefix: string, { people, context }: Part): (bankName: string) => string {
  const banks = new Set(people.map(({ bankName }) => bankName).filter((name) => name !== ""));
  const missing = [...banks].map((name) => `${prefix}.${keyPart(name)}`).filter((key) => !context.settings.has(key));
  if (missing.length > 0) throw settingsMissing([...new Set(missing)].sort());
  return (bankName) => setting(context, `${prefix}.${keyPart(bankName)}`);
}

/** A refusal that names the settings to be entered. */
export const settingsMissing = (keys: readonly string[]): Refusal =>
  new Refusal(
    "refused",
    "EXPORT_SETTING_MISSING",
    { keys: keys.join(", ") },
    keys.map((key) => ({ pointer: `/settings/${key}`, code: "FIELD_REQUIRED" })),
  );

const recap: Builder = ({ people, context }) => {
  const rows = people.map((person) => ({
    ...{ nip: person.nip, name: person.name, unit: person.unitName ?? "", unitCode: person.unitCode ?? "" },
    ...{ grade: factWord(person.facts, "roster.class"), gross: person.gross, net: person.net, amount: person.amount },
  }));
  const { period, batch, settings, watermark } = context;
  return [sheet(recapSheet(rows, { period, batch, lines: [...letterheadOf(settings), watermark] }))];
};

const bank: Builder = (part) => {
  const { people, context, sha256 } = part;
  const template = parseBankTemplate(JSON.parse(setting(context, "bank.template")));
  const asksForCode = template.columns.some((column) => "field" in column && column.field === "bankCode");
  const codeOf = asksForCode ? codesOf("bank_code", part) : () => "";
  const note = setting(context, "bank.note");
  const rows = people.map((person) => ({
    ...{ nip: person.nip, account: person.accountNumber, holder: person.holderName, amount: person.amount },
    ...{ bankCode: codeOf(person.bankName), bankName: person.bankName, note },
  }));
  const order = { date: context.day, debitAccount: setting(context, "bank.debit_account"), note };
  return [file(bankFile(template, rows, order, sha256))];
};

const adkTukin: Builder = (part) => {
  const { people, context, sha256 } = part;
  const codeOf = codesOf("span", part);
  const { options, period, payoutPeriod } = context;
  const rows = people.map((person) => ({
    ...{ satker: setting(context, "satker"), nip: person.nip, name: person.name, decree: setting(context, "decree") },
    ...{ grade: factWord(person.facts, "roster.class"), gross: person.gross, net: person.net },
    ...{ bankCode: codeOf(person.bankName), bankName: person.bankName, accountNumber: person.accountNumber },
    ...{ holderName: person.holderName, oldNumber: "", newNumber: "" },
  }));
  const order = {
    ...{ paid: payoutPeriod, worked: { from: period, to: period } },
    ...{ header: options.withHeader === true, numberColumn: options.withNumbers !== false },
  };
  return adkTukinFiles(rows, order, sha256).map(file);
};

const adkMeals: Builder = ({ people, context, sha256 }) => {
  const { period } = context;
  const statuses = statusesIn(setting(context, "meals.statuses"));
  const made = adkMealsFile(people.flatMap(daysOf), { period, statuses }, sha256);
  return made.rows > 0 ? [file(made)] : [];
};

const adkOvertime: Builder = ({ people, context, sha256 }) => {
  const nips = new Set(people.map(({ nip }) => nip));
  const { worked = [], orders = [] } = context.orders ?? {};
  const list = { worked: worked.filter(({ nip }) => nips.has(nip)), orders: orders.filter(({ nip }) => nips.has(nip)) };
  const { period } = context;
  const made = adkOvertimeFile(list, { period, rounding: setting(context, "overtime.rounding") as Rounding }, sha256);
  return made.rows > 0 ? [file(made)] : [];
};

const sipdKinds = { REGULAR: "tpp", RAPEL: "tpp", THR: "thr", GAJI13: "gaji13" } as const;

const sipd: Builder = (part) => {
  const { people, context } = part;
  const codeOf = codesOf("bank_code", part);
  const made = people.map((person) => sipdRowOf(person, codeOf(person.bankName), context.settings));
  const missing = [...new Set(made.flatMap(({ missingKeys }) => missingKeys))].sort();
  if (missing.length > 0) throw settingsMissing(missing);
  const rows = made.map(({ row }) => row);
  return [sheet(sipdSheet(rows, { period: context.payoutPeriod, kind: sipdKinds[context.runKind] }))];
};

const coretax: Builder = ({ people, context, sha256 }) => {
  const rows = coretaxRows(people, setting(context, "tax.object"), setting(context, "tax.position"));
  if (rows.length === 0) return [];
  const frame = {
    ...{ tin: setting(context, "tax.tin"), place: setting(context, "tax.place") },
    ...{ period: context.payoutPeriod, withheldOn: context.day },
  };
  const made = coretaxFile(rows, frame, sha256);
  // The file itself has gross and rate; what they come to stands in the payouts.
  const tax = sumOf(people.map((person) => person.tax + person.taxBorne));
  return [file({ ...made, totals: { ...made.totals, tax } })];
};

const slips: Builder = ({ people, context }) => [
  {
    kind: "slips",
    name: fileName(["slip", context.period, String(context.batch)], "zip"),
    slips: people.map((person) => slipOf(person, context)),
    amount: sumOf(people.map(({ amount }) => amount)),
  },
];

const builders: Readonly<Record<Exclude<FormatId, "PAYMENT_CSV">, Builder>> = {
  ...{ RECAP_XLSX: recap, BANK: bank, ADK_TUKIN: adkTukin, ADK_MEALS: adkMeals, ADK_OVERTIME: adkOvertime },
  ...{ SIPD_XLSX: sipd, CORETAX_XML: coretax, PAYSLIPS_ZIP: slips },
};

/** Who stands in a file: a transfer of nothing is none, and who has no tax has no row of it. */
export const standsIn = (format: FormatId, person: PaidPerson): boolean =>
  (format !== "BANK" || person.amount > 0n) &&
  (format !== "CORETAX_XML" || person.tax !== 0n || person.taxBorne !== 0n);

const mostFaults = 50;

const incomplete = (violations: readonly Violation[]): Refusal =>
  new Refusal("refused", "EXPORT_INCOMPLETE", { count: violations.length }, violations.slice(0, mostFaults));

/** What is wrong with rows of people is told by the person, at most fifty at once. */
export function tellingPeople<Made>(people: readonly PaidPerson[], make: () => Made): Made {
  try {
    return make();
  } catch (thrown) {
    const isRow = thrown instanceof Refusal && thrown.code === "REQUEST_INVALID";
    throw isRow ? incomplete(ofPeople(thrown.violations, people)) : thrown;
  }
}

/** The files of a part of a batch. What a person lacks is told by the person, at most fifty at once. */
export const build = (format: Exclude<FormatId, "PAYMENT_CSV">, part: Part): readonly Built[] =>
  tellingPeople(part.people, () => builders[format](part));
