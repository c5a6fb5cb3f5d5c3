import { type Entries } from "./entry.ts";

/** The request itself: its form, its size, its place, and the state of the platform. */
export const request = {
  REQUEST_INVALID: {
    id: [
      "Isian belum benar",
      "Ada isian yang perlu diperbaiki. Tidak ada yang diubah. Perbaiki isian yang ditandai, lalu ulangi.",
    ],
    en: [
      "The request has faults",
      "Some fields need a correction. Nothing was changed. Correct the fields named, then send again.",
    ],
  },
  JSON_MALFORMED: {
    id: [
      "Bukan JSON",
      "Isi permintaan berhenti menjadi JSON pada baris {line}, kolom {column}. Tidak ada yang diubah. Perbaiki isi di tempat itu.",
    ],
    en: [
      "Not JSON",
      "The body stops being JSON at line {line}, column {column}. Nothing was changed. Correct the body there.",
    ],
  },
  BODY_NOT_UTF8: {
    id: ["Bukan UTF-8", "Isi permintaan bukan teks UTF-8. Tidak ada yang diubah. Kirim ulang dalam UTF-8."],
    en: ["Not UTF-8", "The body is not UTF-8 text. Nothing was changed. Send it again as UTF-8."],
  },
  BODY_TOO_LARGE: {
    id: [
      "Isi terlalu besar",
      "Isi permintaan lebih besar dari {limitBytes} bita. Tidak ada yang diubah. Bagi menjadi beberapa permintaan.",
    ],
    en: [
      "Body too large",
      "The body is larger than {limitBytes} bytes. Nothing was changed. Split it into several requests.",
    ],
  },
  BODY_INCOMPLETE: {
    id: ["Isi terputus", "Sambungan terputus sebelum isi permintaan lengkap. Tidak ada yang diubah. Kirim ulang."],
    en: ["Body cut off", "The connection broke before the body was complete. Nothing was changed. Send it again."],
  },
  HTTP_MALFORMED: {
    id: [
      "Bukan HTTP yang sah",
      "Permintaan tidak dapat dibaca sebagai HTTP/1.1. Tidak ada yang diubah. Periksa program pengirimnya.",
    ],
    en: [
      "Not valid HTTP",
      "The request can't be read as HTTP/1.1. Nothing was changed. Check the program that sent it.",
    ],
  },
  HEADERS_TOO_LARGE: {
    id: [
      "Kepala permintaan terlalu panjang",
      "Alamat dan kepala permintaan bersama-sama terlalu panjang. Tidak ada yang diubah. Persingkat, atau hapus kuki.",
    ],
    en: [
      "Headers too long",
      "Address and headers together are too long. Nothing was changed. Make them shorter, or delete cookies.",
    ],
  },
  REQUEST_TOO_SLOW: {
    id: [
      "Permintaan terlalu lambat",
      "Permintaan tidak lengkap sampai batas waktunya. Tidak ada yang diubah. Periksa sambungan, lalu kirim ulang.",
    ],
    en: [
      "Request too slow",
      "The request was not complete in time. Nothing was changed. Check the connection, then send it again.",
    ],
  },
  MEDIA_TYPE_UNSUPPORTED: {
    id: [
      "Jenis isi tidak dikenal",
      "Isi permintaan harus berjenis {expected}. Tidak ada yang diubah. Kirim ulang dengan Content-Type itu.",
    ],
    en: [
      "Media type not supported",
      "The body must be {expected}. Nothing was changed. Send it again with that Content-Type.",
    ],
  },
  CONTENT_ENCODING_UNSUPPORTED: {
    id: [
      "Isi dimampatkan",
      "Isi permintaan tidak boleh dimampatkan. Tidak ada yang diubah. Kirim ulang tanpa Content-Encoding.",
    ],
    en: [
      "Body is compressed",
      "The body must not be compressed. Nothing was changed. Send it again without Content-Encoding.",
    ],
  },
  METHOD_NOT_ALLOWED: {
    id: [
      "Metode tidak dilayani",
      "Alamat ini hanya melayani {allowed}. Tidak ada yang diubah. Periksa dokumentasi di /api.",
    ],
    en: [
      "Method not allowed",
      "This address serves only {allowed}. Nothing was changed. See the documentation at /api.",
    ],
  },
  PATH_UNKNOWN: {
    id: ["Alamat tidak dikenal", "Alamat ini tidak ada. Tidak ada yang diubah. Periksa dokumentasi di /api."],
    en: ["Unknown address", "There is nothing at this address. Nothing was changed. See the documentation at /api."],
  },
  NOT_FOUND: {
    id: [
      "Tidak ditemukan",
      "Yang dicari tidak ada, atau bukan untuk Anda. Tidak ada yang diubah. Muat ulang, lalu pilih dari daftar.",
    ],
    en: [
      "Not found",
      "What was asked for is not there, or not for you. Nothing was changed. Reload, then choose from the list.",
    ],
  },
  ADDRESS_MALFORMED: {
    id: [
      "Alamat rusak",
      "Alamat memuat sandi persen yang rusak atau terlalu banyak parameter. Tidak ada yang diubah. Perbaiki alamat.",
    ],
    en: [
      "Malformed address",
      "The address has broken percent-encoding or too many parameters. Nothing was changed. Correct the address.",
    ],
  },
  IDEMPOTENCY_KEY_FORM: {
    id: [
      "Idempotency-Key salah bentuk",
      "Idempotency-Key terdiri atas 1–128 huruf ASCII tanpa spasi. Tidak ada yang diubah. Pakai misalnya UUID.",
    ],
    en: [
      "Malformed Idempotency-Key",
      "An Idempotency-Key has 1–128 ASCII characters without spaces. Nothing was changed. Use a UUID, for example.",
    ],
  },
  IDEMPOTENCY_KEY_REUSED: {
    id: [
      "Kunci sudah dipakai",
      "Idempotency-Key ini sudah dipakai untuk permintaan lain. Permintaan pertama tetap berlaku. Pakai kunci baru.",
    ],
    en: ["Key used before", "This Idempotency-Key was used for another request. The first one stands. Use a new key."],
  },
  RATE_LIMITED: {
    id: ["Terlalu sering", "Permintaan datang terlalu sering. Data Anda aman. Coba lagi dalam {retryAfterS} detik."],
    en: ["Too many requests", "Requests came too often. Your data is safe. Try again in {retryAfterS} seconds."],
  },
  SERVICE_UNAVAILABLE: {
    id: [
      "Layanan terganggu",
      "Bagian yang diperlukan sedang terganggu. Yang sudah tersimpan aman. Coba lagi sebentar lagi.",
    ],
    en: ["Service unavailable", "A part that is needed does not answer. What was stored is safe. Try again shortly."],
  },
  DEADLINE_EXCEEDED: {
    id: [
      "Terlalu lama",
      "Jawaban tidak datang pada waktunya. Permintaan mungkin tetap berjalan. Muat ulang, lalu lihat hasilnya.",
    ],
    en: [
      "Took too long",
      "The answer did not come in time. The request may still take effect. Reload and look at the result.",
    ],
  },
  DEADLINE_MISSING: {
    id: [
      "Tanpa batas waktu",
      "Panggilan gRPC harus menyebut batas waktu. Tidak ada yang diubah. Tambahkan batas waktu.",
    ],
    en: ["No deadline", "A gRPC call must name a deadline. Nothing was changed. Add a deadline."],
  },
  METHOD_UNKNOWN: {
    id: [
      "Panggilan tidak dikenal",
      "Layanan ini tidak mengenal panggilan itu. Tidak ada yang diubah. Periksa versi klien.",
    ],
    en: ["Unknown call", "This service does not know that call. Nothing was changed. Check the client's version."],
  },
  CALL_FAILED: {
    id: ["Permintaan ditolak", "Permintaan ini ditolak. Yang sudah tersimpan aman. Muat ulang halaman, lalu ulangi."],
    en: ["Request refused", "This request was refused. What was stored is safe. Reload the page, then try again."],
  },
  INTERNAL: {
    id: [
      "Kesalahan kami",
      "Terjadi kesalahan di pihak kami dan sudah dicatat. Yang sudah tersimpan aman. Coba lagi; bila berulang, sebutkan nomor masalah.",
    ],
    en: [
      "Our mistake",
      "Something went wrong on our side and was recorded. What was stored is safe. Try again; if it recurs, quote the problem number.",
    ],
  },
  FILE_UNKNOWN: {
    id: [
      "Berkas tidak ditemukan",
      "Berkas ini belum diunggah atau sudah dihapus. Tidak ada yang diubah. Unggah berkas, lalu ulangi.",
    ],
    en: [
      "File not found",
      "This file was not uploaded or has been removed. Nothing was changed. Upload the file, then try again.",
    ],
  },
  FILE_TOO_LARGE: {
    id: [
      "Berkas terlalu besar",
      "Berkas lebih besar dari {limitBytes} bita. Tidak ada yang disimpan. Bagi berkas, lalu unggah satu per satu.",
    ],
    en: [
      "File too large",
      "The file is larger than {limitBytes} bytes. Nothing was stored. Split the file and upload the parts.",
    ],
  },
  FILE_EMPTY: {
    id: ["Berkas kosong", "Berkas ini kosong. Tidak ada yang disimpan. Pilih berkas yang berisi."],
    en: ["Empty file", "The file is empty. Nothing was stored. Choose a file with content."],
  },
  FILE_QUOTA_REACHED: {
    id: [
      "Batas unggahan tercapai",
      "Anda sudah mengunggah sebanyak yang diizinkan hari ini. Yang sudah diunggah aman. Coba lagi nanti.",
    ],
    en: [
      "Upload limit reached",
      "You have uploaded as much as is allowed today. What was uploaded is safe. Try again later.",
    ],
  },
} satisfies Entries;
