import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../../i18n/format.ts";
import { arithmeticOf, fractionText, sentenceOf } from "./explain.ts";
import { type Step } from "./types.ts";
import { explainEn, explainId } from "./explain-words.ts";
import { lawOf } from "./law.ts";

const f = createFormat("id");
const step = (rule: string, inputs: Record<string, string>, more: Partial<Step> = {}): Step => ({
  ...{ stepId: "s", label: "", cite: "", rule, base: "", factor: "", amountRupiah: "0", exact: "0", inputs },
  ...{ effect: "CUT", employmentId: "e", statementSha256: "" },
  ...more,
});

const document = JSON.stringify({
  steps: [
    { id: "s", means: "cut", with_cuts: "erase" },
    { id: "keeps", means: "paid", with_cuts: "keep" },
    { id: "plain" },
  ],
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
    ["rate_per_unit", { Menit: "74", "Persen menurut aturan": "0.0125" }, "Menit: 74, masing-masing 0,0125%."],
    ["ratio_capped", { Nilai: "171/2", Target: "100" }, "85,5 dari 100 tercapai, kurang 14,5."],
    ["cut_by_table", { Predikat: "kurang", "Persen menurut aturan": "15" }, "Untuk Predikat: kurang, aturan memotong 15%."],
    ["component_percent", { Kelas: "8", "Persen menurut aturan": "20" }, "Bagian tersendiri. Untuk Kelas: 8, aturan memberi 20%."],
    ["multiplier", { "Persen menurut aturan": "100" }, "Tidak berlaku: syaratnya tidak terpenuhi."],
    ["negative_item", { LHKPN: "1", "Persen menurut aturan": "10" }, "LHKPN: 1; menurut aturan 10%."],
    ["negative_item", { LHKPN: "0", "Persen menurut aturan": "10" }, "Tidak ada kejadian bulan ini, jadi tidak ada potongan."],
    ["combine", { Hari: "2026-07-01 35+20, 2026-07-02 0+10" }, "Menit kedua hal itu pada satu hari: 1 Jul 2026 35 + 20; 2 Jul 2026 0 + 10."],
    ["combine", { Hari: "" }, "Tidak ada kejadian bulan ini, jadi tidak ada potongan."],
    ["override_by_month", {}, "Tidak mengurangi apa pun bulan ini."],
    ["override_by_month", { Cuti: "cuti_besar", "Bulan ke": "2", "Persen menurut aturan": "75" }, "Cuti besar, bulan ke-2: 75% menurut aturan."],
    ["override_by_days", { "Hari yang dihitung": "45", "Persen menurut aturan": "50" }, "Lamanya 45 hari: 50% menurut aturan."],
    ["nth_occurrence", { "Kejadian ke": "3", "Persen menurut aturan": "20" }, "Yang ke-3: 20% menurut aturan."],
    ["rate_per_day_after", { "Hari yang dihitung": "8", "Persen menurut aturan": "1" }, "8 hari sesudah masa tenggang, masing-masing 1%."],
    ["rate_per_day_after", {}, "Tidak mengurangi apa pun bulan ini."],
    ["duration", { "Kejadian yang berlaku": "hukuman_ringan hukuman_sedang", "Persen menurut aturan": "25/2" }, "Masih berlaku: hukuman ringan, hukuman sedang. Dipotong 12,5%."],
    ["duration", {}, "Tidak ada yang berlaku bulan ini, jadi tidak ada potongan."],
    ["lag", { "Kejadian yang berlaku": "tidak_menyampaikan", "Persen menurut aturan": "25" }, "Karena yang tercatat sebelumnya, tidak menyampaikan: dipotong 25%."],
    ["difference", {}, "Dikurangkan, paling rendah nol."],
    ["add_share", { plt: "9 same 1" }, "Plt pada kelas 9, setingkat. Dibayar untuk 1 bulan."],
    ["add_share", { plh: "10 dua_di_atas 2" }, "Plh pada kelas 10, dua di atas. Dibayar untuk 2 bulan."],
    ["add_share", {}, "Tidak ada penugasan yang dibayar bulan ini."],
    ["cap", {}, "Belum melebihi batas atas."],
    ["floor", {}, "Tidak di bawah batas bawah."],
    ["min", {}, "Diambil yang terkecil."],
    ["max", {}, "Diambil yang terbesar."],
    ["round", {}, "Dibulatkan ke rupiah penuh."],
  ])("%s of %j", (rule, inputs, sentence) => {
    expect(sentenceOf(step(rule, inputs), explainId, f)).toBe(sentence);
  }); // prettier-ignore

  it.each<[string, Partial<Step>, string]>([
    ["who is not entitled", { rule: "exclude", factor: "-1", amountRupiah: "-5" }, "Tidak berhak bulan ini, jadi tidak dibayar."],
    ["who has nothing anyway", { rule: "exclude", factor: "-1" }, "Tidak berhak bulan ini, jadi tidak dibayar."],
    ["who is entitled", { rule: "exclude", factor: "0" }, "Keadaan ini tidak ada bulan ini, jadi tetap dibayar."],
    ["who is not entitled to the gross", { rule: "exclude", factor: "0", effect: "PART" }, "Tidak berhak bulan ini, jadi tidak dibayar."],
    ["a condition of several parts", { rule: "multiplier", amountRupiah: "-5", inputs: { "Persen menurut aturan": "80" } }, "Berlaku 80% karena syaratnya terpenuhi."],
    ["an amount", { rule: "amount", amountRupiah: "10000000", inputs: { "Nilai jabatan": "10000000" } }, "Jumlah yang tercatat. Nilai jabatan: Rp10.000.000."],
    ["points", { rule: "score_sum", stepId: "p.skp", exact: "171/2", inputs: { SKP: "82" } }, "SKP: 82. Nilainya 85,5 poin."],
    ["their sum", { rule: "score_sum", stepId: "p", exact: "93" }, "Jumlahnya 93 poin."],
    ["what points are worth", { rule: "point_value", base: "93", inputs: { "Rupiah tiap poin": "10000" } }, "93 poin, masing-masing Rp10.000."],
    ["a product", { rule: "product", exact: "400000", inputs: { a: "1000000", b: "2/5" } }, "Hasil kali 1.000.000 × 40%."],
    ["a product of which not all is told", { rule: "product", exact: "40000", inputs: { a: "1000000", b: "2/5" } }, "Hasil kali beberapa nilai, di antaranya 1.000.000, 40%."],
    ["cuts within their part", { rule: "sum_cuts", stepId: "cut.clamp" }, "Potongan tidak melebihi bagiannya."],
    ["cuts beyond their part", { rule: "sum_cuts", stepId: "cut.clamp", amountRupiah: "5" }, "Potongan melebihi bagiannya; kelebihannya dikembalikan."],
    ["cuts that are waived", { rule: "sum_cuts", stepId: "cut.waive", amountRupiah: "5" }, "Potongan ditampilkan tetapi tidak diterapkan; seluruhnya dikembalikan."],
    ["cuts that are not", { rule: "sum_cuts", stepId: "cut.waive" }, "Pengecualian ini tidak berlaku, atau tidak ada potongan."],
    ["a cut after a grace that did not happen", { rule: "rate_per_day_after", stepId: "cut.sick", inputs: { "Hari yang dihitung": "0" } }, "Tidak ada kejadian bulan ini, jadi tidak ada potongan."],
    ["an upper limit", { rule: "cap", amountRupiah: "-5" }, "Melebihi batas atas, jadi dibayar sebesar batas itu."],
    ["a lower limit", { rule: "floor", amountRupiah: "5", effect: "ADD" }, "Di bawah batas bawah, jadi dinaikkan sampai batas itu."],
  ])("%s", (_, more, sentence) => {
    expect(sentenceOf(step("", {}, more), explainId, f)).toBe(sentence);
  }); // prettier-ignore

  it("has all its words in English", () => {
    const leave = step("override_by_month", { Cuti: "cuti_besar", "Bulan ke": "1", "Persen menurut aturan": "50" });
    expect(sentenceOf(leave, explainEn, createFormat("en"), lawOf(document))).toBe(
      "Cuti besar, month 1: 50% is cut, so 50% is paid.",
    );
  });

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

  it.each<[string, Partial<Step>, string, string[]]>([
    ["erases", { stepId: "s", exact: "-1700" }, "Cuti besar, bulan ke-1: dipotong 50%, jadi dibayar 50%.", ["Dasar Rp4.000", "× 50% ", "Dibayar menurut aturan Rp2.000", "Jumlah sebelum aturan ini Rp3.700", "Potongan −Rp1.700"]],
    ["keeps", { stepId: "keeps", exact: "-2000" }, "Cuti besar, bulan ke-1: dibayar 50%.", ["Dasar Rp4.000", "× 50% ", "Potongan −Rp2.000"]],
    ["is not known", { stepId: "other", exact: "-2000" }, "Cuti besar, bulan ke-1: 50% menurut aturan.", ["Dasar Rp4.000", "Potongan −Rp2.000"]],
  ])("a replacement that %s earlier cuts", (_, more, sentence, lines) => {
    const inputs = { Cuti: "cuti_besar", "Bulan ke": "1", "Persen menurut aturan": "50" };
    const amountRupiah = more.exact ?? "0";
    const leave = step("override_by_month", inputs, { base: "4000", amountRupiah, ...more });
    expect(sentenceOf(leave, explainId, f, lawOf(document))).toBe(sentence);
    const told = arithmeticOf(leave, explainId, f, lawOf(document)).map(({ name, value }) => `${name} ${value}`);
    expect(told).toEqual(lines);
  }); // prettier-ignore

  it("counts the days of a rate after a grace", () => {
    const days = { "Hari yang dihitung": "8", "Persen menurut aturan": "1.5" };
    const cut = step("rate_per_day_after", days, {
      stepId: "keeps",
      base: "4000",
      exact: "-480",
      amountRupiah: "-480",
    });
    expect(arithmeticOf(cut, explainId, f, lawOf(document))[1]?.name).toBe("× 12%");
    const most = { ...cut, inputs: { ...days, "Hari yang dihitung": "90" } };
    expect(arithmeticOf(most, explainId, f, lawOf(document))[1]?.name).toBe("× 100%");
  });

  it("writes points as points, and what one is worth as rupiah", () => {
    expect(arithmeticOf(step("score_sum", {}, { exact: "93", effect: "PART" }), explainId, f)).toEqual([]);
    const worth = { base: "93", factor: "10000", exact: "930000", amountRupiah: "930000", effect: "PART" };
    expect(arithmeticOf(step("point_value", {}, worth), explainId, f)).toEqual([
      { name: "Dasar", value: "93 poin" },
      { name: "× Rp10.000", value: "" },
      { name: "Nilai", value: "Rp930.000" },
    ]);
  });

  it("knows nothing of a policy that was not read", () => {
    expect([lawOf(undefined).size, lawOf("").size, lawOf("{}").size]).toEqual([0, 0, 0]);
  });

  it("writes an amount before it is rounded as a fraction of rupiah", () => {
    expect(fractionText("-802400/3", f)).toBe("−Rp802.400/3");
    expect(fractionText("4500001/2", f)).toBe("Rp4.500.001/2");
    expect(fractionText("?", f)).toBe("?");
  });
});
