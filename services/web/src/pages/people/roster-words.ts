import { defineWords } from "../../i18n/define.ts";

const n = (value: number): string => new Intl.NumberFormat("id-ID").format(value);
const e = (value: number): string => new Intl.NumberFormat("en-GB").format(value);

export const rosterWords = defineWords({
  id: {
    eye: (agency: string) => `Jadwal dinas · ${agency}`,
    title: "Jadwal dinas dari berkas",
    lead: "Jam kerja tiap orang per tanggal, untuk kerja bergilir. Mengalahkan jam kerja unit dan instansi.",
    file: "Berkas baru",
    whole: "Berkas diterima seluruhnya atau tidak sama sekali. Berkas yang sama tidak mengubah apa pun lagi.",
    own: "Jadwal Anda sendiri tidak boleh ada di dalamnya: petugas lain yang mengunggahnya.",
    columns: "Kolom berkas jadwal dinas",
    order: "Urutan kolom bebas. Satu baris untuk satu orang pada satu tanggal.",
    columnTexts: {
      nip: "NIP sebagai teks; boleh juga person_id",
      date: "Tanggal, misalnya 2026-12-05",
      kind: "Kosong atau DINAS: bekerja. LIBUR: libur bagi orang ini. JADWAL: kembali ke jam unitnya",
      starts: "Masuk, misalnya 21:00; hanya bila bekerja",
      ends: "Pulang, misalnya 07:00; boleh esok harinya",
      break_from: "Istirahat mulai; boleh kosong",
      break_to: "Istirahat selesai; boleh kosong",
    },
    template: "Unduh berkas kosong",
    templateName: "jadwal-dinas.csv",
    reasonHint: "Wajib bila ada tanggal yang sudah dimulai atau sudah ada presensinya. Atasan dan pegawai membacanya.",
    send: "Catat jadwal dari berkas",
    failed: "Jadwal dinas belum tercatat.",
    safe: "Tidak ada baris yang masuk.",
    faultsName: "kekeliruan-jadwal-dinas.csv",
    done: (days: number, changed: number) =>
      changed === 0
        ? `${n(days)} baris dibaca. Semuanya sudah sama dengan jadwal yang ada.`
        : `${n(days)} baris dibaca: ${n(changed)} baru atau berubah, ${n(days - changed)} sudah sama.`,
    look: "Buka jadwal seseorang lewat Orang, lalu Kehadiran.",
    people: "Buka Orang",
  },
  en: {
    eye: (agency: string) => `Shift days · ${agency}`,
    title: "Shift days from a file",
    lead: "Hours of each person by date, for work in shifts. They go before the hours of unit and agency.",
    file: "New file",
    whole: "A file is taken whole, or not at all. The same file changes nothing again.",
    own: "Your own shifts must not be in it: another officer uploads them.",
    columns: "Columns of the roster file",
    order: "Columns stand in any order. One line is one person on one date.",
    columnTexts: {
      nip: "NIP as text; person_id will do too",
      date: "Date, such as 2026-12-05",
      kind: "Empty or DINAS: works. LIBUR: off for this person. JADWAL: by the hours of the unit again",
      starts: "Begins, such as 21:00; only where one works",
      ends: "Ends, such as 07:00; may be the next day",
      break_from: "Break begins; may be empty",
      break_to: "Break ends; may be empty",
    },
    template: "Download an empty file",
    templateName: "shift-days.csv",
    reasonHint: "Needed where a date has begun or its attendance is known. Superior and employee read it.",
    send: "Record the shifts of the file",
    failed: "The shift days were not recorded.",
    safe: "No line was stored.",
    faultsName: "faults-of-shift-days.csv",
    done: (days: number, changed: number) =>
      changed === 0
        ? `${e(days)} lines read. All of them say what is recorded already.`
        : `${e(days)} lines read: ${e(changed)} new or changed, ${e(days - changed)} as before.`,
    look: "Open somebody’s shifts under People, then Attendance.",
    people: "Open People",
  },
});
