import { type Entries } from "./entry.ts";

/** What a run asks a person to look at, in one row of pay: without values for whose row it is, whose statement has the code alone, and with values for officers. */
export const payFlags = {
  INPUT_MISSING: {
    id: ["Ada data yang belum tersedia", "{label} belum ada, sehingga belum dapat dihitung."],
    en: ["A fact is missing", "{label} is not known, so nothing could be computed."],
  },
  INPUT_IMPOSSIBLE: {
    id: ["Ada data yang tidak mungkin", "{label} berisi nilai yang tidak mungkin."],
    en: ["A fact is impossible", "{label} has a value that can't be."],
  },
  INPUT_ASSUMED: {
    id: ["Ada data yang diandaikan menurut kebijakan", "{label} belum ada; dihitung seolah-olah {assumed}."],
    en: ["A fact is assumed as the policy says", "{label} is not known; computed as if it were {assumed}."],
  },
  TABLE_ROW_MISSING: {
    id: ["Tabel kebijakan tidak memuat nilainya", "Tabel {table} tidak memuat {key}."],
    en: ["The policy's table lacks the value", "The table {table} has no row {key}."],
  },
  DAYS_IMPOSSIBLE: {
    id: ["Jumlah hari tidak mungkin", "{days} hari dari {of_days} hari sebulan tidak mungkin."],
    en: ["An impossible number of days", "{days} of {of_days} days of a month can't be."],
  },
  STEPS_DO_NOT_ADD_UP: {
    id: [
      "Langkah hitungnya tidak berjumlah sama",
      "Langkah-langkahnya tidak menghubungkan bruto dan neto. Periksa kebijakannya.",
    ],
    en: ["The steps don't add up", "The steps do not lead from gross to net. Check the policy."],
  },
  NET_IMPOSSIBLE: {
    id: ["Jumlahnya tidak mungkin", "Neto kurang dari nol atau lebih dari bruto. Periksa kebijakannya."],
    en: ["An impossible amount", "The net is below zero or above the gross. Check the policy."],
  },
  CUT_EXCEEDS_BASE: {
    id: ["Potongan melebihi bagiannya", "{label} lebih besar dari dasarnya; yang dipotong hanya dasarnya."],
    en: ["A cut exceeds its part", "{label} is more than its base; only the base is cut."],
  },
  NOTICE: {
    id: [
      "Ada keadaan yang perlu diperiksa menurut kebijakan",
      "{label}. Periksa keadaan orang ini; jumlahnya tidak berubah karena tanda ini.",
    ],
    en: [
      "Something that the policy wants checked",
      "{label}. Look at this person's case; the mark itself changes no amount.",
    ],
  },
  AMOUNT_OUT_OF_RANGE: {
    id: [
      "Jumlah yang tercatat di luar rentang kelasnya",
      "{label}: jumlah orang ini di luar rentang kelasnya. Perbaiki datanya.",
    ],
    en: [
      "The recorded amount is outside of its class's range",
      "{label}: the person's amount is not within the range of the class. Mend the fact.",
    ],
  },
  CUT_WAIVED: {
    id: [
      "Potongan ditampilkan tetapi tidak diterapkan",
      "{label}: potongan ditunjukkan tetapi tidak dikenakan. Pastikan dasarnya ada.",
    ],
    en: [
      "Cuts are shown but not applied",
      "{label}: the cuts are shown and not applied. Make sure that there are grounds.",
    ],
  },
  NOT_ENTITLED: {
    id: ["Tidak berhak menurut aturan", "{label}: tidak ada yang dibayar untuk bulan ini."],
    en: ["Not entitled by the rule", "{label}: nothing is paid for this month."],
  },
  PARTIAL_CHECK: {
    id: [
      "Aturan mengenai sebagian bulan saja",
      "{label}: keadaan ini tidak meliputi sebulan penuh. Periksa berapa yang harus dibayar.",
    ],
    en: [
      "A rule applies to a part of the month only",
      "{label}: this does not hold for the whole month. Check what must be paid.",
    ],
  },
  OVERRIDE_BEYOND: {
    id: [
      "Lebih lama daripada yang diatur",
      "{label}: lamanya melewati yang diatur. Periksa apa yang berlaku sesudahnya.",
    ],
    en: [
      "Longer than the rule provides for",
      "{label}: it lasts longer than the rule says. Check what holds afterwards.",
    ],
  },
  OVERRIDE_OVERLAP: {
    id: [
      "Beberapa keadaan bertemu dalam satu bulan",
      "{label}: lebih dari satu masa dalam bulan ini; dihitung yang potongannya terbesar. Periksa.",
    ],
    en: [
      "Several conditions meet in one month",
      "{label}: more than one spell in this month; the one with the largest cut counts. Check it.",
    ],
  },
  EVENT_OVERLAP: {
    id: [
      "Beberapa potongan masih berlaku bersamaan",
      "{label}: lebih dari satu kejadian masih berjalan. Periksa mana yang berlaku.",
    ],
    en: ["Several cuts are in effect at once", "{label}: more than one event is still running. Check which holds."],
  },
  ACTING_OVERLAP: {
    id: [
      "Lebih dari satu jabatan dirangkap",
      "{label}: lebih dari satu jabatan dirangkap bulan ini. Periksa mana yang dibayar.",
    ],
    en: ["More than one acted post", "{label}: more than one post is acted in this month. Check which is paid."],
  },
  IMPOSSIBLE_TAP: {
    id: [
      "Ada rekaman kehadiran yang tidak mungkin",
      "{label}: pada {days} hari rekamannya tidak mungkin. Periksa mesin dan harinya.",
    ],
    en: [
      "An impossible attendance record",
      "{label}: on {days} days a tap can't be real. Check the machine and the days.",
    ],
  },
  DECREE_PENDING: {
    id: [
      "Ada keputusan yang belum dipastikan",
      "{label}: keputusannya belum tetap, jadi belum diterapkan. Tunggu atau lengkapi.",
    ],
    en: [
      "A decree isn't confirmed yet",
      "{label}: the decree is not confirmed, so it is not applied. Wait for it or complete it.",
    ],
  },
  DEMOTION_OVERLAP: {
    id: ["Lebih dari satu penurunan jabatan", "{label}: lebih dari satu berjalan; kelas terendah dipakai. Periksa."],
    en: ["More than one demotion", "{label}: more than one is running; the lowest class is used. Check them."],
  },
  CONTRIBUTION_EXCEEDS_NET: {
    id: [
      "Iuran lebih besar daripada haknya",
      "Iuran lebih besar daripada yang dibayarkan; yang dipotong hanya sampai nol. Periksa dasarnya.",
    ],
    en: [
      "Contributions exceed the entitlement",
      "The contributions are more than what is paid; they are taken down to zero only. Check their base.",
    ],
  },
  CONTRIBUTION_BILLED: {
    id: [
      "Kekurangan iuran menjadi tagihan",
      "{label}: yang bersangkutan sudah tidak dibayar di sini; {billed} rupiah bagiannya menjadi tagihan, dan bagian pemberi kerja dibukukan. Siapkan surat tagihannya.",
    ],
    en: [
      "A contribution that was too little is billed",
      "{label}: the person is paid here no more; {billed} rupiah of the own share become a receivable, and the employer's share is booked. Prepare the letter.",
    ],
  },
  TAX_EXCEEDS_NET: {
    id: [
      "Pajak lebih besar daripada haknya",
      "Pajak lebih besar daripada yang dibayarkan; yang dipotong hanya sampai nol. Periksa penghasilan setahun.",
    ],
    en: [
      "The tax exceeds the entitlement",
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
    id: [
      "Koreksi lebih besar daripada haknya",
      "Yang dibayarkan kurang dari nol; {carried} rupiah dibawa ke bulan berikutnya.",
    ],
    en: [
      "Corrections exceed the entitlement",
      "The payout is below zero; {carried} rupiah are carried to the next month.",
    ],
  },
  OVERRIDE_RAISES: {
    id: [
      "Penggantinya lebih tinggi daripada hasil dengan potongan",
      "{label}: penggantinya lebih tinggi daripada hasil dengan potongan. Pastikan itu benar.",
    ],
    en: [
      "The replacement is more than the amount with its cuts",
      "{label}: the replacement is more than the amount with its cuts. Make sure that is right.",
    ],
  },
  EVENT_ENDED: {
    id: [
      "Berakhir sebelum bulan pertamanya",
      "{label}: berakhir sebelum bulan pertamanya, jadi tidak pernah dipotong. Periksa tanggal akhirnya.",
    ],
    en: [
      "It ended before its first month",
      "{label}: it ended before its first month and was never cut. Check the day of its end.",
    ],
  },
  FACTS_DIFFER: {
    id: [
      "Dua keputusan berbeda tentang hari yang sama",
      "Dua keputusan menyatakan hal yang berbeda tentang hari yang sama. Periksa mana yang berlaku.",
    ],
    en: [
      "Two decisions differ about the same days",
      "Two decisions say different things about the same days. Check which one holds.",
    ],
  },
  DAYS_PAID_ELSEWHERE: {
    id: [
      "Sebagian hari dibayar instansi lain",
      "{elsewhere} hari sudah diberikan oleh hitungan {run} (instansi {agency}); di sini {paid} hari.",
    ],
    en: [
      "Some days are paid by another agency",
      "{elsewhere} days were given by run {run} (agency {agency}); {paid} days remain here.",
    ],
  },
  MONTH_SEALED_ANEW: {
    id: [
      "Catatan atau kehadiran berubah sesudah bulan ditutup",
      "Catatan atau kehadirannya berubah sesudah bulan itu pertama kali ditutup; yang dihitung revisi {revision}.",
    ],
    en: [
      "Entries or attendance changed after sealing",
      "Entries or attendance changed after the month was sealed first; revision {revision} is paid.",
    ],
  },
  MONTH_DIVIDED: {
    id: [
      "Beberapa jabatan dalam bulan itu",
      "Ada {count} jabatan dalam bulan itu, dan aturannya tidak membagi menurut hari. Tentukan dahulu.",
    ],
    en: [
      "Several posts in the month",
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
    id: ["Jumlahnya nol", "Jumlah bulan ini nol. Pastikan hal itu benar."],
    en: ["The amount is zero", "This month comes to zero. Make sure that is right."],
  },
  NET_JUMP: {
    id: [
      "Jauh berbeda dari bulan lalu",
      "Jumlahnya {ratio} kali atau lebih, atau seper-{ratio} atau kurang, dari yang terakhir dibayar. Pastikan hal itu benar.",
    ],
    en: [
      "Far from last month's amount",
      "The amount is {ratio} times what was paid last or more, or one part in {ratio} of it or less. Make sure that is right.",
    ],
  },
  NEGATIVE_BASE: {
    id: [
      "Potongan atau koreksi lebih besar daripada haknya",
      "Potongan atau koreksi lebih besar daripada yang diperoleh bulan ini. Periksa datanya sebelum dibayar.",
    ],
    en: [
      "Cuts or corrections exceed the entitlement",
      "Cuts or corrections are more than what was earned in this month. Check the facts before it is paid.",
    ],
  },
  OVER_MAXIMUM: {
    id: [
      "Lebih tinggi daripada batasnya",
      "{label}: bruto {gross} rupiah di atas batasnya, {most} rupiah. Periksa data dan tabelnya.",
    ],
    en: [
      "Above its maximum",
      "{label}: the gross of {gross} rupiah is above its maximum of {most}. Check facts and table.",
    ],
  },
  PREDICATE_MISSING: {
    id: [
      "Predikat kinerja belum ada",
      "Predikat kinerja bulan ini belum ada. Jumlahnya dihitung tanpa predikat. Periksa penilaiannya.",
    ],
    en: [
      "There is no predicate",
      "There is no predicate for this month. The amount was computed without one. Check the evaluation.",
    ],
  },
  ATTENDANCE_BY_HAND: {
    id: [
      "Ada kehadiran yang dikoreksi dengan tangan",
      "{days} hari yang dibayar, mulai {first}, memakai kehadiran yang dikoreksi petugas atau sif yang ditetapkan sesudahnya. Periksa alasan dan buktinya.",
    ],
    en: [
      "Attendance was corrected by hand",
      "{days} of the paid days, from {first} on, rest on attendance that an officer corrected or on a shift set afterwards. Check reason and evidence.",
    ],
  },
  FACT_UNREAD: {
    id: [
      "Ada catatan yang tidak dibaca aturan ini",
      "{facts}: sudah dikonfirmasi dan mengenai bulan ini, tetapi kebijakan tidak membacanya. Jumlahnya dihitung tanpa catatan itu. Periksa apakah memang begitu.",
    ],
    en: [
      "A fact is not read by the policy",
      "{facts}: confirmed and of this month, but no input of the policy reads it. The amount was computed without it. Check that this is meant.",
    ],
  },
  DATA_LATE: {
    id: [
      "Ada data yang terlambat diputuskan",
      "Ada data bulan ini yang baru diputuskan pada {day}, sesudah batas kebijakan. Periksa dasarnya.",
    ],
    en: [
      "A fact was decided late",
      "A fact of this month was decided only on {day}, after the policy's last day. Check what it rests on.",
    ],
  },
} satisfies Entries;
