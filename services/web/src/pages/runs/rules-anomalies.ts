import { defineWords } from "../../i18n/define.ts";
import { type Format } from "../../i18n/format.ts";
import { type Anomalies, type Anomaly, type PolicyContent } from "./policy-document.ts";
import { keyText, printedText } from "./rules-telling.ts";

/** What holds where a document says nothing, as the service has it: dev/anomalies.test.ts compares the two. */
export const usualAnomalies: Anomalies = {
  jump: { ratio: "2", severity: "warn" },
  zero: { severity: "warn" },
  negative_base: { severity: "warn" },
  over_maximum: { severity: "warn" },
  missing_predicate: { severity: "off" },
  late_data: { severity: "off" },
  by_hand: { severity: "warn" },
  fact_unread: { severity: "warn" },
};

export const anomalyWords = defineWords({
  id: {
    title: "Yang diperiksa sebelum dibayar",
    severities: { block: "ditahan", warn: "harus dilihat petugas", off: "tidak diperiksa" },
    jump: "Lonjakan",
    jumpText: (ratio: string) => `${ratio} kali atau lebih, atau seper-${ratio} atau kurang, dari pembayaran terakhir`,
    zero: "Nol",
    zeroText: "tidak ada yang dibayar",
    negative_base: "Dasar negatif",
    negativeText: "potongan atau koreksi lebih besar daripada yang diperoleh",
    over_maximum: "Melebihi batas",
    overText: (limit: string) => `bruto satu komponen di atas ${limit}`,
    limitTable: (table: string) => `angka terbesar tabel ${table}`,
    limitOwn: "angka terbesar tabelnya sendiri",
    missing_predicate: "Tanpa predikat",
    missingText: "predikat kinerja belum ada, padahal tidak diminta aturan ini",
    late_data: "Data terlambat",
    lateText: (day: number) => `data bulan itu diputuskan setelah tanggal ${String(day)} bulan berikutnya`,
    lateOff: "data bulan itu terlambat diputuskan",
    by_hand: "Dikoreksi dengan tangan",
    handText: "hari yang dibayar memakai kehadiran yang dikoreksi petugas, atau sif yang ditetapkan sesudahnya",
    fact_unread: "Catatan tidak dibaca",
    unreadText: "catatan bulan itu sudah dikonfirmasi, tetapi tidak dibaca aturan ini",
    jumpOff: "jauh berbeda dari pembayaran terakhir",
  },
  en: {
    title: "What is asked before anybody is paid",
    severities: { block: "held", warn: "an officer must look", off: "not asked" },
    jump: "Jump",
    jumpText: (ratio: string) => `${ratio} times what was paid last or more, or one part in ${ratio} of it or less`,
    zero: "Zero",
    zeroText: "nothing is paid",
    negative_base: "Negative base",
    negativeText: "cuts or corrections are more than what was earned",
    over_maximum: "Above the maximum",
    overText: (limit: string) => `the gross of a component is above ${limit}`,
    limitTable: (table: string) => `the largest number of the table ${table}`,
    limitOwn: "the largest number of its own table",
    missing_predicate: "No predicate",
    missingText: "there is no predicate, and these rules do not ask for one",
    late_data: "Late data",
    lateText: (day: number) => `a fact of the month was decided after day ${String(day)} of the next`,
    lateOff: "a fact of the month was decided late",
    by_hand: "Corrected by hand",
    handText: "a paid day rests on attendance that an officer corrected, or on a shift set afterwards",
    fact_unread: "Fact not read",
    unreadText: "a confirmed fact of the month is read by no input of the policy",
    jumpOff: "far from what was paid last",
  },
});

type Words = (typeof anomalyWords)["id"];

function limitText({ rupiah, of }: Anomaly, w: Words, f: Format): string {
  if (rupiah !== undefined) return f.rupiah(BigInt(rupiah));
  return of === undefined ? w.limitOwn : w.limitTable(keyText(of));
}

type Says = (one: Anomaly, w: Words, f: Format) => string;
const says: Readonly<Record<keyof Anomalies, Says>> = {
  jump: ({ ratio }, w, f) => (ratio === undefined ? w.jumpOff : w.jumpText(printedText(ratio, f))),
  zero: (_, w) => w.zeroText,
  negative_base: (_, w) => w.negativeText,
  over_maximum: (one, w, f) => w.overText(limitText(one, w, f)),
  missing_predicate: (_, w) => w.missingText,
  late_data: ({ after_day: day }, w) => (day === undefined ? w.lateOff : w.lateText(day)),
  by_hand: (_, w) => w.handText,
  fact_unread: (_, w) => w.unreadText,
};

/** Everything that a run asks about although every rule was followed; what the document leaves out is told as it is usual. */
export function anomalyFacts({ anomalies }: Pick<PolicyContent, "anomalies">, w: Words, f: Format) {
  const all = { ...usualAnomalies, ...anomalies };
  return (Object.keys(says) as (keyof Anomalies)[]).map((name) => {
    const one = all[name];
    return { name: w[name], value: `${says[name](one, w, f)} (${w.severities[one.severity]})` };
  });
}
