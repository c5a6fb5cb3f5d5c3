/** Texts that JSON writes as they are, and UTF-8 too. */
const isPlainText = /^[ !#-[\]-~]*$/;
const longestDigits = 9;
const [zero, minus, quote] = [48, 45, 34];

/** Writes text as UTF-8, piece by piece, into memory that grows as it must: of a hundred pieces a text would keep a hundred objects. */
export class TextBytes {
  #bytes: Buffer;
  #at = 0;

  /** `room`: bytes that are taken at once. */
  constructor(room: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(room, 64));
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#at;
  }

  /** Of what was written. Memory of the writer: it stays as it is, whatever is written behind it. */
  slice(from: number, to: number = this.#at): Buffer {
    return this.#bytes.subarray(from, to);
  }

  #reserve(count: number): void {
    if (this.#at + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#at + count));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }

  /** One character of ASCII. */
  code(ascii: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = ascii;
  }

  text(text: string): void {
    const { length } = text;
    this.#reserve(3 * length);
    // Short ones are mostly names and days: the way to the buffer's own writer costs more than they do.
    if (length <= 64 && isPlainText.test(text))
      for (let index = 0; index < length; index++) this.#bytes[this.#at++] = text.charCodeAt(index);
    else this.#at += this.#bytes.write(text, this.#at, "utf8");
  }

  /** As JSON. */
  json(value: unknown): void {
    if (typeof value === "number" && Number.isSafeInteger(value)) this.integer(value);
    else if (typeof value === "string" && isPlainText.test(value)) {
      this.code(quote);
      this.text(value);
      this.code(quote);
    } else this.text(JSON.stringify(value));
  }

  /** Its digits. */
  integer(value: number): void {
    const size = Math.abs(value);
    if (size >= 10 ** longestDigits) return this.text(String(value));
    this.#reserve(1 + longestDigits);
    if (value < 0) this.#bytes[this.#at++] = minus;
    let digits = 1;
    for (let bound = 10; size >= bound; bound *= 10) digits += 1;
    let rest = size;
    for (let at = this.#at + digits - 1; at >= this.#at; at--) {
      const tens = (rest / 10) | 0;
      this.#bytes[at] = zero + rest - 10 * tens;
      rest = tens;
    }
    this.#at += digits;
  }
}
