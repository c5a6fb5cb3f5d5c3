import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

export interface SweepOptions {
  /** Files that were put before this instant, milliseconds of Unix time by the clock of the disk, go. */
  readonly before: number;
  /** Which of these somebody needs still. Asked once the old ones are known, so that what is taken into use meanwhile stays. */
  readonly inUse: (fileIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

const isShelf = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);

/** Another process may have taken it away. */
const writtenAt = (path: string): Promise<number> => stat(path).then(({ mtimeMs }) => mtimeMs, () => Infinity); // prettier-ignore

async function olderIn(folder: string, before: number): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const old: string[] = [];
  for (const name of names) if ((await writtenAt(join(folder, name))) < before) old.push(name);
  return old;
}

/** Removes old files of a folder store, and what a crash has left half written; says how many files went. Putting a file again makes it young. */
export async function sweepFolder(folder: string, { before, inUse }: SweepOptions): Promise<number> {
  const shelves = (await readdir(folder).catch(() => [])).filter(isShelf);
  const old: string[] = [];
  for (const shelf of shelves) old.push(...(await olderIn(join(folder, shelf), before)));
  const needed = old.length === 0 ? new Set<string>() : await inUse(old);
  const gone = old.filter((fileId) => !needed.has(fileId));
  for (const fileId of gone) await rm(join(folder, fileId.slice(0, 2), fileId), { force: true });
  const parts = join(folder, "parts");
  for (const name of await olderIn(parts, before)) await rm(join(parts, name), { force: true });
  return gone.length;
}
