import { type Language } from "./options.ts";

/** What is wrong with one place of an input file, and the way out, in both languages. */
const words = {
  JSON_BROKEN: {
    id: ["bukan JSON yang benar", "periksa tanda kurung, koma, dan kutip: {reason}"],
    en: ["is no proper JSON", "check brackets, commas and quotes: {reason}"],
  },
  OBJECT: { id: ["harus objek JSON", "tulis { … }"], en: ["must be a JSON object", "write { … }"] },
  LIST: { id: ["harus daftar JSON", "tulis [ … ]"], en: ["must be a JSON list", "write [ … ]"] },
  KEY_UNKNOWN: {
    id: ["kunci ini tidak dikenal", "yang ada di sini: {known}"],
    en: ["there is no such key", "known here: {known}"],
  },
  KEY_MISSING: { id: ["kunci ini wajib ada", "tambahkan {example}"], en: ["this key is needed", "add {example}"] },
  SCHEMA: {
    id: ["format berkas tidak dikenal", 'tulis "schema": "{expected}"'],
    en: ["unknown form of file", 'write "schema": "{expected}"'],
  },
  PERIOD: {
    id: ["bukan bulan", 'tulis tahun dan bulan dalam kutip, misalnya "2026-07"'],
    en: ["is no month", 'write year and month in quotes, such as "2026-07"'],
  },
  PERIOD_OUTSIDE: {
    id: [
      "kebijakan ini tidak berlaku dalam bulan itu",
      "berlaku dari {from} sampai {to}; pilih bulan lain atau kebijakan lain",
    ],
    en: [
      "the policy is not in force in that month",
      "in force from {from} to {to}; choose another month or another policy",
    ],
  },
  TEXT: {
    id: ["harus teks", 'tulis dalam kutip, misalnya "{example}"'],
    en: ["must be a text", 'write it in quotes, such as "{example}"'],
  },
  CHOICE: {
    id: ["bukan salah satu pilihan", "pilih: {known}"],
    en: ["is none of the choices", "choose one of: {known}"],
  },
  WHOLE: {
    id: ["harus bilangan bulat, paling sedikit 0", "tulis misalnya 15 tanpa pecahan"],
    en: ["must be a whole number from 0 on", "write, for example, 15 without a fraction"],
  },
  SIGNED: {
    id: ["harus bilangan bulat", "tulis misalnya -30604 tanpa pecahan"],
    en: ["must be a whole number", "write, for example, -30604 without a fraction"],
  },
  COUNTS: {
    id: ["harus daftar bilangan bulat, satu untuk tiap kejadian", "tulis misalnya [12, 35]; tanpa kejadian []"],
    en: ["must be a list of whole numbers, one for each occurrence", "write, for example, [12, 35]; without any []"],
  },
  DECIMAL: {
    id: [
      "harus bilangan bulat atau desimal di dalam teks, paling banyak empat angka di belakang titik",
      'tulis 92 atau "92.5"',
    ],
    en: [
      "must be a whole number, or a decimal in a text with at most four digits behind the point",
      'write 92 or "92.5"',
    ],
  },
  BOOLEAN: {
    id: ["harus true atau false", "tulis tanpa kutip"],
    en: ["must be true or false", "write it without quotes"],
  },
  DAY: { id: ["bukan tanggal", 'tulis misalnya "2026-07-31"'], en: ["is no day", 'write, for example, "2026-07-31"'] },
  CLOCK: { id: ["bukan jam", 'tulis misalnya "07:30"'], en: ["is no time of day", 'write, for example, "07:30"'] },
  MONTHS: {
    id: ["harus 1 sampai 12", "tulis banyaknya bulan bekerja dalam tahun pajak"],
    en: ["must be 1 to 12", "write the months of work in the tax year"],
  },
  IMPOSSIBLE: {
    id: [
      "berisi nilai yang tidak mungkin",
      "{label}: paling banyak {most}; hari dan rentang harus menyentuh bulan yang dihitung",
    ],
    en: ["has a value that can't be", "{label}: at most {most}; days and spans must touch the month"],
  },
  SOURCE_TWICE: {
    id: ["sumbernya sama dengan {other}, isinya berbeda", "isi keduanya sama"],
    en: ["has the same source as {other} and another value", "give both the same value"],
  },
} as const satisfies Record<string, Record<Language, readonly [what: string, way: string]>>;

export type InputFault = {
  readonly path: string;
  readonly code: keyof typeof words;
  readonly params: Readonly<Record<string, string>>;
};

const fill = (text: string, params: InputFault["params"]): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : placeholder,
  );

/** "$.inputs.minutes INPUT_WHOLE: …; …" */
export function faultText({ path, code, params }: InputFault, language: Language): string {
  const [what, way] = words[code][language];
  return `${path} INPUT_${code}: ${fill(what, params)}; ${fill(way, params)}`;
}

/** Collects what is wrong while a file is read. */
export class Faults {
  readonly found: InputFault[] = [];

  add(path: string, code: InputFault["code"], params: InputFault["params"] = {}): void {
    this.found.push({ path, code, params });
  }

  /** A value that was understood, or the fault that it was not; reading goes on. */
  unless<Value>(
    value: Value | undefined,
    path: string,
    code: InputFault["code"],
    params: InputFault["params"] = {},
  ): Value | undefined {
    if (value === undefined) this.add(path, code, params);
    return value;
  }
}
