import { createHash, randomUUID } from "node:crypto";
import { uuidV7 } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";
import type { LoggedEntry, PartitionBatch } from "../../services/activity/src/app/log.ts";
import { entryMessage } from "./entry.ts";

export const partitions = 8;
const peoplePerPartition = 250;

/** People by the partition of the log that is theirs. */
export function makePeople(): readonly (readonly string[])[] {
  const people: string[][] = Array.from({ length: partitions }, () => []);
  while (people.some(({ length }) => length < peoplePerPartition)) {
    const person = randomUUID();
    people[partitionFor(person, partitions)]?.push(person);
  }
  return people;
}

const agencyId = randomUUID();
const employmentId = randomUUID();
let offset = 0n;

function loggedEntry(personId: string, nowMs: number): LoggedEntry {
  const entry = entryMessage(nowMs, employmentId);
  const body = Buffer.from(Entry.encode(entry).finish());
  return {
    personId,
    id: uuidV7(nowMs),
    version: {
      version: 1,
      agencyId,
      employmentId,
      workDate: entry.workDate as LoggedEntry["version"]["workDate"],
      starts: 450,
      ends: 585,
      minutes: 135,
      planItemId: entry.planItemId,
      taskId: undefined,
      textHash: 0,
      cancelled: false,
      sessionEnded: false,
      late: false,
      zone: "WITA",
      acceptedAt: nowMs,
      offset: offset++,
      bodySha256: createHash("sha256").update(body).digest(),
      body,
    },
  };
}

/** One transaction's worth: `size` new entries of people from all partitions, the positions following on the last batch. */
export function makeBatch(people: readonly (readonly string[])[], positions: bigint[], size: number): PartitionBatch[] {
  const nowMs = Date.now();
  return people.map((ofPartition, partition) => {
    const entries = Array.from({ length: size / partitions }, () =>
      loggedEntry(ofPartition[Math.floor(Math.random() * ofPartition.length)] ?? "", nowMs),
    );
    const from = positions[partition] ?? 0n;
    const next = from + 1n;
    positions[partition] = next;
    return { partition, epoch: 1, from, next, entries, parked: [] };
  });
}
