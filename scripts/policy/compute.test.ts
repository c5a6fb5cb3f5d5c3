import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { compute } from "./compute.ts";
import { periodOfTest } from "./example.ts";
import { faultText } from "./faults.ts";
import { exampleFolder, policyText, shipped, shippedIds } from "./testing/shipped.ts";

const kemnaker = { id: "kemnaker-tukin", document: shipped("kemnaker-tukin"), text: policyText("kemnaker-tukin") };
const whole = {
  paid_days: 31,
  days_of_month: 31,
  calendar_workdays: 23,
  staff_kind: "pns",
  predikat: "baik",
  days: [],
};

function computed(input: object): Record<string, never> {
  const { result, faults } = compute(kemnaker.document, kemnaker.text, JSON.stringify(input), "id");
  expect(faults).toEqual([]);
  return result as unknown as Record<string, never>;
}
const july = (inputs: object, more: object = {}) =>
  computed({ schema: "kinerja.compute/1", period: "2026-07", inputs: { ...whole, ...inputs }, ...more });
const faultsOf = (text: string): string[] =>
  compute(kemnaker.document, kemnaker.text, text, "id").faults.map((fault) => faultText(fault, "en"));

describe("computing from a file", () => {
  it("tells each line with its article, its exact number and a sentence", () => {
    const { lines, net, cut } = july({ class: "11" }, { facts: { late_minutes: 15 } });
    expect([net, cut]).toEqual([8_753_659, 3_941]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        ...{ id: "att_cut.late", rule: "rate_per_unit", exact: "-98523/25", decimal: "-3940.92", amount: -3_941 },
        told: "Terlambat masuk: 15 menit × 0,01% dari Bagian kehadiran Rp2.627.280; berkurang Rp3.940,92.",
      }),
    );
  });

  it("has the same hashes for the same input, whatever the order of its keys and the language", () => {
    const one = { schema: "kinerja.compute/1", period: "2026-07", inputs: { ...whole, class: "7" } };
    const other = { inputs: { class: "7", ...whole }, period: "2026-07", schema: "kinerja.compute/1" };
    const hashesOf = (input: object, language: "id" | "en") =>
      (compute(kemnaker.document, kemnaker.text, JSON.stringify(input), language).result as { hashes: object }).hashes;
    expect(hashesOf(other, "en")).toEqual(hashesOf(one, "id"));
  });

  it("yields a blocked month with its flag, and no payout", () => {
    const { status, net, flags, payout } = computed({
      ...{ schema: "kinerja.compute/1", period: "2026-07", inputs: { class: "7" }, payout: { salary: 1 } },
    });
    expect([status, net, payout]).toEqual(["blocked", 0, undefined]);
    expect(flags).toContainEqual(expect.objectContaining({ code: "INPUT_MISSING", severity: "BLOCK" }));
  });

  it("pays in the month of payment, with corrections and what is to be paid back", () => {
    const payout = {
      ...{ salary: "5000000", corrections: [{ id: "rapel", period: "2026-05", amount: -604 }], keys: { grade: 3 } },
      receivables: [{ id: "r1", since: "2026-05-31", open: 1000 }],
      month_so_far: { allowance: 0, taxed: 0, contributions: { jkn: { allowance: 0, own: 0 } }, tax: 0, recovered: 0 },
      year_so_far: { gross: 1, withheld: 1, own: 1, borne: 0, months: 8 },
      ...{ taxed_salary: 5_000_000, ptkp: "K/0", ends_tax_year: false },
    };
    expect(july({ class: "7" }, { payout })).toMatchObject({
      payout: {
        period: "2026-08",
        net: 3_915_346,
        status: "payable",
        lines: [{}, { id: "due.rapel", amount: -604 }, { id: "recovery.r1", amount: -1000 }],
      },
    });
  });

  it("pays an acted post later", () => {
    const acted = [{ kind: "plt", from: "2026-06-01", class: "11", level: "same" }];
    const result = july({ class: "11", acted_posts: acted }, { payout: {} }) as unknown as {
      components: { component: string; months_late: number }[];
      payout: { later: object[] };
    };
    const late = result.components.filter((one) => one.months_late > 0);
    expect(result.payout.later).toHaveLength(late.length);
  });
});

