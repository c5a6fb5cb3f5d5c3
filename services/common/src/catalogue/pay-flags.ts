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
  COMPONENT_NOT_DUE: {
    id: ["Komponen belum jatuh tempo", "{component} dibayar pada bulan lain. Tahan baris ini dan bayarkan tersendiri."],
    en: ["Component not due", "{component} is paid in another month. Hold this row and pay it by itself."],
  },
  DAYS_PAID_ELSEWHERE: {
    id: ["Hari sudah dibayar", "{elsewhere} hari sudah diberikan di tempat lain; di sini {paid} hari."],
    en: ["Days paid before", "{elsewhere} days were given elsewhere; {paid} days remain here."],
  },
  NET_ZERO: {
    id: ["Tidak ada yang dibayar", "Jumlah bulan ini nol. Pastikan hal itu benar."],
    en: ["Nothing to pay", "This month comes to zero. Make sure that is right."],
  },
  NET_JUMP: {
    id: ["Sangat berbeda dari bulan lalu", "Jumlahnya dua kali atau setengah dari yang terakhir dibayar."],
    en: ["Very different from before", "The amount is twice or half of what was paid last."],
  },
} satisfies Entries;
