import { createHash } from "node:crypto";

import { type ExportStore } from "../app/exports-ports.ts";

/** The store of files in memory. */
export function memoryExports(): ExportStore & { readonly files: ReadonlyMap<string, Buffer> } {
  const files = new Map<string, Buffer>();
  return {
    files,
    async put(content) {
      const parts: Uint8Array[] = [];
      for await (const part of content) parts.push(part);
      const bytes = Buffer.concat(parts);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      files.set(sha256, bytes);
      return { sha256, size: bytes.length };
    },
    keep: () => Promise.resolve(),
    open(fileId) {
      const bytes = files.get(fileId);
      const content = async function* (): AsyncGenerator<Uint8Array> {
        await Promise.resolve();
        yield bytes ?? Buffer.alloc(0);
      };
      return Promise.resolve(bytes && { size: bytes.length, content: content() });
    },
    read: (fileId) => Promise.resolve(files.get(fileId)),
  };
}
