import { type FactKind } from "./kinds.ts";

/** Indonesian first. */
export type Words = readonly [id: string, en: string];

/** What a fact of the kind does, for whoever is about to record one. */
export const purposes: Readonly<Record<FactKind, Words>> = {
  LEAVE: [
    "Cuti yang mengubah tunjangan menurut kebijakan. Cuti yang sudah ada di presensi tidak perlu dicatat lagi.",
    "Leave that changes the allowance by the policy. Leave that attendance already shows needs no second record.",
  ],
  SANCTION: [
    "Hukuman disiplin yang memotong tunjangan selama berlakunya.",
    "A disciplinary sanction that cuts the allowance while it lasts.",
  ],
  CLASS_DEMOTION: [
    "Hukuman yang membuat tunjangan dibayar menurut kelas yang lebih rendah.",
    "A sanction by which the allowance is paid in a lower class.",
  ],
  CLASS: [
    "Kelas jabatan dari tanggal tertentu, bila riwayatnya berbeda dari data kepegawaian.",
    "The position's class from a day on, where its history differs from the personnel data.",
  ],
  ACTING: [
    "Jabatan lain yang dirangkap sebagai Plt. atau Plh.",
    "Another post held as Plt. (acting) or Plh. (daily acting).",
  ],
  STUDY: ["Tugas belajar.", "Study leave."],
  EXCLUSION: [
    "Masa tanpa hak atas tunjangan, misalnya ditahan atau masa persiapan pensiun.",
    "A time without a right to the allowance, for example custody or preparation for retirement.",
  ],
  OUTAGE: [
    "Hari ketika alat presensi rusak. Pada hari itu yang disebut di sini tidak memotong siapa pun.",
    "Days on which the attendance machines failed. What is named here cuts nobody on these days.",
  ],
  ANNUAL_PREDICATE: ["Predikat kinerja setahun.", "The predicate of a whole year."],
  SCORE: ["Nilai yang diminta kebijakan, per bulan.", "A score that the policy asks for, by month."],
  LIST_ITEM: [
    "Kejadian yang dihitung kebijakan, dengan kode yang disebutnya, misalnya upacara (kali) untuk upacara yang tidak diikuti.",
    "Events that the policy counts, by the code that it names, for example upacara (times) for a ceremony that was missed.",
  ],
  AMOUNT: ["Jumlah rupiah yang diminta kebijakan, per bulan.", "An amount that the policy asks for, by month."],
  KEY: [
    "Golongan seseorang dalam tabel kebijakan, per bulan.",
    "Which row of the policy's tables somebody is in, by month.",
  ],
  SPAN: ["Masa yang ditentukan sendiri oleh kebijakan.", "A time that the policy itself defines."],
  SALARY: [
    "Gaji bulanan: dasar iuran, pajak, THR dan gaji ke-13.",
    "The monthly salary: what contributions, tax, THR and the 13th salary rest on.",
  ],
  TAX_STATUS: ["Status PTKP untuk PPh 21.", "The PTKP status for income tax (PPh 21)."],
  OUTSIDE_INCOME: [
    "Penghasilan setahun dari pemberi kerja lain, untuk PPh 21.",
    "A year's income from other employers, for income tax (PPh 21).",
  ],
};

export const englishKinds: Readonly<Record<FactKind, string>> = {
  LEAVE: "Leave",
  SANCTION: "Disciplinary sanction",
  CLASS_DEMOTION: "Demotion of class",
  CLASS: "History of class",
  ACTING: "Acting post",
  STUDY: "Study leave",
  EXCLUSION: "No right to the allowance",
  OUTAGE: "Attendance outage",
  ANNUAL_PREDICATE: "Annual predicate",
  SCORE: "Score",
  LIST_ITEM: "List item",
  AMOUNT: "Amount in rupiah",
  KEY: "Group in the policy",
  SPAN: "Time in the policy",
  SALARY: "Salary",
  TAX_STATUS: "PTKP status",
  OUTSIDE_INCOME: "Income from other employers",
};

