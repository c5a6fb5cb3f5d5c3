import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import {
  type Notice,
  type PolicyDocument,
  type PolicyTest,
  type Step,
  type StepOf,
} from "../domain/policy/document.ts";
import { type DayFact, type Facts, type FactValue, type SpanFact } from "../domain/policy/sources.ts";
import { smallDocuments } from "../testing/small-documents.ts";
import { cutsBy, day, may, named, rate, small, span } from "../testing/small-frame.ts";
import { decimal, isSame, textOf } from "./fraction.ts";
import { interpret, type Reckoning } from "./interpret.ts";

const factsOf = ({ inputs }: PolicyDocument, given: PolicyTest["given"]): Facts =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([id, { from }]) =>
      given[id] === undefined ? [] : [[from, given[id] as FactValue]],
    ),
  );

/** "-3300316/3" or a decimal, as a fraction. */
function expected(text: string | number): readonly [bigint, bigint] {
  const [num = "", den = "1"] = String(text).split("/");
  const [top, bottom] = [decimal(num), decimal(den)];
  return [top[0] * bottom[1], top[1] * bottom[0]];
}

/** A line, a fact, or gross, cut or net of the main component or of another, as "acting.net". */
function told({ steps, facts, components }: Reckoning, name: string): readonly [bigint, bigint] {
  const [component, column] = name.includes(".") ? name.split(".") : ["main", name];
  const found = components.find((one) => one.component === component);
  if (found && (column === "gross" || column === "cut" || column === "net")) return [found[column], 1n];
  const fact = facts[name];
  return steps.get(name) ?? decimal(typeof fact === "number" ? fact : 0);
}

function run(document: PolicyDocument, { period, given, expect: figures, flags = [] }: PolicyTest): void {
  const reckoning = interpret(document, period as Period, factsOf(document, given));
  for (const [name, figure] of Object.entries(figures)) {
    const found = told(reckoning, name);
    const detail = `${document.id} ${name}: ${found.join("/")} instead of ${figure}`;
    expect([detail, isSame(found, expected(figure))]).toEqual([detail, true]);
  }
  const codes = reckoning.flags.filter(({ severity }) => severity !== "NOTE").map(({ code }) => code);
  expect([...new Set(codes)]).toEqual([...flags].toSorted());
}

describe("the oracle", () => {
  it.each(Object.keys(smallDocuments))("reads %s as it is worked by hand", (name) => {
    const document = smallDocuments[name] as PolicyDocument;
    expect(document.tests.length).toBeGreaterThan(0);
    for (const test of document.tests) run(document, test);
  });
});

/* What the examples of the small documents do not reach. */

const july = "2026-07" as Period;
const documentOf = (name: string): PolicyDocument => smallDocuments[name] as PolicyDocument;
const leaveFacts = (spans: readonly SpanFact[], absent = 0): Facts => ({
  "roster.class": "8",
  "attendance.absent_days": absent,
  "leave.spans": spans,
});
const codesOf = ({ flags }: Pick<Reckoning, "flags">): string[] =>
  flags.map(({ code, severity }) => `${code} ${severity}`);
/** What class 8, whose tariff is 4.595.150, is paid in July, and the flags. */
function paid(name: string, spans: readonly SpanFact[], absent = 0): [bigint, ...string[]] {
  const reckoning = interpret(documentOf(name), july, leaveFacts(spans, absent));
  return [reckoning.net, ...codesOf(reckoning)];
}

const sick = (from: string, to?: string, more: Partial<SpanFact> = {}) => span("cuti_sakit", from, to, more);
const long = (from: string, to?: string) => span("cuti_besar", from, to);

