/** Bytes that are no statement, or not that of the layout they are read with. */
export class StatementUnreadable extends Error {
  constructor(why: string) {
    super(`the statement can't be read: ${why}`);
  }
}

const slabSize = 65_536;
const roomOfRow = 4_096;
/** Twice a number beyond it is no safe integer. */
const largestDoubled = 2 ** 52;
const largestPlain = BigInt(largestDoubled);

/** What a byte does to the check: at its own place, and with one to three bytes behind it. */
const tables = Array.from({ length: 4 }, () => new Int32Array(256)) as [Int32Array, Int32Array, Int32Array, Int32Array];
const [own, second, third, fourth] = tables;
for (let byte = 0; byte < 256; byte++) {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  own[byte] = rest;
}
for (let byte = 0; byte < 256; byte++)
  for (let table = 1; table < 4; table++) {
    const before = tables[table - 1]?.[byte] ?? 0;
    (tables[table] as Int32Array)[byte] = (before >>> 8) ^ (own[before & 255] as number);
  }

/** CRC-32 as in ISO 3309 (zip, PNG). */
export function crc32(bytes: Uint8Array, from: number, to: number): number {
  let [rest, at] = [-1, from];
  for (; at + 4 <= to; at += 4) {
    const a = (rest ^ (bytes[at] as number)) & 255;
    const b = ((rest >>> 8) ^ (bytes[at + 1] as number)) & 255;
    const c = ((rest >>> 16) ^ (bytes[at + 2] as number)) & 255;
    const d = (rest >>> 24) ^ (bytes[at + 3] as number);
    rest = (fourth[a] as number) ^ (third[b] as number) ^ (second[c] as number) ^ (own[d] as number);
  }
  for (; at < to; at++) rest = (rest >>> 8) ^ (own[(rest ^ (bytes[at] as number)) & 255] as number);
  return ~rest >>> 0;
}

const dash = 45;
const isDash = (at: number): boolean => at === 8 || at === 13 || at === 18 || at === 23;
/** Value of a hexadecimal digit by its code; 255 for anything else. */
const digits = new Uint8Array(128).fill(255);
for (let value = 0; value < 16; value++) digits[value.toString(16).charCodeAt(0)] = value;

/** Months since the year 0, as a count: 24,323 for "2026-12". */
export const monthNumber = (period: string): number => Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1;

/** Writes rows one behind the other into memory that is never written again: what `take` gives stays as it is. */
export class ByteWriter {
  #bytes = new Uint8Array(slabSize);
  #start = 0;
  #at = 0;

  /** Begins a row; what was written of another that was not taken is forgotten. */
  begin(): void {
    if (this.#start + roomOfRow > this.#bytes.length) {
      this.#bytes = new Uint8Array(slabSize);
      this.#start = 0;
    }
    this.#at = this.#start;
  }

  /** Everything since `begin`, closed by its check. */
  take(): Uint8Array {
    this.reserve(4);
    const check = crc32(this.#bytes, this.#start, this.#at);
    for (let shift = 0; shift < 32; shift += 8) this.#bytes[this.#at++] = check >>> shift;
    const taken = this.#bytes.subarray(this.#start, this.#at);
    this.#start = this.#at;
    return taken;
  }

  /** Room for so many bytes: to be asked for before they are written. A number takes 8 at most. */
  reserve(count: number): void {
    if (this.#at + count <= this.#bytes.length) return;
    const row = this.#bytes.subarray(this.#start, this.#at);
    this.#bytes = new Uint8Array(Math.max(slabSize, 2 * (row.length + count)));
    this.#bytes.set(row);
    this.#start = 0;
    this.#at = row.length;
  }

  byte(value: number): void {
    this.#bytes[this.#at++] = value;
  }

  bytes(values: Uint8Array): void {
    for (let at = 0; at < values.length; at++) this.#bytes[this.#at++] = values[at] as number;
  }

  /** A whole number from 0 to 2^31 − 1, seven bits a byte, the lowest first. */
  count(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#at++] = rest;
  }

  /** How many there are, and each of them by `write`. */
  list<Item>(items: readonly Item[], write: (writer: this, item: Item) => void): void {
    this.reserve(8);
    this.count(items.length);
    for (const item of items) write(this, item);
  }

  /** A safe whole number; its sign is the lowest bit. */
  number(value: number): void {
    if (value >= -0x40000000 && value < 0x40000000) this.count((value << 1) ^ (value >> 31));
    else if (value >= largestDoubled || value <= -largestDoubled) this.bigint(BigInt(value));
    else this.#long(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** From 2^31 to 2^53. */
  #long(value: number): void {
    const bytes = this.#bytes;
    const low = value & 0xfffffff;
    let at = this.#at;
    bytes[at++] = (low & 127) | 128;
    bytes[at++] = ((low >>> 7) & 127) | 128;
    bytes[at++] = ((low >>> 14) & 127) | 128;
    bytes[at++] = (low >>> 21) | 128;
    this.#at = at;
    this.count((value - low) / 0x10000000);
  }

  /** As the number of the same value. */
  bigint(value: bigint): void {
    this.reserve(8);
    if (value < largestPlain && value > -largestPlain) return this.number(Number(value));
    let rest = value < 0n ? -2n * value - 1n : 2n * value;
    this.reserve(rest.toString(16).length);
    while (rest > 127n) {
      this.byte(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    this.byte(Number(rest));
  }

  /** Eight bytes, the highest first, as PostgreSQL sends a bigint. */
  int8(value: bigint): void {
    this.reserve(8);
    this.#int4(Number(BigInt.asIntN(32, value >> 32n)));
    this.#int4(Number(BigInt.asIntN(32, value)));
  }

  #int4(value: number): void {
    for (let shift = 24; shift >= 0; shift -= 8) this.#bytes[this.#at++] = value >>> shift;
  }

  /** Length in UTF-16 units and then UTF-8. */
  text(value: string): void {
    this.reserve(8 + 3 * value.length);
    this.count(value.length);
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code < 128) this.#bytes[this.#at++] = code;
      else this.#wide(code);
    }
  }

  /** A unit of UTF-16; halves of a pair are written each for itself, so that any text comes back. */
  #wide(code: number): void {
    if (code < 0x800) this.byte(0xc0 | (code >> 6));
    else {
      this.byte(0xe0 | (code >> 12));
      this.byte(0x80 | ((code >> 6) & 63));
    }
    this.byte(0x80 | (code & 63));
  }

