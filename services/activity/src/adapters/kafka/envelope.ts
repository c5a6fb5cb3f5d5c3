import { BinaryReader } from "@bufbuild/protobuf/wire";
import { isDay, isUuid, minuteOfDay, uuidFromBytes, uuidTime, uuidToBytes, type Zone } from "@kinerja/common/kernel";
import { murmur2, murmur2Of, partitionFor } from "@kinerja/common/messaging";
import { Submitted, Zone as WireZone, zoneToNumber } from "@kinerja/proto/activity/v1/activity_events";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { type LoggedEntry } from "../../app/log.ts";
import { type Accepted, type Author } from "../../app/record.ts";
import { minutesOf } from "../../domain/entry.ts";
import { causeItems, idAheadMs, idBehindMs } from "../../domain/limits.ts";
import { type Item, readItems, sizeOf, type Span } from "./items.ts";

const wireZones: Readonly<Record<Zone, WireZone>> = { WIB: WireZone.WIB, WITA: WireZone.WITA, WIT: WireZone.WIT };
/** By their number on the wire. */
const zones = new Map(Object.entries(wireZones).map(([zone, wire]) => [zoneToNumber(wire), zone as Zone]));

/** Another one means other things by its fields. */
export const knownRevision = 1;
const schemaRevision = Buffer.from([0x10, knownRevision]);

const varintSize = (value: number): number => {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest >>>= 7) size++;
  return size;
};

/** Writes an unsigned varint; says where the next byte goes. */
function putVarint(buffer: Buffer, value: number, at: number): number {
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) buffer[at++] = (rest & 0x7f) | 0x80;
  buffer[at++] = rest;
  return at;
}

/** Field 1 as bytes: an item of the batch, and the client's entry in the item. Field 5 is the hash. */
const [firstField, hashField] = [0x0a, 0x2a];

const shaBytes = 32;

/** An item on its way into a buffer: the client's bytes, its hash, what its employment shares, and how long they are together. */
type Framed = { readonly accepted: Accepted; readonly tail: Buffer; readonly inner: number };

function framed(accepted: Accepted, tail: Buffer): Framed {
  const { length } = accepted.slice;
  return { accepted, tail, inner: 1 + varintSize(length) + length + 2 + shaBytes + tail.length };
}

/** Writes an item; says where the next byte goes. */
function put(buffer: Buffer, { accepted: { slice, bodySha256 }, tail, inner }: Framed, begin: number): number {
  buffer[begin] = firstField;
  let at = putVarint(buffer, inner, begin + 1);
  buffer[at++] = firstField;
  at = putVarint(buffer, slice.length, at);
  at += slice.copy(buffer, at);
  buffer[at++] = hashField;
  buffer[at++] = shaBytes;
  at += buffer.write(bodySha256, at, shaBytes, "hex");
  return at + tail.copy(buffer, at);
}

/** Makes items of an envelope from entries. */
export type Framer = (entries: readonly Accepted[]) => Buffer;

/** Most bytes of an item around the client's own. */
export const frameBytes = 110;

/** Frames entries as items around the client's own bytes: what an employment shares is encoded once, and all are written by hand into one buffer. */
export function createFramer(author: Author, acceptedAt: number): Framer {
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
  return (entries) => {
    const items = entries.map((entry) => framed(entry, tailFor(entry)));
    const buffer = Buffer.allocUnsafe(items.reduce((sum, { inner }) => sum + 1 + varintSize(inner) + inner, 0));
    let at = 0;
    for (const item of items) at = put(buffer, item, at);
    if (at !== buffer.length) throw new RangeError("a frame is not as long as it should be");
    return buffer;
  };
}

/** A record of the log from what a framer made. */
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
const nameOf = (id: string | undefined): string | undefined => (id !== undefined && isUuid(id) ? id : undefined);

const scratch = Buffer.alloc(4_096);
const scratchView = new DataView(scratch.buffer, scratch.byteOffset, scratch.byteLength);

/** Capitals and spaces make no other words. Into one buffer for all: a new one for each took longer than the hash. */
function textHash(description: string): number {
  const lower = description.toLowerCase();
  const text = (/\s\s|[^\S ]/.test(lower) ? lower.replace(/\s+/g, " ") : lower).trim();
  if (text.length * 3 > scratch.length) return murmur2(Buffer.from(text));
  return murmur2Of(scratchView, scratch.write(text));
}