describe("the oracle joins spells of one kind", () => {
  // Illness cuts 0, 50 and 75 % in its first, second and third month.
  const [first, second, third] = [4_595_150n, 2_297_575n, 1_148_788n];

  it.each([
    ["that adjoin", [sick("2026-06-15", "2026-06-30"), sick("2026-07-01", "2026-07-20")], second],
    ["that overlap, in any order", [sick("2026-06-20", "2026-07-10"), sick("2026-05-31", "2026-06-25")], third],
    ["of which one lies in the other", [sick("2026-05-01", "2026-07-31"), sick("2026-06-06", "2026-06-07")], third], // prettier-ignore
    ["that meet only through a third", [sick("2026-05-10", "2026-05-31"), sick("2026-07-01", "2026-07-05"), sick("2026-06-01", "2026-06-30")], third], // prettier-ignore
    ["of which the first has no end", [sick("2026-06-10"), sick("2026-07-15", "2026-07-20")], second],
    ["of which the last has no end", [sick("2026-06-10", "2026-07-05"), sick("2026-07-06")], second],
  ] as const)("%s: the months are counted through", (_, spans, net) => {
    expect(paid("steps.override_by_month", spans)).toEqual([net]);
  });

  it.each([
    ["a day lies between them", [sick("2026-06-15", "2026-06-29"), sick("2026-07-01", "2026-07-20")]],
    ["the one without an end begins later", [sick("2026-05-01", "2026-05-31"), sick("2026-07-01")]],
    ["they are of two kinds", [long("2026-05-01", "2026-06-30"), sick("2026-07-01", "2026-07-20")]],
    ["the one between them is pending", [sick("2026-06-15", "2026-06-30"), sick("2026-07-01", "2026-07-10", { pending: true }), sick("2026-07-11", "2026-07-20")]], // prettier-ignore
  ])("not where %s", (_, spans) => {
    expect(paid("steps.override_by_month", spans)).toEqual([first]);
  });

  it("delivered twice: one spell, and no overlap", () => {
    const twice = [long("2026-07-01", "2026-07-02"), long("2026-07-01", "2026-07-02")];
    expect(paid("steps.override_by_month", twice)).toEqual([second]);
    expect(paid("steps.override_by_month", [...twice, long("2026-07-04", "2026-07-05")])).toEqual([second, "OVERRIDE_OVERLAP WARN"]); // prettier-ignore
  });

  it("before their length is asked for: three days and two are five", () => {
    const apart = [long("2026-07-06", "2026-07-08"), long("2026-07-10", "2026-07-11")];
    const adjoining = [long("2026-07-06", "2026-07-08"), long("2026-07-09", "2026-07-10")];
    expect([paid("steps.override_by_month.scale", apart), paid("steps.override_by_month.scale", adjoining)]).toEqual([[first], [second]]); // prettier-ignore
  });

  it("each day once, where days are counted", () => {
    // 8 and 10 days, of which 4 are the same: 14 days, 75 % (15 days would be 50 %).
    expect(paid("steps.override_by_days", [sick("2026-07-01", "2026-07-08"), sick("2026-07-05", "2026-07-14")])).toEqual([3_446_363n]); // prettier-ignore
    expect(paid("steps.override_by_days", [sick("2026-07-01", "2026-07-08"), sick("2026-07-09", "2026-07-15")])).toEqual([2_297_575n]); // prettier-ignore
  });

  it("and the days of grace are had once", () => {
    const lost = (from: string, to: string) => span("gugur_kandungan", from, to);
    // 20 and 18 days: 8 beyond the 30 of grace, 8 %.
    const renewed = [lost("2026-06-01", "2026-06-20"), lost("2026-06-21", "2026-07-08")];
    expect(paid("steps.rate_per_day_after", renewed)).toEqual([4_227_538n]);
    expect(paid("steps.rate_per_day_after", [...renewed, ...renewed])).toEqual([4_227_538n]);
    expect(paid("steps.rate_per_day_after", [lost("2026-06-01", "2026-06-20"), lost("2026-06-22", "2026-07-08")])).toEqual([first]); // prettier-ignore
    // Days 31 to 34 of one stay lie in July: 4 × 7,5 %.
    const stays = [span("rawat_inap", "2026-06-01", "2026-06-30"), span("rawat_inap", "2026-07-01", "2026-07-04")];
    expect(paid("items.rate_per_day_after", [...stays, ...stays])).toEqual([3_216_605n]);
  });

  it("not where each is a time of its own: the third of three that adjoin is paid 50 %", () => {
    const three = ["01", "02", "03"].map((day) => span("alasan_penting", `2026-07-${day}`, `2026-07-${day}`));
    expect(paid("steps.nth_occurrence", three)).toEqual([second]);
  });
});

