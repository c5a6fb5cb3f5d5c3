import { isAscii } from "node:buffer";

import { putUuid, uuidText } from "./uuid.ts";

/**
 * Rows in the binary format of COPY: neither side makes or reads texts of numbers, and nothing is escaped. Layout: signature, flags, length of an
 * extension; then each row as [number of fields] and its fields as [length][bytes], null with the length −1; a row of −1 fields ends it.
 */
const signature = Buffer.from("PGCOPY\n\u00ff\r\n\0", "latin1");
const head = Buffer.concat([signature, Buffer.alloc(8)]);
const endOfRows = -1;
const isNull = -1;
/** Of one character of a JavaScript text in UTF-8. */
const mostBytes = 3;

export type CopyWriter = {
  /** Forgets all rows before: what an error has left of them, too. */
  begin(): void;
  /** Begins a row; so many fields must follow. */
  row(fields: number): void;
  int2(value: number): void;
  int4(value: number): void;
  int8(value: bigint): void;
  uuid(value: string): void;
  text(value: string | undefined): void;
  bytes(value: Uint8Array): void;
  /** Fields that many rows share, as `fieldsOf` has made them. */
  fields(bytes: Buffer): void;
  /** All rows. They stay what they are until the next ones are begun. */
  end(): Buffer;
};

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);

/** Writes rows into one buffer that grows as it must and is used again. */
export function copyWriter(bytes = 1_048_576): CopyWriter {
  let buffer = Buffer.allocUnsafe(Math.max(bytes, head.length));
  // Its numbers cost a tenth of the buffer's own.
  let view = viewOf(buffer);
  let at = head.copy(buffer);
  const room = (more: number): void => {
    if (at + more <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + more));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
    view = viewOf(buffer);
  };
  const length = (value: number): void => {
    view.setInt32(at, value);
    at += 4;
  };
  return {
    begin() {
      at = head.length;
    },
    row(fields) {
      room(2);
      view.setInt16(at, fields);
      at += 2;
    },
    int2(value) {
      room(6);
      length(2);
      view.setInt16(at, value);
      at += 2;
    },
    int4(value) {
      room(8);
      length(4);
      view.setInt32(at, value);
      at += 4;
    },
    int8(value) {
      room(12);
      length(8);
      view.setBigInt64(at, value);
      at += 8;
    },
    uuid(value) {
      room(20);
      length(16);
      putUuid(buffer, value, at);
      at += 16;
    },
    text(value) {
      room(4 + (value?.length ?? 0) * mostBytes);
      const written = value === undefined ? isNull : buffer.write(value, at + 4, "utf8");
      length(written);
      at += Math.max(written, 0);
    },
    bytes(value) {
      room(4 + value.length);
      length(value.length);
      buffer.set(value, at);
      at += value.length;
    },
    fields(shared) {
      room(shared.length);
      at += shared.copy(buffer, at);
    },
    end() {
      room(2);
      return buffer.subarray(0, buffer.writeInt16BE(endOfRows, at));
    },
  };
}

/** Fields alone, for `fields` of other rows. */
export function fieldsOf(write: (writer: CopyWriter) => void): Buffer {
  const writer = copyWriter(256);
  write(writer);
  return Buffer.from(writer.end().subarray(head.length, -2));
}

export type CopyReader = {
  /** Goes to the next row; false when there is none. */
  next(): boolean;
  int4(): number;
  uuid(): string;
  text(): string | undefined;
};

/** Reads rows field by field, in the order of the columns. Throws when the bytes are no COPY, or end before its end. */
export function copyReader(buffer: Buffer): CopyReader {
  if (buffer.length < head.length || !buffer.subarray(0, signature.length).equals(signature))
    throw new Error("these bytes are no binary COPY");
  let at = head.length + buffer.readInt32BE(signature.length + 4);
  const field = (): number => {
    const length = buffer.readInt32BE(at);
    at += 4;
    if (at + length > buffer.length) throw new Error("a binary COPY ends within a field");
    return length;
  };
  return {
    next() {
      const fields = buffer.readInt16BE(at);
      at += 2;
      return fields !== endOfRows;
    },
    int4() {
      const length = field();
      at += length;
      return buffer.readInt32BE(at - length);
    },
    uuid() {
      const length = field();
      at += length;
      return uuidText(buffer, at - length);
    },
    text() {
      const length = field();
      if (length === isNull) return undefined;
      at += length;
      // Of ASCII both are the same, and UTF-8 costs three times as much.
      const bytes = buffer.subarray(at - length, at);
      return isAscii(bytes) ? bytes.toString("latin1") : bytes.toString("utf8");
    },
  };
}
