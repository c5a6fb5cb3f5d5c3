import { defineWords } from "../../i18n/define.ts";

type Params = Readonly<Record<string, string>>;
type Says = (params: Params) => string;

const label = ({ label: text, input }: Params): string => text ?? input ?? "–";

/** Words of anomalies by their code. */
export const flagWords = defineWords<Readonly<Record<string, Says>>>({
  id: {
    INPUT_MISSING: (params) => `${label(params)} belum ada, jadi barisnya tidak dapat dihitung.`,
    INPUT_IMPOSSIBLE: (params) => `${label(params)} berisi nilai yang tidak mungkin.`,
    INPUT_ASSUMED: (params) => `${label(params)} belum ada dan dianggap ${params["assumed"] ?? "0"}.`,
    TABLE_ROW_MISSING: ({ table = "–", key = "–" }) => `Tabel ${table} tidak memuat “${key}”.`,
    DAYS_IMPOSSIBLE: ({ days = "–", of_days = "–" }) => `Hari dibayar ${days} dari ${of_days} tidak mungkin.`,
    STEPS_DO_NOT_ADD_UP: () => "Langkah perhitungannya tidak berjumlah sama dengan neto.",
    NET_IMPOSSIBLE: () => "Neto di bawah nol atau di atas bruto.",
    CUT_EXCEEDS_BASE: (params) => `${label(params)}: potongan melebihi bagiannya dan dibatasi.`,
    AMOUNT_OUT_OF_RANGE: (params) => `${label(params)}: jumlahnya di luar rentang kelasnya.`,
    CUT_WAIVED: (params) => `${label(params)}: potongan ditunjukkan tetapi tidak dikenakan.`,
    NOT_ENTITLED: (params) => `${label(params)}: tidak berhak bulan ini.`,
    PARTIAL_CHECK: (params) => `${label(params)}: hanya sebagian bulan; periksa berapa yang harus dibayar.`,
    OVERRIDE_BEYOND: (params) => `${label(params)}: lebih lama daripada yang diatur.`,
    OVERRIDE_OVERLAP: (params) => `${label(params)}: beberapa keadaan dalam satu bulan; yang terbesar dipakai.`,
    OVERRIDE_RAISES: (params) => `${label(params)}: penggantinya lebih tinggi daripada hasil dengan potongan.`,
    EVENT_ENDED: (params) => `${label(params)}: berakhir sebelum bulan pertamanya; periksa tanggal akhirnya.`,
    EVENT_OVERLAP: (params) => `${label(params)}: beberapa hukuman berjalan bersamaan.`,
    ACTING_OVERLAP: (params) => `${label(params)}: beberapa jabatan dirangkap bersamaan.`,
    IMPOSSIBLE_TAP: (params) => `${label(params)}: ${params["days"] ?? "1"} hari dengan rekaman yang tidak mungkin.`,
    DECREE_PENDING: (params) => `${label(params)}: ada keputusan yang belum ditetapkan dan belum dihitung.`,
    DEMOTION_OVERLAP: (params) => `${label(params)}: beberapa penurunan kelas; yang terendah dipakai.`,
    NOTICE: (params) => `${label(params)}.`,
    CONTRIBUTION_EXCEEDS_NET: (params) => `${label(params)}: iuran lebih besar daripada haknya.`,
    TAX_EXCEEDS_NET: (params) => `${label(params)}: pajak lebih besar daripada haknya.`,
    TAX_YEAR_PARTLY_KNOWN: ({ months = "" }) =>
      `${months} bulan tahun ini tanpa data gaji dan tanpa penghasilan dari pemberi kerja lain.`,
    PAYOUT_NEGATIVE: ({ carried = "0" }) => `Koreksi melebihi hak bulan ini; Rp${carried} menjadi tagihan.`,
    FACTS_DIFFER: () => "Dua keputusan berbeda tentang hari yang sama. Periksa mana yang berlaku.",
    DAYS_PAID_ELSEWHERE: ({ paid = "0", elsewhere = "0" }) =>
      `${elsewhere} hari sudah dibayar instansi lain; di sini dihitung ${paid} hari.`,
    MONTH_DIVIDED: ({ count = "2" }) => `Ada ${count} jabatan dalam bulan itu; aturannya tidak membagi menurut hari.`,
    MONTH_NOT_WHOLE: ({ days = "–" }) => `Hanya ${days} hari dalam bulan itu; aturannya membayar utuh.`,
    NET_ZERO: () => "Netonya nol.",
    NET_JUMP: ({ ratio = "2" }) =>
      `Netonya ${ratio} kali atau lebih, atau seper-${ratio} atau kurang, dari bulan lalu.`,
    NEGATIVE_BASE: () => "Potongan atau koreksi lebih besar daripada yang diperoleh bulan ini.",
    OVER_MAXIMUM: (params) =>
      `${label(params)}: bruto Rp${params["gross"] ?? "–"} di atas batasnya, Rp${params["most"] ?? "–"}.`,
    PREDICATE_MISSING: () => "Predikat kinerjanya belum ada; jumlahnya dihitung tanpa predikat.",
    DATA_LATE: ({ day = "–" }) => `Ada data bulan itu yang baru diputuskan pada ${day}.`,
  },
  en: {
    INPUT_MISSING: (params) => `${label(params)} is missing, so the row can't be computed.`,
    INPUT_IMPOSSIBLE: (params) => `${label(params)} holds an impossible value.`,
    INPUT_ASSUMED: (params) => `${label(params)} is missing and was taken as ${params["assumed"] ?? "0"}.`,
    TABLE_ROW_MISSING: ({ table = "–", key = "–" }) => `Table ${table} has no row “${key}”.`,
    DAYS_IMPOSSIBLE: ({ days = "–", of_days = "–" }) => `${days} paid days of ${of_days} are impossible.`,
    STEPS_DO_NOT_ADD_UP: () => "The steps of the computation don't lead to the net.",
    NET_IMPOSSIBLE: () => "The net is below zero or above the gross.",
    CUT_EXCEEDS_BASE: (params) => `${label(params)}: the cuts exceed their part and were limited.`,
    AMOUNT_OUT_OF_RANGE: (params) => `${label(params)}: the amount is not within the range of the class.`,
    CUT_WAIVED: (params) => `${label(params)}: the cuts are shown and not applied.`,
    NOT_ENTITLED: (params) => `${label(params)}: not entitled this month.`,
    PARTIAL_CHECK: (params) => `${label(params)}: only part of the month; check what must be paid.`,
    OVERRIDE_BEYOND: (params) => `${label(params)}: longer than the rule provides for.`,
    OVERRIDE_OVERLAP: (params) => `${label(params)}: several in one month; the largest was taken.`,
    OVERRIDE_RAISES: (params) => `${label(params)}: the replacement is more than the amount with its cuts.`,
    EVENT_ENDED: (params) => `${label(params)}: it ended before its first month; check the day of its end.`,
    EVENT_OVERLAP: (params) => `${label(params)}: several sanctions run at once.`,
    ACTING_OVERLAP: (params) => `${label(params)}: several posts are acted at once.`,
    IMPOSSIBLE_TAP: (params) => `${label(params)}: ${params["days"] ?? "1"} days with a tap that can't be.`,
    DECREE_PENDING: (params) => `${label(params)}: a decree is not confirmed yet and was not counted.`,
    DEMOTION_OVERLAP: (params) => `${label(params)}: several demotions; the lowest class was taken.`,
    NOTICE: (params) => `${label(params)}.`,
    CONTRIBUTION_EXCEEDS_NET: (params) => `${label(params)}: contributions exceed the entitlement.`,
    TAX_EXCEEDS_NET: (params) => `${label(params)}: the tax exceeds the entitlement.`,
    TAX_YEAR_PARTLY_KNOWN: ({ months = "" }) =>
      `${months} months of this year have no salary and no income from other employers.`,
    PAYOUT_NEGATIVE: ({ carried = "0" }) =>
      `Corrections exceed this month's entitlement; Rp${carried} is to be paid back.`,
    FACTS_DIFFER: () => "Two decisions say different things about the same days. Check which one holds.",
    DAYS_PAID_ELSEWHERE: ({ paid = "0", elsewhere = "0" }) =>
      `${elsewhere} days were paid by another agency; ${paid} days count here.`,
    MONTH_DIVIDED: ({ count = "2" }) => `${count} posts in the month; the rule does not divide by days.`,
    MONTH_NOT_WHOLE: ({ days = "–" }) => `Only ${days} days of the month; the rule pays it whole.`,
    NET_ZERO: () => "The net is zero.",
    NET_JUMP: ({ ratio = "2" }) =>
      `The net is ${ratio} times last month's or more, or one part in ${ratio} of it or less.`,
    NEGATIVE_BASE: () => "Cuts or corrections are more than what was earned in this month.",
    OVER_MAXIMUM: (params) =>
      `${label(params)}: the gross of Rp${params["gross"] ?? "–"} is above its maximum, Rp${params["most"] ?? "–"}.`,
    PREDICATE_MISSING: () => "There is no predicate; the amount was computed without one.",
    DATA_LATE: ({ day = "–" }) => `A fact of that month was decided only on ${day}.`,
  },
});