describe("the oracle compares overrides of one amount", () => {
  const overrideOf = (id: string, kind: string, percent: number): Step => ({
    ...named(id),
    rule: "override_by_month",
    ...{ of: "base", replaces: "rest", spans: "leave", means: "paid", month: "touched" },
    rows: { [kind]: [percent] },
    beyond: { percent, flag: "none" },
    ...{ with_cuts: "erase", only_if: "cut_gt_zero" },
  });
  const document = (rule: "min" | "max", of: readonly string[]): PolicyDocument =>
    small({
      id: `two-overrides-${rule}`,
      inputs: { absent: may("attendance.absent_days"), leave: may("leave.spans") },
      steps: [
        ...cutsBy([rate("absent", 3)]),
        overrideOf("by_half", "cuti_besar", 50),
        overrideOf("by_quarter", "cuti_sakit", 75),
        { ...named("taken"), rule, of },
      ],
      net: "taken",
      tests: [],
    });
  const both = [long("2026-07-01", "2026-07-02"), sick("2026-07-20", "2026-07-21")];
  const lineOf = (rule: "min" | "max", of: readonly string[], spans: readonly SpanFact[]): string => {
    const { net, steps } = interpret(document(rule, of), july, leaveFacts(spans, 1));
    return `${textOf(steps.get("taken") ?? [0n, 1n])} ${net}`;
  };

  // After a cut of 3 %: 4.457.295,5; half is 2.297.575, three quarters 3.446.362,5.
  it("and tells what that changes against the first", () => {
    expect(lineOf("min", ["by_half", "by_quarter"], both)).toBe("0 2297575");
    expect(lineOf("min", ["by_quarter", "by_half"], both)).toBe("-2297575/2 2297575");
    expect(lineOf("max", ["by_half", "by_quarter"], both)).toBe("2297575/2 3446363");
    expect(lineOf("max", ["by_quarter", "by_half"], both)).toBe("0 3446363");
    expect(lineOf("min", ["by_half", "by_quarter"], [sick("2026-07-20")])).toBe("-1010933 3446363");
    expect(lineOf("min", ["by_half", "by_quarter"], [])).toBe("0 4457296");
  });

  it("and tells what it is worth where the gross rests on it", () => {
    const { steps } = small({ id: "lesser-gross", steps: [], net: "least", tests: [] });
    const [lookup, result] = steps as [Step, StepOf<"result">];
    const lesser: PolicyDocument = {
      ...document("min", []),
      steps: [
        lookup,
        { ...named("most"), rule: "cap", of: "base", rupiah: 4_000_000 },
        { ...named("least"), rule: "min", of: ["base", "most"] },
        { ...result, gross: "least" },
      ],
    };
    const reckoning = interpret(lesser, july, leaveFacts([]));
    expect([textOf(reckoning.steps.get("least") ?? [0n, 1n]), reckoning.gross]).toEqual(["4000000", 4_000_000n]);
  });
});

