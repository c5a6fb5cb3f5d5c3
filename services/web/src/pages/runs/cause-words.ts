import { defineWords } from "../../i18n/define.ts";

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
