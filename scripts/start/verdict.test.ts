import { describe, expect, it } from "@jest/globals";
import { type Report } from "./report.ts";
import { contradictions, wrongForm } from "./verdict.ts";

const held = { checked: 5, violations: 0, examples: [] };
const good: Report = {
  ...{ seed: 7, durationS: 60, phases: [{ name: "people", seconds: 1, cpuSeconds: 1 }] },
  ...{ people: 60, agencies: 3, units: 27, agreements: 6, attendance: 1_254, sealedMonths: 60 },
  skp: { set: 53, returned: 6, withoutAssessor: 1 },
  entries: { submitted: 3_910, retried: 169, acknowledged: 3_910, refused: 0, stored: 3_706, flagged: 39 },
  decisions: { approved: 3_321, returned: 27 },
  evaluations: { issued: 53, patternsChecked: 27, patternsExplained: 0, realised: 50, feedback: 9, sealed: 60 },
  run: { statements: 59, grossRupiah: 347_974_332, cutRupiah: 33_554_371, netRupiah: 314_419_961, ledgerSum: 0, flags: 4 },
  cases: { late: { happened: 2, wrong: 0 } },
  invariants: Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`I${index + 1}`, index === 8 ? { ...held, checked: 0, applies: false } : held]),
  ),
  ...{ serverErrors: 0, rssMb: 1_500, cpuSeconds: { gateway: 10 } },
}; // prettier-ignore

const without = (path: string): unknown => {
  const copy = structuredClone(good) as unknown as Record<string, Record<string, unknown>>;
  const [outer = "", inner] = path.split(".");
  if (inner === undefined) Reflect.deleteProperty(copy, outer);
  else Reflect.deleteProperty(copy[outer] ?? {}, inner);
  return copy;
};

describe("the report of a month", () => {
  it("holds when everything is there and nothing is wrong", () => {
    expect(wrongForm(JSON.parse(JSON.stringify(good)))).toEqual([]);
    expect(contradictions(good)).toEqual([]);
  });

  it.each(["seed", "phases", "units", "skp.returned", "entries.stored", "evaluations.issued", "run.ledgerSum", "cases", "invariants.I4", "serverErrors"])(
    "is not whole without %s",
    (path) => expect(wrongForm(without(path))).toHaveLength(1),
  ); // prettier-ignore

  it("is not whole when nothing happened", () => {
    expect(wrongForm({ ...good, run: { ...good.run, statements: 0 } })).toEqual(["run.statements is 0"]);
    const invariants = { ...good.invariants, I6: { ...held, applies: false as const } };
    expect(wrongForm({ ...good, invariants })).toEqual(["I6 was not checked"]);
    expect(wrongForm(null)).not.toEqual([]);
  });

  it.each([
    ["money that does not add up", { run: { ...good.run, netRupiah: 1 } }],
    ["a ledger with a rest", { run: { ...good.run, ledgerSum: 5 } }],
    ["an entry that was refused", { entries: { ...good.entries, refused: 1 } }],
    ["an entry without a receipt", { entries: { ...good.entries, acknowledged: 3_909 } }],
    ["more than was acknowledged", { entries: { ...good.entries, stored: 3_911 } }],
    ["a fault of a server", { serverErrors: 1 }],
    ["a violation", { invariants: { ...good.invariants, I3: { ...held, violations: 1 } } }],
    ["an invariant for which nothing was looked at", { invariants: { ...good.invariants, I3: { ...held, checked: 0 } } }],
    ["a case that did not happen", { cases: { late: { happened: 0, wrong: 0 } } }],
    ["a case that came out wrong", { cases: { late: { happened: 2, wrong: 1 } } }],
  ])("does not hold with %s", (_, part) => expect(contradictions({ ...good, ...part })).toHaveLength(1)); // prettier-ignore
});
