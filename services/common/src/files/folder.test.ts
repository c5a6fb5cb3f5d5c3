import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { folderStore } from "./folder.ts";
import { storeContract, streamOf } from "./store-contract.ts";

const before = Date.parse("2026-10-08T00:00:00Z");
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-files-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

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
    const part = join(folder, "parts", "half");
    await mkdir(join(folder, "parts"), { recursive: true });
    await writeFile(part, "x");
    await utimes(part, new Date(0), new Date(0));
    await folderStore(folder).sweep({ before, inUse: () => Promise.resolve(new Set()) });
    expect(await readdir(join(folder, "parts"))).toEqual([]);
  });

  it("has nothing to sweep where there is no folder yet", async () => {
    const inUse = () => Promise.reject(new Error("asked"));
    expect(await folderStore(join(folder, "none")).sweep({ before, inUse })).toBe(0);
  });
});
