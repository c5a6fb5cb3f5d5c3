import { describe, expect, it } from "@jest/globals";

import { piecesOf } from "./pieces.ts";

async function all(content: Iterable<Uint8Array>) {
  const pieces = [];
  for await (const piece of piecesOf({ name: "f.csv", mediaType: "text/csv", content })) pieces.push(piece);
  return pieces;
}

describe("the pieces of a download", () => {
  it("are at most 64 kB, with name and type on the first", async () => {
    const parts = Array.from({ length: 3_000 }, (_, index) => Buffer.from(`${index},${"x".repeat(50)}\r\n`));
    const pieces = await all([...parts, Buffer.alloc(200_000, "y")]);
    expect(Buffer.concat(pieces.map(({ data }) => data))).toEqual(
      Buffer.concat([...parts, Buffer.alloc(200_000, "y")]),
    );
    expect(pieces.every(({ data }) => data.length <= 65_536)).toBe(true);
    expect(pieces.map(({ fileName }) => fileName)).toEqual(["f.csv", ...pieces.slice(1).map(() => "")]);
    expect(pieces.map(({ mediaType }) => mediaType)).toEqual(["text/csv", ...pieces.slice(1).map(() => "")]);
  });

  it("are one without content, so that it has a name", async () => {
    expect(await all([])).toEqual([{ data: Buffer.alloc(0), fileName: "f.csv", mediaType: "text/csv" }]);
  });
});
