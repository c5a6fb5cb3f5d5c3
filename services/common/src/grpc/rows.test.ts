import { describe, expect, it } from "@jest/globals";

import { inMessages } from "./rows.ts";

const seen = { isEnded: false };
async function* rows(...sizes: number[]): AsyncGenerator<Uint8Array, string> {
  seen.isEnded = false;
  try {
    for (const size of sizes) yield await Promise.resolve(new Uint8Array(size));
    return "trailer";
  } finally {
    seen.isEnded = true;
  }
}

async function messagesOf(given: AsyncGenerator<Uint8Array, string>, most: number) {
  const messages: number[][] = [];
  const all = inMessages(given, most);
  for (;;) {
    const next = await all.next();
    if (next.done === true) return { messages, end: next.value };
    messages.push(next.value.map(({ length }) => length));
  }
}

describe("rows in messages", () => {
  it.each<[string, number, number[], number[][]]>([
    ["none", 2, [], []],
    ["a full one and a rest", 2, [1, 2, 3], [[1, 2], [3]]],
    ["full ones only", 2, [1, 2, 3, 4], [[1, 2], [3, 4]]],
    ["one by one", 0, [1, 2], [[1], [2]]],
    ["fewer where they are large", 100, [1_000_000, 60_000, 1, 1], [[1_000_000, 60_000], [1, 1]]],
    ["a huge one alone", 100, [3_000_000, 1], [[3_000_000], [1]]],
  ])("%s", async (_, most, sizes, messages) => {
    expect(await messagesOf(rows(...sizes), most)).toEqual({ messages, end: "trailer" });
  }); // prettier-ignore

  it("end their source when nobody wants more", async () => {
    for await (const _ of inMessages(rows(1, 2, 3), 1)) break;
    expect(seen.isEnded).toBe(true);
  });
});
