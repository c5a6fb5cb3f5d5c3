import { type Flag, type ReturnReason } from "../api/types.ts";

/** What stands beside an entry, and what its author or the superior can do about it: each sentence ends in that. */
export const flags: Record<Flag, { tag: string; author: string; superior: string }> = {
  LATE: {
    tag: "Susulan",
    author:
      "Sampai terlambat untuk penutupan bulan itu: tersimpan, tetapi belum dihitung. Hubungi atasan; catatan dihitung bila disetujui saat bulan itu dibuka kembali.",
    superior:
      "Sampai terlambat untuk penutupan bulan itu, dan belum dihitung. Bila patut dihitung, minta kepegawaian membuka bulan itu kembali, lalu setujui.",
  },
  OVERLAP: {
    tag: "Bertumpuk",
    author: "Jamnya bertumpuk dengan catatan lain. Catatan tetap tersimpan; perbaiki jamnya atau batalkan salah satu.",
    superior: "Jamnya bertumpuk dengan catatan lain pada hari itu. Kembalikan bila jamnya perlu diperbaiki.",
  },
  DAY_FULL: {
    tag: "Lebih dari 24 jam",
    author: "Catatan hari itu berjumlah lebih dari 24 jam. Periksa lamanya.",
    superior: "Catatan hari itu berjumlah lebih dari 24 jam. Kembalikan yang lamanya keliru.",
  },
  PLAN_ITEM_UNKNOWN: {
    tag: "Tanpa rencana",
    author: "Butir rencananya tidak ada dalam SKP Anda yang berlaku pada hari itu. Pilih butir lain.",
    superior:
      "Butir rencananya tidak ada dalam SKP pegawai yang berlaku pada hari itu. Kembalikan bila perlu dipilih ulang.",
  },
  EMPLOYMENT_NOT_VALID: {
    tag: "Jabatan",
    author: "Jabatan yang dipilih tidak berlaku pada hari itu. Pilih jabatan yang benar.",
    superior: "Jabatan yang dipilih tidak berlaku pada hari itu. Kembalikan agar diganti.",
  },
  SESSION_ENDED: {
    tag: "Sesi berakhir",
    author:
      "Dikirim setelah sesi perangkat berakhir. Atasan memeriksanya; bila bukan Anda yang menulis, batalkan dan ganti kata sandi.",
    superior: "Dikirim dari perangkat yang sesinya sudah berakhir. Tanyakan kepada pegawai, lalu putuskan.",
  },
  CONFLICT: {
    tag: "Dua versi",
    author: "Catatan ini berubah di dua perangkat. Pilih yang benar.",
    superior: "Berubah di dua perangkat, dan pegawai belum memilih versi yang benar. Tunggu pilihannya atau tanyakan.",
  },
  CHANGED_AFTER_APPROVAL: {
    tag: "Berubah",
    author: "Diubah setelah disetujui. Versi yang disetujui tetap dihitung; tunggu keputusan atasan.",
    superior:
      "Diubah setelah Anda setujui. Versi lama tetap dihitung sampai Anda memutuskan: setujui atau kembalikan yang baru.",
  },
  IDENTICAL: {
    tag: "Isi sama",
    author: "Kegiatan dan lamanya sama dengan catatan lain hari itu. Bila tercatat dua kali, batalkan salah satu.",
    superior:
      "Kegiatan dan lamanya sama persis dengan catatan lain hari itu. Kembalikan salah satu bila tercatat dua kali.",
  },
  TASK_UNKNOWN: {
    tag: "Tugas lain",
    author: "Tugas yang dipilih bukan tugas Anda. Pilih tugas yang benar, atau lepaskan.",
    superior: "Menyebut tugas yang tidak diberikan kepada pegawai ini. Kembalikan agar diganti.",
  },
  BACKFILLED: {
    tag: "Lewat jangka",
    author:
      "Ditulis atau diubah setelah jangka hari yang ditetapkan instansi. Tersimpan, dan dihitung bila disetujui: jelaskan alasannya kepada atasan.",
    superior:
      "Ditulis atau diubah setelah jangka hari yang ditetapkan instansi. Tanyakan alasannya, lalu setujui atau kembalikan.",
  },
  TOO_MANY: {
    tag: "Terlalu banyak",
    author:
      "Catatan Anda pada hari-hari ini lebih banyak daripada yang dapat diperiksa sekaligus. Semua tersimpan: batalkan yang tercatat dua kali.",
    superior:
      "Catatan pegawai ini lebih banyak daripada yang dapat diperiksa sekaligus; hari terbaru mungkin belum tampak. Periksa satu per satu.",
  },
};

export const reasons: Record<ReturnReason, string> = {
  EVIDENCE_MISSING: "Bukti belum ada atau tidak terbaca",
  UNCLEAR: "Uraian belum jelas",
  WRONG_TIME: "Hari atau jam tidak sesuai",
  NOT_IN_PLAN: "Bukan bagian dari rencana",
  DUPLICATE: "Tercatat dua kali",
  OTHER: "Alasan lain",
};