/** Of labels and choices, wherever they stand; a word that is the same in both languages is not there. */
export const english: Readonly<Partial<Record<string, string>>> = {
  Jenis: "Kind",
  Kode: "Code",
  Nilai: "Score",
  Satuan: "Unit",
  Isi: "Value",
  Banyaknya: "Count",
  Predikat: "Predicate",
  "Kelas jabatan": "Position class",
  "Kelas jabatan yang dirangkap": "Class of the acting post",
  "Jenjang terhadap jabatan sendiri": "Level against the own post",
  "Jabatan yang dirangkap": "The acting post",
  "Yang tidak dihitung": "What is not counted",
  "Gaji pokok": "Basic salary",
  "Tunjangan keluarga": "Family allowance",
  "Tunjangan jabatan": "Position allowance",
  "Tunjangan profesi": "Professional allowance",
  "Iuran pensiun": "Pension contribution",
  "Pemberi kerja": "Employer",
  Bruto: "Gross",
  "Pajak yang sudah dipotong": "Tax already withheld",
  Persen: "Percent",
  Poin: "Points",
  Kali: "Times",
  Hari: "Days",
  Menit: "Minutes",
  Jam: "Hours",
  "Pelaksana tugas (Plt.)": "Acting (Plt.)",
  "Pelaksana harian (Plh.)": "Daily acting (Plh.)",
  Setingkat: "The same level",
  "Jabatan sendiri satu tingkat di bawahnya": "Own post one level below",
  "Jabatan sendiri dua tingkat di bawahnya": "Own post two levels below",
  "Presensi masuk yang tidak ada": "Missing check-in",
  "Presensi pulang yang tidak ada": "Missing check-out",
  Terlambat: "Late arrival",
  "Pulang cepat": "Early departure",
  "Meninggalkan tempat kerja": "Away from work",
  "Cuti tahunan": "Annual leave",
  "Cuti sakit": "Sick leave",
  "Cuti besar": "Long leave",
  "Cuti melahirkan": "Maternity leave",
  "Cuti melahirkan anak ketiga": "Maternity leave, third child",
  "Cuti alasan penting": "Leave for an important reason",
  "Cuti di luar tanggungan negara": "Leave without pay (CLTN)",
  "Teguran lisan": "Oral reprimand",
  "Teguran tertulis": "Written reprimand",
  "Pernyataan tidak puas": "Statement of dissatisfaction",
  "Penurunan jabatan": "Demotion",
  "Pembebasan dari jabatan": "Release from the post",
  "Tugas belajar": "Study leave",
  Ditahan: "In custody",
  "Masa persiapan pensiun": "Preparation for retirement",
  "Gangguan alat": "Machine failure",
  "Sangat baik": "Very good",
  Baik: "Good",
  "Butuh perbaikan": "Needs improvement",
  Kurang: "Poor",
  "Sangat kurang": "Very poor",
};

/** Indonesian words of the choices, by the choice. */
export const choiceWords: Readonly<Partial<Record<string, string>>> = {
  plt: "Pelaksana tugas (Plt.)",
  plh: "Pelaksana harian (Plh.)",
  same: "Setingkat",
  one_below: "Jabatan sendiri satu tingkat di bawahnya",
  two_below: "Jabatan sendiri dua tingkat di bawahnya",
  missed_in: "Presensi masuk yang tidak ada",
  missed_out: "Presensi pulang yang tidak ada",
  late: "Terlambat",
  early: "Pulang cepat",
  away: "Meninggalkan tempat kerja",
  percent: "Persen",
  point: "Poin",
  event: "Kali",
  day: "Hari",
  minute: "Menit",
  hour: "Jam",
};

/** Words that policies commonly use for a kind's `word` field. A policy may have others of its own: these are only offered. */
export const usualWords: Readonly<Partial<Record<FactKind, Readonly<Record<string, string>>>>> = {
  LEAVE: {
    cuti_tahunan: "Cuti tahunan",
    cuti_sakit: "Cuti sakit",
    cuti_besar: "Cuti besar",
    cuti_melahirkan: "Cuti melahirkan",
    cuti_melahirkan_anak_ketiga: "Cuti melahirkan anak ketiga",
    cuti_alasan_penting: "Cuti alasan penting",
    cltn: "Cuti di luar tanggungan negara",
  },
  SANCTION: {
    teguran_lisan: "Teguran lisan",
    teguran_tertulis: "Teguran tertulis",
    pernyataan_tidak_puas: "Pernyataan tidak puas",
  },
  CLASS_DEMOTION: { penurunan_jabatan: "Penurunan jabatan", pembebasan_jabatan: "Pembebasan dari jabatan" },
  STUDY: { tugas_belajar: "Tugas belajar" },
  EXCLUSION: { ditahan: "Ditahan", mpp: "Masa persiapan pensiun" },
  OUTAGE: { gangguan: "Gangguan alat" },
  ANNUAL_PREDICATE: {
    sangat_baik: "Sangat baik",
    baik: "Baik",
    butuh_perbaikan: "Butuh perbaikan",
    kurang: "Kurang",
    sangat_kurang: "Sangat kurang",
  },
};
