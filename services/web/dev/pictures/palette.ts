/** PNGs with a palette: a picture of a page has few colours, so a third of the bytes shows the same. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const most = 256;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 3 for red, green and blue, 4 with opacity. */
  readonly channels: number;
  readonly bytes: Buffer;
}

function* chunksOf(png: Buffer): Generator<readonly [type: string, data: Buffer]> {
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    yield [png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    at += length + 12;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** What the five filters of PNG expect at a place, from the bytes to its left, above it, and left of that. */
function expected(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Undoes the filters of the rows. */
function unfiltered(stored: Buffer, stride: number, channels: number): Buffer {
  const height = stored.length / (stride + 1);
  const bytes = Buffer.alloc(stride * height);
  const byteAt = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (bytes[y * stride + x] ?? 0));
  for (let y = 0; y < height; y += 1) {
    const from = y * (stride + 1);
    const filter = stored.readUInt8(from);
    for (let x = 0; x < stride; x += 1) {
      const before = x - channels;
      const guess = expected(filter, byteAt(before, y), byteAt(x, y - 1), byteAt(before, y - 1));
      bytes[y * stride + x] = stored.readUInt8(from + 1 + x) + guess;
    }
  }
  return bytes;
}

function pixelsOf(png: Buffer): Pixels {
  const chunks = [...chunksOf(png)];
  const header = chunks[0]?.[1] ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = header.readUInt8(9) === 6 ? 4 : 3;
  const stored = inflateSync(Buffer.concat(chunks.flatMap(([type, data]) => (type === "IDAT" ? [data] : []))));
  return { width, height, channels, bytes: unfiltered(stored, width * channels, channels) };
}

const coloursOf = ({ bytes, channels }: Pixels): Uint32Array =>
  Uint32Array.from({ length: bytes.length / channels }, (_, index) => bytes.readUIntBE(index * channels, 3));

function distance(a: number, b: number): number {
  const of = (shift: number): number => ((a >> shift) & 0xff) - ((b >> shift) & 0xff);
  return of(16) ** 2 + of(8) ** 2 + of(0) ** 2;
}

/** Place in the palette of each colour: the most frequent ones have one, the edges of letters take the nearest. */
function placesOf(counts: ReadonlyMap<number, number>): { palette: readonly number[]; places: Map<number, number> } {
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const palette = byCount.slice(0, most);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  for (const colour of byCount.slice(most)) {
    const nearest = palette.reduce((best, one) => (distance(one, colour) < distance(best, colour) ? one : best));
    places.set(colour, places.get(nearest) ?? 0);
  }
  return { palette, places };
}

/** The same picture with at most 256 colours. */
export function withPalette(png: Buffer): Buffer {
  const pixels = pixelsOf(png);
  const { width, height } = pixels;
  const colours = coloursOf(pixels);
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const { palette, places } = placesOf(counts);
  const rows = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, at) => {
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = places.get(colour) ?? 0;
  });
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const table = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]));
  const data = deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("PLTE", table), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]); // prettier-ignore
}
