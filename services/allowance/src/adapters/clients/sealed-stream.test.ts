import { createHash } from "node:crypto";
import { Readable } from "node:stream";

import { type ClientReadableStream } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";

import { type Message, sealedStream } from "./sealed-stream.ts";

type Row = { readonly personId: string };
type Sent = Message & { readonly row?: string };

const row = (personId: string): Sent => ({ row: personId, rows: [] });
const rows = (...personIds: string[]): Sent => ({ rows: personIds.map((personId) => Buffer.from(personId)) });
const sealOf = (...personIds: string[]) => ({
  count: BigInt(personIds.length),
  sha256: createHash("sha256").update(personIds.join("")).digest("hex"),
});
const trailer = (...personIds: string[]): Sent => ({ rows: [], ...sealOf(...personIds) });

/** How many messages were asked for, and whether the call was ended. */
function served(messages: Iterable<Sent>) {
  const seen = { taken: 0, isOpened: false, isCancelled: false };
  function* counted(): Generator<Sent> {
    for (const message of messages) {
      seen.taken += 1;
      yield message;
    }
  }
  const open = (): ClientReadableStream<Sent> => {
    seen.isOpened = true;
    const stream = Readable.from(counted(), { highWaterMark: 1 });
    return Object.assign(stream, {
      cancel: () => void (seen.isCancelled = true),
    }) as unknown as ClientReadableStream<Sent>;
  };
  return { seen, open };
}

const reading = {
  decode: (bytes: Uint8Array): Row => ({ personId: Buffer.from(bytes).toString() }),
  one: ({ row: personId }: Sent) => (personId === undefined ? undefined : { row: { personId }, bytes: Buffer.from(personId) }), // prettier-ignore
};
const streamOf = (messages: Iterable<Sent>, expected?: ReturnType<typeof sealOf>) =>
  sealedStream<Sent, Row>("ROSTER", served(messages).open, reading, expected);
async function all<T>(given: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const one of given) taken.push(one);
  return taken;
}
function* endless(): Generator<Sent> {
  for (;;) yield rows("a");
}
const mismatch = { code: "INPUT_MISMATCH", params: { input: "ROSTER" } };

describe("a sealed stream", () => {
  it.each<[string, Sent[]]>([
    ["one row a message", [row("a"), row("b"), row("b"), trailer("a", "b", "b")]],
    ["many rows a message", [rows("a", "b"), rows("b"), trailer("a", "b", "b")]],
    ["both", [rows("a"), row("b"), rows("b"), trailer("a", "b", "b")]],
  ])("gives its rows in order: %s", async (_, messages) => {
    const stream = streamOf(messages, sealOf("a", "b", "b"));
    expect((await all(stream.rows)).map(({ personId }) => personId)).toEqual(["a", "b", "b"]);
    expect(await stream.end()).toEqual(sealOf("a", "b", "b"));
  });

  it("may be empty", async () => {
    const stream = streamOf([trailer()]);
    expect(await all(stream.rows)).toEqual([]);
    expect(await stream.end()).toEqual(sealOf());
  });

  it.each<[string, Sent[], ReturnType<typeof sealOf> | undefined]>([
    ["a row is missing", [rows("a"), trailer("a", "b")], undefined],
    ["a row is doubled", [rows("a", "b", "b"), trailer("a", "b")], undefined],
    ["a row was changed", [rows("a", "c"), trailer("a", "b")], undefined],
    ["rows are in no order, though their hash is right", [rows("b", "a"), trailer("b", "a")], undefined],
    ["rows are in no order over messages", [rows("b"), row("a"), trailer("b", "a")], undefined],
    ["the trailer is missing", [rows("a", "b")], undefined],
    ["something follows the trailer", [rows("a", "b"), trailer("a", "b"), row("c")], undefined],
    ["there are two trailers", [rows("a", "b"), trailer("a", "b"), trailer("a", "b")], undefined],
    ["another revision was sealed", [rows("a", "b"), trailer("a", "b")], sealOf("a", "x")],
    ["another count was sealed", [rows("a", "b"), trailer("a", "b")], { ...sealOf("a", "b"), count: 3n }],
  ])("is refused when %s", async (_, messages, expected) => {
    const stream = streamOf(messages, expected);
    await expect(all(stream.rows)).rejects.toMatchObject(mismatch);
    await expect(stream.end()).rejects.toMatchObject(mismatch);
  });

  it("reads what is left at the end", async () => {
    const stream = streamOf([rows("a", "b"), row("c"), trailer("a", "b", "c")]);
    expect(await stream.rows[Symbol.asyncIterator]().next()).toEqual({ done: false, value: { personId: "a" } });
    expect(await stream.end()).toEqual(sealOf("a", "b", "c"));
    await expect(streamOf([rows("a"), trailer("a", "b")]).end()).rejects.toMatchObject(mismatch);
  });

  it("has no seal when somebody left it", async () => {
    const { seen, open } = served([rows("a"), rows("b"), trailer("a", "b")]);
    const stream = sealedStream<Sent, Row>("ROSTER", open, reading);
    for await (const _ of stream.rows) break;
    expect(seen.isCancelled).toBe(true);
    await expect(stream.end()).rejects.toMatchObject(mismatch);
  });

  it("begins when it is read, and takes no more than is asked for", async () => {
    const { seen, open } = served(endless());
    const stream = sealedStream<Sent, Row>("ROSTER", open, reading);
    expect(seen.isOpened).toBe(false);
    const taking = stream.rows[Symbol.asyncIterator]();
    for (let n = 0; n < 5; n += 1) await taking.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen.taken).toBeLessThan(10);
    stream.close();
    expect(seen.isCancelled).toBe(true);
  });
});
