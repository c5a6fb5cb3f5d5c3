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

/** Takes the whole stream to the disk, so that it is known by its content before it is stored, and lets `use` have it. Nothing of it stays. */
export async function withPart<T>(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  limitBytes: number,
  use: (part: string, stored: StoredFile) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, randomUUID());
  try {
    const file = await open(part, "wx");
    const stored = await write(file, withinLimit(content, limitBytes)).finally(() => file.close());
    return await use(part, stored);
  } finally {
    await rm(part, { force: true });
  }
}
