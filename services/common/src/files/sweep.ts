import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { isPart } from "./part.ts";
import { type SweepOptions } from "./store.ts";

const isShelf = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);

/** Another process may have taken it away. Folders have no age, so they stay. */
const writtenAt = (path: string): Promise<number> => stat(path).then((found) => (found.isFile() ? found.mtimeMs : Infinity), () => Infinity); // prettier-ignore

async function olderIn(folder: string, before: number): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const old: string[] = [];
  for (const name of names) if ((await writtenAt(join(folder, name))) < before) old.push(name);
  return old;
}

/** Removes what a crash has left half written. */
export async function sweepParts(parts: string, before: number): Promise<void> {
  for (const name of (await olderIn(parts, before)).filter(isPart)) await rm(join(parts, name), { force: true });
}

/** `sweep` of a folder store. */
export async function sweepFolder(folder: string, { before, inUse }: SweepOptions): Promise<number> {
  const shelves = (await readdir(folder).catch(() => [])).filter(isShelf);
  const old: string[] = [];
  for (const shelf of shelves) old.push(...(await olderIn(join(folder, shelf), before)));
  const needed = old.length === 0 ? new Set<string>() : await inUse(old);
  let count = 0;
  for (const fileId of old.filter((one) => !needed.has(one))) {
    const place = join(folder, fileId.slice(0, 2), fileId);
    // It may have been put again since.
    if ((await writtenAt(place)) >= before) continue;
    await rm(place, { force: true });
    count += 1;
  }
  await sweepParts(join(folder, "parts"), before);
  return count;
}
