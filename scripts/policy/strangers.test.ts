import { describe, expect, it } from "@jest/globals";
import { compute } from "./compute.ts";
import { faultText } from "./faults.ts";
import { nearestOf } from "./nearest.ts";
import { policyText, shipped } from "./testing/shipped.ts";

const whole = { class: "7", predikat: "baik", staff_kind: "pns", calendar_workdays: 23, days: [] };
const computing = (id: string, inputs: object, more: object) =>
  compute(shipped(id), policyText(id), JSON.stringify({ schema: "kinerja.compute/1", period: "2026-07", inputs, ...more }), "id"); // prettier-ignore
const faultsOf = (id: string, inputs: object, more: object = {}): string[] =>
  computing(id, inputs, more).faults.map((fault) => faultText(fault, "id"));
const kemnaker = (inputs: object, more: object = {}): string[] =>
  faultsOf("kemnaker-tukin", { ...whole, ...inputs }, more);

const day = (number: string, more: object = {}): object => ({ day: `2026-07-${number}`, work: true, status: "HADIR", ...more }); // prettier-ignore
const leave = (...kinds: string[]) => ({
  leave: kinds.map((kind) => ({ kind, from: "2026-07-06", to: "2026-07-10" })),
});

describe("a word that the policy does not name", () => {
  it.each([
    ["a kind in capitals", leave("cuti_sakit", "CUTI_SAKIT"), "$.inputs.leave[1].kind", "cuti_sakit"],
    ["a part of a kind", leave("sakit"), "$.inputs.leave[0].kind", "cuti_sakit"],
    ["an acted post", { acted_posts: [{ kind: "PLT", from: "2026-07-01", class: "8", level: "same" }] }, "$.inputs.acted_posts[0].kind", "plt"],
    ["a level", { acted_posts: [{ kind: "plt", from: "2026-07-01", class: "8", level: "one below" }] }, "$.inputs.acted_posts[0].level", "one_below"],
    ["a status in small letters", { days: [day("01"), day("02", { status: "alpa" })] }, "$.inputs.days[1].status", "ALPA"],
    ["a status by another spelling", { days: [day("01", { status: "ALPHA" })] }, "$.inputs.days[0].status", "ALPA"],
  ])("%s is refused with what was probably meant", (_, inputs, path, meant) => {
    const [told, ...more] = kemnaker(inputs);
    expect(more).toEqual([]);
    expect(told).toContain(`${path} INPUT_WORD_UNKNOWN: `);
    expect(told).toContain(`maksud Anda "${meant}"? yang dikenal: ${meant}, `);
  }); // prettier-ignore

  it("is refused in a given fact, too, and where it is a predicate of the year", () => {
    const given = { facts: { counted_days: [day("01", { status: "hadir" })] } };
    expect(kemnaker({}, given)).toEqual([expect.stringContaining("$.facts.counted_days[0].status INPUT_WORD_UNKNOWN")]);
    const predikat = [{ kind: "Kurang", from: "2025-01-01" }];
    const told = faultsOf("lhk-tukin-6-2024", { class: "9", predikat }, { period: "2026-01" });
    expect(told).toEqual([expect.stringContaining('$.inputs.predikat[0].kind INPUT_WORD_UNKNOWN: "Kurang"')]);
  });

  it("is let through when it begins with lain, is one of the import's, or no rule restricts it", () => {
    expect(kemnaker(leave("lain_umrah", "cuti_tahunan"))).toEqual([]);
    expect(kemnaker({ days: [day("01", { status: "CUTI_BESAR" }), day("02", { status: "DIKLAT" })] })).toEqual([]);
    expect(kemnaker({ outages: [{ kind: "listrik padam", from: "2026-07-01", to: "2026-07-01" }] })).toEqual([]);
  });
});

describe("what can't be", () => {
  it.each([
    ["a day twice", { days: [day("01"), day("02"), day("01")] }, "$.inputs.days[2].day INPUT_DAY_TWICE: 2026-07-01 sudah ada di $.inputs.days[0]"],
    ["a day of another month", { days: [day("01"), { ...day("01"), day: "2026-08-01" }] }, "$.inputs.days[1].day INPUT_DAY_OUTSIDE: 2026-08-01"],
    ["more minutes than a day has", { days: [day("01", { early: 1_441 })] }, "$.inputs.days[0].early INPUT_MINUTES: "],
    ["an end before the beginning", { leave: [{ kind: "cuti_besar", from: "2026-07-10", to: "2026-07-09" }] }, "$.inputs.leave[0].to INPUT_ENDS_BEFORE: "],
    ["501 spans", leave(...Array.from({ length: 501 }, () => "cuti_besar")), "$.inputs.leave INPUT_LIST_LONG: berisi 501 butir; paling banyak 500"],
    ["a long word", leave("x".repeat(101)), "$.inputs.leave[0].kind INPUT_TEXT_LONG: "],
    ["more ceremonies than days", { missed_ceremonies: 63 }, "$.inputs.missed_ceremonies INPUT_IMPOSSIBLE: nilainya tidak mungkin; Tidak mengikuti upacara: paling banyak 62 kali"],
    ["a month of 30 days in July", { days_of_month: 30 }, "$.inputs.days_of_month INPUT_MONTH_LENGTH: bukan panjang bulan 2026-07; tulis 31"],
  ])("%s has its place and its cause", (_, inputs, told) => {
    expect(kemnaker(inputs)).toEqual([expect.stringContaining(told)]);
  }); // prettier-ignore

  it("says so of counts and of given facts", () => {
    const tpp = (late_events: number[]) => faultsOf("contoh-tpp", { class: "8", late_events });
    expect(tpp([3, 44_641])).toEqual([expect.stringContaining("$.inputs.late_events[1] INPUT_IMPOSSIBLE")]);
    expect(tpp(Array.from({ length: 63 }, () => 1))).toEqual([expect.stringContaining("INPUT_LIST_LONG: berisi 63")]);
    const late_minutes = 1_000_000;
    expect(kemnaker({}, { facts: { late_minutes } })).toEqual([expect.stringContaining("$.facts.late_minutes INPUT_IMPOSSIBLE")]); // prettier-ignore
  });
});

