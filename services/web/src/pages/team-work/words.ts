import { defineWords } from "../../i18n/define.ts";

const plural = (n: number, one: string, more: string): string => `${String(n)} ${n === 1 ? one : more}`;

export const words = defineWords({
  id: {
    title: "Kerja tim",
    views: "Lama waktu",
    day: "Harian",
    month: "Bulanan",
    previous: { day: "Hari sebelumnya", month: "Bulan sebelumnya" },
    next: { day: "Hari berikutnya", month: "Bulan berikutnya" },
    failed: "Kerja tim belum dapat dimuat.",
    safe: "Tidak ada catatan yang berubah.",
    people: (n: number) => `${String(n)} orang`,
    answer: (logging: number, people: number): string =>
      logging === people ? "Semua orang mencatat" : `${String(logging)} dari ${String(people)} orang mencatat`,
    nobody: "Belum ada pegawai dalam tim Anda",
    lead: (open: number, late: number): string =>
      [
        open === 0 ? "Semua catatan sudah diputuskan." : `${String(open)} catatan menunggu keputusan Anda.`,
        late === 0 ? "" : `${String(late)} tugas terlambat.`,
      ]
        .join(" ")
        .trim(),
    unit: (name: string, logging: string, people: string) =>
      `${name} dan unit di bawahnya: ${logging} dari ${people} orang mencatat.`,
    unitTime: (all: string, approved: string) => `${all}, ${approved} disetujui.`,
    unitOpen: (open: number, late: number): string =>
      [
        open === 0 ? "" : `${String(open)} catatan belum diputuskan.`,
        late === 0 ? "" : `${String(late)} tugas terlambat.`,
      ]
        .join(" ")
        .trim(),
    caption: { day: "Evaluasi harian", month: "Kumulatif bulan" },
    columns: {
      name: "Pegawai",
      time: "Lama",
      entries: "Catatan",
      planned: "Tugas jabatan",
      task: "Tugas atasan",
      other: "Lain",
      days: "Hari tercatat",
      open: "Belum diputuskan",
      tasks: "Tugas selesai",
      acts: "Buka",
    },
    approved: (duration: string) => `${duration} disetujui`,
    none: "Belum mencatat",
    flagged: (n: number) => `${String(n)} bertanda`,
    late: (n: number) => `${String(n)} tugas terlambat`,
    ofTasks: (done: number, all: number) => (all === 0 ? "–" : `${String(done)} dari ${String(all)}`),
    inbox: "Pekan itu",
    inboxOf: (name: string) => `Pekan itu: ${name}`,
    entriesOf: (name: string) => `Catatan ${name}`,
    someone: "Pegawai tanpa nama",
    notForYou: "Halaman ini untuk pejabat penilai",
    notForYouText: "Tidak ada pegawai yang tercatat melapor kepada Anda hari ini.",
  },
  en: {
    title: "The team's work",
    views: "Span of time",
    day: "Day",
    month: "Month",
    previous: { day: "Day before", month: "Month before" },
    next: { day: "Day after", month: "Month after" },
    failed: "The team's work could not be loaded.",
    safe: "No entry has changed.",
    people: (n) => plural(n, "person", "people"),
    answer: (logging, people) =>
      logging === people ? "Everybody has logged" : `${String(logging)} of ${String(people)} people have logged`,
    nobody: "Nobody is in your team yet",
    lead: (open, late) =>
      [
        open === 0 ? "All entries are decided." : `${plural(open, "entry waits", "entries wait")} for you.`,
        late === 0 ? "" : `${plural(late, "task is", "tasks are")} late.`,
      ]
        .join(" ")
        .trim(),
    unit: (name, logging, people) => `${name} and the units below it: ${logging} of ${people} people have logged.`,
    unitTime: (all, approved) => `${all}, ${approved} approved.`,
    unitOpen: (open, late) =>
      [
        open === 0 ? "" : `${plural(open, "entry is", "entries are")} undecided.`,
        late === 0 ? "" : `${plural(late, "task is", "tasks are")} late.`,
      ]
        .join(" ")
        .trim(),
    caption: { day: "Daily evaluation", month: "The month so far" },
    columns: {
      name: "Employee",
      time: "Time",
      entries: "Entries",
      planned: "Of the position",
      task: "Of the superior",
      other: "Other",
      days: "Days logged",
      open: "Undecided",
      tasks: "Tasks done",
      acts: "Open",
    },
    approved: (duration) => `${duration} approved`,
    none: "Nothing logged",
    flagged: (n) => `${String(n)} flagged`,
    late: (n) => plural(n, "task late", "tasks late"),
    ofTasks: (done, all) => (all === 0 ? "–" : `${String(done)} of ${String(all)}`),
    inbox: "The week",
    inboxOf: (name) => `The week: ${name}`,
    entriesOf: (name) => `Entries of ${name}`,
    someone: "Somebody without a name",
    notForYou: "This page is for assessors",
    notForYouText: "Nobody is recorded as reporting to you today.",
  },
});