describe("the oracle flags", () => {
  it("an override that pays more than what was left", () => {
    // 30 days of absence leave 10 %; half of the tariff is more.
    expect(paid("steps.override_by_month", [long("2026-07-01", "2026-07-02")], 30)).toEqual([2_297_575n, "OVERRIDE_RAISES WARN"]); // prettier-ignore
    // The whole tariff is no more than what was left where nothing was cut. What keeps or scales the cuts never is more.
    expect(paid("steps.override_by_days.in_month", [sick("2026-07-01", "2026-07-02")])).toEqual([4_595_150n]);
    expect(paid("steps.override_by_days.in_month", [sick("2026-07-01", "2026-07-02")], 1)).toEqual([4_595_150n, "OVERRIDE_RAISES WARN"]); // prettier-ignore
    expect(paid("steps.override_by_month.keep", [long("2026-07-01", "2026-07-02")], 30)).toEqual([0n]);
    expect(paid("steps.override_by_month.scale", [long("2026-07-01", "2026-07-05")], 30)).toEqual([229_758n]);
    // The first month of the illness does not act.
    expect(paid("steps.override_by_month", [sick("2026-07-01")], 30)).toEqual([459_515n]);
    const third = ["01", "02", "03"].map((day) => span("alasan_penting", `2026-07-${day}`, `2026-07-${day}`));
    expect(paid("steps.nth_occurrence", third, 30)).toEqual([2_297_575n, "OVERRIDE_RAISES WARN"]);
    expect(paid("steps.rate_per_day_after", [span("gugur_kandungan", "2026-06-01", "2026-07-01")], 1)).toEqual([4_549_199n, "OVERRIDE_RAISES WARN"]); // prettier-ignore
  });

  const sanctioned = (name: string, period: string, event: SpanFact): [bigint, ...string[]] => {
    const facts: Facts = { "roster.class": "8", "discipline.sanctions": [event] };
    const reckoning = interpret(documentOf(name), period as Period, facts);
    return [reckoning.net, ...codesOf(reckoning)];
  };
  const ended = "EVENT_ENDED WARN";

  it("an event that ended before it could act, in each month in which it would have", () => {
    // It would take 82,5 % in June, July and August.
    const event = span("berat", "2026-05-20", "2026-05-31");
    const months = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"];
    const found = months.map((month) => sanctioned("steps.duration", month, event).slice(1));
    expect(found).toEqual([[], [ended], [ended], [ended], []]);
    expect(sanctioned("steps.duration", july, event)[0]).toBe(4_595_150n);
  });

  it("none that has acted, acts at once, is pending, or is of no kind that is known", () => {
    const hasActed = span("berat", "2026-05-20", "2026-06-01");
    expect(sanctioned("steps.duration", "2026-06", hasActed)).toEqual([804_151n]);
    expect(sanctioned("steps.duration", july, hasActed)).toEqual([4_595_150n]);
    expect(sanctioned("steps.duration.largest", "2026-05", span("berat", "2026-05-20", "2026-05-31"))).toEqual([804_151n]); // prettier-ignore
    expect(sanctioned("steps.duration.largest", "2026-06", span("berat", "2026-05-20", "2026-05-31"))).toEqual([4_595_150n]); // prettier-ignore
    expect(sanctioned("steps.duration", july, span("berat", "2026-05-20", "2026-05-31", { pending: true }))).toEqual([4_595_150n]); // prettier-ignore
    expect(sanctioned("steps.duration", july, span("lain", "2026-05-20", "2026-05-31"))).toEqual([4_595_150n]);
  });

  it("a thing once for each severity and rule, so that no warning hides a block", () => {
    const notice = (id: string, severity: Notice["severity"], label = "Perhatikan"): Notice => ({
      ...named(id),
      ...{ label, severity, when: { input: "class", in: ["8"] } },
    });
    const told = (...notices: readonly Notice[]): string[] =>
      codesOf(interpret({ ...documentOf("steps.cap"), notices }, july, leaveFacts([])));
    expect(told(notice("a", "block"), notice("b", "warn"))).toEqual(["NOTICE BLOCK", "NOTICE WARN"]);
    expect(told(notice("b", "warn"), notice("a", "block"))).toEqual(["NOTICE BLOCK", "NOTICE WARN"]);
    expect(told(notice("a", "warn"), notice("b", "warn"))).toEqual(["NOTICE WARN", "NOTICE WARN"]);
    expect(told(notice("a", "warn"), notice("a", "warn"))).toEqual(["NOTICE WARN"]);
    expect(told(notice("a", "block"), notice("a", "warn"))).toEqual(["NOTICE BLOCK", "NOTICE WARN"]);
  });
});

describe("the oracle blocks a row", () => {
  it("whose events nobody has decided between, though another step of that name only warns", () => {
    const document = documentOf("steps.duration.block");
    const steps = document.steps.flatMap((step): Step[] =>
      step.rule === "duration" ? [step, { ...step, id: "again", on_overlap: "largest" }] : [step],
    );
    const events = [span("teguran", "2026-06-20"), span("teguran", "2026-06-21")];
    const facts: Facts = { "roster.class": "8", "discipline.sanctions": events };
    const { status, flags } = interpret({ ...document, steps }, july, facts);
    expect([status, ...codesOf({ flags })]).toEqual(["blocked", "EVENT_OVERLAP BLOCK", "EVENT_OVERLAP WARN"]);
  });
});

