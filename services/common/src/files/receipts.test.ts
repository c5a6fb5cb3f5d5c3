import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { filesArea } from "./open-files.ts";
import { receiptsIn } from "./receipts.ts";
import { folderStore } from "./folder.ts";
import { idOf, streamOf } from "./store-contract.ts";

let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "kinerja-receipts-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const [siti, budi] = ["00000000-0000-8000-8000-000000000001", "00000000-0000-8000-8000-000000000002"];
const log = { warn: () => undefined };
const area = (name: "exports" | "receipts") => filesArea({ kind: "folder", dir }, name, log);

describe("a receipt", () => {
  it("is of one file and one person", async () => {
    const receipts = receiptsIn(area("receipts"));
    await receipts.give(idOf("bukti"), siti);
    expect(await receipts.has(idOf("bukti"), siti)).toBe(true);
    expect(await receipts.has(idOf("bukti"), budi)).toBe(false);
    expect(await receipts.has(idOf("lain"), siti)).toBe(false);
  });

  it("is not made by uploading what it says", async () => {
    await folderStore(dir).put(streamOf(`${idOf("rahasia")} ${budi}\n`), 1_000);
    expect(await receiptsIn(area("receipts")).has(idOf("rahasia"), budi)).toBe(false);
  });

  it("goes with the old files of its area", async () => {
    const store = area("receipts");
    await store.sweep({ before: Date.now() + 60_000, inUse: () => Promise.resolve(new Set()) });
    expect(await receiptsIn(store).has(idOf("bukti"), siti)).toBe(false);
  });
});

describe("an area", () => {
  it("is opened by no id of another one, and swept by no other", async () => {
    const { fileId } = await area("exports").put(streamOf("rekening"), 1_000);
    expect(await folderStore(dir).open(fileId)).toBeUndefined();
    expect(await folderStore(dir).keep(fileId)).toBe(false);
    await folderStore(dir).sweep({ before: Date.now() + 60_000, inUse: () => Promise.resolve(new Set()) });
    const found = await area("exports").open(fileId);
    expect(found?.size).toBe(8);
    found?.content.destroy();
  });
});
