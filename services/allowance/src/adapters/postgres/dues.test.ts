import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { agency, person } from "../../testing/month.ts";
import { dueRecords } from "./dues.ts";

/** First and last month of payment that the query looks at. */
async function monthsRead(taxedRuns: readonly string[]): Promise<unknown[]> {
  const asked: (readonly unknown[])[] = [];
  const query = (_: string, values: readonly unknown[] = []): Promise<never[]> => {
    asked.push(values);
    return Promise.resolve([]);
  };
  const payoutPeriod = "2026-11" as Period;
  await dueRecords({ query }).paidSoFar(agency(1), { payoutPeriod, taxedRuns }, [person(1)]);
  const [, last, first] = asked[0] ?? [];
  return [first, last];
}

describe("what was paid before", () => {
  it("is read of the year where a tax counts it, and else of the month of payment alone", async () => {
    expect(await monthsRead(["run"])).toEqual(["2026-01", "2026-11"]);
    expect(await monthsRead([])).toEqual(["2026-11", "2026-11"]);
  });
});
