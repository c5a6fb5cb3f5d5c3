import { type Entries } from "./entry.ts";

/** People, relations, roles and the personnel import. */
export const identity = {
  PERSON_UNKNOWN: {
    id: [
      "Pegawai tidak ditemukan",
      "Pegawai ini tidak ada di instansi yang disebut. Tidak ada yang diubah. Periksa pilihan Anda.",
    ],
    en: ["Person not found", "There is no such person in the agency named. Nothing was changed. Check your choice."],
  },
  RELATION_TO_SELF: {
    id: [
      "Menilai diri sendiri",
      "Seorang pegawai tidak dapat menjadi atasan dirinya. Tidak ada yang diubah. Pilih orang lain.",
    ],
    en: ["Own superior", "A person can't be the own superior. Nothing was changed. Choose another person."],
  },
  RELATION_CYCLE: {
    id: [
      "Rantai atasan berputar",
      "Hubungan ini membuat rantai atasan berputar. Tidak ada yang diubah. Periksa siapa menilai siapa.",
    ],
    en: [
      "Circle of superiors",
      "This relation would close a circle of superiors. Nothing was changed. Check who assesses whom.",
    ],
  },
  ACTING_END_MISSING: {
    id: [
      "Hari terakhir Plt./Plh. belum ada",
      "Plt. dan Plh. bertugas sampai hari terakhir yang disebut surat perintahnya. Tidak ada yang diubah. Isi hari terakhir (validTo).",
    ],
    en: [
      "The last day of the acting is missing",
      "Whoever acts for another does so until the last day that the order names. Nothing was changed. Give the last day (validTo).",
    ],
  },
  VALIDITY_ORDER: {
    id: [
      "Urutan tanggal terbalik",
      "Hari terakhir mendahului hari pertama, atau mendahului hubungan yang berlaku. Tidak ada yang diubah. Perbaiki tanggal.",
    ],
    en: [
      "Dates in the wrong order",
      "The last day is before the first, or before the relation in force. Nothing was changed. Correct the dates.",
    ],
  },
  ROLE_UNKNOWN: {
    id: ["Peran tidak dikenal", "Peran ini tidak dapat diberikan. Tidak ada yang diubah. Pilih peran dari daftar."],
    en: ["Unknown role", "This role can't be granted. Nothing was changed. Choose one of the list."],
  },
  GRANT_UNKNOWN: {
    id: [
      "Usulan tidak ditemukan",
      "Usulan peran ini tidak ada atau sudah selesai. Tidak ada yang diubah. Muat ulang daftar usulan.",
    ],
    en: [
      "Proposal not found",
      "There is no such proposal, or it is settled. Nothing was changed. Reload the list of proposals.",
    ],
  },
  SAME_PERSON: {
    id: [
      "Perlu orang kedua",
      "Langkah ini harus dilakukan orang lain. Usulan tetap tersimpan. Minta rekan yang berwenang untuk memeriksanya.",
    ],
    en: [
      "Needs a second person",
      "This step must be done by another person. The proposal is kept. Ask an authorised colleague to look at it.",
    ],
  },
  ENCODING_UNKNOWN: {
    id: [
      "Sandi berkas tidak dikenal",
      "Berkas bukan UTF-8. Tidak ada yang diubah. Simpan ulang sebagai CSV UTF-8, lalu unggah.",
    ],
    en: [
      "Unknown file encoding",
      "The file is not UTF-8. Nothing was changed. Save it as CSV UTF-8 and upload it again.",
    ],
  },
  HEADER_MISSING: {
    id: [
      "Kolom tidak lengkap",
      "Berkas tidak memuat kolom: {columns}. Tidak ada yang diubah. Pakai ekspor Data ASN yang lengkap.",
    ],
    en: [
      "Columns missing",
      "The file lacks these columns: {columns}. Nothing was changed. Use the complete Data ASN export.",
    ],
  },
  TOO_MANY_ROWS: {
    id: [
      "Baris terlalu banyak",
      "Berkas memuat lebih dari {max} baris. Tidak ada yang diubah. Bagi berkas menurut unit kerja.",
    ],
    en: ["Too many rows", "The file has more than {max} rows. Nothing was changed. Split it by unit."],
  },
  TEAM_TOO_LARGE: {
    id: [
      "Bawahan terlalu banyak",
      "Lebih dari {max} pegawai tercatat di bawah Anda. Daftar tidak ditampilkan sebagian. Minta admin kepegawaian memeriksa hubungan atasan dan bawahan.",
    ],
    en: [
      "Too many people report to you",
      "More than {max} people are recorded as reporting to you. No part of the list is shown. Ask the personnel officer to check who reports to whom.",
    ],
  },
  IMPORT_STALE: {
    id: [
      "Data berubah sejak diperiksa",
      "Data pegawai berubah sejak berkas diperiksa. Tidak ada yang diterapkan. Periksa berkas sekali lagi.",
    ],
    en: [
      "Data changed since the check",
      "Personnel data changed since the file was checked. Nothing was applied. Check the file again.",
    ],
  },
  IMPORT_NOTHING_TO_APPLY: {
    id: [
      "Tidak ada perubahan",
      "Berkas ini tidak memuat perubahan yang dapat diterapkan. Data tetap seperti semula. Lihat temuan per baris.",
    ],
    en: [
      "Nothing to apply",
      "The file holds no change that can be applied. The data is as before. Look at the findings by line.",
    ],
  },
  AGENCY_UNKNOWN: {
    id: [
      "Instansi tidak ditemukan",
      "Instansi ini tidak ada di situs ini atau bukan untuk Anda. Tidak ada yang diubah. Pilih instansi dari daftar.",
    ],
    en: [
      "Agency not found",
      "There is no such agency at this site, or it is not for you. Nothing was changed. Choose one of the list.",
    ],
  },
  HOLIDAY_UNKNOWN: {
    id: [
      "Hari libur tidak ditemukan",
      "Hari ini tidak tercatat sebagai hari libur. Tidak ada yang diubah. Muat ulang kalender.",
    ],
    en: ["Day off not found", "This day is not recorded as a day off. Nothing was changed. Reload the calendar."],
  },
  ACCOUNT_UNKNOWN: {
    id: [
      "Rekening tidak ditemukan",
      "Usulan rekening ini tidak ada di instansi yang disebut. Tidak ada yang diubah. Muat ulang daftar usulan.",
    ],
    en: [
      "Account not found",
      "There is no such account proposal in the agency named. Nothing was changed. Reload the list of proposals.",
    ],
  },
  ACCOUNT_STATE: {
    id: [
      "Rekening sudah diputuskan",
      "Usulan rekening ini sudah diputuskan orang lain. Tidak ada yang diubah. Muat ulang, lalu usulkan lagi bila perlu.",
    ],
    en: [
      "Account already settled",
      "Somebody else has settled this account proposal. Nothing was changed. Reload, then propose again if needed.",
    ],
  },
  CODES_SHOWN: {
    id: [
      "Kode sudah pernah ditampilkan",
      "Kode dari permintaan ini sudah dibuat dan tidak dapat ditampilkan lagi. Kode tetap berlaku. Bila hilang, buat kode baru.",
    ],
    en: [
      "Codes were shown before",
      "The codes of this request were made and can't be shown again. They stay valid. If they are lost, issue new ones.",
    ],
  },
  IMPORT_UNKNOWN: {
    id: [
      "Impor tidak ditemukan",
      "Impor ini tidak ada atau bukan untuk Anda. Tidak ada yang diubah. Unggah dan periksa berkas lagi.",
    ],
    en: [
      "Import not found",
      "There is no such import, or it is not for you. Nothing was changed. Upload and check the file again.",
    ],
  },
  HEADER_REPEATED: {
    id: [
      "Kolom ganda",
      "Kolom {columns} ada lebih dari sekali. Tidak ada yang diubah. Hapus salah satunya, lalu unggah lagi.",
    ],
    en: [
      "Column given twice",
      "The column {columns} is there more than once. Nothing was changed. Remove one, then upload again.",
    ],
  },
} satisfies Entries;
