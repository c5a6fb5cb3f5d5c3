import { createHash } from "node:crypto";

import { type KeepingStore } from "./store.ts";

/** Who has uploaded which file: an id alone is known to everybody who was shown it, and opens nothing. */
export interface Receipts {
  /** Written once the whole file is stored. */
  give(fileId: string, personId: string): Promise<void>;
  /** Whether this person has had the whole content; true only as long as receipts are not swept, so for some days after the upload. */
  has(fileId: string, personId: string): Promise<boolean>;
}

const textOf = (fileId: string, personId: string): Buffer => Buffer.from(`${fileId} ${personId}\n`);
const limitBytes = 200;

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  await Promise.resolve();
  yield bytes;
}

/** Receipts as small files of an area into which no upload comes, so that nobody can write one: each is found by the hash of what it says. */
export const receiptsIn = (area: Pick<KeepingStore, "put" | "open">): Receipts => ({
  async give(fileId, personId) {
    await area.put(once(textOf(fileId, personId)), limitBytes);
  },
  async has(fileId, personId) {
    const found = await area.open(createHash("sha256").update(textOf(fileId, personId)).digest("hex"));
    found?.content.destroy();
    return found !== undefined;
  },
});
