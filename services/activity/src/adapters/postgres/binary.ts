import { putUuid } from "@kinerja/common/postgres";

/**
 * Arrays in PostgreSQL's binary format. A Buffer parameter goes out as it is, so neither side makes or reads text: a third less CPU in the
 * writer's statement than with text arrays. Layout: dimensions, has-null, element type, length, lower bound, then [length][bytes] each.
 */
const header = 20;
const oid = { bytea: 17, int8: 20, int2: 21, int4: 23, date: 1082, timestamptz: 1184, uuid: 2950 };
const postgresEpochMs = Date.UTC(2000, 0, 1);

function open(count: number, type: number, bytes: number, hasNull = 0): Buffer {
  const buffer = Buffer.allocUnsafe(header + count * 4 + bytes);
  [1, hasNull, type, count, 1].forEach((value, index) => buffer.writeInt32BE(value, index * 4));
  return buffer;
}

function fixed<T>(
  items: readonly T[],
  type: number,
  size: number,
  put: (buffer: Buffer, item: T, at: number) => void,
): Buffer {
  const buffer = open(items.length, type, items.length * size);
  let at = header;
  for (const item of items) {
    buffer.writeInt32BE(size, at);
    put(buffer, item, at + 4);
    at += 4 + size;
  }
  return buffer;
}

export const int2Array = (items: readonly number[]): Buffer =>
  fixed(items, oid.int2, 2, (buffer, item, at) => buffer.writeInt16BE(item, at));
export const int4Array = (items: readonly number[]): Buffer =>
  fixed(items, oid.int4, 4, (buffer, item, at) => buffer.writeInt32BE(item, at));
export const int8Array = (items: readonly bigint[]): Buffer =>
  fixed(items, oid.int8, 8, (buffer, item, at) => buffer.writeBigInt64BE(item, at));
/** Neighbours often share one, of an agency or a person: its bytes stand there already. */
export function uuidArray(items: readonly string[]): Buffer {
  const stride = 4 + 16;
  let last: string | undefined;
  return fixed(items, oid.uuid, 16, (buffer, item, at) => {
    if (item === last) buffer.copyWithin(at, at - stride, at - 4);
    else putUuid(buffer, item, at);
    last = item;
  });
}

/** Days as "2026-03-31". A batch holds few different ones. */
export function dateArray(items: readonly string[]): Buffer {
  const numbers = new Map<string, number>();
  const numberOf = (day: string): number => {
    let number = numbers.get(day);
    if (number === undefined) numbers.set(day, (number = (Date.parse(day) - postgresEpochMs) / 86_400_000));
    return number;
  };
  return fixed(items, oid.date, 4, (buffer, item, at) => buffer.writeInt32BE(numberOf(item), at));
}
/** Instants as milliseconds of Unix time. */
export const timestampArray = (items: readonly number[]): Buffer =>
  fixed(items, oid.timestamptz, 8, (buffer, item, at) =>
    buffer.writeBigInt64BE(BigInt(item - postgresEpochMs) * 1000n, at),
  );

export function byteaArray(items: readonly Buffer[]): Buffer {
  const buffer = open(
    items.length,
    oid.bytea,
    items.reduce((sum, { length }) => sum + length, 0),
  );
  let at = header;
  for (const item of items) {
    at = buffer.writeInt32BE(item.length, at);
    at += item.copy(buffer, at);
  }
  return buffer;
}

function nullable<T>(
  items: readonly (T | undefined)[],
  type: number,
  size: number,
  put: (buffer: Buffer, item: T, at: number) => void,
): Buffer {
  const present = items.filter((item) => item !== undefined).length;
  const buffer = open(items.length, type, present * size, present < items.length ? 1 : 0);
  let at = header;
  for (const item of items) {
    at = buffer.writeInt32BE(item === undefined ? -1 : size, at);
    if (item === undefined) continue;
    put(buffer, item, at);
    at += size;
  }
  return buffer;
}

export const nullableInt2Array = (items: readonly (number | undefined)[]): Buffer =>
  nullable(items, oid.int2, 2, (buffer, item, at) => buffer.writeInt16BE(item, at));
export const nullableInt4Array = (items: readonly (number | undefined)[]): Buffer =>
  nullable(items, oid.int4, 4, (buffer, item, at) => buffer.writeInt32BE(item, at));
export const nullableUuidArray = (items: readonly (string | undefined)[]): Buffer =>
  nullable(items, oid.uuid, 16, putUuid);
