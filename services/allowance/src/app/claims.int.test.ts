import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { adoptText } from "../testing/corrections.ts";
import {
  agency,
  callBy,
  checker,
  employment,
  maker,
  month,
  period,
  person,
  predicate,
  roster,
} from "../testing/month.ts";
import { startTestPlatform, type TestPlatform } from "../testing/platform.ts";
import { policyText } from "../testing/policies.ts";
import { type RunFlag, type RunSummary } from "./ports.ts";

jest.setTimeout(120_000);

const [ministry, county] = [agency(1), agency(2)];
let platform: TestPlatform;
beforeEach(async () => {
  platform = await startTestPlatform();
  await adoptText(platform, ministry, policyText("kemnaker-tukin"));
  await adoptText(platform, county, policyText("contoh-tpp"));
});
afterEach(() => platform.stop());

/** Person 1 goes from the ministry to the county, which takes the first day of work there for another one than the ministry does. */
function transfer(lastDay: string, firstDay: string): void {
  const arrived = { personId: person(1), employmentId: employment(2) };
  platform.sealed.set(ministry, {
    roster: [roster(1, { validTo: lastDay as Day })],
    ...{ months: [month(1)], predicates: [predicate(1)] },
  });
  platform.sealed.set(county, {
    roster: [roster(2, { ...arrived, validFrom: firstDay as Day })],
    ...{ months: [month(2, arrived)], predicates: [{ ...predicate(2), personId: person(1) }] },
  });
}
const start = (agencyId: string): Promise<RunSummary> =>
  platform.use.startRun(callBy(maker), { agencyId, period, kind: "REGULAR" });
const paidElsewhere = async ({ run }: RunSummary): Promise<RunFlag[]> => {
  const ref = { agencyId: run.agencyId, runId: run.id };
  const flags = await platform.use.listRunFlags(callBy(checker), ref, { limit: 99, after: undefined });
  return flags.filter(({ code }) => code === "DAYS_PAID_ELSEWHERE");
};
const claims = async (): Promise<number[]> =>
  (
    await platform.db.query<{ days: number }>("select days from day_claim where person_id = $1 order by days", [
      person(1),
    ])
  ).map(({ days }) => days);

describe("a person who goes from a ministry's tukin to a county's TPP", () => {
  it("is paid each day of the month by one of them", async () => {
    transfer("2026-10-14", "2026-10-15");
    const [left, came] = [await start(ministry), await start(county)];
    expect([left, came].map(({ run }) => [run.state, run.net > 0n])).toEqual(Array(2).fill(["COMPUTED", true]));
    expect([await paidElsewhere(left), await paidElsewhere(came)]).toEqual([[], []]);
    expect(await claims()).toEqual([2 ** 14 - 1, 2 ** 31 - 2 ** 14]);
  });

  it("is not paid twice for days that both have, and whoever comes second is told who has them", async () => {
    transfer("2026-10-14", "2026-10-10");
    const [left, came] = [await start(ministry), await start(county)];
    expect(await paidElsewhere(left)).toEqual([]);
    expect(await paidElsewhere(came)).toMatchObject([
      { severity: "WARN", params: { paid: "17", elsewhere: "5", agency: ministry, run: left.run.id } },
    ]);
    expect(await claims()).toEqual([2 ** 14 - 1, 2 ** 31 - 2 ** 14]);
    // The statement is the same whoever pays the rest: what names the other run is no part of it.
    const [row] = await platform.db.transaction({ agencies: [county] }, (tx) =>
      tx.query<{ packed: Buffer }>("select packed from entitlement where run_id = $1", [came.run.id]),
    );
    expect(row?.packed.toString("latin1")).not.toContain(left.run.id);
  });

  it("is told at the ministry where the county was first", async () => {
    transfer("2026-10-14", "2026-10-01");
    const came = await start(county);
    const [flag] = await paidElsewhere(await start(ministry));
    expect(flag).toMatchObject({ severity: "BLOCK", params: { paid: "0", agency: county, run: came.run.id } });
  });
});
