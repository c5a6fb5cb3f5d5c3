import { describe, expect, it } from "@jest/globals";
import { type Period, rupiah } from "@kinerja/common/kernel";

import { type FactsOfMonths } from "../domain/facts/month.ts";
import { askedBy, type Paying } from "../domain/payout/asked.ts";
import { agency, period, person } from "../testing/month.ts";
import { policyText } from "../testing/policies.ts";
import { rememberingParser } from "../use-cases.ts";
import { knownOf, type RangeKnowledge, rangeKnowledge, taxedRunsOf } from "./payout-knowledge.ts";
import { type Records, type Run } from "./ports.ts";

const cite = "cite: { legal: platform, article: contoh }";
const classes = Array.from({ length: 17 }, (_, index) => `"${index + 1}": 5`).join(", ");
const taxes: Readonly<Record<string, string>> = {
  monthly: `{ id: pph21, label: PPh, ${cite}, method: ter, borne_by: employee }`,
  final: `{ id: pph21, label: PPh, ${cite}, method: final, borne_by: employee, by: class, rows: { ${classes} } }`,
  none: "none",
};
const textOf = (tax: string): string =>
  policyText("kemnaker-tukin").replace(
    /^payout:.*\n(?: .*\n)*/m,
    `payout:\n  month: same\n  ${cite}\n  tax: ${taxes[tax]}\n  recovery: { cap_percent: 30, ${cite} }\n`,
  );
const parse = rememberingParser();

const paid = [["1", "monthly"], ["2", "final"], ["3", "none"], ["4", "monthly"], ["5", "gone"]] as const; // prettier-ignore
const records = (runs: readonly (readonly [string, string])[]) =>
  ({
    dues: { paidRuns: () => Promise.resolve(runs.map(([id, policyId]) => ({ id, policyId }))) },
    policies: {
      find: (_: string, id: string) => Promise.resolve(id === "gone" ? undefined : { document: textOf(id) }),
    },
  }) as unknown as Records;

const askedOf = (tax: string, paying: Paying = { kind: "REGULAR", duesOnly: false }, payoutPeriod = period) => {
  const { document } = parse(textOf(tax));
  if (!document) throw new Error(`the policy with the tax ${tax} is not sound`);
  return askedBy(document.payout, paying, payoutPeriod);
};

describe("the runs whose income a year's tax counts", () => {
  const run = { agencyId: agency(1), payoutPeriod: period };

  it("are those of policies that tax by the month and the year: not of a final tax, not of none", async () => {
    expect(await taxedRunsOf(records(paid.slice(0, 4)), parse, askedOf("monthly"), run)).toEqual(["1", "4"]);
  });

  it("are not asked for by other taxes", async () => {
    for (const tax of ["final", "none"]) expect(await taxedRunsOf(records(paid), parse, askedOf(tax), run)).toEqual([]);
  });

  it("can't be told when a policy that has paid is gone", async () => {
    await expect(taxedRunsOf(records(paid), parse, askedOf("monthly"), run)).rejects.toThrow("policy gone");
  });
});

describe("what the month has paid before", () => {
  const [ids, nobody] = [[1, 2, 3].map(person), new Set<string>()];
  const run = { agencyId: agency(1), payoutPeriod: period, period, kind: "RAPEL", duesOnly: true } as Run;
  const query = { agencyId: agency(1), period, payoutPeriod: period, moment: 0, shared: [] };
  /** The people of each question. */
  const askedFor = async (tax: string, owing: readonly string[]): Promise<(readonly string[])[]> => {
    const questions: (readonly string[])[] = [];
    const dues = {
      open: () => Promise.resolve([]),
      receivables: () => Promise.resolve(owing.map((personId) => ({ personId }))),
      paidSoFar: (_: string, __: object, people: readonly string[]) => {
        questions.push(people);
        return Promise.resolve([]);
      },
    };
    const knowing = { ids, gone: nobody, leaving: nobody, facts: new Map(), taxedRuns: [] };
    await rangeKnowledge({ dues } as unknown as Records, run, askedOf(tax), query, knowing);
    return questions;
  };

  it("is asked of everybody where it counts for a deduction", async () => {
    expect(await askedFor("monthly", [])).toEqual([ids]);
  });

  it("is asked only of who owes something where it counts for taking back, and of nobody where nobody does", async () => {
    expect(await askedFor("none", [person(2)])).toEqual([[person(2)]]);
    expect(await askedFor("none", [])).toEqual([]);
  });
});

describe("what arrears know of who has left", () => {
  const december = "2026-12" as Period;
  const asked = askedOf("monthly", { kind: "RAPEL", duesOnly: true }, december);
  const factsOf = (salary: bigint | undefined): FactsOfMonths =>
    ({ payout: { salary: salary && rupiah(salary), taxedSalary: salary && rupiah(salary + 7n) } }) as FactsOfMonths;
  const known = (gone: readonly string[]) => {
    const [none, january] = [new Map(), new Map([[person(1), factsOf(5_000_000n)]])];
    const knowledge: RangeKnowledge = {
      ...{ dues: none, receivables: none, paid: none, previous: none, leaving: new Set(), gone: new Set(gone) },
      ...{ year: [{ period: "2026-01" as Period, facts: january }], lastStatus: new Map([[person(1), "TK/0"]]) },
    };
    return knownOf(asked, knowledge, { personId: person(1), payoutPeriod: december }, [], factsOf(6_000_000n));
  };

  it("is no salary of the month, though nobody has ended it, the last status, and the year without the months behind", () => {
    const found = known([person(1)]);
    expect(found).toMatchObject({ salary: 0n, ptkp: "TK/0", yearSoFar: { gross: 5_000_007n, months: 1, unknownMonths: 0 } }); // prettier-ignore
    expect(found).not.toHaveProperty("taxedSalary");
  });

  it("is not what is known of who still works here", () => {
    const found = known([]);
    expect(found).toMatchObject({ salary: 6_000_000n, taxedSalary: 6_000_007n });
    expect(found).not.toHaveProperty("ptkp");
  });
});
