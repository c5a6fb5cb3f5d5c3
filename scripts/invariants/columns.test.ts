import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { SubmittedBatch } from "@kinerja/proto/activity/v1/activity_events";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";
import { createFramer, openEnvelope, sealEnvelope } from "../../services/activity/src/adapters/kafka/envelope.ts";
import { sha256 } from "../../services/activity/src/adapters/grpc/ingest.ts";
import { entryOf } from "../../services/activity/src/testing/world.ts";
import { columnsOf, type Columns } from "./columns.ts";

const now = Date.parse("2026-10-07T02:00:00Z");
const [personId, agencyId, employmentId] = [randomUUID(), randomUUID(), randomUUID()];
const author = { personId, sessionId: randomUUID(), sessionEnded: false, employments: [] };

/** What the writer makes of an entry that ingest took. */
function storedOf(entry: Entry): { stored: Columns | undefined; made: Columns | undefined } {
  const slice = Buffer.from(Entry.encode(entry).finish());
  const items = createFramer(author, now)([{ slice, bodySha256: sha256(slice), agencyId, zone: "WIT" }]);
  const value = sealEnvelope([items]);
  const [item] = SubmittedBatch.decode(value).items;
  const [logged] = openEnvelope({ partition: 0, offset: 0n, value }, 1).entries;
  const version = logged?.version;
  return {
    made: item && columnsOf(item, Entry.decode(item.entry), agencyId),
    stored: version && {
      ...{ agency: version.agencyId, acceptedAt: version.acceptedAt, employment: version.employmentId },
      ...{ workDate: version.workDate, minutes: version.minutes, cancelled: version.cancelled },
      ...{ starts: version.starts ?? null, ends: version.ends ?? null, zone: `ZONE_${version.zone}` },
      ...{ planItem: version.planItemId ?? null, task: version.taskId ?? null },
    },
  };
}

describe("columns made anew from an entry's bytes", () => {
  it.each<[string, Partial<Entry>]>([
    ["times", {}],
    ["minutes alone", { startsAt: undefined, endsAt: undefined, minutes: 75 }],
    ["a whole day", { startsAt: "00:00", endsAt: "23:59" }],
    ["a cancelled one", { cancelled: true }],
    ["a cancelled one with minutes", { startsAt: undefined, endsAt: undefined, minutes: 75, cancelled: true }],
    ["a plan item and a task", { planItemId: randomUUID(), taskId: randomUUID() }],
    ["names that can't be any", { planItemId: "5", taskId: randomUUID().toUpperCase() }],
    ["an employment in capitals", { employmentId: employmentId.toUpperCase() }],
  ])("are what the writer makes of %s", (_, more) => {
    const { stored, made } = storedOf({ ...entryOf(now, { employmentId, workDate: "2026-10-05" }), ...more });
    expect(stored).toBeDefined();
    expect(made).toEqual(stored);
  });
});