/** Remembers the last answer: items of one person lie beside each other in a record. */
function lastOf<Key, T>(isSame: (key: Key, last: Key) => boolean, make: (key: Key) => T): (key: Key) => T {
  let last: { readonly key: Key; readonly value: T } | undefined;
  return (key) => {
    if (last === undefined || !isSame(key, last.key)) last = { key, value: make(key) };
    return last.value;
  };
}

type LogRecord = { readonly partition: number; readonly offset: bigint; readonly value: Buffer };

/**
 * In place. What an entry says of lengths may not lead beyond it; what stands behind its end (ts-proto stops where a field has number 0 or ends a group)
 * is as good as if it were not there: ingest refuses such an entry, and one in the log was acknowledged by another one.
 */
function decodeEntry(reader: BinaryReader, { start, end }: Span): Entry {
  reader.pos = start;
  const entry = Entry.decode(reader, end - start);
  must(reader.pos <= end, "an entry that ends beyond its length");
  return entry;
}

/** Ingest checked all of this; what came another way must not stop the writer, nor lie in a wrong bucket. */
function createReader(record: LogRecord, reader: BinaryReader, partitions: number): (item: Item) => LoggedEntry {
  const { partition, offset, value } = record;
  const bytesOf = ({ start, end }: Span): Buffer => value.subarray(start, end);
  const areEqual = (one: Span, other: Span): boolean =>
    value.compare(value, other.start, other.end, one.start, one.end) === 0;
  const personOf = lastOf(areEqual, (span: Span) => {
    const personId = uuidFromBytes(bytesOf(span));
    return { personId, isHere: partitionFor(personId, partitions) === partition };
  });
  const agencyOf = lastOf(areEqual, (span: Span) => uuidFromBytes(bytesOf(span)));
  const employmentOf = lastOf(
    (one: string, other) => one === other,
    (text) => uuidFromBytes(uuidToBytes(text)),
  );
  return (item) => {
    must(sizeOf(item.personId) === 16 && sizeOf(item.agencyId) === 16 && sizeOf(item.bodySha256) === 32, "lengths");
    const { personId, isHere } = personOf(item.personId);
    must(isHere, "the partition of the person");
    const entry = decodeEntry(reader, item.entry);
    const [{ acceptedAt }, idTime, zone] = [item, uuidTime(entry.id), zones.get(item.zone)];
    must(idTime !== undefined && Math.abs(idTime - acceptedAt) <= idBehindMs + idAheadMs, "the id");
    must(isDay(entry.workDate) && zone !== undefined && entry.version >= 1, "day, zone or version");
    const minutes = minutesOf(entry);
    must(minutes >= 0 && minutes <= 1440, "minutes");
    return {
      personId,
      id: entry.id,
      version: {
        version: entry.version,
        agencyId: agencyOf(item.agencyId),
        employmentId: employmentOf(entry.employmentId),
        workDate: entry.workDate,
        starts: minute(entry.startsAt),
        ends: minute(entry.endsAt),
        minutes,
        planItemId: nameOf(entry.planItemId),
        taskId: nameOf(entry.taskId),
        textHash: textHash(entry.description),
        cancelled: entry.cancelled ?? false,
        sessionEnded: item.sessionRevoked,
        zone,
        acceptedAt,
        offset,
        late: false,
        bodySha256: bytesOf(item.bodySha256),
        body: bytesOf(item.entry),
      },
    };
  };
}

/** What one record holds; items that can never be understood are named, the others stand. */
export function openEnvelope(
  record: LogRecord,
  partitions: number,
): { readonly entries: readonly LoggedEntry[]; readonly cause: string | undefined } {
  const entries: LoggedEntry[] = [];
  const causes: string[] = [];
  const reader = new BinaryReader(record.value);
  const read = createReader(record, reader, partitions);
  try {
    const { items, schemaRevision: revision } = readItems(reader);
    // Bytes that are no envelope may read as an empty one.
    must(revision === knownRevision && items.length > 0, `revision ${revision} with ${items.length} items`);
    for (const [index, item] of items.entries()) {
      try {
        entries.push(read(item));
      } catch (error) {
        causes.push(`item ${index}: ${error instanceof Error ? `${error.name} ${error.message}` : "?"}`);
      }
    }
  } catch (error) {
    causes.push(error instanceof Error ? `${error.name} ${error.message}` : "?");
  }
  return { entries, cause: causes.length === 0 ? undefined : causes.slice(0, causeItems).join("; ") };
}
