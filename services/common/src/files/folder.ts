import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, link, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { Refusal } from "../errors/index.ts";
import { type KeepingStore, type StoredFile } from "./store.ts";

const isFileId = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Reads on to the end of what the client sends, so that it gets to read why the file is refused. */
async function* withinLimit(content: AsyncIterable<Uint8Array>, limitBytes: number): AsyncIterable<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of content) {
      size += chunk.length;
      if (size > 2 * limitBytes) break;
      if (size <= limitBytes) yield chunk;
    }
  } catch {
    throw new Refusal("invalid", "BODY_INCOMPLETE");
  }
  if (size > limitBytes) throw new Refusal("invalid", "FILE_TOO_LARGE", { limitBytes });
  if (size === 0) throw new Refusal("invalid", "FILE_EMPTY");
}

async function write(file: FileHandle, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    await file.writeFile(chunk);
    size += chunk.length;
  }
  await file.sync();
  return { fileId: hash.digest("hex"), size };
}

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
    async put(content, limitBytes) {
      const part = join(folder, "parts", randomUUID());
      await mkdir(join(folder, "parts"), { recursive: true });
      try {
        const file = await open(part, "wx");
        const stored = await write(file, withinLimit(content, limitBytes)).finally(() => file.close());
        await mkdir(join(folder, stored.fileId.slice(0, 2)), { recursive: true });
        await rename(part, placeOf(stored.fileId));
        return stored;
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
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
  };
}
