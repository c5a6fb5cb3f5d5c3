import { ptkpStatuses } from "../payout/tables.ts";

/** How a field of a fact is written; all fields are texts, as in a file. */
export type Form = "word" | "class" | "text" | "key" | "decimal" | "rupiah" | "count" | "words";

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly form: Form;
  readonly optional?: true;
  /** What an optional field is when it is left out; without it, nothing. */
  readonly otherwise?: string;
  readonly choices?: readonly string[];
};

/** span: from a day to a day, or lasting. months: whole months. year: one calendar year. */
export type Time = "span" | "months" | "year";

/**
 * What makes two rows of a person speak of one matter, so that the higher authority wins: the same values of these fields, the same decree, the same
 * first day. Without any of them all rows of the kind that meet in a day are one matter.
 */
export type Matter = { readonly fields?: readonly string[]; readonly decree?: true; readonly day?: true };

export type KindSpec = {
  /** For the person who reads it, Indonesian. */
  readonly label: string;
  readonly time: Time;
  /** Lasting ones are refused. */
  readonly ends?: true;
  /** Its days lie in one month: what is counted in it would else count whole in each month that it touches. */
  readonly inMonth?: true;
  readonly decree: "required" | "optional";
  readonly fields: readonly Field[];
  readonly matter: Matter;
  /** Rows of one authority that meet and say other things. newer: the newer counts; both: both do, and the policy has a rule for it. */
  readonly meeting: "newer" | "both";
  /** How far back a month still looks: by its spans, or not at all. */
  readonly looksBack: boolean;
};

const kind: Field = { name: "kind", label: "Jenis", form: "word" };
const code: Field = { name: "code", label: "Kode", form: "word" };
const positionClass: Field = { name: "class", label: "Kelas jabatan", form: "class" };
const money = (name: string, label: string): Field => ({ name, label, form: "rupiah" });
const moneyOrNone = (name: string, label: string): Field => ({ ...money(name, label), optional: true, otherwise: "0" });
const choice = (name: string, label: string, choices: readonly string[], otherwise?: string): Field => ({
  ...{ name, label, form: "text", choices },
  ...(otherwise !== undefined && { optional: true, otherwise }),
});

/** What is not charged on the days of an outage; the policy names which of them it takes from here. */
const outageItems = ["missed_in", "missed_out", "late", "early", "away"] as const;

