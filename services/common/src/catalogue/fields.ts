import { type Entries } from "./entry.ts";

/** What may be wrong with one field, one line or one entry. */
export const fields = {
  FIELD_UNKNOWN: {
    id: ["Isian tidak dikenal", "Isian ini tidak dikenal. Periksa ejaannya."],
    en: ["Unknown field", "There is no such field. Check its spelling."],
  },
  ACCOUNT_NUMBER_FORM: {
    id: ["Nomor rekening salah", "Nomor rekening terdiri atas 6 sampai 20 angka. Periksa buku tabungan."],
    en: ["Wrong account number", "An account number has 6 to 20 digits. Check the bank book."],
  },
  FIELD_REQUIRED: { id: ["Wajib diisi", "Isian ini wajib diisi."], en: ["Required", "This field is required."] },
  FIELD_IN_PATH: {
    id: ["Sudah ada di alamat", "Isian ini sudah disebut di alamat. Hapus dari isi."],
    en: ["Given in the path", "This field is given in the path. Leave it out here."],
  },
  PARAMETER_REPEATED: {
    id: ["Disebut dua kali", "Parameter ini hanya boleh disebut sekali."],
    en: ["Given twice", "This parameter may be given only once."],
  },
  NULL_NOT_ALLOWED: {
    id: ["Tanpa null", "Isian ini tidak boleh null. Hapus isian bila kosong."],
    en: ["No null", "This may not be null. Leave the field out when it is empty."],
  },
  EXPECTED_OBJECT: {
    id: ["Harus objek", "Harus berupa objek JSON."],
    en: ["Must be an object", "Must be a JSON object."],
  },
  EXPECTED_LIST: { id: ["Harus daftar", "Harus berupa daftar JSON."], en: ["Must be a list", "Must be a JSON list."] },
  EXPECTED_TEXT: { id: ["Harus teks", "Harus berupa teks."], en: ["Must be a text", "Must be a text."] },
  EXPECTED_INTEGER: {
    id: ["Harus bilangan bulat", "Harus berupa bilangan bulat tanpa tanda kutip."],
    en: ["Must be a whole number", "Must be a whole number without quotes."],
  },
  EXPECTED_DIGITS: {
    id: ["Harus angka dalam teks", 'Harus berupa bilangan bulat di dalam tanda kutip, misalnya "1500000".'],
    en: ["Must be digits in a text", 'Must be a whole number in quotes, for example "1500000".'],
  },
  EXPECTED_BOOLEAN: {
    id: ["Harus true atau false", "Harus true atau false."],
    en: ["Must be true or false", "Must be true or false."],
  },
  NUMBER_OUT_OF_RANGE: {
    id: ["Di luar batas", "Harus antara {min} dan {max}."],
    en: ["Out of range", "Must lie between {min} and {max}."],
  },
  DATES_IN_TWO_MONTHS: {
    id: [
      "Lebih dari satu bulan",
      "Hari pertama dan hari terakhir harus dalam bulan yang sama. Catat tiap bulan sendiri.",
    ],
    en: ["More than one month", "The first and the last day must be in one month. Record each month by itself."],
  },
  CHOICE_UNKNOWN: {
    id: ["Pilihan tidak dikenal", "Pilih salah satu: {choices}."],
    en: ["Unknown choice", "Must be one of {choices}."],
  },
  TEXT_TOO_SHORT: {
    id: ["Terlalu pendek", "Paling sedikit {min} huruf. Yang ditulis {length}."],
    en: ["Too short", "At least {min} characters. There are {length}."],
  },
  TEXT_TOO_LONG: {
    id: ["Terlalu panjang", "Paling banyak {max} huruf. Yang ditulis {length}."],
    en: ["Too long", "At most {max} characters. There are {length}."],
  },
  TEXT_BROKEN: {
    id: ["Huruf rusak", "Teks memuat separuh huruf Unicode. Tulis ulang bagian itu."],
    en: ["Broken character", "The text holds half a Unicode character. Write that part again."],
  },
  TEXT_CONTROL_CHARACTER: {
    id: ["Huruf kendali", "Teks memuat huruf kendali yang tidak terlihat. Hapus, lalu tulis ulang."],
    en: ["Control character", "The text holds an invisible control character. Remove it."],
  },
  LIST_TOO_SHORT: {
    id: ["Daftar terlalu pendek", "Paling sedikit {min} butir. Yang ada {length}."],
    en: ["List too short", "At least {min} items. There are {length}."],
  },
  LIST_TOO_LONG: {
    id: ["Daftar terlalu panjang", "Paling banyak {max} butir. Yang ada {length}."],
    en: ["List too long", "At most {max} items. There are {length}."],
  },
  DATE_FORM: {
    id: ["Bukan tanggal", "Harus tanggal yang ada, misalnya 2026-03-31."],
    en: ["Not a date", "Must be a day that exists, for example 2026-03-31."],
  },
  DATE_NOT_IN_MONTH: {
    id: ["Di luar bulan itu", "Harus tanggal antara {first} dan {last}."],
    en: ["Outside of the month", "Must be a day between {first} and {last}."],
  },
  TASK_DUE_PAST: {
    id: ["Hari itu sudah lewat", "Harus hari ini ({today}) atau sesudahnya."],
    en: ["That day has passed", "Must be today ({today}) or later."],
  },
  MONTH_FORM: {
    id: ["Bukan bulan", "Harus bulan, misalnya 2026-03."],
    en: ["Not a month", "Must be a month, for example 2026-03."],
  },
  TIME_FORM: {
    id: ["Bukan jam", "Harus jam antara 00:00 dan 23:59, misalnya 07:30."],
    en: ["Not a time", "Must be a time from 00:00 to 23:59, for example 07:30."],
  },
  INSTANT_FORM: {
    id: ["Bukan waktu", "Harus waktu dengan zona, misalnya 2026-03-31T07:30:00+07:00."],
    en: ["Not an instant", "Must be a time with its zone, for example 2026-03-31T07:30:00+07:00."],
  },
  UUID_FORM: {
    id: ["Bukan UUID", "Harus UUID dengan huruf kecil dan tanda hubung."],
    en: ["Not a UUID", "Must be a UUID in lower case with dashes."],
  },
  UUID_V7_FORM: {
    id: ["Bukan UUID versi 7", "Harus UUID versi 7 dengan huruf kecil dan tanda hubung."],
    en: ["Not a UUID of version 7", "Must be a UUID of version 7 in lower case with dashes."],
  },
  URL_FORM: {
    id: ["Bukan alamat web", "Harus alamat http atau https yang lengkap, tanpa nama pengguna dan kata sandi."],
    en: ["Not a web address", "Must be a complete http or https address without user and password."],
  },
  NIP_DIGITS: {
    id: ["NIP hanya angka", "NIP hanya terdiri atas angka."],
    en: ["NIP has digits only", "A NIP consists of digits only."],
  },
  NIP_LENGTH: {
    id: ["Panjang NIP", "NIP terdiri atas 18 angka. Yang ditulis {length} angka."],
    en: ["Length of the NIP", "A NIP has 18 digits. There are {length}."],
  },
  SHA256_FORM: {
    id: ["Bukan SHA-256", "Harus SHA-256 dalam 64 angka heksadesimal huruf kecil."],
    en: ["Not a SHA-256", "Must be a SHA-256 as 64 hexadecimal digits in lower case."],
  },
  PAGE_TOKEN_FORM: {
    id: ["Penanda halaman rusak", "Penanda halaman tidak dikenal. Mulai dari halaman pertama."],
    en: ["Broken page token", "This page token is not known. Begin with the first page."],
  },
  LOG_POSITION_FORM: {
    id: ["Bukan tempat di buku catatan", 'Harus "partisi:urutan" atau "spool:id", seperti pada tanda terima.'],
    en: ["Not a place in the log", 'Must be "partition:offset" or "spool:id", as in a receipt.'],
  },
  WORD_FORM: {
    id: ["Bukan kata kunci", "Harus huruf kecil, angka dan garis bawah tanpa spasi, misalnya cuti_sakit."],
    en: ["Not a keyword", "Must be lower-case letters, digits and underscores without spaces, for example cuti_sakit."],
  },
  DECIMAL_FORM: {
    id: ["Bukan bilangan", "Harus bilangan dengan paling banyak {digits} angka di belakang koma, misalnya 87.5."],
    en: ["Not a number", "Must be a number with at most {digits} digits behind the point, for example 87.5."],
  },
} satisfies Entries;
