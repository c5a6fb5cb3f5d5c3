import { type Entries } from "./entry.ts";

/** What a run asks a person to look at, in one row of pay. */
export const payFlags = {
  INPUT_MISSING: {
    id: ["Data belum ada", "{label} belum ada, sehingga belum dapat dihitung."],
    en: ["Fact missing", "{label} is not known, so nothing could be computed."],
  },
  INPUT_IMPOSSIBLE: {
    id: ["Data tidak mungkin", "{label} berisi nilai yang tidak mungkin."],
    en: ["Impossible fact", "{label} has a value that can't be."],
  },
  INPUT_ASSUMED: {
    id: ["Data dianggap", "{label} belum ada; dihitung seolah-olah {assumed}."],
    en: ["Fact assumed", "{label} is not known; computed as if it were {assumed}."],
  },
  TABLE_ROW_MISSING: {
    id: ["Tidak ada di tabel", "Tabel {table} tidak memuat {key}."],
    en: ["Not in the table", "The table {table} has no row {key}."],
  },
  DAYS_IMPOSSIBLE: {
    id: ["Jumlah hari tidak mungkin", "{days} hari dari {of_days} hari sebulan tidak mungkin."],
    en: ["Impossible days", "{days} of {of_days} days of a month can't be."],
  },
  STEPS_DO_NOT_ADD_UP: {
    id: ["Langkah tidak bertemu", "Langkah-langkahnya tidak menghubungkan bruto dan neto. Periksa kebijakannya."],
    en: ["Steps do not add up", "The steps do not lead from gross to net. Check the policy."],
  },
  NET_IMPOSSIBLE: {
    id: ["Neto tidak mungkin", "Neto kurang dari nol atau lebih dari bruto. Periksa kebijakannya."],
    en: ["Impossible net", "The net is below zero or above the gross. Check the policy."],
  },
  CUT_EXCEEDS_BASE: {
    id: ["Potongan melebihi dasarnya", "{label} lebih besar dari dasarnya; yang dipotong hanya dasarnya."],
    en: ["Cut exceeds its base", "{label} is more than its base; only the base is cut."],
  },
  NOTICE: {
    id: ["Perlu dilihat", "{label}. Periksa keadaan orang ini; jumlahnya tidak berubah karena tanda ini."],
    en: ["To be looked at", "{label}. Look at this person's case; the mark itself changes no amount."],
  },
  AMOUNT_OUT_OF_RANGE: {
    id: ["Jumlah di luar rentang", "{label}: jumlah orang ini di luar rentang kelasnya. Perbaiki datanya."],
    en: ["Amount out of range", "{label}: the person's amount is not within the range of the class. Mend the fact."],
  },
  CUT_WAIVED: {
    id: ["Potongan dibebaskan", "{label}: potongan ditunjukkan tetapi tidak dikenakan. Pastikan dasarnya ada."],
    en: ["Cut waived", "{label}: the cuts are shown and not applied. Make sure that there are grounds."],
  },
  NOT_ENTITLED: {
    id: ["Tidak berhak", "{label}: tidak ada yang dibayar untuk bulan ini."],
    en: ["Not entitled", "{label}: nothing is paid for this month."],
  },
  PARTIAL_CHECK: {
    id: [
      "Periksa bagian bulan",
      "{label}: keadaan ini tidak meliputi sebulan penuh. Periksa berapa yang harus dibayar.",
    ],
    en: ["Part of a month", "{label}: this does not hold for the whole month. Check what must be paid."],
  },
  OVERRIDE_BEYOND: {
    id: ["Melewati aturan", "{label}: lamanya melewati yang diatur. Periksa apa yang berlaku sesudahnya."],
    en: ["Beyond the rule", "{label}: it lasts longer than the rule says. Check what holds afterwards."],
  },
  OVERRIDE_OVERLAP: {
    id: [
      "Beberapa masa bertemu",
      "{label}: lebih dari satu masa dalam bulan ini; dihitung yang potongannya terbesar. Periksa.",
    ],
    en: [
      "Several spells meet",
      "{label}: more than one spell in this month; the one with the largest cut counts. Check it.",
    ],
  },
  EVENT_OVERLAP: {
    id: ["Beberapa kejadian bertemu", "{label}: lebih dari satu kejadian masih berjalan. Periksa mana yang berlaku."],
    en: ["Several events meet", "{label}: more than one event is still running. Check which holds."],
  },
  ACTING_OVERLAP: {
    id: ["Beberapa tugas rangkap", "{label}: lebih dari satu jabatan dirangkap bulan ini. Periksa mana yang dibayar."],
    en: ["Several acted posts", "{label}: more than one post is acted in this month. Check which is paid."],
  },
  IMPOSSIBLE_TAP: {
    id: ["Rekaman tidak mungkin", "{label}: pada {days} hari rekamannya tidak mungkin. Periksa mesin dan harinya."],
    en: ["Impossible tap", "{label}: on {days} days a tap can't be real. Check the machine and the days."],
  },
  DECREE_PENDING: {
    id: ["Keputusan belum tetap", "{label}: keputusannya belum tetap, jadi belum diterapkan. Tunggu atau lengkapi."],
    en: ["Decree pending", "{label}: the decree is not confirmed, so it is not applied. Wait for it or complete it."],
  },
  DEMOTION_OVERLAP: {
    id: ["Beberapa penurunan jabatan", "{label}: lebih dari satu berjalan; kelas terendah dipakai. Periksa."],
    en: ["Several demotions", "{label}: more than one is running; the lowest class is used. Check them."],
  },
  CONTRIBUTION_EXCEEDS_NET: {
    id: [
      "Iuran melebihi neto",
      "Iuran lebih besar daripada yang dibayarkan; yang dipotong hanya sampai nol. Periksa dasarnya.",
    ],
    en: [
      "Contribution exceeds the net",
      "The contributions are more than what is paid; they are taken down to zero only. Check their base.",
    ],
  },
  TAX_EXCEEDS_NET: {
    id: [
      "Pajak melebihi neto",
      "Pajak lebih besar daripada yang dibayarkan; yang dipotong hanya sampai nol. Periksa penghasilan setahun.",
    ],
    en: [
      "Tax exceeds the net",
      "The tax is more than what is paid; it is taken down to zero only. Check the year's income.",
    ],
  },
  TAX_YEAR_PARTLY_KNOWN: {
    id: [
      "Penghasilan setahun belum lengkap",
      "{months} bulan dalam tahun ini tanpa data gaji dan tanpa penghasilan dari pemberi kerja lain. Catat bukti potongnya, atau nol bila tidak ada.",
    ],
    en: [
      "Income of the year is incomplete",
      "{months} months of this year have no salary and no income from other employers. Record the withholding slip, or zero if there was none.",
    ],
  },
  PAYOUT_NEGATIVE: {
    id: ["Pembayaran kurang dari nol", "Yang dibayarkan kurang dari nol; {carried} rupiah dibawa ke bulan berikutnya."],
    en: ["Payout below zero", "The payout is below zero; {carried} rupiah are carried to the next month."],
  },
  OVERRIDE_RAISES: {
    id: [
      "Pengganti menaikkan jumlah",
      "{label}: penggantinya lebih tinggi daripada hasil dengan potongan. Pastikan itu benar.",
    ],
    en: [
      "Replacement pays more",
      "{label}: the replacement is more than the amount with its cuts. Make sure that is right.",
    ],
  },
  EVENT_ENDED: {
    id: [
      "Berakhir sebelum berlaku",
      "{label}: berakhir sebelum bulan pertamanya, jadi tidak pernah dipotong. Periksa tanggal akhirnya.",
    ],
    en: [
      "Ended before it acted",
      "{label}: it ended before its first month and was never cut. Check the day of its end.",
    ],
  },
  FACTS_DIFFER: {
    id: [
      "Dua keputusan berbeda",
      "Dua keputusan menyatakan hal yang berbeda tentang hari yang sama. Periksa mana yang berlaku.",
    ],
    en: ["Two decisions differ", "Two decisions say different things about the same days. Check which one holds."],
  },
  DAYS_PAID_ELSEWHERE: {
    id: ["Hari sudah dibayar", "{elsewhere} hari sudah diberikan di tempat lain; di sini {paid} hari."],
    en: ["Days paid before", "{elsewhere} days were given elsewhere; {paid} days remain here."],
  },
  MONTH_DIVIDED: {
    id: [
      "Beberapa jabatan dalam sebulan",
      "Ada {count} jabatan dalam bulan itu, dan aturannya tidak membagi menurut hari. Tentukan dahulu.",
    ],
    en: [
      "Several posts in one month",
      "There are {count} posts in the month, and the rule does not divide by days. Decide first.",
    ],
  },
  MONTH_NOT_WHOLE: {
    id: [
      "Hanya sebagian bulan",
      "Hanya {days} hari dalam bulan itu, dan aturannya membayar utuh. Pastikan hal itu benar.",
    ],
    en: [
      "A part of the month only",
      "Only {days} days of the month, and the rule pays it whole. Make sure that is right.",
    ],
  },
  NET_ZERO: {
    id: ["Tidak ada yang dibayar", "Jumlah bulan ini nol. Pastikan hal itu benar."],
    en: ["Nothing to pay", "This month comes to zero. Make sure that is right."],
  },
  NET_JUMP: {
    id: [
      "Sangat berbeda dari bulan lalu",
      "Jumlahnya {ratio} kali atau lebih, atau seper-{ratio} atau kurang, dari yang terakhir dibayar. Pastikan hal itu benar.",
    ],
    en: [
      "Very different from before",
      "The amount is {ratio} times what was paid last or more, or one part in {ratio} of it or less. Make sure that is right.",
    ],
  },
  NEGATIVE_BASE: {
    id: [
      "Potongan melebihi hak",
      "Potongan atau koreksi lebih besar daripada yang diperoleh bulan ini. Periksa datanya sebelum dibayar.",
    ],
    en: [
      "Cuts exceed what was earned",
      "Cuts or corrections are more than what was earned in this month. Check the facts before it is paid.",
    ],
  },
  OVER_MAXIMUM: {
    id: ["Melebihi batas", "{label}: bruto {gross} rupiah di atas batasnya, {most} rupiah. Periksa data dan tabelnya."],
    en: [
      "Above the maximum",
      "{label}: the gross of {gross} rupiah is above its maximum of {most}. Check facts and table.",
    ],
  },
  PREDICATE_MISSING: {
    id: [
      "Predikat belum ada",
      "Predikat kinerja bulan ini belum ada. Jumlahnya dihitung tanpa predikat. Periksa penilaiannya.",
    ],
    en: [
      "No predicate",
      "There is no predicate for this month. The amount was computed without one. Check the evaluation.",
    ],
  },
  DATA_LATE: {
    id: [
      "Data terlambat",
      "Ada data bulan ini yang baru diputuskan pada {day}, sesudah batas kebijakan. Periksa dasarnya.",
    ],
    en: [
      "Late data",
      "A fact of this month was decided only on {day}, after the policy's last day. Check what it rests on.",
    ],
  },
} satisfies Entries;
