import { type Column, type ColumnFault } from "../../../entries/sheet/columns.ts";
import { type LineError } from "../../../entries/sheet/lines.ts";
import { defineWords } from "../../../i18n/define.ts";

/** What is wrong with a cell and how to write it; the words of the form serve for the rest. */
type OwnError = "formula" | "dateForm" | "dateOld" | "timeForm" | "spanForm" | "minutesForm" | "quantityForm" | "kindForm" | "placeForm"; // prettier-ignore

const isOwn = (error: LineError, own: object): error is OwnError => error in own;

const columns: Record<Column, string> = {
  date: "Tanggal",
  description: "Kegiatan",
  starts: "Mulai",
  ends: "Selesai",
  span: "Jam (mulai–selesai)",
  minutes: "Lama (menit)",
  hours: "Lama (jam)",
  quantity: "Hasil",
  unit: "Satuan",
  kind: "Jenis tugas",
  place: "Tempat",
  reason: "Alasan",
  evidence: "Tautan bukti",
};

const errors: Record<OwnError, string> = {
  formula: "Isinya rumus, bukan hasilnya. Salin sebagai nilai, atau tulis hasilnya.",
  dateForm: "Bukan tanggal. Tulis hari dahulu, misalnya 5/10/2026.",
  dateOld: "Sudah lebih dari 100 hari. Periksa tahunnya, atau buang baris ini.",
  timeForm: "Bukan jam. Tulis misalnya 07.30.",
  spanForm: "Tulis dua jam, misalnya 07.30–09.00.",
  minutesForm: "Bukan lamanya. Tulis misalnya 90, 1,5 jam, atau 1 jam 30 menit.",
  quantityForm: "Tulis angka bulat, misalnya 2.",
  kindForm: "Tulis Tugas jabatan, Penugasan atasan, Tugas tambahan, atau Tugas lain.",
  placeForm: "Tulis Kantor, Rumah, atau Dinas luar.",
};

const faults: Record<ColumnFault, string> = {
  dateMissing: "Tunjuk kolom tanggal.",
  descriptionMissing: "Tunjuk kolom kegiatan.",
  timeMissing: "Tunjuk kolom mulai dan selesai, atau kolom lamanya.",
};

export const words = defineWords({
  id: {
    title: "Tempel dari lembar kerja",
    text: "Salin baris dari Excel atau Sheets, lalu tempel di sini. Baris pertama berisi nama kolom, misalnya Tanggal, Kegiatan, Mulai, Selesai.",
    paste: "Baris yang disalin",
    file: "Atau pilih berkas CSV atau XLSX",
    read: "Baca baris",
    empty: "Belum ada baris. Tempel dahulu, atau pilih berkas.",
    fileFailed: "Berkas ini tidak dapat dibaca. Simpan sebagai CSV atau XLSX, atau salin barisnya lalu tempel.",
    fileOld: "Peramban ini belum dapat membuka XLSX. Salin barisnya lalu tempel, atau simpan sebagai CSV.",
    columnsTitle: "Apa isi tiap kolom?",
    columnsText: "Nama kolomnya tidak dikenal. Tunjuk artinya; kolom lain boleh dilewati.",
    column: (n: number, sample: string) => `Kolom ${String(n)}: ${sample}`,
    unused: "Tidak dipakai",
    next: "Lanjut",
    answer: (ready: number, faulty: number) =>
      faulty === 0 ? `${String(ready)} baris siap` : `${String(ready)} baris siap, ${String(faulty)} perlu diperbaiki`,
    left: (n: number) =>
      `Hanya 500 baris pertama yang dibaca; ${String(n)} baris sesudahnya tidak. Tempel sisanya nanti.`,
    row: (n: number) => `Baris ${String(n)}`,
    value: (column: string, text: string) => (text === "" ? column : `${column}, “${text}”`),
    edit: "Ubah",
    editThis: (n: number) => `Ubah baris ${String(n)}`,
    drop: "Buang",
    dropThis: (n: number) => `Buang baris ${String(n)}`,
    apply: "Pakai",
    save: (n: number) => `Simpan ${String(n)} catatan`,
    nothing: "Tidak ada baris yang siap",
    rest: (n: number) => `${String(n)} baris yang perlu diperbaiki tetap di sini setelah yang siap disimpan.`,
    faulty: "Perlu diperbaiki",
    ready: "Siap disimpan",
    another: "Tempel yang lain",
    columns,
    faults,
    errorOf: (error: LineError, others: Readonly<Record<string, string>>): string =>
      isOwn(error, errors) ? errors[error] : (others[error] ?? ""),
  },
  en: {
    title: "Paste from a spreadsheet",
    text: "Copy rows from Excel or Sheets and paste them here. The first row names the columns, for example Date, Activity, Start, End.",
    paste: "Copied rows",
    file: "Or choose a CSV or XLSX file",
    read: "Read the rows",
    empty: "There are no rows yet. Paste some, or choose a file.",
    fileFailed: "This file can't be read. Save it as CSV or XLSX, or copy its rows and paste them.",
    fileOld: "This browser can't open XLSX yet. Copy the rows and paste them, or save the sheet as CSV.",
    columnsTitle: "What do the columns hold?",
    columnsText: "The names of the columns are not known. Say what they mean; others may be left out.",
    column: (n, sample) => `Column ${String(n)}: ${sample}`,
    unused: "Not used",
    next: "Go on",
    answer: (ready, faulty) =>
      faulty === 0
        ? `${String(ready)} rows are ready`
        : `${String(ready)} rows are ready, ${String(faulty)} need a fix`,
    left: (n) => `Only the first 500 rows were read; ${String(n)} after them were not. Paste the rest later.`,
    row: (n) => `Row ${String(n)}`,
    value: (column, text) => (text === "" ? column : `${column}, “${text}”`),
    edit: "Change",
    editThis: (n) => `Change row ${String(n)}`,
    drop: "Drop",
    dropThis: (n) => `Drop row ${String(n)}`,
    apply: "Use",
    save: (n) => `Save ${String(n)} ${n === 1 ? "entry" : "entries"}`,
    nothing: "No row is ready",
    rest: (n) => `${String(n)} rows that need a fix stay here after the others were saved.`,
    faulty: "Need a fix",
    ready: "Ready",
    another: "Paste others",
    columns: {
      date: "Date",
      description: "Work",
      starts: "Start",
      ends: "End",
      span: "Time (start–end)",
      minutes: "Duration (minutes)",
      hours: "Duration (hours)",
      quantity: "Result",
      unit: "Unit",
      kind: "Kind of task",
      place: "Place",
      reason: "Reason",
      evidence: "Links to evidence",
    },
    faults: {
      dateMissing: "Say which column is the date.",
      descriptionMissing: "Say which column is the work.",
      timeMissing: "Say which columns are start and end, or which one is the duration.",
    },
    errorOf: (error, others) => {
      const own: Record<OwnError, string> = {
        formula: "This is a formula, not its outcome. Copy the values, or write the outcome.",
        dateForm: "Not a date. Write the day first, for example 5/10/2026.",
        dateOld: "More than 100 days ago. Check the year, or drop the row.",
        timeForm: "Not a time. Write for example 07:30.",
        spanForm: "Write two times, for example 07:30–09:00.",
        minutesForm: "Not a duration. Write for example 90, 1.5 h or 1 h 30 min.",
        quantityForm: "Write a whole number, for example 2.",
        kindForm: "Write Planned, Assigned, Additional or Other task.",
        placeForm: "Write Office, Home or Duty trip.",
      };
      return isOwn(error, own) ? own[error] : (others[error] ?? "");
    },
  },
});
