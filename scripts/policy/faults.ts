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
  KEY_OF_FACTS: {
    id: ["ini fakta turunan, bukan masukan", 'tulis di "facts", atau hapus agar dihitung dari {of}'],
    en: ["this is a derived fact and no input", 'it belongs under "facts"; without it, it is made from {of}'],
  },
  KEY_OF_INPUTS: {
    id: ["ini masukan, bukan fakta turunan", 'tulis di "inputs"'],
    en: ["this is an input and no derived fact", 'it belongs under "inputs"'],
  },
  CLASS_BY_HISTORY: {
    id: [
      "kebijakan ini mengambil kelas dari riwayatnya",
      'tulis "{id}": [{"kind": "{class}", "from": "hari pertama kelas itu"}]',
    ],
    en: [
      "this policy takes the class from its history",
      'write "{id}": [{"kind": "{class}", "from": "the first day of that class"}]',
    ],
  },
  WORD_UNKNOWN: {
    id: [
      '"{word}" tidak disebut dalam kebijakan ini dan dapat terlewat tanpa tanda',
      'yang dikenal: {known}; untuk keadaan yang memang tidak diatur tulis kata yang diawali "lain"',
    ],
    en: [
      '"{word}" is not named in this policy and could be passed over without a sign',
      'known: {known}; where the policy does not regulate it, write a word that begins with "lain"',
    ],
  },
  SPELLING: {
    id: ['"{word}" tidak dikenal dengan ejaan ini', "huruf besar dan garis bawah dibedakan"],
    en: ['"{word}" is not known by this spelling', "capitals and underscores matter"],
  },
  DAY_TWICE: {
    id: ["{day} sudah ada di {before}", "tulis tiap hari satu kali"],
    en: ["{day} is there twice: {before}", "write each day once"],
  },
  DAY_OUTSIDE: {
    id: ["{day} di luar bulan yang dihitung", "tulis hari dari {first} sampai {last}"],
    en: ["{day} lies outside of the month", "write days from {first} to {last}"],
  },
  MINUTES: {
    id: ["lebih lama daripada satu hari", "paling banyak {most} menit"],
    en: ["is longer than a day", "at most {most} minutes"],
  },
  ENDS_BEFORE: {
    id: ["berakhir sebelum mulai", "tulis {from} atau sesudahnya, atau hapus bila belum berakhir"],
    en: ["ends before it begins", "write {from} or later, or leave it out while it lasts"],
  },
  LIST_LONG: {
    id: ["berisi {length} butir", "paling banyak {most}"],
    en: ["has {length} elements", "at most {most}"],
  },
  TEXT_LONG: { id: ["terlalu panjang", "paling banyak {most} huruf"], en: ["is too long", "at most {most} letters"] },
  MONTH_LENGTH: {
    id: ["bukan panjang bulan {period}", "tulis {days}, atau hapus: hari sebulan diambil dari bulannya"],
    en: ["is not the length of {period}", "write {days}, or leave it out: it is taken from the month"],
  },
  IMPOSSIBLE: {
    id: ["nilainya tidak mungkin", "{label}: paling banyak {most}"],
    en: ["has a value that can't be", "{label}: at most {most}"],
  },
  NOT_POSSIBLE: {
    id: ["nilainya tidak mungkin", "periksa {label}: bentuk dan batasnya ada di docs/policy/compute.md"],
    en: ["has a value that can't be", "check {label}: docs/policy/compute.md tells its form and limits"],
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

const asked = { id: 'maksud Anda "{near}"? ', en: 'do you mean "{near}"? ' };

/** "$.inputs.minutes INPUT_WHOLE: …; …" What was probably meant stands before the way out. */
export function faultText({ path, code, params }: InputFault, language: Language): string {
  const [what, way] = words[code][language];
  const meant = (params["near"] ?? "") === "" ? "" : asked[language];
  return `${path} INPUT_${code}: ${fill(what, params)}; ${fill(`${meant}${way}`, params)}`;
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
