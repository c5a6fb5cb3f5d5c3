import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { folderStore } from "./folder.ts";
import { type KeepingStore } from "./store.ts";

let folder = "";
let store: KeepingStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-files-"));
  store = folderStore(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const streamOf = (...chunks: string[]): Readable => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

describe("a folder of files", () => {
  it("gives back what was put, by its hash", async () => {
    const { fileId, size } = await store.put(streamOf("nip;", "nama\n"), 100);
    expect(fileId).toBe(createHash("sha256").update("nip;nama\n").digest("hex"));
    const opened = await store.open(fileId);
    expect(size).toBe(9);
    expect(opened?.size).toBe(9);
    expect((await buffer(opened?.content ?? Readable.from([]))).toString()).toBe("nip;nama\n");
  });

  it("keeps what is to stay, and says when there is nothing to keep", async () => {
    const { fileId } = await store.put(streamOf("bukti"), 10);
    expect([await store.keep(fileId), await store.keep(fileId), await store.keep("0".repeat(64)), await store.keep("../x")]).toEqual([true, true, false, false]); // prettier-ignore
    await rm(join(folder, fileId.slice(0, 2), fileId));
    expect((await store.open(fileId))?.size).toBe(5);
    expect(await store.keep(fileId)).toBe(true);
  });

  it("stores the same content once", async () => {
    const [first, second] = [await store.put(streamOf("abc"), 10), await store.put(streamOf("a", "bc"), 10)];
    expect(second).toEqual(first);
    expect(await readdir(join(folder, first.fileId.slice(0, 2)))).toEqual([first.fileId]);
  });

  it.each([
    ["FILE_TOO_LARGE", () => streamOf("12345", "67890", "1")],
    ["FILE_EMPTY", () => streamOf()],
    [
      "BODY_INCOMPLETE",
      () =>
        Readable.from(
          (function* () {
            yield Buffer.from("12");
            throw new Error("aborted");
          })(),
        ),
    ],
  ])("refuses with %s and leaves nothing behind", async (code, content) => {
    await expect(store.put(content(), 10)).rejects.toMatchObject({ code });
    expect(await readdir(join(folder, "parts"))).toEqual([]);
  });

  it.each(["", "../../etc/passwd", "0".repeat(63), "0".repeat(64), "A".repeat(64)])("has nothing at %j", async (id) => {
    expect(await store.open(id)).toBeUndefined();
  });
});
