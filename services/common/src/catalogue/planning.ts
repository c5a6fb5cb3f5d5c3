import { type Entries } from "./entry.ts";

/** Performance agreements, the role matrix and SKP. */
export const planning = {
  AGREEMENT_SET: {
    id: [
      "Perjanjian sudah ditetapkan",
      "Perjanjian kinerja ini sudah ditetapkan. Isinya tetap seperti semula. Buat perubahan sebagai versi baru.",
    ],
    en: [
      "Agreement is set",
      "This performance agreement is set. Its content is as before. Make the change as a new version.",
    ],
  },
  AGREEMENT_EMPTY: {
    id: [
      "Perjanjian masih kosong",
      "Perjanjian ini belum memuat sasaran dan indikator. Rancangan tetap tersimpan. Lengkapi dahulu, lalu tetapkan.",
    ],
    en: [
      "Agreement is empty",
      "This agreement has no objectives and indicators yet. The draft is kept. Complete it, then set it.",
    ],
  },
  VERSION_CONFLICT: {
    id: [
      "Berubah di tempat lain",
      "Isi ini sudah diubah orang lain atau di perangkat lain. Tulisan Anda belum hilang dari layar. Muat versi baru, lalu satukan.",
    ],
    en: [
      "Changed elsewhere",
      "This was changed by somebody else or on another device. What you wrote is still on the screen. Load the new version and merge.",
    ],
  },
  LEADER_RHK_UNKNOWN: {
    id: [
      "RHK pimpinan tidak ditemukan",
      "RHK pimpinan ini tidak ada di unit yang disebut. Tidak ada yang diubah. Pilih RHK dari daftar.",
    ],
    en: [
      "Leader's RHK not found",
      "There is no such RHK of the unit's leader. Nothing was changed. Choose one of the list.",
    ],
  },
  NOT_A_SUBORDINATE: {
    id: [
      "Bukan bawahan unit ini",
      "Pegawai ini bukan bawahan pimpinan unit pada masa itu. Tidak ada yang diubah. Periksa hubungan kerja atau pilih pegawai lain.",
    ],
    en: [
      "Not a subordinate",
      "This person does not report to the unit's leader at that time. Nothing was changed. Check the relation or choose another person.",
    ],
  },
  SKP_EXISTS: {
    id: [
      "SKP sudah ada",
      "SKP untuk masa dan jabatan ini sudah ada. SKP itu tetap berlaku. Buka dan ubah yang sudah ada.",
    ],
    en: ["SKP exists", "There is an SKP for this time and position. It stands. Open and change that one."],
  },
  EMPLOYMENT_UNKNOWN: {
    id: [
      "Jabatan tidak ditemukan",
      "Jabatan ini bukan milik Anda atau tidak berlaku pada masa itu. Tidak ada yang diubah. Pilih jabatan dari daftar.",
    ],
    en: [
      "Employment not found",
      "This employment is not yours, or not valid at that time. Nothing was changed. Choose one of the list.",
    ],
  },
  ASSESSOR_MISSING: {
    id: [
      "Pejabat penilai belum tercatat",
      "Belum ada pejabat penilai untuk Anda pada masa itu. Rancangan tetap tersimpan. Minta petugas kepegawaian mencatatnya.",
    ],
    en: [
      "No assessor recorded",
      "Nobody is recorded as your assessor at that time. The draft is kept. Ask the personnel officer to record one.",
    ],
  },
  SKP_NOT_EDITABLE: {
    id: [
      "SKP tidak dapat diubah",
      "SKP yang diajukan atau ditetapkan tidak dapat diubah. Isinya tetap seperti semula. Buka versi baru atau tunggu dikembalikan.",
    ],
    en: [
      "SKP can't be edited",
      "An SKP that is submitted or set can't be edited. Its content is as before. Open a new version, or wait until it is returned.",
    ],
  },
  SKP_NOT_SUBMITTED: {
    id: ["SKP belum diajukan", "SKP ini belum diajukan. Tidak ada yang diubah. Tunggu sampai pegawai mengajukannya."],
    en: ["SKP is not submitted", "This SKP is not submitted. Nothing was changed. Wait until the employee submits it."],
  },
  SKP_NOT_SET: {
    id: ["SKP belum ditetapkan", "SKP ini belum ditetapkan. Isinya tetap seperti semula. Ubah langsung rancangannya."],
    en: ["SKP is not set", "This SKP is not set yet. Its content is as before. Change the draft itself."],
  },
  SKP_INCOMPLETE: {
    id: [
      "SKP belum lengkap",
      "Ada bagian SKP yang belum diisi. Rancangan tetap tersimpan. Lengkapi bagian yang ditandai, lalu ajukan.",
    ],
    en: [
      "SKP is incomplete",
      "Parts of the SKP are missing. The draft is kept. Complete the parts named, then submit.",
    ],
  },
  CASCADE_CYCLE: {
    id: [
      "Cascading berputar",
      "Tautan ini membuat RHK bersandar pada dirinya. Tidak ada yang diubah. Pilih RHK atasan yang lain.",
    ],
    en: [
      "Circular cascade",
      "This link would make an RHK rest on itself. Nothing was changed. Choose another RHK of the superior.",
    ],
  },
  PARENT_NOT_OF_SUPERIOR: {
    id: [
      "Bukan RHK atasan",
      "RHK yang dipilih bukan milik atasan Anda. Tidak ada yang diubah. Pilih RHK atasan dari daftar.",
    ],
    en: [
      "Not the superior's RHK",
      "The RHK chosen does not belong to your superior. Nothing was changed. Choose one of the superior's.",
    ],
  },
  PARENT_NOT_SET: {
    id: [
      "RHK atasan belum ditetapkan",
      "Hasil utama harus berujung pada RHK atasan yang sudah ditetapkan. SKP tetap tersimpan. Tetapkan SKP atasan dahulu.",
    ],
    en: [
      "Superior's RHK is not set",
      "A main result must rest on an RHK of the superior that is set. The SKP is kept. Set the superior's SKP first.",
    ],
  },
  RHK_UNKNOWN: {
    id: [
      "RHK tidak ditemukan",
      "RHK ini tidak ada di SKP yang disebut. Tidak ada yang diubah. Muat ulang SKP, lalu pilih lagi.",
    ],
    en: ["RHK not found", "There is no such RHK in the SKP. Nothing was changed. Reload the SKP and choose again."],
  },
  PLAN_MONTH_OUTSIDE: {
    id: ["Bulan di luar masa SKP", "Bulan ini di luar masa SKP. Tidak ada yang diubah. Pilih bulan di dalam masa SKP."],
    en: [
      "Month outside of the SKP",
      "This month lies outside of the SKP. Nothing was changed. Choose a month within it.",
    ],
  },
  CASCADE_TOO_DEEP: {
    id: [
      "Cascading terlalu dalam",
      "Tautan ini lebih dari dua belas tingkat di bawah perjanjian kinerja. Tidak ada yang diubah. Pilih RHK atasan yang lain.",
    ],
    en: [
      "Cascade too deep",
      "This link lies more than twelve levels below the agreement. Nothing was changed. Choose another RHK of the superior.",
    ],
  },
  SKP_TOO_LONG: {
    id: [
      "SKP terlalu panjang",
      "Seluruh tulisan melebihi {max} huruf. Tidak ada yang diubah. Ringkas tulisan, lalu simpan lagi.",
    ],
    en: [
      "SKP too long",
      "All texts together exceed {max} characters. Nothing was changed. Shorten them, then save again.",
    ],
  },
  TREE_TOO_LARGE: {
    id: [
      "Pohon terlalu besar",
      "Pohon unit ini memuat lebih dari {max} simpul. Datanya tetap aman. Pilih unit di bawahnya.",
    ],
    en: [
      "Tree too large",
      "The tree of this unit has more than {max} nodes. The data is safe. Choose a unit below it.",
    ],
  },
} satisfies Entries;
