import { type Entries } from "./entry.ts";

/** What may be wrong with one entry of the log, or with a question about it. */
export const findings = {
  WORK_DATE_IN_FUTURE: {
    id: ["Tanggal belum tiba", "Tanggal kerja tidak boleh sesudah {today}. Periksa tanggalnya."],
    en: ["Day has not come", "The work date may not be after {today}. Check the date."],
  },
  WORK_DATE_TOO_OLD: {
    id: [
      "Tanggal terlalu lama",
      "Tanggal kerja tidak boleh sebelum {oldest}. Periksa tanggalnya. Bila sudah benar, tulis pekerjaan itu dalam realisasi SKP.",
    ],
    en: [
      "Day is too long ago",
      "The work date may not be before {oldest}. Check the date. If it is right, write the work into the realisation of the SKP.",
    ],
  },
  ID_TIME_OUT_OF_RANGE: {
    id: [
      "Jam perangkat berbeda",
      "Jam perangkat terlalu jauh dari jam server, atau catatan menunggu terlalu lama. Setel jam perangkat ke otomatis, lalu catat lagi.",
    ],
    en: [
      "Clock of the device differs",
      "The device's clock is too far from the server's, or the entry waited too long. Set it to automatic, then record again.",
    ],
  },
  EMPLOYMENT_NOT_OWN: {
    id: ["Bukan jabatan Anda", "Jabatan ini bukan salah satu jabatan Anda. Pilih jabatan dari daftar."],
    en: ["Not your employment", "This is none of your employments. Choose one of the list."],
  },
  TIME_ORDER: {
    id: ["Jam terbalik", "Jam selesai harus sesudah jam mulai."],
    en: ["Times in the wrong order", "The end must be after the start."],
  },
  WEEKDAY_TWICE: {
    id: ["Hari ganda", "Hari ini sudah ada dalam jadwal. Isi satu kali saja."],
    en: ["Weekday given twice", "This day of the week stands in the schedule already. Give it once."],
  },
  TIME_AND_MINUTES: {
    id: ["Jam dan menit sekaligus", "Isi jam mulai dan selesai, atau menitnya; jangan keduanya."],
    en: ["Times and minutes", "Give start and end, or the minutes; not both."],
  },
  TIME_OR_MINUTES_REQUIRED: {
    id: ["Lama kerja belum diisi", "Isi jam mulai dan selesai, atau menitnya."],
    en: ["How long is missing", "Give start and end, or the minutes."],
  },
  ENTRY_TOO_LARGE: {
    id: ["Catatan terlalu besar", "Satu catatan paling besar {limitBytes} bita. Ringkas uraiannya."],
    en: ["Entry too large", "An entry has at most {limitBytes} bytes. Shorten the description."],
  },
  ENTRY_MALFORMED: {
    id: ["Catatan tidak terbaca", "Catatan ini tidak dapat dibaca. Perbarui aplikasi, lalu kirim lagi."],
    en: ["Entry can't be read", "This entry can't be read. Update the client, then send it again."],
  },
  ENTRY_NAMED_TWICE: {
    id: ["Catatan disebut dua kali", "Setiap catatan hanya boleh disebut sekali."],
    en: ["Entry named twice", "Each entry may be named only once."],
  },
  DATE_SPAN: {
    id: [
      "Rentang terlalu panjang",
      "Hari terakhir tidak boleh mendahului hari pertama; rentang paling panjang {maxDays} hari.",
    ],
    en: ["Span too long", "The last day may not be before the first; a span has at most {maxDays} days."],
  },
  DATE_RANGE: {
    id: ["Tanggal terlalu jauh", "Tanggal paling jauh {days} hari dari hari ini."],
    en: ["Date too far away", "The date may be at most {days} days from today."],
  },
  MONDAY_EXPECTED: {
    id: ["Harus hari Senin", "Minggu dimulai pada hari Senin. Pilih hari Senin."],
    en: ["Must be a Monday", "A week begins on Monday. Choose a Monday."],
  },
  COLUMN_MISSING: {
    id: ["Kolom tidak ada", "Berkas tidak memuat kolom ini."],
    en: ["Column missing", "The file lacks this column."],
  },
  LINE_QUOTES: {
    id: ["Tanda kutip tidak ditutup", "Di baris ini atau sebelumnya ada tanda kutip yang tidak ditutup."],
    en: ["Quotation not closed", "In this line or before it stands a quotation mark that nobody closes."],
  },
  LINE_TWICE: {
    id: ["Baris ganda", "Pegawai dan hari ini sudah ada di baris lain."],
    en: ["Line given twice", "This person and day stand in another line too."],
  },
  SHIFT_WITH_HOURS: {
    id: ["Libur dengan jam", "Hari ini bukan hari dinas dan tidak punya jam. Hapus jamnya, atau jadikan hari dinas."],
    en: ["Day off with hours", "This is no day of work and has no hours. Take them out, or make it one of work."],
  },
  SHIFT_REASON_MISSING: {
    id: [
      "Alasan belum ada",
      "Hari yang sudah dimulai atau sudah ada presensinya hanya diubah dengan alasan, paling sedikit 10 huruf. Tulis alasannya, atau pilih hari lain.",
    ],
    en: [
      "Reason is missing",
      "A day that has begun, or whose attendance is known, changes only for a reason of at least 10 letters. Write it, or choose other days.",
    ],
  },
  SCHEDULE_REASON_MISSING: {
    id: [
      "Alasan belum ada",
      "Jam kerja yang mulai berlaku hari ini atau sebelumnya mengubah keterlambatan yang sudah ada. Tulis alasannya, paling sedikit 3 huruf, atau pilih tanggal mulai sesudah hari ini.",
    ],
    en: [
      "Reason is missing",
      "Hours that hold from today or an earlier day change lateness that is there already. Write the reason, at least 3 letters, or choose a first day after today.",
    ],
  },
  OWN_MONTH_FACTS: {
    id: [
      "Anda sendiri yang mengisi presensinya",
      "Presensi bulan {period} Anda sendiri yang mengunggah, mengoreksi, atau mengatur jadwal dinasnya. Minta petugas kepegawaian lain memeriksa lalu menutupnya, atau mengukuhkan pembukaannya.",
    ],
    en: [
      "You brought its attendance yourself",
      "You uploaded or corrected attendance, or set shifts, of month {period} yourself. Ask another personnel officer to look at it and close it, or to confirm that it is opened again.",
    ],
  },
  OWN_CLOSING: {
    id: [
      "Anda sendiri yang menutup bulannya",
      "Bulan {period} sedang ditutup atas permintaan Anda sendiri. Minta petugas kepegawaian lain memasukkan presensi yang masih kurang.",
    ],
    en: [
      "You are closing the month yourself",
      "Month {period} is being closed because you asked for it. Ask another personnel officer to bring the attendance that is still missing.",
    ],
  },
  DATE_TOO_FAR: {
    id: ["Tanggal terlalu jauh", "Tanggal paling jauh {until}. Periksa tahunnya."],
    en: ["Date too far ahead", "The date may be {until} at the latest. Check the year."],
  },
  MONTHS_TOO_MANY: {
    id: ["Terlalu banyak bulan", "Sekali kirim paling banyak {max} bulan yang berbeda. Bagi kirimannya."],
    en: ["Too many months", "At most {max} different months are sent at once. Split what you send."],
  },
  TAP_ORDER: {
    id: [
      "Pulang sebelum masuk",
      "Jam pulang mendahului jam masuk. Perbaiki salah satunya; untuk dinas malam catat dahulu jam kerja unitnya atau jadwal dinas orangnya.",
    ],
    en: [
      "Out before in",
      "The check out lies before the check in. Correct one of them; for a night shift record the hours of its unit or the shift of its person first.",
    ],
  },
  TAP_AHEAD: {
    id: ["Jam belum tiba", "Jam ini belum tiba. Periksa tanggal berkas dan jam mesin absensi, lalu kirim lagi."],
    en: [
      "Check still to come",
      "This time has not come yet. Check the dates of the file and the clock of the machine, then send it again.",
    ],
  },
  DATE_AHEAD: {
    id: ["Hari belum tiba", "Hari ini belum dimulai. Periksa tanggalnya, lalu kirim lagi setelah harinya tiba."],
    en: ["Day still to come", "This day has not begun. Check the date, and send it again once the day has come."],
  },
  TAP_WITHOUT_STATUS: {
    id: ["Jam tanpa status", "Baris ini berisi jam tanpa status. Isi statusnya, misalnya HADIR, atau hapus jamnya."],
    en: [
      "Check without a status",
      "This line has a check but no status. Give its status, for example HADIR, or take the check out.",
    ],
  },
} satisfies Entries;
