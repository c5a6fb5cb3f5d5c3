import { createHash } from "node:crypto";
import { Readable } from "node:stream";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { connectAdmin } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { PeriodClosed } from "@kinerja/proto/activity/v1/activity_events";
import { type EntryResult } from "@kinerja/proto/activity/v1/ingest_service";

import { periodTopic, submittedTopic } from "./adapters/kafka/topics.ts";
import { postgresSealStore } from "./adapters/postgres/seal-store.ts";
import {
  agencyId,
  callerOf,
  clock,
  employee,
  employmentId,
  now,
  officer,
  startThinPath,
  superior,
} from "./testing/thin.ts";
import { brokersOfTests, entryOf } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
/** As administrator: nobody of the service reads the outbox and the sealed months together. */
let all: Database;
beforeAll(async () => {
  use = await startThinPath();
  all = await use.database.administrator();
}, 60_000);
afterAll(async () => {
  await all.stop();
  await use.stop();
}, 30_000);

const month = { agencyId, period: "2026-10" };
const deadline = Date.parse("2026-11-03T16:00:00Z"); // three whole days after October in WITA
const graceMs = 120_000;

type Told = { readonly topic: string; readonly key: string; readonly payload: Buffer };
const told = (): Promise<Told[]> => all.query<Told>("select topic, key, payload from outbox order by position");
const rows = (): Promise<{ body: Buffer }[]> =>
  all.query<{ body: Buffer }>("select body from sealed_month order by person_id, employment_id");
const facts = (): Promise<unknown[]> =>
  all.query("select * from attendance where work_date between '2026-10-01' and '2026-10-31'");
const state = async (): Promise<string> => (await use.period(callerOf(officer), month)).state;
const placeOf = ({ outcome }: EntryResult): string => {
  if (outcome?.$case !== "receipt") throw new Error(JSON.stringify(outcome));
  return outcome.value.position;
};

describe("a month of an agency", () => {
  const entry = entryOf(now(), { employmentId, workDate: "2026-10-05" });

  it("is open, with no row of it written and nothing told, until an officer closes it", async () => {
    const [result] = await use.record([entry]);
    const span = {
      personId: undefined,
      from: "2026-10-01",
      to: "2026-10-31",
      pageSize: undefined,
      pageToken: undefined,
    };
    expect((await use.list(callerOf(employee), { ...span, after: placeOf(result!) })).pending).toBe(false);
    clock.set(new Date(deadline + graceMs).toISOString());
    expect(await use.sealDue()).toBe(0);
    expect([await state(), await rows(), await told()]).toEqual(["open", [], []]);
  });

  it("is closing until the grace after the deadline is over, by the platform's clock", async () => {
    clock.set("2026-11-01T00:00:00Z");
    await use.close(callerOf(officer), month);
    clock.set(new Date(deadline + graceMs - 1).toISOString());
    expect(await use.sealDue()).toBe(0);
    expect([await state(), await rows(), await told()]).toEqual(["closing", [], []]);
    clock.advance(1);
    expect(await use.sealDue()).toBe(1);
    expect(await state()).toBe("sealed");
  });

  it("is told once: agency, month, revision, the ends of the log, count and hash of its rows", async () => {
    const [event, ...others] = await told();
    expect(others).toEqual([]);
    const { meta, ...closed } = PeriodClosed.decode(event!.payload);
    const bodies = await rows();
    const hash = createHash("sha256");
    for (const { body } of bodies) hash.update(body);
    const admin = await connectAdmin({ brokers: brokersOfTests(), clientId: "test" });
    const offsets = await admin.endOffsets(submittedTopic(use.site.site, 4).name);
    await admin.close();
    expect(closed).toEqual({
      ...month,
      ...{ revision: 1, offsets, count: BigInt(bodies.length), sha256: hash.digest("hex") },
    });
    expect(offsets.reduce((sum, end) => sum + end, 0n)).toBe(1n);
    expect(bodies).toHaveLength(1);
    expect(meta).toMatchObject({ type: "PeriodClosed", version: 1n, agencyId, actor: "system/activity" });
    expect([event!.topic, event!.key]).toEqual([`kinerja.${use.site.site}.activity.period.v1`, agencyId]);
    expect(await use.sealDue()).toBe(0);
    expect([await told(), await rows()]).toEqual([[event], bodies]);
  });

  it("refuses whoever would approve or return, as a command that can't be done now (422)", async () => {
    const seen = [{ entryId: entry.id, version: 1 }];
    const no = { kind: "refused", code: "PERIOD_SEALED" };
    const command = { personId: employee, seen, note: "Apa hasilnya?" };
    await expect(
      use.decide(callerOf(superior), { ...command, kind: "approved", reason: undefined }),
    ).rejects.toMatchObject(no);
    await expect(
      use.decide(callerOf(superior), { ...command, kind: "returned", reason: "UNCLEAR" }),
    ).rejects.toMatchObject(no);
  });

  it("keeps attendance that comes now as corrections, and nothing of the sealed month changes", async () => {
    const before = [await rows(), await told(), await facts()];
    const text = `person_id,date,status\n${employee},2026-10-08,HADIR\n${employee},2026-11-02,HADIR\n`;
    const { fileId } = await use.files.put(Readable.from([Buffer.from(text)]), 10_000);
    const corrections = [{ period: "2026-10", facts: 1 }];
    expect(await use.importFile(callerOf(officer), { agencyId, fileId })).toMatchObject({
      rows: 2,
      changed: 1,
      corrections,
    });
    expect([await rows(), await told(), await facts()]).toEqual(before);
    expect(await use.period(callerOf(officer), month)).toMatchObject({ state: "sealed", revision: 1, corrections: 1n });
  });
});

describe("months that are being closed", () => {
  it("are all found, however many, the earliest deadline first", async () => {
    await all.query(
      `insert into period (agency_id, period, state, deadline, requested_by, requested_at)
       select gen_random_uuid(), '2027-01', 'closing', '2027-02-04'::timestamptz - n * interval '1 second', gen_random_uuid(), now()
       from generate_series(1, 2000) as n`,
    );
    const db = await use.database.db("closer");
    const topic = periodTopic(use.site.site);
    const store = postgresSealStore({ db, site: use.site.site, partitions: 4, deadlineDays: 3, topic });
    const deadlines = (await store.closings()).map((closing) => closing.deadline);
    expect(deadlines).toEqual(
      Array.from({ length: 2_000 }, (_, at) => Date.parse("2027-02-04T00:00:00Z") - (2_000 - at) * 1_000),
    );
    await db.stop();
  });
});
