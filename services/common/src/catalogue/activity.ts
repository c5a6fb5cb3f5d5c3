import { type Entries } from "./entry.ts";

/** Recording, approving and closing. */
export const activity = {
  INGEST_OVERLOADED: {
    id: [
      "Sedang sangat ramai",
      "Terlalu banyak catatan datang sekaligus. Catatan Anda aman di perangkat. Perangkat mencobanya lagi dalam {retryAfterS} detik.",
    ],
    en: [
      "Very busy",
      "Too many entries arrive at once. Your entry is safe on the device. It is tried again in {retryAfterS} seconds.",
    ],
  },
  INGEST_STOPPING: {
    id: [
      "Layanan sedang berganti",
      "Bagian pencatat sedang dimulai ulang. Catatan Anda aman di perangkat. Perangkat mencobanya lagi sebentar lagi.",
    ],
    en: [
      "Service restarting",
      "The recorder is being restarted. Your entry is safe on the device. It is tried again shortly.",
    ],
  },
  INGEST_TIMEOUT: {
    id: [
      "Belum ada tanda terima",
      "Tanda terima tidak datang pada waktunya. Catatan Anda aman di perangkat. Kirim lagi; catatan tidak akan ganda.",
    ],
    en: [
      "No receipt yet",
      "The receipt did not come in time. Your entry is safe on the device. Send it again; it will not be doubled.",
    ],
  },
  LOG_UNAVAILABLE: {
    id: [
      "Catatan belum terkirim",
      "Buku catatan sedang terganggu. Catatan Anda aman di perangkat. Perangkat mencobanya lagi sebentar lagi.",
    ],
    en: [
      "Entry not sent yet",
      "The log can't be written now. Your entry is safe on the device. It is tried again shortly.",
    ],
  },
  NOT_THE_ASSESSOR: {
    id: [
      "Untuk pejabat penilai",
      "Tindakan ini hanya untuk pejabat penilai pegawai itu. Tidak ada yang diubah. Bila Anda pejabat penilainya, usulkan perbaikan hubungan.",
    ],
    en: [
      "For the assessor",
      "Only the person's assessor may do this. Nothing was changed. If you are the assessor, propose a correction of the relation.",
    ],
  },
  PERIOD_SEALED: {
    id: [
      "Masa sudah ditutup",
      "Masa ini sudah ditutup dan tidak berubah lagi. Catatan tetap tersimpan. Sampaikan kekeliruan kepada petugas kepegawaian: dua petugas dapat membukanya kembali.",
    ],
    en: [
      "Period is sealed",
      "This period is sealed and does not change. Entries stay stored. Tell the personnel officer what is wrong: two officers can open it again.",
    ],
  },
  PERIOD_NOT_OVER: {
    id: [
      "Bulan belum berakhir",
      "Bulan ini belum berakhir di semua zona waktu instansi. Tidak ada yang diubah. Tutup setelah batas waktunya.",
    ],
    en: [
      "Month is not over",
      "This month is not over in all time zones of the agency. Nothing was changed. Close it after its deadline.",
    ],
  },
  REOPENING_NOT_NEEDED: {
    id: [
      "Masa tidak tertutup",
      "Masa ini tidak sedang tertutup. Tidak ada yang diubah. Catatan dan kehadiran masih dapat diperbaiki.",
    ],
    en: [
      "Month is not sealed",
      "This month is not sealed. Nothing was changed. Entries and attendance can be corrected as it is.",
    ],
  },
  REOPENING_PROPOSED: {
    id: [
      "Usul pembukaan sudah ada",
      "Pembukaan kembali masa ini sudah diusulkan. Tidak ada yang diubah. Minta petugas lain menyetujui atau menolaknya.",
    ],
    en: [
      "Reopening is proposed already",
      "Opening this month again has been proposed. Nothing was changed. Ask another officer to confirm or reject it.",
    ],
  },
  REOPENING_UNKNOWN: {
    id: [
      "Tidak ada usul yang menunggu",
      "Usul pembukaan ini tidak ada atau sudah diputuskan. Tidak ada yang diubah. Muat ulang keadaan masa ini.",
    ],
    en: [
      "No proposal waits",
      "There is no such proposal, or it is settled. Nothing was changed. Reload the state of the month.",
    ],
  },
  WEEKS_ARCHIVED: {
    id: [
      "Catatan masa ini ada di arsip",
      "Catatan masa {period} ada di minggu arsip {weeks}. Tidak ada yang diubah: tanpa catatan itu masa ini akan dihitung hampir kosong. Minta operator mengembalikannya (main-archive restore, minggu demi minggu), lalu ulangi.",
    ],
    en: [
      "Entries of this month are archived",
      "Entries of {period} lie in archived weeks {weeks}. Nothing was changed: without them the month would count as nearly empty. Ask the operators to bring them back (main-archive restore, week by week), then try again.",
    ],
  },
  ESCALATION_POLICY_UNKNOWN: {
    id: [
      "Tidak ada usul yang menunggu",
      "Usul aturan ini tidak ada, sudah berlaku, atau ada usul yang lebih baru. Tidak ada yang diubah. Muat ulang aturannya.",
    ],
    en: [
      "No proposal waits",
      "There is no such proposal, it holds already, or there is a newer one. Nothing was changed. Reload the policy.",
    ],
  },
  TASK_NOT_DONE: {
    id: [
      "Tugas belum dinyatakan selesai",
      "Pegawai belum menyatakan tugas ini selesai. Tidak ada yang diubah. Tunggu pernyataannya, atau tarik kembali tugas ini.",
    ],
    en: [
      "Task is not done yet",
      "The employee has not said that this task is done. Nothing was changed. Wait for that, or withdraw the task.",
    ],
  },
  TASK_ENDED: {
    id: [
      "Tugas sudah berakhir",
      "Tugas ini sudah dikonfirmasi atau ditarik kembali. Tidak ada yang diubah. Beri tugas baru bila masih ada yang perlu dikerjakan.",
    ],
    en: [
      "Task has ended",
      "This task is confirmed or withdrawn. Nothing was changed. Give a new task if more is to be done.",
    ],
  },
  CSV_INVALID: {
    id: [
      "Baris perlu diperbaiki",
      "Beberapa baris berkas perlu diperbaiki. Tidak ada yang diterapkan. Perbaiki baris yang disebut, lalu unggah lagi.",
    ],
    en: [
      "Rows need a correction",
      "Some rows of the file need a correction. Nothing was applied. Correct the rows named, then upload again.",
    ],
  },
  OWN_ATTENDANCE: {
    id: [
      "Presensi Anda sendiri",
      "Presensi dan jadwal dinas sendiri tidak boleh diubah sendiri. Tidak ada yang diubah. Minta petugas kepegawaian lain.",
    ],
    en: [
      "Your own attendance",
      "Nobody changes the own attendance or shifts. Nothing was changed. Ask another personnel officer.",
    ],
  },
  ATTENDANCE_CORRECTION_UNKNOWN: {
    id: [
      "Koreksi presensi tidak ditemukan",
      "Koreksi presensi ini tidak ada di instansi yang disebut. Tidak ada yang diubah. Pilih koreksi dari riwayat presensi.",
    ],
    en: [
      "Correction of attendance not found",
      "There is no such correction in the agency named. Nothing was changed. Choose one of the history of attendance.",
    ],
  },
  ATTENDANCE_CORRECTION_REPLACED: {
    id: [
      "Koreksi presensi sudah diganti",
      "Koreksi presensi ini sudah diganti atau dicabut. Tidak ada yang diubah. Muat ulang riwayat hari itu.",
    ],
    en: [
      "Correction of attendance was replaced",
      "This correction was replaced or withdrawn before. Nothing was changed. Reload the history of the day.",
    ],
  },
  BATCH_KEY_USED: {
    id: [
      "Kunci kiriman sudah dipakai",
      "Kunci ini sudah dipakai untuk kiriman lain. Tidak ada yang diubah. Kirim baris ini dengan kunci baru.",
    ],
    en: [
      "Key of the batch was used",
      "This key came with other rows before. Nothing was changed. Send these rows with a new key.",
    ],
  },
} satisfies Entries;
