import { type Violation } from "@kinerja/common/errors";
import { type Day } from "@kinerja/common/kernel";

import { parseBankTemplate } from "./bank-template.ts";
import { type FormatId } from "./formats.ts";
import { csvDelimiters, type PaymentForm } from "../payment-file.ts";
import { sipdFields } from "./sipd.ts";
import { accountFaults, choiceFaults, textFaults } from "./text.ts";

/** What files need to know of an agency and no fact of a person says. An empty value ends it. */
export type ExportSetting = { readonly key: string; readonly value: string; readonly validFrom: Day };

type KeySpec = {
  readonly label: readonly [id: string, en: string];
  readonly formats: readonly FormatId[];
  readonly faults: (value: string) => readonly Violation[];
};

const pointer = "/value";
const text = (max: number) => (value: string) => textFaults(pointer, value, { min: 1, max });
const digits =
  (min: number, max: number) =>
  (value: string): Violation[] =>
    /^\d+$/.test(value) ? textFaults(pointer, value, { min, max }) : [{ pointer, code: "EXPECTED_DIGITS" }];
const choice = (choices: readonly string[]) => (value: string) => choiceFaults(pointer, value, choices);

function templateFaults(value: string): readonly Violation[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return [{ pointer, code: "EXPECTED_OBJECT" }];
  }
  try {
    parseBankTemplate(parsed);
    return [];
  } catch (error) {
    const { violations = [] } = error as { readonly violations?: readonly Violation[] };
    return violations.map((one) => ({ ...one, pointer: `${pointer}${one.pointer}` }));
  }
}

/** It may stand in any column: no account number fits into it. */
const noteFaults = (value: string): readonly Violation[] =>
  /\p{Nd}{5}/u.test(value) ? [{ pointer, code: "TEMPLATE_DIGITS", params: { max: 4 } }] : text(100)(value);

/** Statuses of days are words as `DINAS_LUAR`: an agency's machines may have some of their own. */
const mostStatuses = 20;
function statusFaults(value: string): Violation[] {
  const words = value.split(",").map((word) => word.trim());
  const { length } = words;
  if (length > mostStatuses) return [{ pointer, code: "LIST_TOO_LONG", params: { max: mostStatuses, length } }];
  const strange = words.find((word) => !/^[A-Z][A-Z0-9_]{0,39}$/.test(word));
  if (strange !== undefined) return [{ pointer, code: "CHOICE_UNKNOWN", params: { choices: "HADIR, DINAS_LUAR, …" } }];
  const twice = words.find((word, index) => words.indexOf(word) < index);
  return twice === undefined ? [] : [{ pointer, code: "TEMPLATE_TWICE", params: { field: twice } }];
}

const roundings = ["down", "up", "half-up", "half-even"] as const;

/** Keys, and those with a star, of which there is one for each bank or component. */
export const settingKeys: Readonly<Record<string, KeySpec>> = {
  "csv.bom": {
    label: [
      "Tanda urutan byte (BOM) UTF-8 di awal berkas pembayaran CSV: yes atau no",
      "Byte order mark (BOM) of UTF-8 at the beginning of the payment CSV: yes or no",
    ],
    ...{ formats: ["PAYMENT_CSV"], faults: choice(["yes", "no"]) },
  },
  "csv.delimiter": {
    label: [
      "Pemisah kolom berkas pembayaran CSV: comma (koma) atau semicolon (titik koma)",
      "Delimiter of the payment CSV: comma or semicolon",
    ],
    ...{ formats: ["PAYMENT_CSV"], faults: choice(Object.keys(csvDelimiters)) },
  },
  satker: {
    label: ["Kode satker pada SAKTI", "Code of the treasury unit (satker)"],
    ...{ formats: ["ADK_TUKIN"], faults: digits(6, 20) },
  },
  decree: {
    label: ["Nomor keputusan kelas jabatan (boleh kosong)", "Number of the decree of position classes (may be empty)"],
    ...{ formats: ["ADK_TUKIN"], faults: text(100) },
  },
  "span.*": {
    label: ["Kode bank SPAN, satu untuk tiap bank", "SPAN code of a bank, one for each"],
    ...{ formats: ["ADK_TUKIN"], faults: digits(3, 20) },
  },
  "bank.template": {
    label: ["Susunan berkas transfer bank (JSON)", "Layout of the bank's transfer file (JSON)"],
    ...{ formats: ["BANK"], faults: templateFaults },
  },
  "bank.debit_account": {
    label: ["Rekening yang didebit", "Account that is debited"],
    ...{ formats: ["BANK"], faults: (value) => accountFaults(pointer, value) },
  },
  "bank.note": {
    label: ["Berita transfer (boleh kosong)", "Note of the transfer (may be empty)"],
    ...{ formats: ["BANK"], faults: noteFaults },
  },
  "bank_code.*": {
    label: ["Kode bank, satu untuk tiap bank", "Code of a bank, one for each"],
    ...{ formats: ["BANK", "SIPD_XLSX"], faults: digits(3, 20) },
  },
  "overtime.rounding": {
    label: ["Pembulatan jam lembur", "Rounding of overtime hours"],
    ...{ formats: ["ADK_OVERTIME"], faults: choice(roundings) },
  },
  "meals.statuses": {
    label: [
      "Status hari yang mendapat uang makan, dipisah koma",
      "Statuses of days that earn a meal, with commas between",
    ],
    ...{ formats: ["ADK_MEALS"], faults: statusFaults },
  },
  "sipd.component.*": {
    label: ["Kolom SIPD untuk satu komponen kebijakan", "SIPD column of a component of the policy"],
    ...{ formats: ["SIPD_XLSX"], faults: choice(sipdFields) },
  },
  "sipd.line.*": {
    label: [
      "Kolom SIPD untuk iuran, pajak, atau potongan",
      "SIPD column of a contribution, a tax or something taken back",
    ],
    ...{ formats: ["SIPD_XLSX"], faults: choice(sipdFields) },
  },
  "tax.tin": {
    label: ["NPWP pemotong", "Tax number of who withholds"],
    ...{ formats: ["CORETAX_XML"], faults: digits(15, 16) },
  },
  "tax.place": {
    label: ["NITKU tempat usaha pemotong", "Place of business (NITKU) that withholds"],
    ...{ formats: ["CORETAX_XML"], faults: digits(15, 22) },
  },
  "tax.object": {
    label: ["Kode objek pajak", "Code of the tax object"],
    formats: ["CORETAX_XML"],
    faults: (value) =>
      /^\d\d-\d{3}-\d\d$/.test(value) ? [] : [{ pointer, code: "CHOICE_UNKNOWN", params: { choices: "21-100-01, …" } }],
  },
  "tax.position": {
    label: ["Jabatan pada bukti potong", "Position on the withholding slip"],
    ...{ formats: ["CORETAX_XML"], faults: text(100) },
  },
  "letterhead.1": {
    label: ["Kop surat, baris 1", "Letterhead, line 1"],
    formats: ["PAYSLIPS_ZIP", "RECAP_XLSX"],
    faults: text(100),
  },
  "letterhead.2": {
    label: ["Kop surat, baris 2", "Letterhead, line 2"],
    formats: ["PAYSLIPS_ZIP", "RECAP_XLSX"],
    faults: text(100),
  },
  "letterhead.3": {
    label: ["Kop surat, baris 3", "Letterhead, line 3"],
    formats: ["PAYSLIPS_ZIP", "RECAP_XLSX"],
    faults: text(100),
  },
};

