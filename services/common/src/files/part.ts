import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";

import { Refusal } from "../errors/index.ts";
import { type StoredFile } from "./store.ts";

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

/** Only what was made here is removed: the folder may be one that others use as well. */
export const isPart = (name: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);

export interface PartPlace {
  readonly folder: string;
  /** For this user's eyes alone; not where the part becomes the file that other users read. */
  readonly isPrivate: boolean;
}

/** Takes the whole stream to the disk, so that it is known by its content before it is stored, and lets `use` have it. Nothing of it stays. */
export async function withPart<T>(
  { folder, isPrivate }: PartPlace,
  content: AsyncIterable<Uint8Array>,
  limitBytes: number,
  use: (part: string, stored: StoredFile) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true, mode: isPrivate ? 0o700 : 0o777 });
  const part = join(folder, randomUUID());
  try {
    const file = await open(part, "wx", isPrivate ? 0o600 : 0o666);
    const stored = await write(file, withinLimit(content, limitBytes)).finally(() => file.close());
    return await use(part, stored);
  } finally {
    await rm(part, { force: true });
  }
}
