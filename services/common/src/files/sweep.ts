import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { type SweepOptions } from "./store.ts";

const isShelf = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);

/** Another process may have taken it away. */
const writtenAt = (path: string): Promise<number> => stat(path).then(({ mtimeMs }) => mtimeMs, () => Infinity); // prettier-ignore

async function olderIn(folder: string, before: number): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const old: string[] = [];
  for (const name of names) if ((await writtenAt(join(folder, name))) < before) old.push(name);
  return old;
}

/** Removes what a crash has left half written. */
export async function sweepParts(parts: string, before: number): Promise<void> {
  for (const name of await olderIn(parts, before)) await rm(join(parts, name), { force: true });
}

/** `sweep` of a folder store. */
export async function sweepFolder(folder: string, { before, inUse }: SweepOptions): Promise<number> {
  const shelves = (await readdir(folder).catch(() => [])).filter(isShelf);
  const old: string[] = [];
  for (const shelf of shelves) old.push(...(await olderIn(join(folder, shelf), before)));
  const needed = old.length === 0 ? new Set<string>() : await inUse(old);
  const gone = old.filter((fileId) => !needed.has(fileId));
  for (const fileId of gone) await rm(join(folder, fileId.slice(0, 2), fileId), { force: true });
  await sweepParts(join(folder, "parts"), before);
  return gone.length;
}