export const kinds = {
  LEAVE: {
    ...{ label: "Cuti", time: "span", decree: "optional", fields: [kind] },
    ...{ matter: {}, meeting: "both", looksBack: true },
  },
  SANCTION: {
    ...{ label: "Hukuman disiplin", time: "span", decree: "required", fields: [kind] },
    ...{ matter: { decree: true }, meeting: "both", looksBack: true },
  },
  CLASS_DEMOTION: {
    ...{ label: "Penurunan kelas jabatan", time: "span", decree: "required", fields: [kind, positionClass] },
    ...{ matter: { decree: true }, meeting: "both", looksBack: true },
  },
  CLASS: {
    ...{ label: "Riwayat kelas jabatan", time: "span", decree: "required", fields: [positionClass] },
    ...{ matter: { day: true }, meeting: "newer", looksBack: true },
  },
  ACTING: {
    ...{ label: "Pelaksana tugas atau harian", time: "span", decree: "required" },
    fields: [
      choice("kind", "Jenis", ["plt", "plh"]),
      { ...positionClass, label: "Kelas jabatan yang dirangkap" },
      choice("level", "Jenjang terhadap jabatan sendiri", ["same", "one_below", "two_below"]),
      { name: "post", label: "Jabatan yang dirangkap", form: "text", optional: true },
    ],
    ...{ matter: { decree: true }, meeting: "both", looksBack: true },
  },
  STUDY: {
    ...{ label: "Tugas belajar", time: "span", decree: "required", fields: [kind] },
    ...{ matter: {}, meeting: "both", looksBack: true },
  },
  EXCLUSION: {
    ...{ label: "Tidak berhak atas tunjangan", time: "span", decree: "optional", fields: [kind] },
    ...{ matter: { fields: ["kind"] }, meeting: "newer", looksBack: true },
  },
  OUTAGE: {
    ...{ label: "Gangguan alat presensi", time: "span", ends: true, decree: "optional" },
    fields: [
      { name: "items", label: "Yang tidak dihitung", form: "words", choices: outageItems },
      { ...kind, optional: true, otherwise: "gangguan" },
    ],
    ...{ matter: { fields: ["items", "kind"], day: true }, meeting: "both", looksBack: true },
  },
  ANNUAL_PREDICATE: {
    ...{ label: "Predikat kinerja tahunan", time: "year", decree: "optional" },
    ...{ fields: [{ ...kind, name: "predicate", label: "Predikat" }], matter: {}, meeting: "newer", looksBack: true },
  },
  SCORE: {
    ...{ label: "Nilai", time: "months", decree: "optional" },
    fields: [
      code,
      { name: "value", label: "Nilai", form: "decimal" },
      choice("unit", "Satuan", ["percent", "point"], "percent"),
    ],
    ...{ matter: { fields: ["code", "unit"] }, meeting: "newer", looksBack: false },
  },
  LIST_ITEM: {
    ...{ label: "Butir daftar", time: "span", ends: true, inMonth: true, decree: "optional" },
    fields: [
      code,
      { name: "count", label: "Banyaknya", form: "count" },
      choice("unit", "Satuan", ["event", "day", "minute", "hour"], "event"),
    ],
    ...{ matter: { fields: ["code", "unit"] }, meeting: "newer", looksBack: false },
  },
  AMOUNT: {
    ...{ label: "Jumlah rupiah", time: "months", decree: "optional", fields: [code, money("rupiah", "Rupiah")] },
    ...{ matter: { fields: ["code"] }, meeting: "newer", looksBack: false },
  },
  KEY: {
    ...{ label: "Golongan menurut kebijakan", time: "months", decree: "optional" },
    fields: [code, { name: "value", label: "Isi", form: "key" }],
    ...{ matter: { fields: ["code"] }, meeting: "newer", looksBack: false },
  },
  SPAN: {
    ...{ label: "Masa menurut kebijakan", time: "span", decree: "optional", fields: [code, kind] },
    ...{ matter: { fields: ["code", "kind"], day: true }, meeting: "newer", looksBack: true },
  },
  SALARY: {
    ...{ label: "Gaji", time: "months", decree: "required" },
    fields: [
      money("gaji_pokok", "Gaji pokok"),
      moneyOrNone("tunjangan_keluarga", "Tunjangan keluarga"),
      moneyOrNone("tunjangan_jabatan", "Tunjangan jabatan"),
      moneyOrNone("tunjangan_profesi", "Tunjangan profesi"),
      moneyOrNone("iuran_pensiun", "Iuran pensiun"),
    ],
    ...{ matter: {}, meeting: "newer", looksBack: false },
  },
  TAX_STATUS: {
    ...{ label: "Status PTKP", time: "months", decree: "optional" },
    fields: [choice("ptkp", "PTKP", ptkpStatuses)],
    ...{ matter: {}, meeting: "newer", looksBack: false },
  },
  OUTSIDE_INCOME: {
    ...{ label: "Penghasilan dari pemberi kerja lain", time: "year", decree: "optional" },
    fields: [
      { name: "employer", label: "Pemberi kerja", form: "text" },
      money("gross", "Bruto"),
      moneyOrNone("tax", "Pajak yang sudah dipotong"),
    ],
    ...{ matter: { fields: ["employer"] }, meeting: "newer", looksBack: false },
  },
} as const satisfies Record<string, KindSpec>;

export type FactKind = keyof typeof kinds;
export const factKinds = Object.keys(kinds) as FactKind[];
export const specOf = (factKind: FactKind): KindSpec => kinds[factKind];
export const isFactKind = (text: string): text is FactKind => Object.hasOwn(kinds, text);

/** Of units and whole agencies; all other facts are of one person. */
export const isShared = (factKind: FactKind): boolean => factKind === "OUTAGE";

/** The columns that say when, by the form of time. */
export const timeColumns: Readonly<Record<Time, readonly [first: string, last?: string]>> = {
  span: ["from", "to"],
  months: ["from_month", "to_month"],
  year: ["year"],
};
