import { describe, expect, it } from "@jest/globals";
import { shownName } from "./shown-name.ts";

describe("a name as it is shown", () => {
  it.each([
    ["WULAN PRATIWI, S.K.M.", "Wulan Pratiwi, S.K.M."],
    ["RANGGA SASMITA, S.KOM., M.SI.", "Rangga Sasmita, S.Kom., M.Si."],
    ["RANGGA SASMITA, S.Kom., M.Si.", "Rangga Sasmita, S.Kom., M.Si."],
    ["YULIANA TEFA, S.TR.KEB", "Yuliana Tefa, S.Tr.Keb"],
    ["BAYU KERTANEGARA", "Bayu Kertanegara"],
    ["AHMAD BIN ABDUL AZIZ, S.H., M.H.", "Ahmad bin Abdul Aziz, S.H., M.H."],
    ["BINTI KHOLIFAH", "Binti Kholifah"],
    ["NUR'AINI AL-FATIHAH, A.MD.", "Nur'aini Al-Fatihah, A.Md."],
    ["I GUSTI NGURAH A.A. OKA", "I Gusti Ngurah A.A. Oka"],
    ["DRS. H. MOCH. YUSUF, M.PD.I", "Drs. H. Moch. Yusuf, M.Pd.I"],
    ["PUTU ADI, S.STP., M.AP.", "Putu Adi, S.STP., M.AP."],
    ["JOHANNES VAN DER WIJCK II", "Johannes van der Wijck II"],
    ["DEWI LESTARI, SE, MM", "Dewi Lestari, SE, MM"],
    ["dr. Ni Made Ayu, Sp.A.", "dr. Ni Made Ayu, Sp.A."],
    ["Damar Rengganis, S.K.M., M.Kes.", "Damar Rengganis, S.K.M., M.Kes."],
    ["MARIA ULFAH, SKM, M.KES", "Maria Ulfah, SKM, M.Kes"],
    ["Maria Ulfah, SKM", "Maria Ulfah, SKM"],
    ["A", "A"],
    ["", ""],
  ])("%s", (stored, shown) => {
    expect(shownName(stored)).toBe(shown);
    // Officers find people by the name that they see: only the case may differ.
    expect(shown.toLowerCase()).toBe(stored.toLowerCase());
  });
});
