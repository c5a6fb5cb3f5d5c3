const multiplier = 0x5bd1e995;
const seed = 0x9747b28c;

/** Murmur2 as Kafka's Java client computes it: a signed 32-bit number. */
export const murmur2 = (bytes: Uint8Array): number =>
  murmur2Of(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes.length);

/** The same of the first `length` bytes that a view shows. */
export function murmur2Of(view: DataView, length: number): number {
  const whole = length - (length % 4);
  let hash = seed ^ length;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(view.getInt32(at, true), multiplier);
    word = Math.imul(word ^ (word >>> 24), multiplier);
    hash = Math.imul(hash, multiplier) ^ word;
  }
  if (whole < length) {
    let rest = 0;
    for (let at = length - 1; at >= whole; at--) rest = (rest << 8) | view.getUint8(at);
    hash = Math.imul(hash ^ rest, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
}

/** The partition of a key, the same for every client and language; we compute it ourselves because Node's clients differ when the count is no power of two. */
export function partitionFor(key: string | Uint8Array, partitions: number): number {
  if (!Number.isInteger(partitions) || partitions < 1) throw new Error(`A topic cannot have ${partitions} partitions.`);
  const bytes = typeof key === "string" ? Buffer.from(key) : key;
  return (murmur2(bytes) & 0x7fffffff) % partitions;
}
