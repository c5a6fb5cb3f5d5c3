import { randomUUID } from "node:crypto";
import { readlinkSync } from "node:fs";
import { type FileHandle, mkdir, mkdtemp, open, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { folderStore } from "./folder.ts";
import { idOf, storeContract, streamOf } from "./store-contract.ts";

const before = Date.parse("2026-10-08T00:00:00Z");
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-files-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Which paths below a folder the disk was told to hold. */
async function syncsOf(above: string) {
  const file = await open(above, "r");
  const ofAll = Object.getPrototypeOf(file) as FileHandle;
  await file.close();
  const seen: string[] = [];
  const sync = jest.spyOn(ofAll, "sync").mockImplementation(function (this: FileHandle) {
    const path = relative(above, readlinkSync(`/proc/self/fd/${this.fd}`));
    seen.push(path.includes("parts/") ? "part" : path);
    return this.datasync();
  });
  return { paths: () => seen.splice(0), end: () => sync.mockRestore() };
}

const placeOf = (fileId: string): string => join(folder, fileId.slice(0, 2), fileId);

describe("a folder of files", () => {
  storeContract(() => ({
    store: folderStore(folder),
    lose: (fileId) => rm(placeOf(fileId)),
    age: (fileId) => utimes(placeOf(fileId), new Date(before - 1), new Date(before - 1)),
    before: () => Promise.resolve(before),
    parts: () => readdir(join(folder, "parts")),
  }));

  it("has one file for the same content", async () => {
    const { fileId } = await folderStore(folder).put(streamOf("satu"), 10);
    await folderStore(folder).put(streamOf("sa", "tu"), 10);
    expect(await readdir(join(folder, fileId.slice(0, 2)))).toEqual([fileId]);
  });

  it("sweeps parts that a crash has left", async () => {
    const [part, foreign, nested] = [randomUUID(), "catatan.txt", randomUUID()];
    const parts = join(folder, "parts");
    await mkdir(join(parts, nested), { recursive: true });
    for (const name of [part, foreign]) await writeFile(join(parts, name), "x");
    for (const name of [part, foreign, nested]) await utimes(join(parts, name), new Date(0), new Date(0));
    await folderStore(folder).sweep({ before, inUse: () => Promise.resolve(new Set()) });
    expect((await readdir(parts)).sort()).toEqual([foreign, nested].sort());
    for (const name of [foreign, nested]) await rm(join(parts, name), { recursive: true });
  });

  it("has told the disk where a file stands before it says so", async () => {
    const synced = await syncsOf(folder);
    const store = folderStore(join(folder, "baru"));
    const fileId = idOf("tahan");
    const shelf = fileId.slice(0, 2);
    expect(await store.keep(fileId)).toBe(false);
    expect(synced.paths()).toEqual([`baru/kept/${shelf}`, "baru/kept", "baru", ""]);
    await store.put(streamOf("tahan"), 10);
    expect(synced.paths()).toEqual(["part", `baru/${shelf}`, "baru"]);
    expect(await store.keep(fileId)).toBe(true);
    expect(synced.paths()).toEqual([`baru/kept/${shelf}`]);
    synced.end();
  });

  it("has nothing to sweep where there is no folder yet", async () => {
    const inUse = () => Promise.reject(new Error("asked"));
    expect(await folderStore(join(folder, "none")).sweep({ before, inUse })).toBe(0);
  });
});
