/** Reads the files of a zip archive, as far as a workbook needs it: stored or deflated, one disk, no encryption. */
const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endLength = 22;
/** More than any diary has; a small archive can hold a file that never ends. */
const unpackedLimit = 60_000_000;

export interface Archive {
  /** The text of a file in it; undefined when there is none of that name. Rejects when it can't be unpacked. */
  text: (name: string) => Promise<string | undefined>;
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly at: number;
}

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - 65_535);
  for (let at = view.byteLength - endLength; at >= first; at -= 1) if (view.getUint32(at, true) === endMark) return at;
  throw new Error("no zip archive");
}

function entriesOf(bytes: Uint8Array<ArrayBuffer>, view: DataView): Map<string, Entry> {
  const end = endOf(view);
  const entries = new Map<string, Entry>();
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let number = 0; number < count && view.getUint32(at, true) === entryMark; number += 1) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const nameAt = at + 46;
    const name = new TextDecoder().decode(bytes.subarray(nameAt, nameAt + (nameLength ?? 0)));
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at = nameAt + (nameLength ?? 0) + (extraLength ?? 0) + (noteLength ?? 0);
  }
  return entries;
}

async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > unpackedLimit) throw new Error("the archive is too large");
    text += decoder.decode(value, { stream: true });
  }
}

/** Whether this browser can unpack: those from before 2023 can't, and people paste the rows there. */
export const mayUnpack = (): boolean => "DecompressionStream" in globalThis;

export function openArchive(bytes: Uint8Array<ArrayBuffer>): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = entriesOf(bytes, view);
  return {
    async text(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
      const packed = bytes.subarray(from, from + entry.packed);
      if (entry.method === 0) return new TextDecoder().decode(packed);
      if (entry.method !== 8) throw new Error("the archive is packed in a way that nobody uses");
      return inflated(packed);
    },
  };
}
