import { type DraftError } from "../entries/draft.ts";
import { type EntryKind, type Flag, type ReturnReason } from "../api/types.ts";

const kinds: Record<EntryKind, string> = {
  PLANNED: "Tugas jabatan",
  ASSIGNED: "Penugasan atasan",
  ADDITIONAL: "Tugas tambahan",
  FREE: "Tugas lain",
};

const flags: Record<Flag, { tag: string; author: string; superior: string }> = {
  LATE: {
    tag: "Susulan",
    author: "Masuk setelah periode ditutup. Catatan tersimpan dan menunggu keputusan atasan.",
    superior: "Masuk setelah periode ditutup.",
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
};

const reasons: Record<ReturnReason, string> = {
  EVIDENCE_MISSING: "Bukti belum ada atau tidak terbaca",
  UNCLEAR: "Uraian belum jelas",
  WRONG_TIME: "Hari atau jam tidak sesuai",
  NOT_IN_PLAN: "Bukan bagian dari rencana",
  DUPLICATE: "Tercatat dua kali",
  OTHER: "Alasan lain",
};

const draftErrors: Record<DraftError, string> = {
  descriptionShort: "Tulis kegiatannya, paling sedikit 3 huruf.",
  descriptionLong: "Ringkas menjadi paling banyak 1.000 huruf.",
  dateMissing: "Pilih tanggalnya.",
  dateFuture: "Tanggal ini belum tiba. Pilih hari ini atau sebelumnya.",
  timeMissing: "Isi jamnya, misalnya 07.30.",
  timeOrder: "Jam selesai harus setelah jam mulai.",
  minutesRange: "Isi 1 sampai 1.440 menit.",
  quantityWhole: "Tulis angka bulat. Bila belum ada hasil, kosongkan.",
  unitLong: "Satuan paling banyak 40 huruf.",
  unitMissing: "Isi satuannya, misalnya laporan.",
  unitWithoutQuantity: "Isi jumlahnya, atau kosongkan satuannya.",
  evidenceAddress: "Tautan harus utuh dan diawali https://",
  evidenceMany: "Paling banyak 5 tautan.",
  reasonShort: "Tulis alasannya, paling sedikit 3 huruf.",
  reasonLong: "Ringkas alasan menjadi paling banyak 300 huruf.",
};

/** Words for refusals of single entries, by the code of the message catalogue. */
const refusals: Record<string, string> = {
  WORK_DATE_IN_FUTURE: "Tanggalnya belum tiba. Ubah tanggal, lalu simpan lagi.",
  WORK_DATE_TOO_OLD: "Harinya sudah terlalu lama untuk dicatat. Periksa tanggalnya.",
  ID_TIME_OUT_OF_RANGE: "Catatan ini menunggu terlalu lama, atau jam server berubah. Buka, lalu simpan lagi.",
  EMPLOYMENT_NOT_OWN: "Jabatan pada catatan ini bukan jabatan Anda sekarang. Buka, pilih jabatan, lalu simpan lagi.",
  TIME_ORDER: "Jam selesai harus setelah jam mulai.",
};

const states = {
  sending: "Tersimpan di perangkat",
  waiting: "Menunggu sinyal",
  held: "Menunggu terkirim",
  fix: "Perlu perbaikan",
  stored: "Tersimpan",
  noted: "Tersimpan",
  approved: "Disetujui",
  returned: "Dikembalikan",
  cancelled: "Dibatalkan",
};

const common = {
  close: "Tutup",
  retry: "Coba lagi",
  loading: "Memuat",
  optional: "boleh kosong",
  waiting: (n: number) => `${String(n)} menunggu`,
  offline: "Tanpa sinyal",
  offlineTitle: "Tanpa sinyal.",
  offlineText: "Anda dapat terus mencatat. Catatan aman di perangkat ini dan terkirim sendiri nanti.",
  help: "Butuh bantuan? Sebutkan nomor",
};

const shell = {
  skip: "Langsung ke isi",
  menu: "Menu utama",
  account: "Akun",
  today: "Hari Ini",
  team: "Tim",
  toSee: "perlu dilihat",
  tagline: "Kinerja dan tunjangan pegawai ASN",
  motto: "Catat semenit. Pahami tiap rupiah.",
  notFoundTitle: "Halaman ini tidak ada",
  notFoundText: "Alamatnya mungkin salah tulis atau sudah berpindah.",
  toToday: "Buka Hari Ini",
  expiredTitle: "Sesi berakhir.",
  expiredText: "Catatan Anda aman di perangkat ini. Masuk lagi untuk mengirimnya.",
  signInAgain: "Masuk lagi",
  notDurable: "Peramban ini tidak menyimpan data. Jangan tutup halaman sebelum semua catatan terkirim.",
  pageFailed: "Halaman belum termuat.",
};

const accountMenu = {
  title: "Akun",
  nipEnds: (suffix: string) => `NIP berakhir ${suffix}`,
  language: "Bahasa",
  theme: "Tampilan",
  themes: { system: "Ikuti perangkat", light: "Terang", dark: "Gelap" },
  signOut: "Keluar",
  unsent: (n: number) =>
    `${String(n)} catatan belum terkirim. Catatan tetap di perangkat ini dan terkirim setelah Anda masuk lagi.`,
  signOutFailed: "Belum dapat keluar.",
};

const signIn = {
  title: "Masuk",
  nip: "NIP",
  nipHint: "18 angka, dengan atau tanpa spasi.",
  nipLength: (n: number) => `NIP terdiri atas 18 angka. Yang ditulis ${String(n)} angka.`,
  password: "Kata sandi",
  passwordMissing: "Tulis kata sandi Anda.",
  show: "Perlihatkan kata sandi",
  submit: "Masuk",
  busy: "Sedang masuk …",
  haveCode: "Saya punya kode aktivasi",
  forgot: "Lupa kata sandi, atau NIP tidak dikenal",
  forgotText:
    "Minta kode sekali pakai kepada pengelola kepegawaian instansi Anda. Dengan kode itu Anda membuat kata sandi sendiri; petugas tidak pernah mengetahuinya.",
  failedTitle: "NIP atau kata sandi tidak cocok.",
  failedText: "Periksa keduanya. Akun Anda tidak dikunci.",
  slowTitle: "Tunggu sebentar.",
  trySoon: (n: number) => `Coba lagi dalam ${String(n)} detik`,
};

const activate = {
  title: "Aktivasi",
  lead: "Buat kata sandi dengan kode sekali pakai dari pengelola kepegawaian Anda.",
  code: "Kode aktivasi",
  codeHint: "12 huruf dan angka, misalnya K7QM-4WXP-2RTD.",
  codeLength: "Kode terdiri atas 12 huruf dan angka. Periksa lagi kertas kodenya.",
  password: "Kata sandi baru",
  passwordHint: "Paling sedikit 12 huruf. Beberapa kata yang mudah diingat lebih baik daripada satu kata rumit.",
  passwordShort: (n: number) => `Kata sandi paling sedikit 12 huruf. Yang ditulis ${String(n)} huruf.`,
  submit: "Buat kata sandi dan masuk",
  busy: "Sedang membuat …",
  invalidTitle: "Kode ini tidak dapat dipakai.",
  invalidText: "Periksa NIP dan kodenya. Kode berlaku sekali dan 7 hari; minta yang baru bila sudah lewat.",
  haveAccount: "Saya sudah punya kata sandi",
};

const today = {
  answer: (done: string, expected: string) => [done, ` dari ${expected} tercatat.`] as [string, string],
  dayOff: (name: string) => (name === "" ? "Hari ini bukan hari kerja." : `Hari ini libur: ${name}.`),
  recordedOff: (done: string) => `${done} tercatat.`,
  toFix: (n: number) => (n === 1 ? "Satu catatan perlu diperbaiki." : `${String(n)} catatan perlu diperbaiki.`),
  complete: "Jam kerja hari ini sudah terisi.",
  repeat: (day: string) => `Ulangi ${day}`,
  yesterday: "kemarin",
  other: "Catat kegiatan",
  stripLabel: (month: string) => `Catatan per hari kerja, ${month}`,
  missing: (n: number) => `${String(n)} hari belum tercatat`,
  nothingMissing: "Lengkap sampai kemarin",
  fill: (day: string) => `Isi ${day}`,
  moreMissing: (n: number) => `${String(n)} hari lain`,
  share: { leave: "cuti", missing: "belum ada catatan", ahead: "belum tiba", today: "hari ini" },
  percent: (n: number, expected: string) => `${String(n)} persen dari ${expected}`,
  plan: (month: string) => `Rencana ${month}`,
  planDone: (done: number, target: number, unit: string) => `${String(done)} dari ${String(target)} ${unit}`,
  planEmpty: "Rencana aksi belum ada",
  planEmptyText: "Setelah rencana aksi ditetapkan, kegiatannya muncul di sini. Sementara itu catat seperti biasa.",
  lastUsed: "Terakhir dicatat",
  record: "Catat",
  recordThis: (what: string) => `Catat: ${what}`,
  list: "Tercatat hari ini",
  count: (n: number) => `${String(n)} catatan`,
  empty: "Belum ada catatan hari ini",
  emptyText: "Catat satu kegiatan, atau ulangi hari kerja terakhir.",
  earlier: "Perlu perbaikan di hari lain",
  receipt: "resi",
  safeHere: "aman di perangkat ini",
  overlap: (duration: string, other: string) => `Bertumpuk ${duration} dengan “${other}”. Catatan tetap tersimpan.`,
  refused: (code: string) => `Server belum dapat menerima catatan ini (${code}). Periksa isinya, lalu simpan lagi.`,
  evidence: (n: number) => `${String(n)} bukti`,
  fix: "Perbaiki",
  change: "Ubah",
  changeThis: (what: string) => `Ubah: ${what}`,
  fixThis: (what: string) => `Perbaiki: ${what}`,
  chooseVersion: "Pilih versi",
  discard: "Buang",
  returnedBy: "Catatan atasan",
  sealed: (month: string) => `${month} sudah ditutup.`,
  sealedText: "Hasilnya tidak berubah lagi. Catatan susulan tersimpan dan ditandai.",
  notSentTitle: "Catatan belum terkirim.",
  notSentText: (n: number) =>
    `Layanan sedang terganggu. Catatan Anda aman di perangkat ini dan dicoba lagi dalam ${String(n)} detik.`,
  tryNow: "Coba sekarang",
  stale: "Isi halaman ini belum diperbarui.",
  staleText: "Yang terlihat berasal dari kunjungan terakhir di perangkat ini.",
  failed: "Halaman ini belum dapat dimuat.",
  failedText: "Catatan yang sudah tersimpan tidak berubah. Anda tetap dapat mencatat.",
  noPost: "Anda belum punya jabatan hari ini",
  noPostText: "Pencatatan terbuka setelah pengelola kepegawaian mencatat jabatan Anda.",
  saved: "Catatan tersimpan di perangkat.",
  savedMany: (n: number) => `${String(n)} catatan tersimpan di perangkat.`,
  cancelled: "Catatan dibatalkan.",
  undo: "Urungkan",
  draftTitle: "Ada isian yang belum disimpan.",
  draftResume: "Lanjutkan",
  draftDrop: "Buang isian",
};

const record = {
  newTitle: "Catat kegiatan",
  changeTitle: "Ubah catatan",
  description: "Kegiatan",
  descriptionHint: "Apa yang dikerjakan dan untuk siapa.",
  starts: "Mulai",
  ends: "Selesai",
  asMinutes: "Isi lamanya saja",
  asSpan: "Isi jam mulai dan selesai",
  minutes: "Lama (menit)",
  quantity: "Hasil",
  unit: "Satuan",
  unitHint: "misalnya laporan",
  less: "Kurangi satu",
  more: "Tambah satu",
  details: "Rincian lain",
  kind: "Jenis tugas",
  kinds,
  reason: "Alasan",
  date: "Tanggal",
  employment: "Jabatan",
  evidence: "Tautan bukti",
  evidenceHint: "Satu tautan per baris, paling banyak 5.",
  save: "Simpan catatan",
  saveChange: "Simpan perubahan",
  hint: "Tersimpan di perangkat seketika, juga tanpa sinyal.",
  cancelEntry: "Batalkan catatan ini",
  cancelAsk: "Catatan yang dibatalkan tidak dihitung, tetapi tetap terbaca di riwayat.",
  cancelYes: "Ya, batalkan catatan",
  keep: "Tidak jadi",
  discardAsk: "Isian belum disimpan.",
  discardYes: "Buang isian",
  discardNo: "Lanjut mengisi",
  overlap: (duration: string, other: string) =>
    `Bertumpuk ${duration} dengan “${other}”. Boleh disimpan; periksa jamnya.`,
  errors: draftErrors,
  storeFailed:
    "Belum tersimpan: perangkat menolak menulis. Isian Anda masih di sini; kosongkan ruang lalu simpan lagi.",
};

const repeat = {
  title: (day: string) => `Ulangi ${day}`,
  text: "Hilangkan centang pada yang tidak Anda kerjakan hari ini. Bukti tidak ikut disalin.",
  submit: (n: number) => `Catat ${String(n)} kegiatan`,
};

const conflict = {
  title: "Catatan ini berubah di dua perangkat",
  legend: "Pilih versi yang benar",
  counted: "Dihitung sekarang",
  other: "Versi lain",
  writtenAt: (time: string) => `ditulis ${time}`,
  use: "Pakai versi ini",
  keep: "Versi lain tetap ada di riwayat.",
};

const team = {
  week: (span: string, people: number) => `Pekan ${span} · ${String(people)} orang`,
  toSee: (n: number) => (n === 0 ? "Tidak ada yang perlu dilihat khusus" : `${String(n)} hal perlu Anda lihat`),
  cleanAnswer: (n: number) => [`${String(n)} catatan tanpa temuan`, " siap disetujui sekaligus."] as [string, string],
  nothingWaits: "Tidak ada catatan yang menunggu Anda.",
  onlyFindings: "Selain itu tidak ada catatan yang menunggu.",
  approveClean: (n: number) => `Setujui ${String(n)} catatan`,
  approving: (done: number, all: number) => `Menyetujui ${String(done)} dari ${String(all)} orang …`,
  previous: "Pekan sebelumnya",
  next: "Pekan berikutnya",
  exceptions: "Perlu dilihat",
  noExceptions: "Tidak ada temuan pekan ini",
  noExceptionsText: "Yang menunggu dapat disetujui sekaligus.",
  ready: "Siap disetujui",
  readyCount: (entries: number, people: number) => `${String(entries)} catatan · ${String(people)} orang`,
  readyNone: "Tidak ada catatan lain yang menunggu.",
  readyHint: "Yang ada di daftar “Perlu dilihat” tidak ikut. Yang berubah setelah halaman ini dibuka tetap menunggu.",
  entries: (n: number) => `${String(n)} catatan`,
  approvedAlready: (n: number) => `${String(n)} sudah disetujui`,
  missing: "Hari kerja tanpa catatan",
  missingDays: (n: number) => `${String(n)} hari`,
  approve: "Setujui",
  return: "Kembalikan",
  approveThis: (who: string, what: string) => `Setujui catatan ${who}: ${what}`,
  returnThis: (who: string, what: string) => `Kembalikan catatan ${who}: ${what}`,
  returnTitle: "Kembalikan dengan alasan",
  reason: "Alasan",
  note: "Yang perlu diperbaiki",
  noteNeeded: "Tulis apa yang perlu diperbaiki, paling sedikit 3 huruf.",
  noteLong: "Ringkas menjadi paling banyak 500 huruf.",
  noteHint: "Pegawai membaca pesan ini dan dapat memperbaiki catatannya.",
  submitReturn: "Kembalikan catatan",
  approved: (n: number) => `${String(n)} catatan disetujui.`,
  returned: (n: number) => `${String(n)} catatan dikembalikan.`,
  changed: (n: number) => `${String(n)} catatan berubah setelah Anda melihatnya dan tetap menunggu.`,
  partly: (n: number) => `${String(n)} orang belum tersetujui. Yang sudah disetujui tetap tersimpan.`,
  notForYou: "Halaman ini untuk pejabat penilai",
  notForYouText: "Tidak ada pegawai yang tercatat melapor kepada Anda hari ini.",
  someone: "Pegawai tanpa nama",
  failed: "Kotak masuk tim belum dapat dimuat.",
  failedText: "Tidak ada keputusan Anda yang hilang.",
};

const problems = {
  offline: "Tidak tersambung ke layanan. Periksa sinyal, lalu coba lagi.",
  timeout: "Layanan belum menjawab. Coba lagi sebentar lagi.",
  busy: "Layanan sedang penuh atau terganggu. Ini bukan kesalahan Anda; coba lagi sebentar lagi.",
  unreadable: "Jawaban yang datang bukan dari Kinerja. Periksa halaman masuk jaringan Wi-Fi Anda.",
  forbidden: "Anda tidak berwenang untuk tindakan ini.",
  other: "Permintaan belum dapat diproses.",
};

/** The words of the screen in Indonesian: the model that every other language follows. */
export const id = {
  common,
  shell,
  accountMenu,
  signIn,
  activate,
  today,
  record,
  repeat,
  conflict,
  team,
  problems,
  states,
  flags,
  reasons,
  refusals,
};

export type Messages = typeof id;
