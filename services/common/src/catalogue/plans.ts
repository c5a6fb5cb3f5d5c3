import { type Entries } from "./entry.ts";

/** What may be wrong with one row of an agreement, a matrix, an SKP or an action plan; and what people are told about theirs and about their log. */
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
  ENTRIES_MISSING: {
    id: ["Hari tanpa catatan", "{days} hari kerja belum dicatat, dari {fromDate} sampai {toDate}. Catat selagi ingat."],
    en: [
      "Days without an entry",
      "{days} working days from {fromDate} to {toDate} have no entry. Log them while you remember.",
    ],
  },
  ENTRIES_RETURNED: {
    id: ["Catatan dikembalikan", "{count} catatan dikembalikan atasan. Perbaiki; catatan yang lama tetap terbaca."],
    en: [
      "Entries returned",
      "{count} entries were returned by your superior. Correct them; the old ones stay readable.",
    ],
  },
  TASKS_OPEN: {
    id: [
      "Tugas dari atasan",
      "{count} tugas menunggu Anda. Batas terdekat: {dueDate}. Catat pekerjaannya, lalu nyatakan selesai.",
    ],
    en: [
      "Tasks of your superior",
      "{count} tasks wait for you. Soonest last day: {dueDate}. Log the work, then say that they are done.",
    ],
  },
  TASKS_TO_CONFIRM: {
    id: [
      "Tugas selesai, menunggu Anda",
      "{count} tugas dinyatakan selesai. Konfirmasi, atau kembalikan dengan catatan.",
    ],
    en: [
      "Tasks are done and wait for you",
      "{count} tasks are said to be done. Confirm them, or return them with a note.",
    ],
  },
  ENTRIES_ESCALATED: {
    id: [
      "Catatan yang belum diputuskan",
      "{count} catatan menunggu lebih lama dari aturan instansi karena pejabat penilainya belum memutuskan. Anda boleh memutuskannya.",
    ],
    en: [
      "Entries that nobody decided",
      "{count} entries waited longer than the agency allows, since their assessor has not decided. You may decide on them.",
    ],
  },
  PERIOD_CLOSING: {
    id: [
      "Bulan segera ditutup",
      "Catatan bulan {period} diterima sampai {untilDate}. Masih ada {missing} hari kosong dan {returned} catatan dikembalikan.",
    ],
    en: [
      "The month closes soon",
      "Entries of {period} are taken until {untilDate}. {missing} days are empty and {returned} entries are returned.",
    ],
  },
} satisfies Entries;
