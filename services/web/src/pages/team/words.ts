import { defineWords } from "../../i18n/define.ts";

export const words = defineWords({
  id: {
    locked: "Terkunci",
    lockedText:
      "Bulannya sudah ditutup, jadi catatan ini tidak dapat diputuskan. Setelah dua petugas membuka bulan itu kembali, catatan ini muncul lagi di sini.",
    changedLate:
      "Versi yang Anda setujui tetap dihitung, apa pun putusan atas versi susulan ini, kecuali bila yang ini disetujui saat bulannya dibuka kembali.",
    lateBehind:
      "Setelah tenggat, pegawai mengubah catatan ini lagi. Perubahan itu tidak dihitung; yang Anda lihat dan putuskan di sini adalah versi yang masuk tepat waktu.",
    cameLate: "Ada perubahan terlambat",
    readOnly: "hanya dibaca",
    readOnlyText: "Anda ketua timnya: Anda dapat membaca catatan ini, dan atasannya yang memutuskan.",
  },
  en: {
    locked: "Locked",
    lockedText:
      "The month is closed, so nobody decides on these entries. They appear here again once two officers open the month again.",
    changedLate:
      "The version that you approved counts, whatever is decided on this late one, unless this one is approved while the month is open again.",
    lateBehind:
      "The employee changed this entry again after the deadline. That change does not count; what you see and decide on here is the version that came in time.",
    cameLate: "Changed too late",
    readOnly: "read only",
    readOnlyText: "You lead the team: you may read this entry, and the superior decides on it.",
  },
});