  /** The 16 bytes of an id in its lower-case spelling. Throws RangeError for anything else. */
  uuid(id: string): void {
    let known = id.length === 36;
    for (let at = 0; known && at < 36; at++) {
      if (isDash(at)) {
        known = id.charCodeAt(at) === dash;
        continue;
      }
      const [high, low] = [digits[id.charCodeAt(at)] ?? 255, digits[id.charCodeAt(++at)] ?? 255];
      known = (high | low) < 16;
      this.#bytes[this.#at++] = (high << 4) | low;
    }
    if (!known) throw new RangeError(`"${id}" is no id of 16 bytes`);
  }
}

/** Two texts, as `list` writes them. */
export function writePair(writer: ByteWriter, [first, second]: readonly [string, string]): void {
  writer.text(first);
  writer.text(second);
}

const ended = (): StatementUnreadable => new StatementUnreadable("it is cut off");

/** Reads what a ByteWriter wrote; throws StatementUnreadable where it could not have written that. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at = 0;

  constructor(bytes: Uint8Array) {
    if (bytes.length < 5) throw ended();
    this.#bytes = bytes;
    this.#end = bytes.length - 4;
    let check = 0;
    for (let at = 0; at < 4; at++) check += (bytes[this.#end + at] as number) * 256 ** at;
    if (check !== crc32(bytes, 0, this.#end)) throw new StatementUnreadable("it was altered or cut off");
  }

  end(): void {
    if (this.#at !== this.#end) throw new StatementUnreadable("there is more than its layout says");
  }

  byte(): number {
    if (this.#at >= this.#end) throw ended();
    return this.#bytes[this.#at++] as number;
  }

  bytes(count: number): Uint8Array {
    if (this.#at + count > this.#end) throw ended();
    return this.#bytes.subarray(this.#at, (this.#at += count));
  }

  #unsigned(): bigint {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) {
        if (byte === 0 && shift > 0n) throw new StatementUnreadable("a number has a digit too many");
        return value;
      }
      shift += 7n;
    }
  }

  count(): number {
    const value = this.#unsigned();
    if (value > 0x7fffffffn) throw new StatementUnreadable("a count is too large");
    return Number(value);
  }

  list<Item>(read: (reader: this) => Item): Item[] {
    return Array.from({ length: this.count() }, () => read(this));
  }

  number(): bigint {
    const value = this.#unsigned();
    return value & 1n ? -(value >> 1n) - 1n : value >> 1n;
  }

  int8(): bigint {
    let value = 0n;
    for (const byte of this.bytes(8)) value = (value << 8n) | BigInt(byte);
    return BigInt.asIntN(64, value);
  }

  month(): string {
    const number = this.count();
    return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
  }

  text(): string {
    const length = this.count();
    if (length > this.#end - this.#at) throw ended();
    let value = "";
    for (let index = 0; index < length; index++) value += String.fromCharCode(this.#unit());
    return value;
  }

  #unit(): number {
    const first = this.byte();
    if (first < 128) return first;
    if (first < 0xe0) return ((first & 31) << 6) | (this.byte() & 63);
    const middle = this.byte();
    return ((first & 15) << 12) | ((middle & 63) << 6) | (this.byte() & 63);
  }

  uuid(): string {
    const hex = [...this.bytes(16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}

/** Two texts, as `list` reads them. */
export const readPair = (reader: ByteReader): readonly [string, string] => [reader.text(), reader.text()];
