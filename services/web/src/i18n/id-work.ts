import { type Place, type TaskKind } from "../api/types.ts";

const places: Record<Place, string> = { OFFICE: "Kantor", HOME: "Rumah", DUTY_TRIP: "Dinas luar" };

const taskKinds: Record<TaskKind, string> = { ASSIGNED: "Penugasan", ADDITIONAL: "Tugas tambahan" };

const evidence = {
  label: "Berkas bukti",
  hint: (limit: string) => `Paling banyak 5 berkas, masing-masing ${limit}. Foto diperkecil di perangkat.`,
  choose: "Pilih berkas",
  photo: "Ambil foto",
  preparing: "Menyiapkan berkas …",
  remove: (name: string) => `Lepaskan ${name}`,
  tooMany: "Paling banyak 5 berkas. Yang lebih tidak ditambahkan.",
  tooLarge: (name: string, limit: string) => `${name} lebih besar dari ${limit}. Perkecil, lalu pilih lagi.`,
  empty: (name: string) => `${name} kosong. Pilih berkas yang lain.`,
  unreadable: (name: string) => `${name} tidak dapat dibaca. Pilih lagi.`,
  full: "Perangkat menolak menyimpan berkas. Kosongkan ruang, lalu pilih lagi. Catatan tetap dapat disimpan.",
  insecure: "Berkas hanya dapat dilampirkan lewat alamat https. Tulis tautan bukti dahulu.",
  offline: "Tanpa sinyal: catatan dan berkasnya tersimpan di perangkat, lalu terkirim sendiri nanti.",
  file: (n: number) => `Berkas ${String(n)}`,
  download: (name: string) => `Unduh ${name}`,
  waiting: "menunggu dikirim",
  sending: (percent: number) => `mengirim ${String(percent)}%`,
  refused: "Belum diterima. Ubah catatan, lepaskan berkas ini, lalu pilih lagi.",
  absent: "Berkas ini belum sampai di server. Perangkat pegawai mengirimnya saat ada sinyal.",
};

const tasks = {
  title: "Tugas dari atasan",
  due: (date: string) => `sampai ${date}`,
  late: "Terlambat",
  noDue: "tanpa batas waktu",
  result: (n: string, unit: string) => `hasil ${n} ${unit}`,
  logged: (n: number, duration: string) => (n === 0 ? "belum dicatat" : `${String(n)} catatan, ${duration}`),
  returned: "Dikembalikan",
  record: "Catat pekerjaan",
  recordThis: (title: string) => `Catat pekerjaan: ${title}`,
  finish: "Selesai",
  finishThis: (title: string) => `Nyatakan selesai: ${title}`,
  finishTitle: "Tugas ini selesai?",
  finishText: "Atasan Anda memeriksa, lalu menyetujui atau mengembalikannya.",
  note: "Yang dihasilkan",
  noteHint: "Misalnya ke mana hasilnya dikirim.",
  noteShort: "Tulis paling sedikit 3 huruf, atau kosongkan.",
  noteLong: "Ringkas menjadi paling banyak 1.000 huruf.",
  finishSubmit: "Nyatakan selesai",
  finished: "Tugas dinyatakan selesai.",
  online: "Pernyataan selesai memerlukan sinyal. Pekerjaannya tetap dapat dicatat.",
  more: (n: number) => `${String(n)} tugas lain`,
  less: "Ringkas daftar",
  field: "Tugas dari atasan",
  none: "Tidak untuk tugas tertentu",
  other: "Tugas lain, tidak terbuka lagi",
  kinds: taskKinds,
};

const templates = {
  title: "Templat",
  saveAs: "Simpan sebagai templat",
  name: "Nama templat",
  nameShort: "Beri nama, paling banyak 60 huruf.",
  save: "Simpan templat",
  saved: (name: string) => `Templat “${name}” tersimpan di perangkat ini.`,
  use: (name: string) => `Pakai templat: ${name}`,
  manage: "Atur templat",
  manageText: "Templat tersimpan di perangkat ini saja, paling banyak 50.",
  rename: "Ganti nama",
  renameThis: (name: string) => `Ganti nama ${name}`,
  remove: "Hapus",
  removeThis: (name: string) => `Hapus templat ${name}`,
  removed: (name: string) => `Templat “${name}” dihapus.`,
  full: "Sudah ada 50 templat. Hapus yang tidak dipakai, lalu simpan lagi.",
  failed: "Templat belum tersimpan: perangkat menolak menulis.",
};

const sheet = {
  open: "Tempel dari lembar kerja",
};

/** Words of the parts of Today beside the entries themselves: files, tasks, templates. */
export const work = { places, place: "Tempat", noPlace: "Tidak disebut", evidence, tasks, templates, sheet };
