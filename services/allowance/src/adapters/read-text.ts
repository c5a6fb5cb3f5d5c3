import { type FileStore } from "@kinerja/common/files";
import { Refusal } from "@kinerja/common/errors";

import { type ReadText } from "../app/ports.ts";

/** Reads at most as many bytes as the limit has characters: what is longer is too long in any spelling. */
export const readTextFrom =
  (files: FileStore): ReadText =>
  async (fileId, limit) => {
    const file = await files.open(fileId);
    if (file === undefined) return undefined;
    if (file.size > limit * 4) throw new Refusal("invalid", "FILE_TOO_LARGE", { limitBytes: limit * 4 });
    const parts: Buffer[] = [];
    for await (const part of file.content) parts.push(part as Buffer);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
    } catch {
      throw new Refusal("invalid", "ENCODING_UNKNOWN");
    }
  };
