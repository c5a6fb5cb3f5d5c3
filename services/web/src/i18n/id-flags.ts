import { type Flag, type ReturnReason } from "../api/types.ts";

export const flags: Record<Flag, { tag: string; author: string; superior: string }> = {
  LATE: {
    tag: "Susulan",
    author:
      "Masuk setelah batas waktu bulan itu. Catatan tersimpan dan terlihat, tetapi tidak dihitung dalam penutupan bulan.",
    superior: "Masuk setelah batas waktu bulan itu; tidak dihitung dalam penutupan bulan.",
  },
  OVERLAP: {
    tag: "Bertumpuk",
    author: "Jamnya bertumpuk dengan catatan lain. Catatan tetap tersimpan.",
    superior: "Jamnya bertumpuk dengan catatan lain pada hari itu.",
  },
  DAY_FULL: {
    tag: "Lebih dari 24 jam",
    author: "Catatan hari itu berjumlah lebih dari 24 jam. Periksa lamanya.",
    superior: "Catatan hari itu berjumlah lebih dari 24 jam.",
  },
  PLAN_ITEM_UNKNOWN: {
    tag: "Tanpa rencana",
    author: "Belum tersambung ke rencana aksi Anda.",
    superior: "Belum tersambung ke rencana aksi mana pun.",
  },
  EMPLOYMENT_NOT_VALID: {
    tag: "Jabatan",
    author: "Jabatan yang dipilih tidak berlaku pada hari itu.",
    superior: "Jabatan yang dipilih tidak berlaku pada hari itu.",
  },
  SESSION_ENDED: {
    tag: "Sesi berakhir",
    author: "Dikirim setelah sesi perangkat berakhir. Atasan memeriksanya.",
    superior: "Dikirim dari perangkat yang sesinya sudah berakhir.",
  },
  CONFLICT: {
    tag: "Dua versi",
    author: "Catatan ini berubah di dua perangkat. Pilih yang benar.",
    superior: "Berubah di dua perangkat. Pegawai belum memilih versi yang benar.",
  },
  CHANGED_AFTER_APPROVAL: {
    tag: "Berubah",
    author: "Diubah setelah disetujui. Versi yang disetujui tetap dihitung sampai atasan memutuskan.",
    superior: "Diubah setelah Anda setujui. Versi lama tetap dihitung sampai Anda memutuskan.",
  },
  IDENTICAL: {
    tag: "Isi sama",
    author: "Kegiatan dan lamanya sama dengan catatan lain hari itu. Bila tercatat dua kali, batalkan salah satu.",
    superior: "Kegiatan dan lamanya sama persis dengan catatan lain hari itu.",
  },
  TASK_UNKNOWN: {
    tag: "Tugas lain",
    author: "Tugas yang dipilih bukan tugas Anda. Pilih tugas yang benar, atau lepaskan.",
    superior: "Menyebut tugas yang tidak diberikan kepada pegawai ini.",
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
