import { type FileHandle, link, mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";

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

/**
 * Files in a local folder that the services share: `<first two digits>/<id>`, and `kept/…` for those that are not swept. A crash leaves at most a part
 * in `parts`.
 */
export function folderStore(folder: string): KeepingStore {
  const placeOf = (fileId: string): string => join(folder, fileId.slice(0, 2), fileId);
  const keptPlaceOf = (fileId: string): string => join(folder, "kept", fileId.slice(0, 2), fileId);
  return {
    put: (content, limitBytes) =>
      withPart(join(folder, "parts"), content, limitBytes, async (part, stored) => {
        await mkdir(join(folder, stored.fileId.slice(0, 2)), { recursive: true });
        await rename(part, placeOf(stored.fileId));
        return stored;
      }),
    async open(fileId) {
      if (!isFileId(fileId)) return undefined;
      const file = await openFirst([placeOf(fileId), keptPlaceOf(fileId)]);
      return file && { size: (await file.stat()).size, content: file.createReadStream() };
    },
    async keep(fileId) {
      if (!isFileId(fileId)) return false;
      await mkdir(join(folder, "kept", fileId.slice(0, 2)), { recursive: true });
      try {
        await link(placeOf(fileId), keptPlaceOf(fileId));
        return true;
      } catch (error) {
        if (hasBeen(error)) return true;
        if (!isMissing(error)) throw error;
        const kept = await openFirst([keptPlaceOf(fileId)]);
        await kept?.close();
        return kept !== undefined;
      }
    },
    sweep: (options) => sweepFolder(folder, options),
  };
}
