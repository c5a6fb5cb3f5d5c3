import { createHash, randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { type Caller } from "../../app/authorise.ts";
import { type DecisionStore } from "../../app/decide.ts";
import { type LogStore } from "../../app/log.ts";
import { idAt } from "../../testing/world.ts";
import { type Version } from "../../domain/version.ts";
import { postgresDecisionStore } from "./decision-store.ts";
import { agreeOnLog, postgresLogStore } from "./log-store.ts";
import { createPartitionKeeper } from "./partitions.ts";
import { openSessions } from "./session.ts";

const now = Date.parse("2026-10-20T02:00:00Z");
const [agencyId, personId, superior] = [randomUUID(), randomUUID(), randomUUID()];
const partition = partitionFor(personId, 8);
const caller: Caller = { personId: superior, agencyIds: [agencyId], token: "", requestId: "r", requestKey: undefined };
const grant = { agencies: [agencyId], person: superior, role: "superior" };

let database: TestDatabase;
let app: Database;
let sessions: ReturnType<typeof openSessions>;
let store: LogStore;
let decisions: DecisionStore;

beforeAll(async () => {
  database = await testDatabase("activity");
  app = await database.db("app");
  sessions = openSessions(database.url("writer"), "test", 2);
  await sessions.transaction((db) => agreeOnLog(db, { partitions: 8, topicId: "one" }));
  const ensureWeeks = createPartitionKeeper(sessions);
  store = postgresLogStore({ session: sessions, deadlineDays: 3, ensureWeeks, topic: "log" });
  decisions = postgresDecisionStore(app, 8, () => now);
}, 60_000);

afterAll(async () => {
  await Promise.all([sessions.stop(), app.stop()]);
  await database.drop();
});

function versionOf(version: number): Version {
  const body = Buffer.from(randomUUID());
  return {
    version,
    agencyId,
    employmentId: agencyId,
    workDate: `2026-10-0${1 + (version % 5)}` as Day,
    starts: undefined,
    ends: undefined,
    minutes: 10 * version,
    planItemId: undefined,
    taskId: undefined,
    textHash: undefined,
    cancelled: version % 7 === 0,
    sessionEnded: false,
    late: false,
    zone: "WIB",
    acceptedAt: now,
    offset: 0n,
    bodySha256: createHash("sha256").update(body).digest(),
    body,
  };
}

/** Days as their entries make them: while a change waits, the approved version counts. */
const daysThatDiffer = `
  with counted as (
    select agency_id, person_id, work_date, minutes, 1 as entries, state = 2 as is_approved, 0 as open from entry
      where state = 2 or (state = 1 and approved_version = 0)
    union all select v.agency_id, v.person_id, v.work_date, v.minutes, 1, true, 0 from entry e
      join entry_version v using (bucket, person_id, id)
      where e.state = 1 and e.approved_version > 0 and v.version = e.approved_version
    union all select agency_id, person_id, work_date, 0, 0, false, 1 from entry where state = 1),
  made as (
    select agency_id, person_id, work_date, sum(minutes) as minutes, sum(entries) as entries,
      coalesce(sum(minutes) filter (where is_approved), 0) as approved_minutes, count(*) filter (where is_approved) as approved_entries,
      sum(open) as open_entries
    from counted group by 1, 2, 3)
  select d.*, m.* from day d full join made m using (agency_id, person_id, work_date)
  where (d.minutes, d.entries, d.approved_minutes, d.approved_entries, d.open_entries) is distinct from
    (coalesce(m.minutes, 0), coalesce(m.entries, 0), coalesce(m.approved_minutes, 0), coalesce(m.approved_entries, 0), coalesce(m.open_entries, 0))`;

describe("decisions beside the writer", () => {
  const ids = Array.from({ length: 12 }, (_, index) => idAt(now + index));

  it("neither lose nor double what counts, and stop nobody", async () => {
    let [claim] = await store.claim([partition]);
    const versions = new Map(ids.map((id) => [id, 0]));
    let writing = true;
    const write = async (): Promise<void> => {
      for (let step = 0; step < 80; step++) {
        const { epoch, next: from } = claim!;
        const next = from + 1n;
        const changed = ids.filter((_, index) => step < 1 || (index + step) % 4 === 0);
        for (const id of changed) versions.set(id, versions.get(id)! + 1);
        const entries = changed.map((id) => ({ personId, id, version: versionOf(versions.get(id)!) }));
        expect((await store.store([{ partition, epoch, from, next, entries, parked: [] }])).size).toBe(1);
        claim = { partition, epoch, next };
      }
      writing = false;
    };
    let decided = 0;
    const decide = async (kind: "approved" | "returned"): Promise<void> => {
      while (writing) {
        const seen = await app.transaction({ agencies: [agencyId] }, (tx) =>
          tx.query<{ entryId: string; version: number }>(
            `select id as "entryId", version from entry where person_id = $1 order by random() limit 5`,
            [personId],
          ),
        );
        if (seen.length === 0) continue;
        const reason = kind === "returned" ? "UNCLEAR" : undefined;
        decided += (await decisions.decide(caller, grant, { personId, kind, seen, reason, note: undefined })).decided;
      }
    };
    await Promise.all([write(), decide("approved"), decide("returned"), decide("approved")]);
    expect(decided).toBeGreaterThan(20);
    const reader = await database.db("writer");
    expect(await reader.query(daysThatDiffer)).toEqual([]);
    const [stored] = await reader.query<{ n: number }>("select count(*)::int as n from entry_version");
    expect(stored?.n).toBe([...versions.values()].reduce((sum, version) => sum + version - 1, 0));
    await reader.stop();
  }, 60_000);

  it("answer the same request key with the first answer, and refuse it for another command", async () => {
    const [known] = await app.transaction({ agencies: [agencyId] }, (tx) =>
      tx.query<{ version: number }>("select version from entry where person_id = $1 and id = $2", [personId, ids[0]]),
    );
    const command = (version: number) => ({
      ...{ personId, kind: "approved" as const, reason: undefined, note: undefined },
      seen: [{ entryId: ids[0]!, version }],
    });
    const again = { ...caller, requestKey: "k1" };
    const first = await decisions.decide(again, grant, command(known!.version));
    expect(await decisions.decide(again, grant, command(known!.version))).toEqual(first);
    await expect(decisions.decide(again, grant, command(1))).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  });

  it("do not see entries of another agency", async () => {
    const foreign = { ...grant, agencies: [randomUUID()] };
    const command = {
      personId,
      kind: "approved" as const,
      seen: [{ entryId: ids[0]!, version: 1 }],
      reason: undefined,
      note: undefined,
    };
    await expect(decisions.decide(caller, foreign, command)).rejects.toMatchObject({ kind: "not-found" });
  });
});
