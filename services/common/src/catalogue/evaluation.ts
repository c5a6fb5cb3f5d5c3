import { type Entries } from "./entry.ts";

/** Ratings, predicates and their sealing. */
export const evaluation = {
  UNIT_UNKNOWN: {
    id: [
      "Unit tidak ditemukan",
      "Unit ini tidak ada di instansi yang disebut. Tidak ada yang diubah. Pilih unit dari daftar.",
    ],
    en: ["Unit not found", "There is no such unit in the agency named. Nothing was changed. Choose one of the list."],
  },
  INDICATOR_UNKNOWN: {
    id: [
      "Indikator tidak ditemukan",
      "Indikator ini tidak ada di SKP masa itu. Tidak ada yang diubah. Muat ulang SKP, lalu pilih lagi.",
    ],
    en: [
      "Indicator not found",
      "There is no such indicator in the SKP of that time. Nothing was changed. Reload the SKP and choose again.",
    ],
  },
  EVALUATION_ISSUED: {
    id: [
      "Dokumen sudah terbit",
      "Dokumen evaluasi masa ini sudah terbit dan tidak berubah lagi. Isinya aman. Gunakan keberatan bila ada yang keliru.",
    ],
    en: [
      "Document is issued",
      "The evaluation of this period is issued and does not change. Its content is safe. Use an objection if something is wrong.",
    ],
  },
  UNIT_PREDICATE_MISSING: {
    id: [
      "Predikat unit belum ada",
      "Predikat kinerja unit untuk masa ini belum ditetapkan. Penilaian Anda tetap tersimpan. Tetapkan predikat unit dahulu.",
    ],
    en: [
      "Unit predicate is missing",
      "The unit's predicate for this period is not set. Your ratings are kept. Set the unit's predicate first.",
    ],
  },
  MONTH_NOT_SEALED: {
    id: [
      "Bulan belum ditutup",
      "Catatan kegiatan bulan ini belum ditutup. Tidak ada yang diubah. Tunggu penutupan, lalu nilai.",
    ],
    en: [
      "Month is not sealed",
      "The activity log of this month is not sealed. Nothing was changed. Wait for the closing, then rate.",
    ],
  },
  REASON_NOT_NEEDED: {
    id: [
      "Alasan tidak diperlukan",
      "Sebaran predikat sudah sesuai pola. Tidak ada yang diubah. Lanjutkan menerbitkan dokumen.",
    ],
    en: [
      "No reason needed",
      "The distribution follows the pattern. Nothing was changed. Go on and issue the documents.",
    ],
  },
  DISTRIBUTION_REASON_MISSING: {
    id: [
      "Alasan sebaran belum ada",
      "Sebaran predikat berbeda dari pola dan memerlukan alasan tertulis. Penilaian tetap tersimpan. Tulis alasannya, lalu terbitkan.",
    ],
    en: [
      "Reason for the distribution is missing",
      "The distribution differs from the pattern and needs a written reason. Ratings are kept. Write the reason, then issue.",
    ],
  },
  PERIOD_INCOMPLETE: {
    id: [
      "Masih ada yang belum dinilai",
      "Masih ada pegawai tanpa predikat pada masa ini. Yang sudah dinilai tetap tersimpan. Selesaikan yang tersisa, lalu tutup.",
    ],
    en: [
      "Some are not rated",
      "Some people have no predicate for this period. Ratings made are kept. Finish the rest, then seal.",
    ],
  },
} satisfies Entries;
