import { type Entries } from "./entry.ts";

/** Who is asking, and may they? */
export const access = {
  TOKEN_MISSING: {
    id: ["Belum masuk", "Halaman ini memerlukan akun. Isian Anda tidak hilang. Silakan masuk."],
    en: ["Not signed in", "This needs an account. What you typed is kept. Please sign in."],
  },
  TOKEN_EXPIRED: {
    id: [
      "Sesi perlu diperbarui",
      "Tanda masuk sudah lewat waktu. Isian Anda tidak hilang. Perbarui sesi, lalu ulangi.",
    ],
    en: [
      "Session needs a refresh",
      "The access token has expired. What you typed is kept. Refresh the session, then send again.",
    ],
  },
  TOKEN_INVALID: {
    id: ["Tanda masuk tidak sah", "Tanda masuk tidak dapat diperiksa. Yang sudah tersimpan aman. Silakan masuk lagi."],
    en: ["Token not valid", "The token could not be verified. What was stored is safe. Please sign in again."],
  },
  SESSION_ENDED: {
    id: ["Sesi sudah berakhir", "Sesi ini sudah diakhiri. Yang sudah tersimpan aman. Silakan masuk lagi."],
    en: ["Session ended", "This session has been ended. What was stored is safe. Please sign in again."],
  },
  REFRESH_INVALID: {
    id: [
      "Sesi tidak dapat diperbarui",
      "Sesi ini tidak dapat diperbarui. Yang sudah tersimpan aman. Silakan masuk lagi.",
    ],
    en: [
      "Session can't be refreshed",
      "This session can't be refreshed. What was stored is safe. Please sign in again.",
    ],
  },
  DIARY_TOKEN_ONLY_RECORDS: {
    id: [
      "Hanya untuk mencatat",
      "Tanda ini hanya berlaku untuk mencatat kegiatan. Catatan Anda aman. Silakan masuk untuk melihat halaman lain.",
    ],
    en: [
      "Good only for recording",
      "This token is good only for recording work. Your entries are safe. Sign in to see other pages.",
    ],
  },
  CROSS_SITE_REFUSED: {
    id: [
      "Datang dari situs lain",
      "Permintaan ini datang dari situs lain. Tidak ada yang diubah. Lakukan dari halaman Kinerja.",
    ],
    en: [
      "Came from another site",
      "This request came from another site. Nothing was changed. Do it from a page of Kinerja.",
    ],
  },
  NOT_PERMITTED: {
    id: [
      "Di luar wewenang Anda",
      "Tindakan ini di luar wewenang Anda saat ini. Tidak ada yang diubah. Bila itu keliru, usulkan perbaikan hubungan atau peran.",
    ],
    en: [
      "Not yours to do",
      "This is outside of what you may do at this moment. Nothing was changed. If that is wrong, propose a correction of the relation or role.",
    ],
  },
  SIGN_IN_FAILED: {
    id: [
      "NIP atau kata sandi tidak cocok",
      "NIP dan kata sandi tidak cocok. Akun Anda tidak dikunci. Periksa keduanya, atau minta kode pemulihan.",
    ],
    en: [
      "NIP or password does not match",
      "NIP and password do not match. Your account is not locked. Check both, or ask for a recovery code.",
    ],
  },
  SIGN_IN_SLOW_DOWN: {
    id: [
      "Tunggu sebentar",
      "Beberapa percobaan masuk tidak cocok. Akun Anda tidak dikunci. Coba lagi dalam {retryAfterS} detik.",
    ],
    en: [
      "Wait a moment",
      "Several sign-in attempts did not match. Your account is not locked. Try again in {retryAfterS} seconds.",
    ],
  },
  CODE_INVALID: {
    id: [
      "Kode tidak berlaku",
      "Kode salah, sudah dipakai, atau lewat waktu. Akun Anda tidak berubah. Periksa NIP dan kode, atau minta kode baru.",
    ],
    en: [
      "Code not valid",
      "The code is wrong, used or expired. Your account is unchanged. Check NIP and code, or ask for a new code.",
    ],
  },
  PASSWORD_WEAK: {
    id: [
      "Kata sandi mudah ditebak",
      "Kata sandi ini mudah ditebak. Akun Anda tidak berubah. Pakai beberapa kata yang tidak umum, paling sedikit 12 huruf.",
    ],
    en: [
      "Password easy to guess",
      "This password is easy to guess. Your account is unchanged. Use several uncommon words, at least 12 characters.",
    ],
  },
  SESSION_UNKNOWN: {
    id: [
      "Sesi tidak ditemukan",
      "Sesi ini tidak ada atau sudah berakhir. Sesi lain tetap berjalan. Muat ulang daftar sesi.",
    ],
    en: [
      "Session not found",
      "There is no such session, or it has ended. Other sessions go on. Reload the list of sessions.",
    ],
  },
} satisfies Entries;
