import { createHash } from "node:crypto";
import { Readable } from "node:stream";

import { type ClientReadableStream } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";

import { readSealed, type Trailer } from "./sealed-stream.ts";

type Message = Trailer & { readonly row?: string };

const streamOf = (messages: readonly Message[]): ClientReadableStream<Message> =>
  Object.assign(Readable.from(messages), { cancel: () => undefined }) as unknown as ClientReadableStream<Message>;
const row = { of: ({ row: text }: Message) => text, encode: (text: string) => Buffer.from(text) };
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const trailer = { count: 2n, sha256: sha256("ab") };
const read = (messages: readonly Message[], expected?: { count: bigint; sha256: string }) =>
  readSealed("ROSTER", () => streamOf(messages), row, expected);

describe("a sealed stream", () => {
  it("gives its rows when they meet the trailer and the seal", async () => {
    expect(await read([{ row: "a" }, { row: "b" }, trailer], trailer)).toEqual({ rows: ["a", "b"], seal: trailer });
    expect((await read([{ count: 0n, sha256: sha256("") }])).rows).toEqual([]);
  });

  it.each<[string, Message[], typeof trailer | undefined]>([
    ["a row is missing", [{ row: "a" }, trailer], undefined],
    ["a row is doubled", [{ row: "a" }, { row: "b" }, { row: "b" }, trailer], undefined],
    ["rows are swapped", [{ row: "b" }, { row: "a" }, trailer], undefined],
    ["a row was changed", [{ row: "a" }, { row: "c" }, trailer], undefined],
    ["the trailer is missing", [{ row: "a" }, { row: "b" }], undefined],
    ["something follows the trailer", [{ row: "a" }, { row: "b" }, trailer, { row: "c" }], undefined],
    ["another revision was sealed", [{ row: "a" }, { row: "b" }, trailer], { ...trailer, sha256: sha256("x") }],
    ["another count was sealed", [{ row: "a" }, { row: "b" }, trailer], { ...trailer, count: 3n }],
  ])("is refused when %s", async (_, messages, expected) => {
    await expect(read(messages, expected)).rejects.toMatchObject({
      code: "INPUT_MISMATCH",
      params: { input: "ROSTER" },
    });
  });
});