/** Why a run stopped, by the code of the refusal. */
export const causeWords = defineWords<Readonly<Record<string, string>>>({
  id: {
    PERIOD_NOT_SEALED: "Catatan atau predikat bulan itu belum ditutup. Petugas kepegawaian menutupnya dahulu.",
    POLICY_MISSING: "Belum ada kebijakan yang berlaku untuk bulan itu.",
    POLICY_AMBIGUOUS: "Lebih dari satu kebijakan berlaku untuk bulan itu. Akhiri salah satunya.",
    INPUT_MISMATCH:
      "Jumlah atau sidik data masukan tidak cocok dengan yang ditutup. Hitung lagi; bila berulang, beri tahu operasi.",
    ENGINE_CHANGED: "Mesin hitung diganti di tengah proses. Mulai lagi: semua orang dihitung dengan mesin yang baru.",
  },
  en: {
    PERIOD_NOT_SEALED:
      "The entries or predicates of that month are not sealed. The personnel officer seals them first.",
    POLICY_MISSING: "No policy is in force for that month.",
    POLICY_AMBIGUOUS: "More than one policy is in force for that month. End one of them.",
    INPUT_MISMATCH:
      "Count or hash of the inputs differ from what was sealed. Compute again; if it recurs, tell operations.",
    ENGINE_CHANGED:
      "The engine was replaced in the middle of the run. Start again: everybody is computed by the new one.",
  },
});
