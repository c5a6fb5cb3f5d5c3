import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

import { expect, it } from "@jest/globals";

import { type KeepingStore } from "./store.ts";

/** One kind of store, and what only a test does to it. */
export interface StoreUnderTest {
  readonly store: KeepingStore;
  /** Removes the swept copy of a file behind the store's back. */
  readonly lose: (fileId: string) => Promise<void>;
  /** Makes a file older than `before`, where a store can be told. */
  readonly age: (fileId: string) => Promise<void>;
  /** An instant after what was aged and before what comes next. */
  readonly before: () => Promise<number>;
  /** Names of what is left of uploads that were not stored. */
  readonly parts: () => Promise<string[]>;
}

export const streamOf = (...chunks: string[]): Readable => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
export const idOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const nothing = Readable.from([]);

const brokenOff = (): Readable =>
  Readable.from(
    (function* () {
      yield Buffer.from("12");
      throw new Error("aborted");
    })(),
  );

const shortFor = (test: () => StoreUnderTest) => ({
  put: async (text: string): Promise<string> => (await test().store.put(streamOf(text), 100)).fileId,
  isThere: async (fileId: string): Promise<boolean> => {
    const file = await test().store.open(fileId);
    file?.content.destroy();
    return file !== undefined;
  },
});

/** What every kind of store has to do. */
export function storeContract(test: () => StoreUnderTest): void {
  const { put, isThere } = shortFor(test);

  it("gives back what was put, by its hash", async () => {
    const { store } = test();
    const { fileId, size } = await store.put(streamOf("nip;", "nama\n"), 100);
    expect([fileId, size]).toEqual([idOf("nip;nama\n"), 9]);
    const opened = await store.open(fileId);
    expect(opened?.size).toBe(9);
    expect((await buffer(opened?.content ?? nothing)).toString()).toBe("nip;nama\n");
  });

  it("streams megabytes whole", async () => {
    const { store } = test();
    const chunk = Buffer.alloc(100_000, "Kinerja ");
    const { fileId, size } = await store.put(Readable.from(Array.from({ length: 50 }, () => chunk)), 20_000_000);
    const content = await buffer((await store.open(fileId))?.content ?? nothing);
    expect([size, content.length]).toEqual([5_000_000, 5_000_000]);
    expect(createHash("sha256").update(content).digest("hex")).toBe(fileId);
  });

  it("stores the same content once", async () => {
    const { store } = test();
    const first = await store.put(streamOf("abc"), 10);
    expect(await store.put(streamOf("a", "bc"), 10)).toEqual(first);
    expect((await buffer((await store.open(first.fileId))?.content ?? nothing)).toString()).toBe("abc");
  });

  it("keeps what is to stay, and says when there is nothing to keep", async () => {
    const { store, lose } = test();
    const fileId = await put("bukti");
    expect([await store.keep(fileId), await store.keep(fileId)]).toEqual([true, true]);
    expect([await store.keep("0".repeat(64)), await store.keep("../x")]).toEqual([false, false]);
    await lose(fileId);
    expect((await buffer((await store.open(fileId))?.content ?? nothing)).toString()).toBe("bukti");
    expect(await store.keep(fileId)).toBe(true);
  });

  it.each([
    ["FILE_TOO_LARGE", () => streamOf("12345", "67890", "1")],
    ["FILE_EMPTY", () => streamOf()],
    ["BODY_INCOMPLETE", brokenOff],
  ])("refuses with %s and leaves nothing behind", async (code, content) => {
    await expect(test().store.put(content(), 10)).rejects.toMatchObject({ code });
    expect(await test().parts()).toEqual([]);
    expect(await isThere(idOf("12"))).toBe(false);
  });

  it.each(["", "../../etc/passwd", "0".repeat(63), "0".repeat(64), "A".repeat(64)])("has nothing at %j", async (id) => {
    expect(await test().store.open(id)).toBeUndefined();
  });

  sweepContract(test);
}

function sweepContract(test: () => StoreUnderTest): void {
  const { put, isThere } = shortFor(test);

  it("leaves what is put again while it is asked who needs it", async () => {
    const { store, age, before } = test();
    const fileId = await put("kembali");
    await age(fileId);
    const inUse = async (): Promise<ReadonlySet<string>> => {
      await put("kembali");
      return new Set();
    };
    await store.sweep({ before: await before(), inUse });
    expect(await isThere(fileId)).toBe(true);
  });

  it("sweeps what is old, not kept and not in use, and no more", async () => {
    const { store, age, before } = test();
    const [gone, needed, kept, again] = [await put("a"), await put("b"), await put("k"), await put("c")];
    await store.keep(kept);
    for (const fileId of [gone, needed, kept, again]) await age(fileId);
    const limit = await before();
    await put("c");
    const young = await put("d");
    const asked: string[] = [];
    const inUse = (ids: readonly string[]): Promise<ReadonlySet<string>> => {
      asked.push(...ids);
      return Promise.resolve(new Set([needed]));
    };
    await store.sweep({ before: limit, inUse });
    expect(asked).toEqual(expect.arrayContaining([gone, needed, kept]));
    expect(asked).not.toContain(again);
    expect(await Promise.all([gone, needed, kept, again, young].map(isThere))).toEqual([false, true, true, true, true]);
  });
}
