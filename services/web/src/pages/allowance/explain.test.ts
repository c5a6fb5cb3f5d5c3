import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";
import { arithmeticOf, fractionText, sentenceOf } from "./explain.ts";
import { type Step } from "./types.ts";
import { explainId } from "./explain-words.ts";

const f = createFormat("id");
const step = (rule: string, inputs: Record<string, string>, more: Partial<Step> = {}): Step => ({
  ...{ stepId: "s", label: "", cite: "", rule, base: "", factor: "", amountRupiah: "0", exact: "0", inputs },
  ...{ effect: "CUT", employmentId: "e", statementSha256: "" },
  ...more,
});

describe("a step in words", () => {
  it.each([
    ["threshold_gate", { Menit: "5235", Target: "3375" }, "Syarat terpenuhi: 5.235 menit dari paling sedikit 3.375 menit."],
    ["threshold_gate", { Menit: "3000", Target: "3375" }, "Syarat belum terpenuhi: 3.000 menit dari paling sedikit 3.375 menit."],
    ["ratio_capped", { Menit: "5235", Target: "6750" }, "5.235 menit dari 6.750 menit tercapai, kurang 1.515 menit."],
    ["ratio_capped", { Menit: "7000", Target: "13500/2" }, "Target tercapai: 7.000 menit dari 6.750 menit."],
    ["scale_by_table", { Predikat: "butuh_perbaikan", "Persen menurut aturan": "90" }, "Untuk Predikat: butuh perbaikan, aturan memberi 90%."],
    ["rate_per_unit", { "Tidak merekam": "2", "Persen menurut aturan": "1.5" }, "Tidak merekam: 2, masing-masing 1,5%."],
    ["rate_per_unit", { "Tidak merekam": "0", "Persen menurut aturan": "1.5" }, "Tidak ada kejadian bulan ini, jadi tidak ada potongan."],
    ["tier", { "Menit terlambat": "35 62", "Persen menurut aturan": "0.5 1" }, "Menit terlambat: 35, 62; menurut aturan 0,5% + 1%."],
    ["tier", { "Menit terlambat": "", "Persen menurut aturan": "" }, "Tidak ada kejadian bulan ini, jadi tidak ada potongan."],
    ["multiplier", { Jenis: "pns", "Persen menurut aturan": "100" }, "Tidak berlaku: Jenis: pns."],
    ["lookup", { "Kelas jabatan": "8" }, "Dari tabel aturan menurut Kelas jabatan: 8."],
    ["new_rule", { Poin: "3" }, "Poin: 3"],
  ])("%s of %j", (rule, inputs, sentence) => {
    expect(sentenceOf(step(rule, inputs), explainId, f)).toBe(sentence);
  }); // prettier-ignore

  it("says the arithmetic, exact where it can be", () => {
    const worked = { "Menit kerja yang disetujui": "5235", Target: "6750" };
    const cut = step("ratio_capped", worked, { base: "2700000", factor: "-101/450", amountRupiah: "-606000" });
    expect(arithmeticOf(cut, explainId, f)).toEqual([
      { name: "Dasar", value: "Rp2.700.000" },
      { name: "× 1.515/6.750 menit (sekitar 22,444%)", value: "" },
      { name: "Potongan", value: "−Rp606.000" },
    ]);
    const share = step("share", {}, { base: "4500001/2", factor: "3/5", amountRupiah: "1350000", effect: "PART" });
    expect(arithmeticOf(share, explainId, f)).toEqual([
      { name: "Dasar", value: "≈ Rp2.250.001" },
      { name: "× 60%", value: "" },
      { name: "Nilai", value: "Rp1.350.000" },
    ]);
    expect(arithmeticOf(step("tier", {}, { base: "100", factor: "0" }), explainId, f)).toEqual([]);
  });

  it("writes an amount before it is rounded as a fraction of rupiah", () => {
    expect(fractionText("-802400/3", f)).toBe("−Rp802.400/3");
    expect(fractionText("4500001/2", f)).toBe("Rp4.500.001/2");
    expect(fractionText("?", f)).toBe("?");
  });
});
