import { buffer } from "node:stream/consumers";

import { Refusal } from "@kinerja/common/errors";
import { type FileStore } from "@kinerja/common/files";

/** The text of an uploaded file. */
export const readTextFile =
  (files: FileStore) =>
  async (fileId: string): Promise<string | undefined> => {
    const file = await files.open(fileId);
    if (file === undefined) return undefined;
    const bytes = await buffer(file.content);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw new Refusal("invalid", "ENCODING_UNKNOWN");
    }
  };
