import { existsSync } from "node:fs";
import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { folderStore } from "@kinerja/common/files";

import { startFileUpkeep } from "./jobs.ts";
import { csvOf, type Line, lineOf, nipOf } from "./testing/people.ts";
import { openWorld, type World } from "./testing/world.ts";

let world: World;
let folder = "";
beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), "identity-files-"));
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true });
});

const placeOf = (fileId: string): string => join(folder, fileId.slice(0, 2), fileId);

/** Ten days ago, by the clock of the disk. */
async function putOld(file: Buffer): Promise<string> {
  const { fileId } = await folderStore(folder).put(Readable.from([file]), 1_000_000);
  const then = new Date(Date.now() - 10 * 86_400_000);
  await utimes(placeOf(fileId), then, then);
  return fileId;
}

it("an old file goes, and stays while an import may still be applied", async () => {
  const officer = await world.officer(nipOf(90));
  const [first, second]: [Line, Line] = [lineOf(1), lineOf(2)];
  const applied = csvOf([first]);
  await world.importLines(officer, [first]);
  const checked = csvOf([first, second]);
  await world.startImport(officer, checked, "2026-10-02");
  const [done, waiting, stray] = [await putOld(applied), await putOld(checked), await putOld(Buffer.from("x"))];
  const reader = await world.database.db("reader");
  const log = { info: () => undefined, warn: (fields: object) => { throw new Error(JSON.stringify(fields)); } }; // prettier-ignore
  const sweep = async (): Promise<boolean[]> => {
    const needs = {
      files: folderStore(folder),
      areas: [folderStore(join(folder, "receipts"))],
      keepDays: 7,
      reader,
      now: () => world.clock.now(),
      log: log as never,
    };
    await startFileUpkeep(needs).stop();
    return [done, waiting, stray].map((fileId) => existsSync(placeOf(fileId)));
  };
  expect(await sweep()).toEqual([false, true, false]);
  world.clock.advance(91 * 86_400_000);
  expect(await sweep()).toEqual([false, false, false]);
  await reader.stop();
});
