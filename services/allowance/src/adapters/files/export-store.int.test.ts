import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { folderStore, type KeepingStore } from "@kinerja/common/files";

import { type ExportStore } from "../../app/exports-ports.ts";
import { exportStoreIn } from "./export-store.ts";

let folder: string;
let files: KeepingStore;
let uploads: KeepingStore;
let store: ExportStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-export-store-"));
  files = folderStore(join(folder, "exports"));
  uploads = folderStore(folder);
  store = exportStoreIn(files, uploads);
});
afterAll(() => rm(folder, { recursive: true }));

const sweep = () => files.sweep({ before: Date.now() + 60_000, inUse: () => Promise.resolve(new Set<string>()) });
const bytes = (text: string): Uint8Array[] => [Buffer.from(text)];

describe("the store of made files", () => {
  it("keeps what is kept, and lets the rest go", async () => {
    const [kept, other] = [await store.put(bytes("satu")), await store.put(bytes("dua"))];
    await store.keep(kept.sha256);
    await sweep();
    const opened = await store.open(kept.sha256);
    expect(await text(opened?.content as Readable)).toBe("satu");
    expect(await store.open(other.sha256)).toBeUndefined();
    await expect(store.keep(other.sha256)).rejects.toThrow("lost");
  });

  it("throws what the content throws, and stores nothing", async () => {
    const wrong = new Error("the sums differ");
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from("satu,");
      await Promise.resolve();
      throw wrong;
    };
    await expect(store.put(content())).rejects.toBe(wrong);
    await expect(store.put([])).rejects.toMatchObject({ code: "FILE_EMPTY" });
    expect(await sweep()).toBe(0);
  });

  it("reads no more than it is asked to", async () => {
    const { fileId } = await uploads.put(Readable.from(bytes("x".repeat(100))), 100);
    await expect(store.read(fileId, 99)).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
    expect(await store.read(fileId, 100)).toHaveLength(100);
  });

  it("is apart from the uploads: the hash of an export opens and keeps nothing there", async () => {
    const { sha256, size } = await store.put(bytes("rekening semua pegawai"));
    expect(size).toBe(22);
    await store.keep(sha256);
    expect(await uploads.open(sha256)).toBeUndefined();
    expect(await uploads.keep(sha256)).toBe(false);
    expect(await store.read(sha256, 100)).toBeUndefined();
  });
});
