import { defineWords } from "../../i18n/define.ts";
import { type Predicate, type Rating, type UnitPredicate } from "./types.ts";

/** The law's words: they are the same in every language. */
const ratings: Record<Rating, string> = {
  DI_BAWAH: "Di bawah ekspektasi",
  SESUAI: "Sesuai ekspektasi",
  DI_ATAS: "Di atas ekspektasi",
};
const predicates: Record<Predicate, string> = {
  SANGAT_KURANG: "Sangat Kurang",
  KURANG: "Kurang",
  BUTUH_PERBAIKAN: "Butuh Perbaikan",
  BAIK: "Baik",
  SANGAT_BAIK: "Sangat Baik",
};
const unitPredicates: Record<UnitPredicate, string> = {
  SANGAT_KURANG: "Sangat Kurang",
  KURANG: "Kurang",
  BUTUH_PERBAIKAN: "Butuh Perbaikan",
  BAIK: "Baik",
  ISTIMEWA: "Istimewa",
};
export const behaviourValues = {
  BERORIENTASI_PELAYANAN: "Berorientasi Pelayanan",
  AKUNTABEL: "Akuntabel",
  KOMPETEN: "Kompeten",
  HARMONIS: "Harmonis",
  LOYAL: "Loyal",
  ADAPTIF: "Adaptif",
  KOLABORATIF: "Kolaboratif",
} as const;

/** Of a role that the API names in words of its own. */
const authorsOf = (words: Record<string, string>): Readonly<Record<string, string>> => words;

const law = { ratings, predicates, unitPredicates };

/** Words that the evaluation pages share. */
export const terms = defineWords({
  id: {
    ...law,
    year: (year: string) => `Tahun ${year}`,
    result: "Hasil kerja",
    behaviour: "Perilaku kerja",
    column: { DI_BAWAH: "Perilaku di bawah", SESUAI: "Perilaku sesuai", DI_ATAS: "Perilaku di atas" },
    row: { DI_BAWAH: "Hasil di bawah", SESUAI: "Hasil sesuai", DI_ATAS: "Hasil di atas" },
    matrix: "Kuadran kinerja",
    matrixCaption: "Kuadran kinerja sembilan kotak: baris menurut hasil kerja, kolom menurut perilaku kerja.",
    here: (result: string, behaviour: string, predicate: string) =>
      `Posisi: hasil kerja ${result.toLowerCase()}, perilaku kerja ${behaviour.toLowerCase()}, predikat ${predicate}.`,
    authors: authorsOf({ SUPERIOR: "Pejabat penilai", TEAM_LEAD: "Ketua tim", PEER: "Rekan kerja" }),
    target: (target: string, unit: string) => `Target ${target} ${unit}`,
    noRealisation: "Belum ada realisasi",
    evidence: "Buka bukti dukung",
    feedback: "Umpan balik",
    feedbackCount: (n: number) => `${String(n)} umpan balik`,
    noFeedback: "Belum ada umpan balik pada periode ini.",
    aboutResult: "Hasil kerja",
    log: "Catatan harian yang ditutup",
    logText: (approved: string, days: number) => `${approved} disetujui dalam ${String(days)} hari kerja`,
    logOpen: (minutes: string) => `${minutes} belum disetujui`,
    logNot: "Bulan ini belum ditutup, jadi angkanya belum ada.",
    someone: "Pegawai tanpa nama",
    expectations: "Ekspektasi khusus pimpinan",
  },
  en: {
    ...law,
    year: (year: string) => `Year ${year}`,
    result: "Results (hasil kerja)",
    behaviour: "Behaviour (perilaku kerja)",
    column: { DI_BAWAH: "Behaviour below", SESUAI: "Behaviour as expected", DI_ATAS: "Behaviour above" },
    row: { DI_BAWAH: "Results below", SESUAI: "Results as expected", DI_ATAS: "Results above" },
    matrix: "Nine-cell matrix (kuadran kinerja)",
    matrixCaption: "Nine-cell matrix: rows by results, columns by behaviour.",
    here: (result: string, behaviour: string, predicate: string) =>
      `Position: results ${result.toLowerCase()}, behaviour ${behaviour.toLowerCase()}, predikat ${predicate}.`,
    authors: authorsOf({ SUPERIOR: "Assessor", TEAM_LEAD: "Team lead", PEER: "Colleague" }),
    target: (target: string, unit: string) => `Target ${target} ${unit}`,
    noRealisation: "No realisation yet",
    evidence: "Open the evidence",
    feedback: "Feedback",
    feedbackCount: (n: number) => `${String(n)} feedback`,
    noFeedback: "No feedback in this period yet.",
    aboutResult: "Result",
    log: "Diary as it was closed",
    logText: (approved: string, days: number) => `${approved} approved on ${String(days)} working days`,
    logOpen: (minutes: string) => `${minutes} not approved`,
    logNot: "This month isn't closed yet, so there are no figures.",
    someone: "Employee without a name",
    expectations: "What the leader especially expects",
  },
});
