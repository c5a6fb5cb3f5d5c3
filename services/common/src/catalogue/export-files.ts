import { type Entries } from "./entry.ts";

/** What may be wrong with one row of a file for the treasury, a region, a bank or the tax office, and with such a file that is read again. */
export const exportFiles = {
  PAID_TWICE: {
    id: [
      "Dibayar dua kali",
      "NIP ini sudah ada pada baris {otherLine}. Satu berkas membayar seseorang sekali. Gabungkan kedua baris.",
    ],
    en: ["Paid twice", "This NIP stands in row {otherLine} already. A file pays a person once. Join the two rows."],
  },
  DAY_OUTSIDE: {
    id: ["Hari di bulan lain", "Hari ini tidak termasuk bulan {period}. Pindahkan ke berkas bulannya."],
    en: ["Day of another month", "This day is not in {period}. Move it to the file of its month."],
  },
  TEXT_NOT_LATIN: {
    id: [
      "Huruf di luar huruf Latin",
      "Slip hanya dapat mencetak huruf Latin. Ganti tanda yang lain dengan huruf Latin.",
    ],
    en: ["Not in Latin letters", "The slip can print Latin letters only. Write the other signs in Latin letters."],
  },
  LINES_DO_NOT_ADD: {
    id: ["Jumlah tidak cocok", "Jumlah baris {found} berbeda dari {expected}. Hitung ulang sebelum mencetak."],
    en: ["Lines do not add up", "The lines come to {found}, not {expected}. Compute again before printing."],
  },
  TEMPLATE_LACKS: {
    id: ["Susunan kurang lengkap", "Susunan berkas harus memuat {fields}. Tambahkan."],
    en: ["Layout is incomplete", "The layout must hold {fields}. Add them."],
  },
  TEMPLATE_DIGITS: {
    id: [
      "Terlalu banyak angka",
      "Teks tetap memuat paling banyak {max} angka. Nomor rekening hanya dari kolom datanya.",
    ],
    en: [
      "Too many digits",
      "A fixed text holds {max} digits at most. Account numbers come from their own column only.",
    ],
  },
  TEMPLATE_TWICE: {
    id: ["Kolom berulang", "Susunan memuat {field} lebih dari sekali. Sisakan satu."],
    en: ["Column twice", "The layout holds {field} more than once. Leave one."],
  },
  SETTING_DAY_PAST: {
    id: ["Tanggal sudah lewat", "Pengaturan ini berlaku paling awal hari ini, {day}. Ubah tanggal mulainya."],
    en: ["Day is over", "This setting can begin today at the earliest, {day}. Change its first day."],
  },
  SETTING_KEYS_FULL: {
    id: [
      "Terlalu banyak pengaturan",
      "Instansi ini sudah memakai {max} pengaturan. Akhiri yang tidak dipakai lagi: besok ada tempat untuk yang baru.",
    ],
    en: [
      "Too many settings",
      "The agency uses {max} settings already. End one that is no longer needed: tomorrow there is room for a new one.",
    ],
  },
  SETTING_DAYS_FULL: {
    id: [
      "Terlalu banyak tanggal mulai",
      "Pengaturan ini sudah memiliki {max} tanggal mulai. Pakai salah satunya, atau akhiri mulai hari ini, {day}.",
    ],
    en: [
      "Too many first days",
      "This setting has {max} first days already. Use one of them, or end it from today on, {day}.",
    ],
  },
  SETTING_VALUES_FULL: {
    id: [
      "Terlalu sering diubah",
      "Anda sudah memberi {max} nilai mulai tanggal ini. Pilih tanggal mulai lain, atau kosongkan nilainya untuk mengakhiri.",
    ],
    en: [
      "Changed too often",
      "You have given {max} values from this day on. Choose another first day, or leave the value empty to end it.",
    ],
  },
  EXPORT_DAY_RANGE: {
    id: ["Tanggal di luar batas", "Tanggal rekening harus antara {from} dan {to}. Pilih tanggal lain."],
    en: ["Day out of range", "The day of the accounts lies between {from} and {to}. Choose another day."],
  },
  EXPORT_DAY_REASON: {
    id: ["Alasan diperlukan", "Berkas ini memakai rekening dari hari lain. Tuliskan alasannya."],
    en: ["Reason needed", "This file pays by the accounts of another day. Write down why."],
  },
  FILE_BROKEN: {
    id: ["Berkas tidak terbaca", "Berkas ini bukan buku kerja XLSX yang utuh. Simpan ulang sebagai .xlsx."],
    en: ["File can't be read", "This is no whole XLSX workbook. Save it again as .xlsx."],
  },
  CSV_QUOTES: {
    id: ["Tanda petik tidak lengkap", "Tanda petik di baris ini tidak ditutup, atau diikuti teks. Perbaiki baris ini."],
    en: ["Quotes don't match", "A quote of this line isn't closed, or text follows it. Mend the line."],
  },
  FILE_XML: {
    id: [
      "Isi XML tidak dikenal",
      "Di tempat ini hanya boleh ada {expected}. Tanpa DTD, entitas buatan, atau komentar: simpan ulang dari aplikasi pajak.",
    ],
    en: [
      "Unknown part of the XML",
      "Only {expected} may stand here. No DTD, entities of one's own or comments: save it again from the tax program.",
    ],
  },
  TIN_FORM: {
    id: ["Bukan nomor pajak", "NPWP atau NIK terdiri atas 15 atau 16 angka. Periksa barisnya."],
    en: ["Not a tax number", "NPWP or NIK has 15 or 16 digits. Check the row."],
  },
  CELL_OTHER: {
    id: ["Bukan isi tetapnya", 'Di kolom ini templat bank menulis "{expected}". Periksa templat dan bank berkas ini.'],
    en: ["Not the fixed text", 'The bank\'s template has "{expected}" in this column. Check template and bank.'],
  },
  FILE_COUNT: {
    id: [
      "Jumlah baris berbeda",
      "Berkas ini menyebut {printed} baris, isinya {found}. Periksa apakah berkas terpotong.",
    ],
    en: ["Another number of rows", "The file says {printed} rows and has {found}. Check whether it is cut off."],
  },
  FILE_COLUMNS: {
    id: ["Jumlah kolom salah", "Baris ini memiliki {found} kolom, seharusnya {expected}. Periksa pemisahnya."],
    en: ["Wrong number of columns", "This line has {found} columns, it should have {expected}. Check the separators."],
  },
  FILE_COLUMN_MISSING: {
    id: ["Kolom tidak ada", "Berkas ini tanpa kolom {column}. Periksa baris judul."],
    en: ["Column missing", "The file has no column {column}. Check the title row."],
  },
  AMOUNT_FORM: {
    id: ["Bukan rupiah utuh", "Nilai ini harus rupiah utuh tanpa sen. Perbaiki nilainya."],
    en: ["Not whole rupiah", "This value must be whole rupiah without sen. Mend the value."],
  },
  TAX_NOT_MONTHLY: {
    id: [
      "Bukan pajak bulanan",
      "Pajak orang ini tidak dihitung dengan tarif efektif bulanan. Laporkan dengan bukti potong lain.",
    ],
    en: [
      "Not a monthly tax",
      "The tax of this person does not follow the monthly rates. Report it on another withholding form.",
    ],
  },
  NIP_NOT_IN_BATCH: {
    id: ["NIP di luar kelompok", "Kelompok ini tidak membayar NIP tersebut. Hapus barisnya, atau periksa NIP-nya."],
    en: ["NIP not in the batch", "The batch does not pay this NIP. Remove the row, or check the NIP."],
  },
} satisfies Entries;
