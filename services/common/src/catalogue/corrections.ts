import { type Entries } from "./entry.ts";

/** Corrections of posted months, and people who are let go of after they were held. */
export const corrections = {
  CORRECTION_UNKNOWN: {
    id: ["Koreksi tidak ditemukan", "Koreksi ini tidak ada di instansi yang disebut. Tidak ada yang diubah. Pilih koreksi dari daftar."], // prettier-ignore
    en: ["Correction not found", "There is no such correction in the agency named. Nothing was changed. Choose one of the list."], // prettier-ignore
  },
  CORRECTION_STATE: {
    id: [
      "Langkah belum atau sudah lewat",
      "Langkah ini tidak berlaku untuk keadaan koreksi sekarang. Tidak ada yang diubah. Hitung pratinjaunya dahulu, atau muat ulang untuk melihat keadaannya.",
    ],
    en: [
      "Not this step",
      "This step does not fit the correction's present state. Nothing was changed. Make its preview first, or reload to see where it stands.",
    ],
  },
  CORRECTION_RUN_OPEN: {
    id: [
      "Hitungan bulan ini belum dibukukan",
      "Ada hitungan dari bulan yang dikoreksi atau sesudahnya yang belum dibukukan. Koreksi belum dihitung dan tidak ada yang disahkan. Selesaikan hitungan itu, lalu hitung pratinjaunya.",
    ],
    en: [
      "A run is not posted yet",
      "A run of the month to correct, or of a later one, is not posted yet. The correction was not computed, and nothing was confirmed. Finish that run, then make the preview.",
    ],
  },
  CORRECTION_EMPTY: {
    id: [
      "Tidak ada yang dikoreksi",
      "Pratinjau koreksi ini tidak memuat bulan yang berubah. Tidak ada yang disahkan. Tutup koreksi ini dengan alasan.",
    ],
    en: [
      "Nothing to correct",
      "The preview of this correction has no month that changes. Nothing was confirmed. Close this correction with a reason.",
    ],
  },
  CORRECTION_BLOCKED: {
    id: [
      "Rincian baru masih ditahan",
      "Salah satu bulan belum dapat dihitung dengan data sekarang. Koreksi belum disahkan. Lengkapi datanya, lalu hitung pratinjau lagi.",
    ],
    en: [
      "A new statement is blocked",
      "One of the months can't be computed from what is known now. The correction was not confirmed. Complete the facts, then preview again.",
    ],
  },
  CORRECTION_RECOVERY_MISSING: {
    id: [
      "Belum ada aturan penagihan",
      "Ada bulan yang dibayar terlalu banyak, tetapi kebijakan yang berlaku tidak mengatur penagihan. Koreksi belum disahkan. Aktifkan versi kebijakan dengan aturan penagihan, atau tolak koreksi ini dengan alasan.",
    ],
    en: [
      "No rule for taking back",
      "A month was paid too much, but the policy in force has no rule for taking back. The correction was not confirmed. Activate a version of the policy with such a rule, or refuse this correction with a reason.",
    ],
  },
  HOLD_UNKNOWN: {
    id: [
      "Penahanan tidak ditemukan",
      "Orang ini tidak ditahan dari hitungan yang disebut. Tidak ada yang diubah. Pilih orang dari daftar yang ditahan.",
    ],
    en: [
      "Hold not found",
      "This person is not held out of the run named. Nothing was changed. Choose one of those who are held.",
    ],
  },
  HOLD_RELEASED: {
    id: [
      "Penahanan sudah dilepas",
      "Orang ini sudah dilepas dari penahanan. Pelepasan pertama berlaku. Muat ulang untuk melihatnya.",
    ],
    en: ["Hold is released", "This person was let go of before. The first release stands. Reload to see it."],
  },
  HOLD_BLOCKED: {
    id: [
      "Rincian yang ditahan harus dikoreksi dahulu",
      "Rincian orang ini belum dapat dibayar seperti yang dihitung. Penahanan tetap berlaku. Buka koreksi untuk bulan itu; koreksi yang disahkan membayarnya.",
    ],
    en: [
      "The held statement is corrected first",
      "This person's statement can't be paid as it was computed. The hold stands. Open a correction of the month; once confirmed, it pays it.",
    ],
  },
} satisfies Entries;
