import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import { digest, employment, period, person } from "../testing/month.ts";
import { anyFacts, policyDocument, policyTexts } from "../testing/policies.ts";
import { smallDocuments } from "../testing/small-documents.ts";
import { readAgain, rowWith } from "../testing/statements.ts";
import { compilePolicy } from "./policy/compile.ts";
import { type PolicyDocument } from "./policy/document.ts";
import { compilers, type Compilers } from "./policy/engine/compile-steps.ts";
import { just } from "./policy/engine/quantity.ts";
import { constant } from "./policy/engine/value.ts";
import { type Facts } from "./policy/sources.ts";
import { type Layout } from "./statement-layout.ts";
import { layoutOf, statementMaker, statementReader } from "./statement.ts";

const policy = compilePolicy(policyDocument("kemnaker-tukin"), period);
const make = statementMaker(policy, digest);
const layout = layoutOf(policy);
const read = statementReader(layout);

const good: Facts = {
  "roster.class": "11",
  "roster.paid_days": 31,
  "calendar.days_of_month": 31,
  "calendar.workdays": 23,
  "evaluation.predicate": "baik",
  "attendance.days": [],
};

/** A month in which the document is in force. */
const monthOf = ({ effective }: PolicyDocument): Period => {
  const month = effective.to !== null && effective.to < "2026-07" ? effective.to : effective.from;
  return (
    effective.from <= "2026-07" && (effective.to ?? "9") >= "2026-07-31" ? "2026-07" : month.slice(0, 7)
  ) as Period;
};

describe("a statement", () => {
  it.each([...policyTexts.keys()])("by %s is read back as it was computed, step by step", (id) => {
    const document = policyDocument(id);
    expect(readAgain(document, monthOf(document), 0, 1_000)).toBeGreaterThan(0);
  });

  it.each(Object.keys(smallDocuments))("by the small document %s is read back as it was computed", (name) => {
    const document = smallDocuments[name] as PolicyDocument;
    expect(readAgain(document, monthOf(document), 0, 60)).toBeGreaterThan(0);
  });

  it("has the same bytes whenever it is computed again, whatever the order of its facts", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const first = make(rowWith(facts));
        const turned = Object.fromEntries(Object.entries(facts).reverse()) as Facts;
        const again = statementMaker(compilePolicy(policyDocument("kemnaker-tukin"), period), digest)(rowWith(turned));
        expect(again).toEqual(first);
        expect(first.sha256).toEqual(digest(first.packed));
      }),
      { numRuns: 20 },
    );
  });

  it("keeps its bytes while others are made", () => {
    const made = Array.from({ length: 2_000 }, (_, n) => make(rowWith(good, { personId: person(n) })));
    expect(made.every(({ packed }, n) => read(packed).personId === person(n))).toBe(true);
    expect(made.every(({ packed, sha256 }) => Buffer.from(digest(packed)).equals(sha256))).toBe(true);
  });

  it("says whose it is, for which days, and what it rests on", () => {
    const [own, unit] = ["00000000-0000-4000-8000-00000000000b", "00000000-0000-4000-8000-00000000000a"];
    const refs = { "leave.spans": [own, unit], "list.report": ["surat 7"], "days.duty": [] };
    const flags = [{ code: "DAYS_PAID_ELSEWHERE", severity: "WARN" as const, params: { paid: "5", elsewhere: "26" } }];
    const stated = read(make(rowWith(good, { days: 31, refs, flags })).packed);
    expect(stated).toMatchObject({ personId: person(1), employmentId: employment(1), period, days: 31 });
    expect(stated.told[0]).toEqual(flags[0]);
    expect(stated.refs).toEqual({ "leave.spans": [unit, own], "list.report": ["surat 7"] });
    expect(stated.flags).toEqual(["DAYS_PAID_ELSEWHERE", "INPUT_ASSUMED"]);
  });

  it("pays nothing for a row that the freeze has blocked", () => {
    const flags = [{ code: "DAYS_PAID_ELSEWHERE", severity: "BLOCK" as const, params: {} }];
    const made = make(rowWith(good, { flags }));
    expect(made).toMatchObject({ status: "blocked", gross: 0n, net: 0n, late: 0n, components: [], flags });
    expect(read(made.packed)).toMatchObject({ status: "blocked", trace: [], told: flags });
  });

  it("is not made for an id that is none", () => {
    expect(() => make(rowWith(good, { personId: "1" }))).toThrow(RangeError);
  });

  it("tells apart what is paid in a later month", () => {
    const posts = [{ kind: "plt", from: "2026-09-01" as Day, class: "11", level: "same" }];
    const [before, made] = [make(rowWith(good)), make(rowWith({ ...good, "acting.posts": posts }))];
    expect(before.late).toBe(0n);
    expect(made).toMatchObject({
      status: "payable",
      late: made.components.find(({ monthsLate }) => monthsLate > 0)?.net,
    });
    expect(made.late).toBeGreaterThan(0n);
    expect(made.net - made.late).toBe(before.net);
  });
});

