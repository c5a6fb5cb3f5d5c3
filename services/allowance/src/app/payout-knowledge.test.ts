import { describe, expect, it } from "@jest/globals";

import { askedBy } from "../domain/payout/asked.ts";
import { agency, period } from "../testing/month.ts";
import { policyText } from "../testing/policies.ts";
import { rememberingParser } from "../use-cases.ts";
import { taxedRunsOf } from "./payout-knowledge.ts";
import { type Records } from "./ports.ts";

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

describe("the runs whose income a year's tax counts", () => {
  const run = { agencyId: agency(1), payoutPeriod: period };
  const askedOf = (tax: string) => {
    const { document } = parse(textOf(tax));
    if (!document) throw new Error(`the policy with the tax ${tax} is not sound`);
    return askedBy(document.payout, { kind: "REGULAR", duesOnly: false }, period);
  };

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
