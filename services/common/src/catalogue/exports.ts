import { type Entries } from "./entry.ts";

/** Why a file of a batch is not made, or does not leave. */
export const exportRefusals = {
  EXPORT_FORMAT_CLOSED: {
    id: [
      "Jenis berkas tidak berlaku",
      "Kebijakan {kind} pada proses ini tidak memiliki berkas jenis itu. Tidak ada yang dibuat. Pilih jenis dari daftar pada halaman proses.",
    ],
    en: [
      "No such kind of file",
      "The {kind} policy of this run has no file of that kind. Nothing was made. Choose a kind from the list on the run's page.",
    ],
  },
  EXPORT_SETTING_MISSING: {
    id: [
      "Pengaturan berkas belum lengkap",
      "Berkas ini memerlukan pengaturan {keys}. Tidak ada yang dibuat. Minta pembuat daftar mengisinya di Pengaturan berkas pada halaman proses.",
    ],
    en: [
      "Settings of files are missing",
      "This file needs the settings {keys}. Nothing was made. Ask the pay maker to enter them under Settings of files on the run's page.",
    ],
  },
  EXPORT_SETTING_UNKNOWN: {
    id: [
      "Pengaturan tidak dikenal",
      "Tidak ada berkas yang memakai pengaturan {key}. Tidak ada yang disimpan. Pilih pengaturan dari daftar.",
    ],
    en: ["Unknown setting", "No file asks for the setting {key}. Nothing was stored. Choose a setting from the list."],
  },
  EXPORT_INCOMPLETE: {
    id: [
      "Data orang belum lengkap",
      "Sebanyak {count} isian tidak dapat ditulis ke berkas ini. Tidak ada yang dibuat. Perbaiki data orang yang disebut, lalu buat lagi.",
    ],
    en: [
      "Data of people are incomplete",
      "Some data, {count} in all, can't be written to this file. Nothing was made. Mend those of the people named, then make it again.",
    ],
  },
  EXPORT_UNBALANCED: {
    id: [
      "Jumlah tidak sama",
      "Buku besar, pembayaran, dan berkas tidak sama pada {column}: {found}. Tidak ada berkas yang keluar. Laporkan kepada auditor sebelum membayar.",
    ],
    en: [
      "Sums differ",
      "Ledger, payouts and file do not agree on {column}: {found}. No file leaves. Tell the auditor before anything is paid.",
    ],
  },
  EXPORT_ALTERED: {
    id: [
      "Baris pembayaran berubah",
      "Pembayaran {personId} bukan lagi yang dihitung dan disetujui. Tidak ada berkas yang keluar. Laporkan kepada auditor sebelum membayar.",
    ],
    en: [
      "A payout was altered",
      "The payout of {personId} is not what was computed and approved. No file leaves. Tell the auditor before anything is paid.",
    ],
  },
  EXPORT_DIFFERS: {
    id: [
      "Isi berkas sudah berbeda",
      "Berkas ini pernah dibuat, dan isinya sekarang lain, misalnya karena rekening. Berkas lama tetap ada. Sebutkan alasan untuk membuat yang baru.",
    ],
    en: [
      "The file would differ now",
      "This file was made before, and its content is another now, as after a change of account. The old file stays. Give a reason to make a new one.",
    ],
  },
  EXPORT_EMPTY: {
    id: [
      "Berkas tanpa baris",
      "Tidak ada orang di kelompok ini yang termasuk berkas tersebut. Tidak ada yang dibuat. Pilih jenis berkas lain.",
    ],
    en: [
      "A file without rows",
      "Nobody of this batch belongs to such a file. Nothing was made. Choose another kind of file.",
    ],
  },
  EXPORT_TOO_LARGE: {
    id: [
      "Terlalu banyak sekaligus",
      "Kelompok ini menjadi {parts} berkas; sekali buat paling banyak {most}. Tidak ada yang dibuat. Buat satu per satu menurut nomor bagiannya.",
    ],
    en: [
      "Too many at once",
      "This batch makes {parts} files; at once {most} at most. Nothing was made. Make them one by one, by the number of the part.",
    ],
  },
  RECONCILE_UNMADE: {
    id: [
      "Berkas kita belum dibuat",
      "Berkas lembur kelompok ini belum pernah dibuat, jadi tidak ada yang dapat dibandingkan. Tidak ada yang diubah. Buat berkasnya dengan daftar perintah lembur, lalu bandingkan.",
    ],
    en: [
      "Our file was never made",
      "The overtime file of this batch was never made, so there is nothing to compare with. Nothing was changed. Make it with the list of orders, then compare.",
    ],
  },
  RECONCILE_TOO_LARGE: {
    id: [
      "Terlalu banyak untuk dicocokkan",
      "Hitungan ini memuat lebih banyak orang daripada yang dapat dicocokkan sekaligus. Tidak ada yang diubah. Cocokkan per instansi yang lebih kecil.",
    ],
    en: [
      "Too many to compare",
      "This run has more people than can be compared at once. Nothing was changed. Compare by a smaller agency.",
    ],
  },
  EXPORT_UNKNOWN: {
    id: [
      "Berkas tidak ditemukan",
      "Berkas ini tidak ada pada proses tersebut. Tidak ada yang diunduh. Muat ulang daftar berkas.",
    ],
    en: ["No such file", "The run has no such file. Nothing was downloaded. Load the list of files again."],
  },
} satisfies Entries;
