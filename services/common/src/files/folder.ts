import { type FileHandle, link, mkdir, open, rename } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { withPart } from "./part.ts";
import { isFileId, type KeepingStore } from "./store.ts";
import { sweepFolder } from "./sweep.ts";

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Opens the first that is there. */
async function openFirst(places: readonly string[]): Promise<FileHandle | undefined> {
  for (const place of places)
    try {
      return await open(place, "r");
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  return undefined;
}

const hasBeen = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EEXIST";

async function syncFolder(folder: string): Promise<void> {
  const file = await open(folder, "r");
  await file.sync().finally(() => file.close());
}

/** Lets `move` bring something into a folder that may be new, so that it is there after a power cut. A new folder is told of also when nothing came into it. */
async function settled(folder: string, move: () => Promise<void>): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  const top = made === undefined ? folder : dirname(made);
  try {
    await move();
  } finally {
    for (let at = folder; at.startsWith(top); at = dirname(at)) {
      await syncFolder(at);
      if (at === top) break;
    }
  }
}

/**
 * Files in a local folder that the services share: `<first two digits>/<id>`, and `kept/…` for those that are not swept. A crash leaves at most a part
 * in `parts`.
 */
export function folderStore(dir: string): KeepingStore {
  const folder = resolve(dir);
  const placeOf = (fileId: string): string => join(folder, fileId.slice(0, 2), fileId);
  const keptPlaceOf = (fileId: string): string => join(folder, "kept", fileId.slice(0, 2), fileId);
  return {
    put: (content, limitBytes) =>
      withPart({ folder: join(folder, "parts"), isPrivate: false }, content, limitBytes, async (part, stored) => {
        const place = placeOf(stored.fileId);
        await settled(dirname(place), () => rename(part, place));
        return stored;
      }),
    async open(fileId) {
      if (!isFileId(fileId)) return undefined;
      const file = await openFirst([placeOf(fileId), keptPlaceOf(fileId)]);
      return file && { size: (await file.stat()).size, content: file.createReadStream() };
    },
    async keep(fileId) {
      if (!isFileId(fileId)) return false;
      const place = keptPlaceOf(fileId);
      try {
        await settled(dirname(place), () => link(placeOf(fileId), place));
        return true;
      } catch (error) {
        if (hasBeen(error)) return true;
        if (!isMissing(error)) throw error;
        const kept = await openFirst([place]);
        await kept?.close();
        return kept !== undefined;
      }
    },
    sweep: (options) => sweepFolder(folder, options),
  };
}