describe("the oracle takes no fact that can't be one", () => {
  const impossible = ["INPUT_IMPOSSIBLE BLOCK"];
  const dayWith = (more: object): DayFact => ({ ...day(6), ...more });
  const impossibleDays: readonly (readonly [string, FactValue])[] = [
    ["no list", "2026-07-06"],
    ["a day of another month", [dayWith({ day: "2026-06-30" })]],
    ["a day that the month has not", [dayWith({ day: "2026-07-32" })]],
    ["a day twice", [day(6, { late: 10 }), day(7), day(6)]],
    ["minutes below 0", [day(6, { late: -1 })]],
    ["more minutes than a day has", [day(6, { early: 1_441 })]],
    ["a part of a minute", [day(6, { away: 1.5 })]],
    ["no word whether it is a day of work", [dayWith({ work: undefined })]],
    ["no status", [dayWith({ status: undefined })]],
    ["a check that is neither missed nor not", [dayWith({ missed_in: "ya" })]],
    ["a time of the day that there is not", [day(6, { check_in: "24:00" })]],
  ];
  const tolerance = documentOf("facts.tolerance");
  const withDays = (days: FactValue): Facts => ({ "roster.class": "8", "attendance.days": days });

  it.each(impossibleDays)("days with %s", (_, days) => {
    expect(codesOf(interpret(tolerance, july, withDays(days)))).toEqual(impossible);
    expect(codesOf(interpret(tolerance, july, withDays([]), { tolerated: days }))).toEqual(impossible);
  });

  it.each([
    ["no kind", [{ from: "2026-07-01" } as SpanFact]],
    ["no first day", [{ kind: "cuti_besar" } as SpanFact]],
    ["a first day that is none", [long("2026-02-30")]],
    ["a last day that is none", [long("2026-07-01", "2026-07-32")]],
    ["its end before its beginning", [long("2026-07-02", "2026-07-01")]],
    ["a number for a class", [sick("2026-07-01", undefined, { class: 8 as unknown as string })]],
    ["a text for whether it is pending", [sick("2026-07-01", undefined, { pending: "ya" as unknown as boolean })]],
  ])("a span with %s", (_, spans) => {
    expect(paid("steps.override_by_month", spans)).toEqual([0n, ...impossible]);
  });

  /** What is told where a fact is given, and nothing else. */
  const given = (document: PolicyDocument, id: string, value: FactValue): string[] =>
    codesOf(interpret(document, july, { "roster.class": "8", "attendance.days": [] }, { [id]: value }));

  it("a given number beyond its bounds, or written otherwise", () => {
    for (const late of [-1, 44_641, 1.5, "60", [60]]) expect(given(tolerance, "late", late)).toEqual(impossible);
    for (const late of [0, 44_640]) expect(given(tolerance, "late", late)).not.toContain(impossible[0]);
    const { facts } = interpret(tolerance, july, withDays([day(6, { late: 90 })]), { late: 75 });
    expect(facts["late"]).toBe(75);
  });

  it("of a given list each, and of a given class a number", () => {
    const aggregate = documentOf("facts.aggregate");
    const each = aggregate.facts?.find((rule) => rule.rule === "aggregate" && rule.how === "each")?.id ?? "";
    expect(given(aggregate, each, [10, -1])).toEqual(impossible);
    expect(given(aggregate, each, 10)).toEqual(impossible);
    expect(given(aggregate, each, [10, 20])).toEqual([]);
    const demoted = documentOf("facts.effective_class");
    const rule = demoted.facts?.[0]?.id ?? "";
    expect([given(demoted, rule, 7), given(demoted, rule, "7")]).toEqual([impossible, []]);
  });

  it("but what is taken away more than there is, where the rule has no floor", () => {
    const total = documentOf("facts.total.without_floor");
    const rule = total.facts?.find((one) => one.rule === "total")?.id ?? "";
    const codes = (value: number): string[] => given(total, rule, value).filter((code) => code === impossible[0]);
    expect([codes(-10), codes(-63)]).toEqual([[], impossible]);
    const floored = documentOf("facts.total");
    expect(given(floored, floored.facts?.find((one) => one.rule === "total")?.id ?? "", -10)).toContain(impossible[0]);
  });
});
