import { byCode, defineWords } from "../i18n/define.ts";

export const attendanceWords = defineWords({
  id: {
    checkIn: (time: string) => `Masuk ${time}`,
    checkOut: (time: string) => `Pulang ${time}`,
    late: (duration: string) => `Terlambat ${duration}`,
    early: (duration: string) => `Pulang cepat ${duration}`,
    missed: (n: number) => `${String(n)} kali tidak absen`,
    statuses: byCode({
      ...{ HADIR: "Hadir", TERLAMBAT: "Terlambat", PULANG_CEPAT: "Pulang cepat", ALPA: "Tanpa keterangan" },
      ...{ IZIN: "Izin", LIBUR: "Hari libur", GANGGUAN: "Gangguan mesin absensi" },
      ...{ DINAS_LUAR: "Dinas luar", DIKLAT: "Pendidikan dan pelatihan", TUGAS_BELAJAR: "Tugas belajar" },
      ...{ CUTI_TAHUNAN: "Cuti tahunan", CUTI_SAKIT: "Cuti sakit", CUTI_BESAR: "Cuti besar" },
      ...{ CUTI_MELAHIRKAN: "Cuti melahirkan", CUTI_ALASAN_PENTING: "Cuti karena alasan penting" },
      CLTN: "Cuti di luar tanggungan negara",
    }),
    source: (day: string) => `Dari berkas absensi instansi, terakhir ${day}. Jam di tempat kerja.`,
    corrected: (day: string) =>
      `Koreksi yang datang ${day}, sesudah bulannya ditutup. Sudah dihitung sejak bulan itu dibuka kembali.`,
    byHand: (reason: string) => `Dikoreksi petugas kepegawaian: ${reason}`,
    waits: (day: string, says: string) =>
      `Koreksi datang ${day}, sesudah bulannya ditutup: ${says}. Belum dihitung; baru dihitung bila bulan itu dibuka kembali.`,
  },
  en: {
    checkIn: (time) => `In ${time}`,
    checkOut: (time) => `Out ${time}`,
    late: (duration) => `Late by ${duration}`,
    early: (duration) => `Left ${duration} early`,
    missed: (n) => (n === 1 ? "1 check missed" : `${String(n)} checks missed`),
    statuses: byCode({
      ...{ HADIR: "Present", TERLAMBAT: "Late", PULANG_CEPAT: "Left early", ALPA: "Absent without reason" },
      ...{ IZIN: "Permitted absence", LIBUR: "Day off", GANGGUAN: "Attendance machine failed" },
      ...{ DINAS_LUAR: "On official travel", DIKLAT: "In training", TUGAS_BELAJAR: "On study leave" },
      ...{ CUTI_TAHUNAN: "Annual leave", CUTI_SAKIT: "Sick leave", CUTI_BESAR: "Long leave" },
      ...{ CUTI_MELAHIRKAN: "Maternity leave", CUTI_ALASAN_PENTING: "Leave for an important reason" },
      CLTN: "Unpaid leave",
    }),
    source: (day) => `From the agency's attendance files, the last one of ${day}. Times at the place of work.`,
    corrected: (day) =>
      `A correction that came on ${day}, after its month was closed. It counts since the month was opened again.`,
    byHand: (reason) => `Corrected by a personnel officer: ${reason}`,
    waits: (day, says) =>
      `A correction came on ${day}, after its month was closed: ${says}. It does not count yet, and will only if the month is opened again.`,
  },
});
