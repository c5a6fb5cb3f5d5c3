import { isDay, isUuid, minuteOfDay, uuidFromBytes, uuidTime, uuidToBytes, type Zone } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { Submitted, SubmittedBatch, Zone as WireZone } from "@kinerja/proto/activity/v1/activity_events";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { type LoggedEntry } from "../../app/log.ts";
import { type Accepted, type Author } from "../../app/record.ts";
import { minutesOf } from "../../domain/entry.ts";
import { idAheadMs, idBehindMs } from "../../domain/limits.ts";

const wireZones: Readonly<Record<Zone, WireZone>> = { WIB: WireZone.WIB, WITA: WireZone.WITA, WIT: WireZone.WIT };
const zones = new Map<WireZone, Zone>(Object.entries(wireZones).map(([zone, wire]) => [wire, zone as Zone]));

const schemaRevision = Buffer.from([0x10, 1]);

function varintOf(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

/** Frames entries as items of an envelope around the client's own bytes: what an employment shares is encoded once. */
export function createFramer(author: Author, acceptedAt: number): (entry: Accepted) => Buffer {
  const tails = new Map<string, Buffer>();
  const tailFor = ({ agencyId, zone }: Accepted): Buffer => {
    const key = `${agencyId}${zone}`;
    let tail = tails.get(key);
    if (tail === undefined) {
      tail = Buffer.from(
        Submitted.encode({
          entry: Buffer.alloc(0),
          bodySha256: Buffer.alloc(0),
          personId: uuidToBytes(author.personId),
          agencyId: uuidToBytes(agencyId),
          acceptedAtMs: BigInt(acceptedAt),
          sessionId: uuidToBytes(author.sessionId),
          zone: wireZones[zone],
          sessionRevoked: author.sessionEnded,
        }).finish(),
      );
      tails.set(key, tail);
    }
    return tail;
  };
  return (entry) => {
    const tail = tailFor(entry);
    const length = varintOf(entry.slice.length);
    const inner = 1 + length.length + entry.slice.length + 2 + entry.bodySha256.length + tail.length;
    return Buffer.concat([
      Buffer.from([0x0a]),
      varintOf(inner),
      Buffer.from([0x0a]),
      length,
      entry.slice,
      Buffer.from([0x2a, entry.bodySha256.length]),
      entry.bodySha256,
      tail,
    ]);
  };
}

/** A record of the log from items made by a framer. */
export const sealEnvelope = (frames: readonly Buffer[]): Buffer => Buffer.concat([...frames, schemaRevision]);

class BadItem extends Error {}

const must: (holds: boolean, what: string) => asserts holds = (holds, what) => {
  if (!holds) throw new BadItem(what);
};

function minute(time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const value = minuteOfDay(time);
  must(value !== undefined, "a time");
  return value;
}

/** A name that can't be one is nothing to look up: the entry itself is good. */
const planItem = (id: string | undefined): string | undefined => (id !== undefined && isUuid(id) ? id : undefined);

/** Ingest checked all of this; what came another way must not stop the writer, nor lie in a wrong bucket. */
function readItem(item: Submitted, partition: number, partitions: number, offset: bigint): LoggedEntry {
  must(item.personId.length === 16 && item.agencyId.length === 16 && item.bodySha256.length === 32, "lengths");
  const personId = uuidFromBytes(item.personId);
  must(partitionFor(personId, partitions) === partition, "the partition of the person");
  const entry = Entry.decode(item.entry);
  const [acceptedAt, idTime, zone] = [Number(item.acceptedAtMs), uuidTime(entry.id), zones.get(item.zone)];
  must(idTime !== undefined && Math.abs(idTime - acceptedAt) <= idBehindMs + idAheadMs, "the id");
  must(isDay(entry.workDate) && zone !== undefined && entry.version >= 1, "day, zone or version");
  const minutes = minutesOf(entry);
  must(minutes >= 0 && minutes <= 1440, "minutes");
  return {
    personId,
    id: entry.id,
    version: {
      version: entry.version,
      agencyId: uuidFromBytes(item.agencyId),
      employmentId: uuidFromBytes(uuidToBytes(entry.employmentId)),
      workDate: entry.workDate,
      starts: minute(entry.startsAt),
      ends: minute(entry.endsAt),
      minutes,
      planItemId: planItem(entry.planItemId),
      cancelled: entry.cancelled ?? false,
      sessionEnded: item.sessionRevoked,
      zone,
      acceptedAt,
      offset,
      bodySha256: item.bodySha256,
      body: item.entry,
    },
  };
}

/** What one record holds; items that can never be understood are named, the others stand. */
export function openEnvelope(
  record: { readonly partition: number; readonly offset: bigint; readonly value: Buffer },
  partitions: number,
): { readonly entries: readonly LoggedEntry[]; readonly cause: string | undefined } {
  const entries: LoggedEntry[] = [];
  const causes: string[] = [];
  try {
    const { items } = SubmittedBatch.decode(record.value);
    for (const [index, item] of items.entries()) {
      try {
        entries.push(readItem(item, record.partition, partitions, record.offset));
      } catch (error) {
        causes.push(`item ${index}: ${error instanceof Error ? `${error.name} ${error.message}` : "?"}`);
      }
    }
  } catch (error) {
    causes.push(error instanceof Error ? `${error.name} ${error.message}` : "?");
  }
  return { entries, cause: causes.length === 0 ? undefined : causes.slice(0, 10).join("; ") };
}
