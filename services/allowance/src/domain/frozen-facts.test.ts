import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { anyFacts, policyDocument, policyTexts } from "../testing/policies.ts";
import { randomFacts } from "../testing/random-facts.ts";
import { FactsPacker, factsReader, refsOf } from "./frozen-facts.ts";
import { type FactRefs } from "./facts/month.ts";
import { type DayFact, type Facts, type SpanFact } from "./policy/sources.ts";
import { TextBytes } from "./text-bytes.ts";

function textOf(packer: FactsPacker, facts: Facts, refs?: FactRefs): string {
  const to = new TextBytes(0);
  packer.pack(to, facts, refs);
  return to.slice(0).toString();
}

/** What comes back of facts that were packed with others. */
function again(all: readonly Facts[]): Facts[] {
  const packer = new FactsPacker();
  const texts = all.map((facts) => textOf(packer, facts));
  return texts.map(factsReader(packer.shapes()));
}

const odd = fc.string({ unit: "binary", maxLength: 5 });
const dayText = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((n) => `2026-11-${String(n).padStart(2, "0")}`),
  odd,
);
const day = dayText.map((text) => text as Day);
const flag = fc.boolean();
const count = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
);

const anyDay: fc.Arbitrary<DayFact> = fc.record(
  { day, work: flag, status: odd, late: count, early: count, away: count, missed_in: flag, missed_out: flag, check_in: odd, check_out: odd },
  { requiredKeys: ["day", "work", "status"] },
); // prettier-ignore
const anySpan: fc.Arbitrary<SpanFact> = fc.record(
  { kind: odd, from: day, to: day, class: odd, level: odd, pending: flag },
  { requiredKeys: ["kind", "from"] },
);
/** Facts as they should be, and values that their source does not have. */
const anyValues = fc.record(
  {
    "roster.class": odd,
    "list.report": count,
    "score.perilaku": fc.constantFrom("7.50", "80", ""),
    "attendance.late_events": fc.array(count),
    "attendance.days": fc.oneof(fc.array(anyDay), odd, count, fc.array(count)),
    "leave.spans": fc.oneof(fc.array(anySpan), odd, count, fc.array(count)),
    "acting.posts": fc.array(anySpan),
  },
  { requiredKeys: [] },
);

describe("frozen facts", () => {
  it("come back as they were, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyValues, anyFacts), { maxLength: 6 }), (all) => {
        expect(again(all as Facts[])).toEqual(all);
      }),
    );
  });

  it.each([...policyTexts.keys()])("of the months that %s can meet come back", (id) => {
    const document = policyDocument(id);
    const months = Array.from({ length: 300 }, (_, seed) => randomFacts(document, "2026-07" as Period, seed));
    expect(again(months)).toEqual(months);
  });

  it("have one text, whatever the order of their names, and none of what is undefined", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const packer = new FactsPacker();
        const text = textOf(packer, values);
        const turned: Facts = Object.fromEntries(Object.entries(values).reverse());
        expect(textOf(packer, turned)).toBe(text);
        expect(textOf(packer, { ...turned, ...({ "roster.grade": undefined } as object) })).toBe(text);
        expect(textOf(packer, values as Facts)).toBe(text);
      }),
    );
  });

  it("are short: a day of work on which nothing happened is one number, and a name stands once for all", () => {
    const packer = new FactsPacker();
    const days = ["02", "03", "04"].map((date): DayFact => ({
      day: `2026-11-${date}` as Day,
      work: true,
      status: "HADIR",
    }));
    const facts: Facts = { "attendance.days": days, "roster.class": "8", "roster.paid_days": 30 };
    expect(textOf(packer, facts)).toBe('[0,"8",30]\u001f[["2026-11-",32802,32803,32804]]');
    expect(textOf(packer, { "roster.class": "9" })).toBe('[1,"9"]');
    expect(JSON.parse(packer.shapes())).toEqual({
      form: 2,
      columns: [["roster.class", "roster.paid_days", "attendance.days"], ["roster.class"]],
      words: ["HADIR"],
    });
  });

  it("remember so many words only", () => {
    const spans = (from: number): SpanFact[] =>
      Array.from({ length: 1_500 }, (_, n) => ({ kind: `kind ${from + n}`, from: "2026-11-01" as Day }));
    const all: Facts[] = [{ "leave.spans": spans(0) }, { "leave.spans": spans(500) }];
    expect(again(all)).toEqual(all);
  });

  it("tell the rows that they rest on", () => {
    const packer = new FactsPacker();
    const refs: FactRefs = { "leave.spans": ["b", "a"], "acting.posts": ["c"] };
    const facts: Facts = { "roster.class": "}\u001f{", "attendance.late_events": [1] };
    const [plain, resting] = [textOf(packer, facts), textOf(packer, facts, refs)];
    expect([refsOf(plain), refsOf(resting)]).toEqual([undefined, { "acting.posts": ["c"], "leave.spans": ["a", "b"] }]);
    expect(textOf(packer, facts, {})).toBe(plain);
    expect([plain, resting].map(factsReader(packer.shapes()))).toEqual([facts, facts]);
  });

  it("of runs before are one list, and are read as they were", () => {
    const columns = [["attendance.days", "roster.class", "roster.paid_days"], ["roster.class"]];
    const shapes = JSON.stringify({ columns, words: ["HADIR"] });
    const text = '[0,["2026-11-",32802],"8",30,{"leave.spans":["a"]}]';
    const day: DayFact = { day: "2026-11-02" as Day, work: true, status: "HADIR" };
    const facts = { "attendance.days": [day], "roster.class": "8", "roster.paid_days": 30 };
    expect([text, '[1,"9"]'].map(factsReader(shapes))).toEqual([facts, { "roster.class": "9" }]);
    expect(factsReader(shapes, (name) => name === "roster.class")(text)).toEqual({ "roster.class": "8" });
    expect([refsOf(text), refsOf('[1,"9"]')]).toEqual([{ "leave.spans": ["a"] }, undefined]);
    expect(() => factsReader(JSON.stringify({ form: 9, columns, words: [] }))).toThrow("form 9");
    expect(() => factsReader(shapes)("[7]")).toThrow("the shape 7");
  });

  it("are not read by the shapes of another range", () => {
    const [one, other] = [new FactsPacker(), new FactsPacker()];
    const text = textOf(one, { "roster.class": "8" });
    expect(() => factsReader(other.shapes())(text)).toThrow("the shape 0");
  });
});
