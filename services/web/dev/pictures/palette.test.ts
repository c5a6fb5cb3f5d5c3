import { crc32, deflateSync, inflateSync } from "node:zlib";

import { describe, expect, it } from "@jest/globals";

import { withPalette } from "./palette.ts";

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Opaque pictures as the browser writes them; rows hold their filter and their bytes. */
function pngOf(width: number, height: number, rows: readonly (readonly number[])[]): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const data = chunk("IDAT", deflateSync(Buffer.from(rows.flat())));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", header), data, chunk("IEND", Buffer.alloc(0))]);
}

function dataOf(png: Buffer, type: string): Buffer {
  const at = png.indexOf(type, 0, "latin1");
  const data = png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
  expect(png.readUInt32BE(at + 4 + data.length)).toBe(crc32(Buffer.concat([Buffer.from(type, "latin1"), data])));
  return data;
}

/** The colours of a picture with a palette, row by row. */
function coloursOf(png: Buffer, width: number): string[][] {
  const table = dataOf(png, "PLTE").toString("hex");
  const places = inflateSync(dataOf(png, "IDAT"));
  return Array.from({ length: places.length / (width + 1) }, (_, y) =>
    [...places.subarray(y * (width + 1) + 1, (y + 1) * (width + 1))].map((at) => table.slice(at * 6, at * 6 + 6)),
  );
}

describe("a picture with a palette", () => {
  it("shows the same colours, whatever filter a row came with", () => {
    const rows = [
      [0, 10, 20, 30, 200, 100, 50],
      [1, 10, 20, 30, 190, 80, 20],
      [2, 0, 0, 0, 0, 0, 0],
      [3, 5, 10, 15, 95, 40, 10],
      [4, 0, 0, 0, 0, 0, 0],
    ];
    const row = ["0a141e", "c86432"];
    expect(coloursOf(withPalette(pngOf(2, 5, rows)), 2)).toEqual([row, row, row, row, row]);
  });

  it("gives the rarest of more than 256 colours the nearest one", () => {
    // 16 × 16 colours that stand twice, and one that stands once and is nearly the last of them.
    const bytes = Array.from({ length: 256 }, (_, n) => [(n % 16) * 16, Math.floor(n / 16) * 16, 0]);
    const rows = [...bytes, ...bytes].map((colour) => [0, ...colour]);
    const png = pngOf(1, 513, [...rows, [0, 240, 240, 2]]);
    const [last] = coloursOf(withPalette(png), 1).slice(-1);
    expect(last).toEqual(["f0f000"]);
  });
});