/** By these money finds its way: they hold once a second person has said the same, and from no day that is over. */
export const needsTwo = (key: string): boolean => /^(bank\.|span\.|bank_code\.|tax\.)/.test(key);

/** What an agency says at most; each file that is made reads what holds of it. */
export const settingLimits = {
  keys: 500,
  /** First days of a key. */
  days: 50,
  /** Values that one person gives a key from one day on. */
  values: 20,
} as const;

/** What was said before of an agency's settings. */
export type Said = {
  /** Keys of the agency that have a value on a day that is not over, or were said today. */
  readonly keys: number;
  /** Whether the key that is said is among them. */
  readonly isCounted: boolean;
  /** First days of the key that are not over, or were over when they were said. */
  readonly days: number;
  /** Values that the person gave the key from this day on. */
  readonly values: number;
};

type Saying = Pick<ExportSetting, "value" | "validFrom"> & {
  /** The key was said from this day on before. */
  readonly isKnownDay: boolean;
  readonly today: Day;
};

/** What is said no more than so often. What is in use can always be ended: from today on, and from each first day that it has. */
export function roomFaults({ value, validFrom, isKnownDay, today }: Saying, said: Said): Violation[] {
  const { keys, days, values } = settingLimits;
  if (!said.isCounted)
    return said.keys < keys ? [] : [{ pointer: "/key", code: "SETTING_KEYS_FULL", params: { max: keys } }];
  if (value === "" && (isKnownDay || validFrom === today)) return [];
  if (isKnownDay)
    return said.values < values
      ? []
      : [{ pointer: "/validFrom", code: "SETTING_VALUES_FULL", params: { max: values } }];
  return said.days < days
    ? []
    : [{ pointer: "/validFrom", code: "SETTING_DAYS_FULL", params: { max: days, day: today } }];
}

/** What stands in a key behind the star: small letters, digits and underscores. */
export const keyPart = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");

/** The rules of a key; undefined for one that no file asks for. */
export function settingSpec(key: string): KeySpec | undefined {
  if (Object.hasOwn(settingKeys, key) && !key.includes("*")) return settingKeys[key];
  const star = Object.keys(settingKeys).find((one) => one.endsWith("*") && key.startsWith(one.slice(0, -1)));
  return star !== undefined && /^[a-z0-9_]{1,60}$/.test(key.slice(star.length - 1)) ? settingKeys[star] : undefined;
}

/** What holds on a day: of each key the value with the latest first day up to it. Settings come in the order in which they were recorded. */
export function settingsOn(settings: readonly ExportSetting[], day: Day): ReadonlyMap<string, string> {
  const newest = new Map<string, ExportSetting>();
  for (const setting of settings) {
    if (setting.validFrom > day) continue;
    const known = newest.get(setting.key);
    if (!known || known.validFrom <= setting.validFrom) newest.set(setting.key, setting);
  }
  return new Map([...newest.values()].filter(({ value }) => value !== "").map(({ key, value }) => [key, value]));
}

/** How an agency wants its payment CSV: no byte order mark and commas, where it has not said otherwise. */
export const paymentFormOf = (settings: ReadonlyMap<string, string>): PaymentForm => ({
  withBom: settings.get("csv.bom") === "yes",
  delimiter: settings.get("csv.delimiter") === "semicolon" ? "semicolon" : "comma",
});