describe("an input that is wrong", () => {
  it.each([
    ["", "$ INPUT_JSON_BROKEN"],
    ["[]", "$ INPUT_OBJECT"],
    ["{}", "$.schema INPUT_KEY_MISSING"],
    ['{ "scheme": 1 }', "$.scheme INPUT_KEY_UNKNOWN"],
  ])("as %j is told", (text, told) => {
    expect(faultsOf(text)[0]).toContain(told);
  });

  const wrong = (inputs: object, more: object = {}): string[] =>
    faultsOf(JSON.stringify({ schema: "kinerja.compute/1", period: "2026-07", inputs: { ...whole, class: "7", ...inputs }, ...more })); // prettier-ignore
  const day = { day: "2026-07-01", work: true, status: "HADIR" };

  it.each([
    ["a key that no row has", { predikat: "lumayan" }, "$.inputs.predikat INPUT_CHOICE"],
    ["half a day", { paid_days: 15.5 }, "$.inputs.paid_days INPUT_WHOLE"],
    ["more days than a month has", { paid_days: 32 }, "$.inputs.paid_days INPUT_IMPOSSIBLE"],
    ["no list", { days: {} }, "$.inputs.days INPUT_LIST"],
    ["a day without its status", { days: [{ day: "2026-07-01", work: true }] }, "$.inputs.days[0].status INPUT_KEY_MISSING"],
    ["a day that is none", { days: [{ ...day, day: "2026-02-30" }] }, "$.inputs.days[0].day INPUT_DAY"],
    ["a day of another month", { days: [{ ...day, day: "2026-06-30" }] }, "$.inputs.days[0].day INPUT_DAY_OUTSIDE"],
    ["a time that is none", { days: [{ ...day, check_in: "7.30" }] }, "$.inputs.days[0].check_in INPUT_CLOCK"],
    ["a word for true", { days: [{ ...day, work: "ya" }] }, "$.inputs.days[0].work INPUT_BOOLEAN"],
    ["an unknown key of a day", { days: [{ ...day, lat: 3 }] }, "$.inputs.days[0].lat INPUT_KEY_UNKNOWN"],
    ["a span without a beginning", { leave: [{ kind: "cuti_sakit" }] }, "$.inputs.leave[0].from INPUT_KEY_MISSING"],
    ["a kind that is no text", { leave: [{ kind: {}, from: "2026-07-01" }] }, "$.inputs.leave[0].kind INPUT_TEXT"],
  ])("%s", (_, inputs, told) => {
    expect(wrong(inputs)).toEqual([expect.stringContaining(told)]);
  }); // prettier-ignore

  it.each([
    ["a month before the policy", { period: "2024-07" }, "$.period INPUT_PERIOD_OUTSIDE"],
    ["no month", { period: "Juli" }, "$.period INPUT_PERIOD"],
    ["another form", { schema: "kinerja.compute/9" }, "$.schema INPUT_SCHEMA"],
    ["a fact that is not derived", { facts: { lates: 1 } }, "$.facts.lates INPUT_KEY_UNKNOWN"],
    ["a salary below 0", { payout: { salary: -1 } }, "$.payout.salary INPUT_WHOLE"],
    ["a status that is none", { payout: { ptkp: "K/9" } }, "$.payout.ptkp INPUT_CHOICE"],
    ["a correction in words", { payout: { corrections: [{ id: "r", period: "2026-05", amount: "x" }] } }, "$.payout.corrections[0].amount INPUT_SIGNED"],
    ["thirteen months", { payout: { year_so_far: { gross: 1, withheld: 1, months: 13 } } }, "$.payout.year_so_far.months INPUT_MONTHS"],
    ["a year without its tax", { payout: { year_so_far: { gross: 1, months: 12 } } }, "$.payout.year_so_far.withheld INPUT_KEY_MISSING"],
  ])("%s", (_, more, told) => {
    expect(wrong({}, more)).toEqual([expect.stringContaining(told)]);
  }); // prettier-ignore
});

describe("the examples of each policy", () => {
  it.each(shippedIds)("%s: the committed input gives the committed result", (id) => {
    const [input, expected] = [`${id}.json`, `${id}.result.json`].map((name) => join(exampleFolder, name));
    expect([input, expected].filter((file) => !existsSync(file ?? ""))).toEqual([]);
    const { result, faults } = compute(shipped(id), policyText(id), readFileSync(input ?? "", "utf8"), "id");
    expect(faults).toEqual([]);
    expect(JSON.parse(JSON.stringify(result))).toEqual(JSON.parse(readFileSync(expected ?? "", "utf8")));
  });

  it.each(shippedIds)("%s: every line of every worked example has a whole sentence", (id) => {
    const document = shipped(id);
    const text = policyText(id);
    for (const test of document.tests) {
      const given = Object.entries(test.given);
      const part = (isInput: boolean) => Object.fromEntries(given.filter(([key]) => key in document.inputs === isInput));
      const input = { schema: "kinerja.compute/1", period: periodOfTest(document, test), inputs: part(true), facts: part(false) };
      const { result, faults } = compute(document, text, JSON.stringify(input), "id");
      expect(faults).toEqual([]);
      const { lines = [] } = (result ?? {}) as { lines?: { told: string }[] };
      for (const { told } of lines) expect(told).not.toMatch(/^$|undefined|null|\[object|: ;|: =|\( *\)|NaN/);
    }
  }); // prettier-ignore
});

describe("the page about computing", () => {
  const page = readFileSync(join(exampleFolder, "../compute.md"), "utf8");
  const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => JSON.parse(json) as object);

  it("has an example that is computed, with the payout that it shows", () => {
    const [input, , , payout] = blocks;
    const { lines, ...result }: Record<string, unknown> = computed({ ...input, ...payout });
    expect(result).toMatchObject({ status: "payable", net: 8_753_659, payout: { status: "payable" } });
    expect(page).toContain((lines as { id: string; told: string }[]).find(({ id }) => id === "att_cut.late")?.told);
  });
});
