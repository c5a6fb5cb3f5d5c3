import { type Entries } from "./entry.ts";

/** Statements of the distribution patterns (SE MenPANRB 3/2023) that may not hold, and what people are told about evaluations. */
export const patterns = {
  SANGAT_BAIK_NOT_MOST: {
    id: ["Sangat Baik bukan yang terbanyak", "Unit Istimewa: predikat terbanyak seharusnya Sangat Baik."],
    en: ["Sangat Baik is not the most", "A unit that is Istimewa: most should be Sangat Baik."],
  },
  SANGAT_BAIK_OVER_70_PERCENT: {
    id: ["Sangat Baik melebihi 70%", "Unit Istimewa: paling banyak 70% pegawai Sangat Baik."],
    en: ["Sangat Baik above 70%", "A unit that is Istimewa: at most 70% of its people are Sangat Baik."],
  },
  BAIK_NOT_MOST: {
    id: ["Baik bukan yang terbanyak", "Unit Baik: predikat terbanyak seharusnya Baik."],
    en: ["Baik is not the most", "A unit that is Baik: most should be Baik."],
  },
  BAIK_OVER_70_PERCENT: {
    id: ["Baik melebihi 70%", "Unit Baik: paling banyak 70% pegawai Baik."],
    en: ["Baik above 70%", "A unit that is Baik: at most 70% of its people are Baik."],
  },
  BUTUH_PERBAIKAN_OR_KURANG_MISSING: {
    id: ["Butuh Perbaikan atau Kurang tidak ada", "Unit Baik: ada pegawai Butuh Perbaikan dan/atau Kurang."],
    en: ["No Butuh Perbaikan or Kurang", "A unit that is Baik: there are people with Butuh Perbaikan and/or Kurang."],
  },
  BUTUH_PERBAIKAN_UNDER_60_PERCENT: {
    id: ["Butuh Perbaikan di bawah 60%", "Unit Butuh Perbaikan: paling sedikit 60% pegawai Butuh Perbaikan."],
    en: ["Butuh Perbaikan below 60%", "A unit that is Butuh Perbaikan: at least 60% of its people are so too."],
  },
  BUTUH_PERBAIKAN_UNDER_10_PERCENT: {
    id: ["Butuh Perbaikan di bawah 10%", "Unit Kurang: paling sedikit 10% pegawai Butuh Perbaikan."],
    en: ["Butuh Perbaikan below 10%", "A unit that is Kurang: at least 10% of its people are Butuh Perbaikan."],
  },
  SANGAT_BAIK_OVER_10_PERCENT: {
    id: ["Sangat Baik melebihi 10%", "Unit Butuh Perbaikan atau Kurang: paling banyak 10% pegawai Sangat Baik."],
    en: ["Sangat Baik above 10%", "A unit that is Butuh Perbaikan or Kurang: at most 10% are Sangat Baik."],
  },
  KURANG_UNDER_60_PERCENT: {
    id: ["Kurang di bawah 60%", "Unit Kurang: paling sedikit 60% pegawai Kurang."],
    en: ["Kurang below 60%", "A unit that is Kurang: at least 60% of its people are so too."],
  },
  SANGAT_KURANG_UNDER_60_PERCENT: {
    id: ["Sangat Kurang di bawah 60%", "Unit Sangat Kurang: paling sedikit 60% pegawai Sangat Kurang."],
    en: ["Sangat Kurang below 60%", "A unit that is Sangat Kurang: at least 60% of its people are so too."],
  },
  KURANG_OR_BUTUH_PERBAIKAN_UNDER_10_PERCENT: {
    id: [
      "Kurang dan Butuh Perbaikan di bawah 10%",
      "Unit Sangat Kurang: paling sedikit 10% pegawai Kurang dan/atau Butuh Perbaikan.",
    ],
    en: [
      "Kurang and Butuh Perbaikan below 10%",
      "A unit that is Sangat Kurang: at least 10% are Kurang and/or Butuh Perbaikan.",
    ],
  },
  SANGAT_BAIK_PRESENT: {
    id: ["Ada pegawai Sangat Baik", "Unit Sangat Kurang: tidak ada pegawai Sangat Baik."],
    en: ["Somebody is Sangat Baik", "A unit that is Sangat Kurang: nobody is Sangat Baik."],
  },
  EVALUATION_TO_RATE: {
    id: ["Evaluasi menunggu Anda", "Ada pegawai yang menunggu penilaian Anda untuk {period}."],
    en: ["Evaluations wait for you", "People wait for your rating of {period}."],
  },
  FEEDBACK_RECEIVED: {
    id: ["Umpan balik baru", "Anda menerima umpan balik untuk {period}."],
    en: ["New feedback", "You were given feedback on {period}."],
  },
} satisfies Entries;
