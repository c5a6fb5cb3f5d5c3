import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { PersonChanged } from "@kinerja/proto/identity/v1/identity_events";
import { openSmallSite } from "../testing/small-site.ts";
import { breaks, checkOf, findingOf, type Break } from "./breaks.ts";
import { queryOf, violationsOf } from "./finding.ts";
import { moneyBreaks } from "./money-breaks.ts";
import { moneyRules } from "./money-rules.ts";
import { factOf, type FactRecord } from "./records.ts";

jest.setTimeout(120_000);

let site: Awaited<ReturnType<typeof openSmallSite>>;
beforeAll(async () => {
  site = await openSmallSite();
});
afterAll(() => site.stop());

const invariants = [...new Set(breaks.map(({ invariant }) => invariant))];

describe("the checks of the stores", () => {
  it.each(invariants)("find nothing wrong with a healthy site, having looked: %s", async (invariant) => {
    const found = await checkOf(site, { invariant });
    expect(violationsOf({ [invariant]: found })).toEqual([]);
    expect(found.checked).toBeGreaterThan(0);
  });

  it.each(breaks.map((broken) => [broken.invariant, broken.what, broken] as const))("notice, for %s, %s", async (_invariant, _what, broken) => {
    expect((await findingOf(site, broken)).violations).toBeGreaterThan(0);
  }); // prettier-ignore

  it("need every rule of money: each alone is contradicted by some break", async () => {
    const query = queryOf(site.queries, "allowance");
    const contradicted = new Set<string>();
    for (const { sql } of moneyBreaks) {
      await query("begin");
      await query("set local session_replication_role = replica");
      await query(sql);
      for (const { says, broken } of moneyRules) if ((await query(broken)).length > 0) contradicted.add(says);
      await query("rollback");
    }
    expect(moneyRules.map(({ says }) => says).filter((says) => !contradicted.has(says))).toEqual([]);
  });

  it("cover every invariant of the stores", () => {
    expect(invariants).toEqual(["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8"]);
  });

  it.each(invariants)("find nothing wrong afterwards: a break never stays (%s)", async (invariant) => {
    expect(await checkOf(site, { invariant })).toMatchObject({ violations: 0 });
  });
});

/** A record of a fact that was never decided. */
const invented = (aggregateId: string, version: bigint): FactRecord => {
  const value = PersonChanged.encode(PersonChanged.fromPartial({ meta: { id: randomUUID(), aggregateId, version } }));
  return { partition: 0, offset: 99n, key: aggregateId, value: Buffer.from(value.finish()) };
};

describe("the checks of the topics", () => {
  type Change = (records: readonly FactRecord[]) => readonly FactRecord[];
  const look = (invariant: Break["invariant"], name: string, change: Change, isWhole = true) => {
    const fact = factOf(site.facts, name);
    const facts = new Map([...site.facts, [name, { ...fact, records: change(fact.records), isWhole }]]);
    return checkOf({ ...site, facts }, { invariant });
  };
  const keyOf = (records: readonly FactRecord[]): string => records[0]?.key ?? "";

  it.each<[string, Break["invariant"], string, Change]>([
    ["a version that was never told", "I5", "planning.skp", (all) => all.slice(1)],
    ["an older version told last", "I5", "planning.skp", (all) => all.toReversed()],
    ["two facts with one version", "I5", "planning.skp", (all) => [...all, invented(keyOf(all), 2n)]],
    ["a gap", "I5", "planning.skp", (all) => [...all, invented(keyOf(all), 4n)]],
    ["an aggregate that nobody owns", "I5", "identity.unit", (all) => [...all, invented(randomUUID(), 1n)]],
    ["an aggregate that was never told", "I5", "identity.unit", () => []],
    ["a fact that says nothing about itself", "I5", "identity.unit", ([one]) => [{ ...one!, value: Buffer.alloc(0) }]],
    ["a closing that was never told", "I5", "activity.period", () => []],
    ["a log without what is stored", "I4", "activity.submitted", (all) => all.slice(1)],
    ["a log in another order", "I4", "activity.submitted", (all) => all.toReversed()],
  ])("notice %s", async (_, invariant, name, change) => {
    expect((await look(invariant, name, change)).violations).toBeGreaterThan(0);
  });

  it("take what a relay sends twice after a crash for what it is", async () => {
    expect(await look("I5", "planning.skp", (all) => [...all, ...all])).toMatchObject({ violations: 0 });
  });

  it("do not miss what was compacted away", async () => {
    expect(await look("I5", "planning.skp", (all) => all.slice(1), false)).toMatchObject({ violations: 0 });
  });
});
