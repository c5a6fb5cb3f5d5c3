import { Refusal } from "@kinerja/common/errors";
import { type KeepingStore } from "@kinerja/common/files";

import { type Content, type ExportStore } from "../../app/exports-ports.ts";

/** A hundred thousand people in the widest text format are some thirty megabytes. */
const largestBytes = 1_000_000_000;

/** Remembers what the content itself has thrown: the store only knows that it broke off. */
function watched(content: Content): { readonly content: AsyncIterable<Uint8Array>; readonly thrown: () => unknown } {
  let thrown: unknown;
  const through = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* content;
    } catch (error) {
      thrown = error;
      throw error;
    }
  };
  return { content: through(), thrown: () => thrown };
}

/**
 * Made files in an area of their own, where the id of an upload opens nothing; those that are written down are kept, whatever is swept. Only `read`
 * looks among the uploads.
 */
export const exportStoreIn = (files: KeepingStore, uploads: Pick<KeepingStore, "open">): ExportStore => ({
  async put(content) {
    const watching = watched(content);
    const { fileId, size } = await files.put(watching.content, largestBytes).catch((error: unknown) => {
      throw watching.thrown() ?? error;
    });
    return { sha256: fileId, size };
  },
  async keep(fileId) {
    if (!(await files.keep(fileId))) throw new Error(`the store of files has lost ${fileId}`);
  },
  open: (fileId) => files.open(fileId),
  async read(fileId, limitBytes) {
    const file = await uploads.open(fileId);
    if (file === undefined) return undefined;
    if (file.size > limitBytes) {
      file.content.destroy();
      throw new Refusal("invalid", "FILE_TOO_LARGE", { limitBytes });
    }
    const parts: Buffer[] = [];
    for await (const part of file.content) parts.push(part as Buffer);
    return Buffer.concat(parts);
  },
});
