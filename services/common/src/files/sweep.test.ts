import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { folderStore } from "./folder.ts";
import { sweepFolder } from "./sweep.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinerja-sweep-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const before = Date.parse("2026-10-08T00:00:00Z");
const put = async (text: string): Promise<string> =>
  (await folderStore(folder).put(Readable.from([Buffer.from(text)]), 100)).fileId;
async function putOld(text: string): Promise<string> {
  const fileId = await put(text);
  await utimes(join(folder, fileId.slice(0, 2), fileId), new Date(before - 1), new Date(before - 1));
  return fileId;
}
const isThere = async (fileId: string): Promise<boolean> => {
  const file = await folderStore(folder).open(fileId);
  file?.content.destroy();
  return file !== undefined;
};

it("removes what is old and not in use, and no more", async () => {
  const [gone, needed, again, young] = [await putOld("a"), await putOld("b"), await putOld("c"), await put("d")];
  await put("c");
  await mkdir(join(folder, "parts"), { recursive: true });
  await writeFile(join(folder, "parts", "half"), "x");
  await utimes(join(folder, "parts", "half"), new Date(0), new Date(0));
  const asked: string[] = [];
  const inUse = (ids: readonly string[]) => {
    asked.push(...ids);
    return Promise.resolve(new Set([needed]));
  };
  expect(await sweepFolder(folder, { before, inUse })).toBe(1);
  expect(asked.sort()).toEqual([gone, needed].sort());
  expect(await Promise.all([gone, needed, again, young].map(isThere))).toEqual([false, true, true, true]);
  expect(await readdir(join(folder, "parts"))).toEqual([]);
});

it("does nothing where there is no folder yet", async () => {
  const inUse = () => Promise.reject(new Error("asked"));
  expect(await sweepFolder(join(folder, "none"), { before, inUse })).toBe(0);
});
