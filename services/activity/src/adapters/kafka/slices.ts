/** Reads an unsigned varint; [value, next position], undefined when the bytes end or it is too long for a length. */
function varint(bytes: Buffer, at: number): readonly [number, number] | undefined {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
  return undefined;
}

const fixedSizes: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/** End of a field's value that begins at `at`; undefined when it is cut off or of a kind that proto3 does not have. */
function endOf(bytes: Buffer, wireType: number, at: number): number | undefined {
  if (wireType === 0) {
    while ((bytes[at] ?? 0) >= 0x80) at++;
    return at + 1;
  }
  const size = fixedSizes[wireType];
  return size === undefined ? undefined : at + size;
}

/**
 * The raw bytes of each message in field 1, in order; other fields are skipped. Undefined when the bytes are no protobuf. What the client
 * signed for is its own bytes: decoding and encoding again would drop fields that this version does not know.
 */
export function slicesOf(bytes: Buffer): Buffer[] | undefined {
  const slices: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = varint(bytes, at);
    if (tag === undefined) return undefined;
    const [key, start] = tag;
    const length = (key & 7) === 2 ? varint(bytes, start) : undefined;
    const end = length ? length[1] + length[0] : endOf(bytes, key & 7, start);
    if (end === undefined || end > bytes.length) return undefined;
    if (key === 0x0a && length) slices.push(bytes.subarray(length[1], end));
    at = end;
  }
  return slices;
}
