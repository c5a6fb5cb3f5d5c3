import { type Entries } from "./entry.ts";

/** Policies, runs, payouts and statements. */
export const allowance = {
  POLICY_INVALID: {
    id: [
      "Dokumen kebijakan belum benar",
      "Dokumen kebijakan memuat bagian yang tidak dikenal atau salah. Tidak ada yang disimpan. Perbaiki bagian yang ditandai.",
    ],
    en: [
      "Policy document has faults",
      "The policy document holds something unknown or wrong. Nothing was stored. Correct the parts named.",
    ],
  },
  POLICY_VERSION_TAKEN: {
    id: [
      "Versi sudah dipakai",
      "Nomor versi ini sudah dipakai dokumen lain. Dokumen yang ada tetap berlaku. Pakai nomor versi berikutnya.",
    ],
    en: [
      "Version is taken",
      "This version number belongs to another document. That one stands. Use the next version number.",
    ],
  },
  POLICY_UNKNOWN: {
    id: ["Kebijakan tidak ditemukan", "Kebijakan ini tidak ada. Tidak ada yang diubah. Pilih kebijakan dari daftar."],
    en: ["Policy not found", "There is no such policy. Nothing was changed. Choose one of the list."],
  },
  POLICY_STATE: {
    id: [
      "Langkah belum atau sudah lewat",
      "Langkah ini tidak berlaku untuk keadaan kebijakan sekarang. Tidak ada yang diubah. Muat ulang untuk melihat keadaannya.",
    ],
    en: [
      "Not this step",
      "This step does not fit the policy's present state. Nothing was changed. Reload to see where it stands.",
    ],
  },
  POLICY_TESTS_FAIL: {
    id: [
      "Uji kebijakan gagal",
      "Contoh hitungan di dalam kebijakan tidak menghasilkan angka yang tertulis. Kebijakan belum disahkan. Perbaiki aturan atau contohnya.",
    ],
    en: [
      "Policy's tests fail",
      "The worked examples inside of the policy do not give the figures written. It was not approved. Correct the rules or the examples.",
    ],
  },
  POLICY_UNCONFIRMED: {
    id: [
      "Ada angka yang belum dipastikan",
      "Beberapa bagian kebijakan belum dibandingkan dengan naskah resmi. Kebijakan belum diaktifkan. Pastikan bagian yang ditandai, lalu aktifkan.",
    ],
    en: [
      "Numbers are not confirmed yet",
      "Some parts of the policy were not compared with the official text. It was not activated. Confirm the parts named, then activate.",
    ],
  },
  POLICY_PLACE_CERTAIN: {
    id: [
      "Bagian ini tidak diragukan",
      "Kebijakan ini tidak menandai bagian itu sebagai belum pasti. Tidak ada yang dicatat. Pilih bagian dari daftar kebijakan.",
    ],
    en: [
      "This place is not in doubt",
      "The policy does not name this place as unverified. Nothing was recorded. Choose a place of the policy's list.",
    ],
  },
  POLICY_IMPACT_MISSING: {
    id: [
      "Dampak belum dihitung",
      "Dampak kebijakan ini pada masa terakhir yang dibukukan belum dihitung sampai selesai. Kebijakan belum diaktifkan. Hitung dampaknya, lalu aktifkan.",
    ],
    en: [
      "Impact is not known yet",
      "What this policy changes in the last posted month was not computed to its end. It was not activated. Report the impact, then activate.",
    ],
  },
  POSTED_MONTH_MISSING: {
    id: [
      "Belum ada masa yang dibukukan",
      "Instansi ini belum punya perhitungan yang dibukukan. Tidak ada yang dihitung. Kebijakan pertama dapat diaktifkan tanpa laporan dampak.",
    ],
    en: [
      "No month is posted yet",
      "This agency has no posted run. Nothing was computed. A first policy can be activated without an impact report.",
    ],
  },
  HASH_MISMATCH: {
    id: [
      "Isi berbeda dari yang dilihat",
      "Isi berubah sejak Anda melihatnya. Tidak ada yang disahkan. Muat ulang, periksa, lalu sahkan.",
    ],
    en: [
      "Content differs from what was seen",
      "The content changed since you saw it. Nothing was approved. Reload, look at it again, then approve.",
    ],
  },
  PERIOD_NOT_SEALED: {
    id: [
      "Masa belum ditutup",
      "Catatan atau predikat masa ini belum ditutup. Tidak ada yang dihitung. Tutup masanya, lalu hitung.",
    ],
    en: [
      "Period is not sealed",
      "The log or the predicates of this period are not sealed. Nothing was computed. Seal the period, then compute.",
    ],
  },
  POLICY_MISSING: {
    id: [
      "Belum ada kebijakan",
      "Tidak ada kebijakan yang berlaku untuk masa ini. Tidak ada yang dihitung. Sahkan kebijakan untuk masa itu.",
    ],
    en: [
      "No policy in force",
      "No policy is in force for this period. Nothing was computed. Approve one for that time.",
    ],
  },
  RUN_OPEN: {
    id: [
      "Hitungan lain belum selesai",
      "Hitungan lain instansi ini, yang harus mendahuluinya, belum dibukukan. Tidak ada yang dihitung. Selesaikan hitungan itu dahulu.",
    ],
    en: [
      "Another run is open",
      "Another run of this agency that comes first is not posted yet. Nothing was computed. Finish that run first.",
    ],
  },
  NOTHING_DUE: {
    id: [
      "Tidak ada yang perlu dibayar lagi",
      "Hitungan ini sudah dibukukan, dan tidak ada koreksi atau pembayaran tertahan darinya yang jatuh tempo. Tidak ada yang dihitung. Lepaskan penahanan atau sahkan koreksi dahulu, lalu hitung susulannya.",
    ],
    en: [
      "Nothing is left to pay",
      "This run is posted, and no correction and no held payment of it is due. Nothing was computed. Release the hold or confirm the correction first, then start the run that follows.",
    ],
  },
  PAYOUT_MONTH_PAST: {
    id: [
      "Bulan pembayaran sudah lewat",
      "Bulan pembayaran yang lebih akhir sudah dibukukan, dan potongannya menghitung bulan sebelumnya. Tidak ada yang dihitung. Bayarkan kekurangannya lewat koreksi.",
    ],
    en: [
      "The month of payment is past",
      "A later month of payment is posted already, and its deductions count the months before. Nothing was computed. Pay what is missing by a correction.",
    ],
  },
  PERSON_NOT_IN_RUN: {
    id: [
      "Tidak ada dalam hitungan",
      "Orang ini tidak ada dalam hitungan tersebut. Tidak ada yang diubah. Pilih orang dari daftar hitungan.",
    ],
    en: [
      "Not in the run",
      "This person is not in the run. Nothing was changed. Choose somebody from the list of the run.",
    ],
  },
  PERSON_HELD: {
    id: [
      "Sudah ditahan",
      "Pembayaran orang ini sudah ditahan dalam hitungan tersebut. Tidak ada yang diubah. Muat ulang untuk melihatnya.",
    ],
    en: [
      "Held already",
      "This person's payment is held out of the run already. Nothing was changed. Reload to see it.",
    ],
  },
  POLICY_AMBIGUOUS: {
    id: [
      "Lebih dari satu kebijakan",
      "Lebih dari satu kebijakan berlaku untuk masa ini. Tidak ada yang dihitung. Akhiri salah satunya.",
    ],
    en: [
      "More than one policy",
      "More than one policy is in force for this period. Nothing was computed. End one of them.",
    ],
  },
  INPUT_MISMATCH: {
    id: [
      "Masukan tidak cocok",
      "Jumlah atau sidik data masukan tidak cocok dengan yang ditutup. Tidak ada yang dihitung. Ulangi; bila berulang, hubungi operasi.",
    ],
    en: [
      "Input does not match",
      "Count or hash of the input differ from what was sealed. Nothing was computed. Try again; if it recurs, tell operations.",
    ],
  },
  RUN_UNKNOWN: {
    id: [
      "Hitungan tidak ditemukan",
      "Hitungan ini tidak ada di instansi yang disebut. Tidak ada yang diubah. Pilih hitungan dari daftar.",
    ],
    en: ["Run not found", "There is no such run in the agency named. Nothing was changed. Choose one of the list."],
  },
  RUN_STATE: {
    id: [
      "Langkah belum atau sudah lewat",
      "Langkah ini tidak berlaku untuk keadaan hitungan sekarang. Tidak ada yang diubah. Muat ulang untuk melihat keadaannya.",
    ],
    en: [
      "Not this step",
      "This step does not fit the run's present state. Nothing was changed. Reload to see where it stands.",
    ],
  },
  FLAG_UNKNOWN: {
    id: [
      "Tanda tidak ditemukan",
      "Tanda ini tidak ada pada hitungan itu. Tidak ada yang diubah. Muat ulang daftar tanda.",
    ],
    en: ["Flag not found", "There is no such flag in the run. Nothing was changed. Reload the list of flags."],
  },
  FLAG_BLOCKS: {
    id: [
      "Tanda ini menahan",
      "Tanda ini menahan pembayaran dan tidak dapat diterima begitu saja. Tidak ada yang diubah. Perbaiki sebabnya atau tahan barisnya.",
    ],
    en: [
      "This flag blocks",
      "This flag blocks payment and can't simply be accepted. Nothing was changed. Correct its cause or hold the row.",
    ],
  },
  DUE_TAKEN: {
    id: [
      "Sudah dibayar di tempat lain",
      "Ada orang yang kekurangan atau koreksinya juga dibayar, atau tagihannya juga ditagih, oleh pembayaran lain yang sudah diperiksa. Tidak ada yang diubah. Tahan orang itu di sini, lalu periksa lagi.",
    ],
    en: [
      "Paid elsewhere already",
      "For some people another checked run pays the same arrears or correction, or takes back the same debt. Nothing was changed. Hold these people here, then check again.",
    ],
  },
  FLAG_DECIDED: {
    id: [
      "Tanda sudah diputuskan",
      "Tanda ini sudah diputuskan. Keputusan pertama berlaku. Muat ulang untuk melihatnya.",
    ],
    en: ["Flag is decided", "This flag was decided before. The first decision stands. Reload to see it."],
  },
  FLAGS_OPEN: {
    id: [
      "Masih ada tanda terbuka",
      "Masih ada tanda yang belum diputuskan. Hitungan tetap tersimpan. Putuskan semuanya, lalu lanjutkan.",
    ],
    en: ["Flags are open", "Some flags are not decided. The run is kept. Decide all of them, then go on."],
  },
  OWN_ROW: {
    id: [
      "Memuat baris Anda",
      "Bagian ini memuat hak Anda sendiri. Tidak ada yang diubah. Minta petugas lain untuk bagian ini.",
    ],
    en: [
      "Holds your own row",
      "This part holds your own entitlement. Nothing was changed. Ask another officer for this part.",
    ],
  },
  STATEMENT_UNKNOWN: {
    id: ["Rincian tidak ditemukan", "Rincian tunjangan ini tidak ada. Tidak ada yang diubah. Pilih bulan dari daftar."],
    en: ["Statement not found", "There is no such statement. Nothing was changed. Choose a month of the list."],
  },
  FACT_UNKNOWN: {
    id: [
      "Fakta tidak ditemukan",
      "Fakta ini tidak ada di instansi yang disebut. Tidak ada yang diubah. Pilih fakta dari daftar.",
    ],
    en: ["Fact not found", "There is no such fact in the agency named. Nothing was changed. Choose one of the list."],
  },
  FACT_STATE: {
    id: [
      "Langkah belum atau sudah lewat",
      "Langkah ini tidak berlaku untuk keadaan fakta sekarang. Tidak ada yang diubah. Muat ulang untuk melihat keadaannya.",
    ],
    en: [
      "Not this step",
      "This step does not fit the fact's present state. Nothing was changed. Reload to see where it stands.",
    ],
  },
  FACT_OF_ANOTHER: {
    id: [
      "Usulan petugas lain",
      "Usulan ini dibuat petugas lain dan masih menunggu keputusan. Tidak ada yang diubah. Tolak usulannya bila tidak benar, atau minta pengusulnya menarik.",
    ],
    en: [
      "Somebody else's proposal",
      "Another officer made this proposal, and it still waits for a decision. Nothing was changed. Reject it if it is wrong, or ask its proposer to take it back.",
    ],
  },
  FACT_REPLACED: {
    id: [
      "Fakta sudah digantikan",
      "Fakta ini sudah digantikan, atau penggantinya sedang menunggu keputusan. Tidak ada yang diubah. Muat ulang, lalu perbaiki yang baru.",
    ],
    en: [
      "Fact is replaced",
      "This fact was replaced, or a replacement waits for its decision. Nothing was changed. Reload, then correct the newer one.",
    ],
  },
} satisfies Entries;