describe("what strangers write", () => {
  it.each([
    ["a fact among the inputs", { late_minutes: 15 }, '$.inputs.late_minutes INPUT_KEY_OF_FACTS: ini fakta turunan, bukan masukan; tulis di "facts"'],
    ["an id that is like another", { sanction: [] }, '$.inputs.sanction INPUT_KEY_UNKNOWN: kunci ini tidak dikenal; maksud Anda "sanctions"?'],
    ["an id in capitals", { Days: [] }, 'maksud Anda "days"?'],
    ["the name of a source", { "evaluation.predicate": "baik" }, 'maksud Anda "predikat"?'],
    ["a key with a capital", { predikat: "Baik" }, '$.inputs.predikat INPUT_CHOICE: bukan salah satu pilihan; maksud Anda "baik"? pilih: baik, '],
    ["a key with a space", { predikat: "sangat baik" }, 'maksud Anda "sangat_baik"?'],
    ["a key that is called otherwise", { predikat: "Perlu Perbaikan" }, 'maksud Anda "butuh_perbaikan"?'],
    ["a key that is like none", { predikat: "istimewa" }, "$.inputs.predikat INPUT_CHOICE: bukan salah satu pilihan; pilih: "],
    ["a key of a day that is called otherwise", { days: [day("01", { lates: 1 })] }, '$.inputs.days[0].lates INPUT_KEY_UNKNOWN: kunci ini tidak dikenal; maksud Anda "late"?'],
  ])("%s is told with the way out", (_, inputs, told) => {
    expect(kemnaker(inputs)).toEqual([expect.stringContaining(told)]);
  }); // prettier-ignore

  it("an input among the facts belongs under inputs", () => {
    expect(kemnaker({}, { facts: { predikat: "baik" } })).toEqual([expect.stringContaining("$.facts.predikat INPUT_KEY_OF_INPUTS")]); // prettier-ignore
  });

  it("a class where there is a history is told as one", () => {
    expect(faultsOf("bkn-tukin", { class: 8 })).toEqual([
      expect.stringContaining('tulis "class_history": [{"kind": "8", "from": '),
    ]);
  });

  it("a key of which only the spelling differs, where the policy lists no values", () => {
    expect(faultsOf("contoh-tpp", { class: "8", staff_kind: "CPNS" })).toEqual([
      expect.stringContaining('$.inputs.staff_kind INPUT_SPELLING: "CPNS" tidak dikenal dengan ejaan ini; maksud Anda "cpns"?'),
    ]); // prettier-ignore
  });

  it("a list that is missing is taken as none, in both languages", () => {
    const input = JSON.stringify({ schema: "kinerja.compute/1", period: "2026-07", inputs: { ...whole, days: undefined } }); // prettier-ignore
    const wordsOf = (language: "id" | "en") => {
      const { result } = compute(shipped("kemnaker-tukin"), policyText("kemnaker-tukin"), input, language);
      return (result as unknown as { flags: { words: string }[] }).flags.map(({ words }) => words);
    };
    expect(wordsOf("id")).toEqual(["Hari kehadiran belum ada; dianggap tidak ada."]);
    expect(wordsOf("en")).toEqual(["Hari kehadiran is not known; taken as none."]);
  });
});

describe("the nearest word", () => {
  it.each([
    ["", ["a"], ["a"], "a"],
    ["xyz", [], [], undefined],
    ["Cuti-Besar", ["cuti_sakit", "cuti_besar"], ["cuti_besar", "cuti_sakit"], "cuti_besar"],
    ["besar", ["cuti_sakit", "cuti_besar"], ["cuti_besar", "cuti_sakit"], "cuti_besar"],
    ["plx", ["mpp", "plt"], ["plt", "mpp"], "plt"],
    ["tugas", ["cltn"], ["cltn"], undefined],
  ])("of %j among %j", (word, words, known, meant) => {
    expect(nearestOf(word, words)).toMatchObject({ known, meant });
  });
});
