import { type Entries } from "./entry.ts";

/** What people ask and object to about their pay. */
export const objections = {
  SIMULATION_MONTH: {
    id: [
      "Bulan tidak dapat diandaikan",
      "Yang dapat diandaikan hanya bulan berjalan, bulan sebelumnya, dan bulan berikutnya. Tidak ada yang disimpan. Pilih salah satu dari ketiganya.",
    ],
    en: [
      "Month can't be simulated",
      "Only the running month, the one before it and the next one can be simulated. Nothing was stored. Choose one of the three.",
    ],
  },
  OBJECTION_UNKNOWN: {
    id: [
      "Keberatan tidak ditemukan",
      "Keberatan ini tidak ada, atau bukan milik Anda. Tidak ada yang diubah. Pilih keberatan dari daftar.",
    ],
    en: [
      "Objection not found",
      "There is no such objection, or it is not yours. Nothing was changed. Choose one of the list.",
    ],
  },
  OBJECTION_LINE_UNKNOWN: {
    id: [
      "Langkah tidak ditemukan",
      "Rincian bulan ini tidak memuat langkah yang disebut. Keberatan belum diajukan. Muat ulang rincian, lalu ajukan dari langkahnya.",
    ],
    en: [
      "Line not found",
      "The statement of this month has no such line. No objection was filed. Reload the statement, then object from its line.",
    ],
  },
  OBJECTION_OPEN: {
    id: [
      "Keberatan sudah diajukan",
      "Keberatan atas langkah ini sudah ada dan belum dijawab. Keberatan itu tetap berlaku. Tunggu jawabannya, atau cabut dahulu.",
    ],
    en: [
      "Objection exists",
      "There is an objection to this line that nobody has answered. It stands. Wait for the answer, or take it back first.",
    ],
  },
  OBJECTION_LIMIT: {
    id: [
      "Terlalu banyak keberatan",
      "Keberatan atas langkah ini atau bulan ini sudah mencapai batas jumlahnya. Keberatan baru tidak disimpan. Hubungi pengelola penghasilan di instansi Anda.",
    ],
    en: [
      "Too many objections",
      "This line or this month has as many objections as one person may file. The new one was not stored. Talk to the pay officers of your agency.",
    ],
  },
  OBJECTION_STATE: {
    id: [
      "Keberatan sudah selesai",
      "Keberatan ini sudah dijawab atau dicabut. Tidak ada yang diubah. Muat ulang untuk melihat keadaannya.",
    ],
    en: [
      "Objection is closed",
      "This objection was answered or taken back. Nothing was changed. Reload to see where it stands.",
    ],
  },
  POLICY_UNREADABLE: {
    id: [
      "Kebijakan tidak dapat dibaca",
      "Kebijakan ini memuat hal yang tidak dikenal versi layanan sekarang. Naskahnya tetap tersimpan. Baca naskah aslinya di halaman kebijakan.",
    ],
    en: [
      "Policy can't be read",
      "This policy says something that the service's present version does not know. Its text is kept. Read the text on the policy's page.",
    ],
  },
} satisfies Entries;
