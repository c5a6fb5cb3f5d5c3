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
      "Dokumen evaluasi masa ini sudah terbit dan tidak berubah lagi. Isinya aman. Sampaikan keberatan tertulis bila ada yang keliru.",
    ],
    en: [
      "Document is issued",
      "The evaluation of this period is issued and does not change. Its content is safe. Object in writing if something is wrong.",
    ],
  },
  SET_SKP_MISSING: {
    id: [
      "Belum ada SKP yang ditetapkan",
      "Untuk masa ini belum ada SKP yang ditetapkan. Tidak ada yang diubah. Tetapkan SKP dahulu, lalu ulangi.",
    ],
    en: [
      "No set SKP",
      "There is no set SKP for this period. Nothing was changed. Have the SKP set first, then try again.",
    ],
  },
  UNIT_PREDICATE_MISSING: {
    id: [
      "Predikat unit belum ada",
      "Predikat kinerja unit untuk masa ini belum ditetapkan. Tidak ada yang diubah. Minta pimpinan di atasnya menetapkan, lalu nilai.",
    ],
    en: [
      "Unit predicate is missing",
      "The unit's predicate for this period is not set. Nothing was changed. Ask the leader above to set it, then rate.",
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
      "Masih ada {missing} pegawai tanpa dokumen terbit pada masa ini. Yang sudah terbit tetap aman. Selesaikan yang tersisa, lalu tutup.",
    ],
    en: [
      "Some are not rated",
      "{missing} people have no issued document for this period. What was issued is safe. Finish the rest, then seal.",
    ],
  },
} satisfies Entries;
