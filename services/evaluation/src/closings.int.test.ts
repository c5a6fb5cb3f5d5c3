import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { PeriodClosed } from "@kinerja/proto/activity/v1/activity_events";

import { handleClosing } from "./adapters/kafka/closings.ts";
import { agency, people, roster, sealOfMonth } from "./testing/neighbours.ts";
import { openSite, type Site } from "./testing/site.ts";

let site: Site;
let parked: unknown[] = [];
beforeAll(async () => {
  site = await openSite();
}, 60_000);
afterAll(() => site.stop());
beforeEach(() => {
  parked = [];
  site.tampering.rows = (rows) => rows;
  site.tampering.isDown = false;
});

let offset = 0n;
const place = { topic: "kinerja.test.activity.period.v1", partition: 0 };
const recordOf = (value: Buffer | null) => ({
  offset: offset++,
  key: Buffer.from(agency),
  value,
  headers: {},
  timestamp: 0,
});
const handle = (record: ReturnType<typeof recordOf>): Promise<void> =>
  handleClosing(
    { db: site.closer, take: site.use.takeClosing, onParked: (cause) => void parked.push(cause) },
    place,
    record,
  );

function closed(period: string, more: Partial<PeriodClosed> = {}): Buffer {
  const id = randomUUID();
  const meta = { id, type: "PeriodClosed", aggregateId: "", version: 1n, time: new Date(0), agencyId: agency, site: "test", actor: "system/activity", causeId: id }; // prettier-ignore
  const seal = { ...sealOfMonth(), ...more };
  return Buffer.from(
    PeriodClosed.encode({ meta, agencyId: agency, period, revision: 1, offsets: [], ...seal }).finish(),
  );
}

async function rowsOf(
  period: string,
): Promise<{ months: number; evaluations: number; years: number; notices: number }> {
  const [row] = await site.closer.query<{ months: number; evaluations: number; years: number }>(
    `select (select count(*)::int from sealed_month where period = $1) as months,
            (select count(*)::int from evaluation where term = $1) as evaluations,
            (select count(*)::int from evaluation where term = '2026-00') as years`,
    [period],
  );
  const notices = await site.use.listNotices({
    personId: people.head,
    token: "",
    requestId: "",
    requestKey: undefined,
  });
  const ofPeriod = notices.filter(({ params }) => params["period"] === period).length;
  return { months: row?.months ?? 0, evaluations: row?.evaluations ?? 0, years: row?.years ?? 0, notices: ofPeriod };
}

const members = roster.length;
const nothing = { months: 0, evaluations: 0, years: 0, notices: 0 };

describe("a closing", () => {
  it.each<[string, () => void, Partial<PeriodClosed>]>([
    ["with a row too few", () => (site.tampering.rows = (rows) => rows.slice(1)), {}],
    [
      "with a row changed",
      () => (site.tampering.rows = ([first, ...rest]) => [{ ...first!, approvedMinutes: 1 }, ...rest]),
      {},
    ],
    ["with rows in another order", () => (site.tampering.rows = (rows) => rows.toReversed()), {}],
    ["of another count", () => undefined, { count: 1n }],
    ["of another hash", () => undefined, { sha256: "0".repeat(64) }],
  ])("%s is put aside whole", async (_, tamper, more) => {
    tamper();
    const record = recordOf(closed("2026-08", more));
    await handle(record);
    await handle(record);
    expect(parked).toEqual([expect.objectContaining({ code: "INPUT_MISMATCH" })]);
    expect(await rowsOf("2026-08")).toEqual(nothing);
  });

  it.each([
    ["is no protobuf", Buffer.from([0xff, 0xff, 0xff])],
    ["names no agency", closed("2026-08", { agencyId: "x" })],
    ["names no month", closed("2026-8")],
  ])("that %s is put aside", async (_, value) => {
    await handle(recordOf(value));
    expect(parked).toHaveLength(1);
  });

  it("waits while another service is away, and then has its effect once", async () => {
    const record = recordOf(closed("2026-10"));
    site.tampering.isDown = true;
    await expect(handle(record)).rejects.toMatchObject({ kind: "unavailable" });
    expect(await rowsOf("2026-10")).toEqual(nothing);
    site.tampering.isDown = false;
    await handle(record);
    const once = await rowsOf("2026-10");
    expect(once).toEqual({ months: members, evaluations: members, years: 0, notices: 1 });
    await Promise.all([handle(record), handle(record)]);
    expect(await rowsOf("2026-10")).toEqual(once);
    expect(parked).toEqual([]);
  });

  it("opens the year with December", async () => {
    await handle(recordOf(closed("2026-12")));
    expect(await rowsOf("2026-12")).toEqual({ months: members, evaluations: members, years: members, notices: 1 });
  });

  it("is read in its own revision, also behind a higher one: the month was opened again before it came here", async () => {
    const asked: number[] = [];
    site.tampering.rows = (rows, revision) => {
      asked.push(revision);
      return rows;
    };
    for (const revision of [2, 1]) await handle(recordOf(closed("2026-11", { revision })));
    expect([asked, parked]).toEqual([[2, 1], []]);
    const [month] = await site.closer.query("select revision from activity_month where period = '2026-11'");
    expect(month).toEqual({ revision: 2 });
    expect(await rowsOf("2026-11")).toMatchObject({ months: 2 * members, evaluations: members });
  });

  it("ignores a tombstone", async () => {
    await handle(recordOf(null));
    expect(parked).toEqual([]);
  });
});
