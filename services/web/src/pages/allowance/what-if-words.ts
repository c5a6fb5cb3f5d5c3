import { byCode, defineWords } from "../../i18n/define.ts";

export const whatIfWords = defineWords({
  id: {
    title: "Andaikan …",
    text: (month: string) => `Coba dahulu apa yang terjadi pada tunjangan ${month}. Tidak ada yang disimpan.`,
    days: "Hari kerja lagi yang dicatat dan disetujui",
    daysHint: "Tiap hari dihitung 450 menit, satu hari kerja menurut Perpres 21/2023.",
    day: "Pada tanggal",
    lateMinutes: "Terlambat, menit",
    missed: "Lupa merekam kehadiran sekali",
    absent: "Tidak masuk tanpa keterangan",
    predicate: "Predikat bulan ini",
    predicateAsIs: "Seperti yang diketahui sekarang",
    predicates: byCode({
      sangat_baik: "Sangat baik",
      baik: "Baik",
      butuh_perbaikan: "Butuh perbaikan",
      kurang: "Kurang",
      sangat_kurang: "Sangat kurang",
    }),
    faults: {
      days: "Tulis bilangan bulat, paling banyak 31.",
      lateMinutes: "Tulis bilangan bulat, paling banyak 1.440.",
      day: "Pilih tanggal dalam bulan ini.",
    },
    reset: "Kosongkan",
    asKnown: "Menurut yang diketahui sekarang",
    supposed: "Bila itu terjadi",
    more: (amount: string) => `${amount} lebih banyak`,
    less: (amount: string) => `${amount} lebih sedikit`,
    same: "Jumlahnya tidak berubah",
    held: "Bulan ini akan ditahan sampai petugas memeriksanya",
    lines: "Langkah yang berubah",
    noLines: "Tidak ada langkah yang berubah.",
    beforeAfter: (before: string, after: string) => `dari ${before} menjadi ${after}`,
    before: "Sekarang",
    after: "Bila itu terjadi",
    assumed: "Yang diandaikan",
    assumptions: {
      PREDICATE_LAST_KNOWN: (p: Readonly<Record<string, string>>, month: string) =>
        `Predikat ${p["predicate"] ?? ""}, seperti ${month}: bulan ini belum dinilai.`,
      PREDICATE_ASSUMED: (p: Readonly<Record<string, string>>) =>
        `Predikat ${p["predicate"] ?? ""}: belum ada penilaian.`,
      ATTENDANCE_NONE: () => "Data kehadiran bulan ini belum masuk: dianggap tanpa pelanggaran.",
      ATTENDANCE_UNTIL: (_: Readonly<Record<string, string>>, day: string) =>
        `Kehadiran diketahui sampai ${day}: hari sesudahnya dianggap tanpa pelanggaran.`,
      MINUTES_OPEN: (p: Readonly<Record<string, string>>) =>
        `${p["minutes"] ?? ""} menit catatan belum disetujui dan belum dihitung.`,
      PAY_FACTS_DOUBTFUL: (p: Readonly<Record<string, string>>) =>
        `${p["count"] ?? ""} data kepegawaian saling bertentangan dan perlu dipastikan.`,
      TAX_LATER: () => "Iuran dan pajak dihitung pada bulan pembayaran dan belum termasuk.",
    },
    failed: "Pengandaian belum dapat dihitung.",
    failedText: "Data Anda tidak berubah.",
    noPolicy: "Kebijakan tunjangan yang berlaku untuk bulan ini belum ada di instansi Anda.",
    working: "Sedang menghitung …",
  },
  en: {
    title: "What if …",
    text: (month: string) => `Try what would happen to the allowance of ${month}. Nothing is stored.`,
    days: "More working days logged and approved",
    daysHint: "Each counts as 450 minutes, a working day of Perpres 21/2023.",
    day: "On this day",
    lateMinutes: "Late, minutes",
    missed: "One check of attendance missed",
    absent: "Absent without leave",
    predicate: "Predicate of the month",
    predicateAsIs: "As it is known now",
    predicates: byCode({
      sangat_baik: "Very good",
      baik: "Good",
      butuh_perbaikan: "Needs improvement",
      kurang: "Poor",
      sangat_kurang: "Very poor",
    }),
    faults: {
      days: "A whole number, at most 31.",
      lateMinutes: "A whole number, at most 1,440.",
      day: "Choose a day of this month.",
    },
    reset: "Clear",
    asKnown: "As it is known now",
    supposed: "If that happens",
    more: (amount: string) => `${amount} more`,
    less: (amount: string) => `${amount} less`,
    same: "The amount stays the same",
    held: "The month would be held until an officer has looked at it",
    lines: "Lines that change",
    noLines: "No line changes.",
    beforeAfter: (before: string, after: string) => `from ${before} to ${after}`,
    before: "Now",
    after: "If that happens",
    assumed: "What is assumed",
    assumptions: {
      PREDICATE_LAST_KNOWN: (p: Readonly<Record<string, string>>, month: string) =>
        `Predicate ${p["predicate"] ?? ""}, as in ${month}: this month isn't rated yet.`,
      PREDICATE_ASSUMED: (p: Readonly<Record<string, string>>) =>
        `Predicate ${p["predicate"] ?? ""}: nothing is rated.`,
      ATTENDANCE_NONE: () => "No attendance of this month has come: no fault is counted.",
      ATTENDANCE_UNTIL: (_: Readonly<Record<string, string>>, day: string) =>
        `Attendance is known up to ${day}: later days count as without fault.`,
      MINUTES_OPEN: (p: Readonly<Record<string, string>>) =>
        `${p["minutes"] ?? ""} minutes of entries aren't approved and don't count yet.`,
      PAY_FACTS_DOUBTFUL: (p: Readonly<Record<string, string>>) =>
        `${p["count"] ?? ""} facts contradict each other and have to be settled.`,
      TAX_LATER: () => "Contributions and tax belong to the month of payment and aren't in it.",
    },
    failed: "The simulation couldn't be computed.",
    failedText: "Your data hasn't changed.",
    noPolicy: "Your agency has no allowance policy in force for this month yet.",
    working: "Computing …",
  },
});
