import { type Entries } from "./entry.ts";

/** What may be wrong with one row of an agreement, a matrix, an SKP or an action plan; and what people are told about theirs. */
export const plans = {
  ITEM_UNKNOWN: {
    id: ["Baris tidak dikenal", "Baris dengan id ini tidak ada di sini. Kosongkan id untuk baris baru."],
    en: ["Unknown row", "There is no row with this id here. Leave the id out for a new row."],
  },
  ITEM_NAMED_TWICE: {
    id: ["Disebut dua kali", "Baris ini sudah disebut di atas. Hapus salah satu."],
    en: ["Named twice", "This row is named above already. Remove one of them."],
  },
  MAIN_RESULT_MISSING: {
    id: ["Hasil kerja belum ada", "Tambahkan paling sedikit satu hasil kerja utama."],
    en: ["No main result", "Add at least one main result."],
  },
  INDICATORS_MISSING: {
    id: ["Indikator belum ada", "Tambahkan paling sedikit satu indikator untuk hasil kerja ini."],
    en: ["No indicator", "Add at least one indicator to this result."],
  },
  ASPECT_MISSING: {
    id: ["Aspek belum dipilih", "Pilih aspek: kuantitas, kualitas, waktu, atau biaya."],
    en: ["No aspect", "Choose an aspect: quantity, quality, time or cost."],
  },
  PERSPECTIVE_MISSING: {
    id: ["Perspektif belum dipilih", "Pilih perspektif untuk indikator ini."],
    en: ["No perspective", "Choose a perspective for this indicator."],
  },
  PARENT_MISSING: {
    id: ["Belum bertaut", "Pilih RHK atasan atau indikator perjanjian yang didukung hasil kerja utama ini."],
    en: ["No link", "Choose the RHK of the superior or the indicator of the agreement that this main result supports."],
  },
  SKP_SUBMITTED: {
    id: ["SKP menunggu Anda", "Seorang pegawai mengajukan SKP tahun {year} kepada Anda."],
    en: ["An SKP waits for you", "Somebody submitted the SKP of {year} to you."],
  },
  SKP_RETURNED: {
    id: ["SKP dikembalikan", "SKP tahun {year} dikembalikan dengan catatan. Perbaiki, lalu ajukan lagi."],
    en: ["SKP returned", "Your SKP of {year} was returned with a reason. Correct it, then submit again."],
  },
  SKP_SET: {
    id: ["SKP ditetapkan", "SKP tahun {year} sudah ditetapkan."],
    en: ["SKP set", "Your SKP of {year} is set."],
  },
  SKP_MISSING: {
    id: ["SKP belum ada", "Anda belum memiliki SKP tahun {year}. Buka SKP untuk mulai menyusun."],
    en: ["No SKP yet", "You have no SKP for {year} yet. Open one to begin."],
  },
} satisfies Entries;