describe("a statement whose lines do not lead to the net", () => {
  const document = smallDocuments["steps.cap"] as PolicyDocument;
  const rupiahMore: Compilers = {
    ...compilers,
    cap: (step, program) => {
      const right = compilers.cap(step, program);
      return { ...right, lines: right.lines.map((line) => ({ ...line, exact: [...line.exact, ...just(constant({ num: 1n, den: 1n }))] })) }; // prettier-ignore
    },
  };

  it("is not made", () => {
    const [right, wrong] = [compilePolicy(document, "2026-07" as Period), compilePolicy(document, "2026-07" as Period, rupiahMore)]; // prettier-ignore
    const facts: Facts = { "roster.class": "12" };
    expect(statementMaker(right, digest)(rowWith(facts)).status).toBe("payable");
    const made = statementMaker(wrong, digest)(rowWith(facts));
    expect(made).toMatchObject({
      status: "blocked",
      net: 0n,
      flags: [{ code: "STEPS_DO_NOT_ADD_UP", severity: "BLOCK" }],
    });
    expect(made.flags).toEqual(wrong.evaluate(facts).flags);
  });
});

describe("what is no statement of its layout", () => {
  const { packed } = make(rowWith(good));
  const changed = (at: number, by: number): Uint8Array =>
    packed.map((byte, index) => (index === at ? byte ^ by : byte));

  it("is refused wherever it was cut off, or has more", () => {
    for (let length = 0; length < packed.length; length++)
      expect(() => read(packed.subarray(0, length))).toThrow("the statement can't be read");
    expect(() => read(Uint8Array.from([...packed, 0]))).toThrow("altered or cut off");
  });

  it("is refused whatever bit of it was altered", () => {
    for (let at = 0; at < packed.length; at++)
      for (let bit = 0; bit < 8; bit++)
        expect(() => read(changed(at, 1 << bit))).toThrow("the statement can't be read");
  });

  it("is refused as JSON, which it was once", () => {
    expect(() => read(new TextEncoder().encode('["kinerja.statement/2"]'))).toThrow("its form is 91, not 3");
  });

  it("is refused by the layout of another policy, of another month and of a changed text", () => {
    const other = compilePolicy(policyDocument("bkn-tukin"), period);
    const later = compilePolicy(policyDocument("kemnaker-tukin"), "2026-11" as Period);
    const changedText = layout.replace('"monthsLate":1', '"monthsLate":2');
    expect(changedText).not.toBe(layout);
    for (const wrong of [layoutOf(other), layoutOf(later), changedText])
      expect(() => statementReader(wrong)(packed)).toThrow("packed by another layout");
  });

  it("is no layout of a form that is not known", () => {
    const unknown = JSON.stringify({ ...(JSON.parse(layout) as Layout), form: "kinerja.statement/9" });
    expect(() => statementReader(unknown)).toThrow("kinerja.statement/9");
  });
});
