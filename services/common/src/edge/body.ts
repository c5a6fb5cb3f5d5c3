import { isUtf8 } from "node:buffer";
import { type IncomingMessage } from "node:http";

import { Refusal } from "../errors/index.ts";
import { type Json } from "./decode.ts";
import { jsonFault } from "./json-fault.ts";

/** What is read and thrown away of a body that is too large, so that the client gets to read why. */
const discardLimit = 32 * 1024 * 1024;

const tooLarge = (limitBytes: number): Refusal => new Refusal("invalid", "BODY_TOO_LARGE", { limitBytes });

/** Reads a body of at most `limitBytes`. */
function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else if (size > discardLimit) request.destroy();
      else chunks.length = 0;
    });
    request.on("end", () => {
      const [only] = chunks;
      if (size > limitBytes) reject(tooLarge(limitBytes));
      else resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks, size));
    });
    const broken = (): void => {
      if (!request.complete) reject(new Refusal("invalid", "BODY_INCOMPLETE"));
    };
    request.on("error", broken);
    request.on("close", broken);
  });
}

function assertJson(request: IncomingMessage): void {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type))
    throw new Refusal("invalid", "MEDIA_TYPE_UNSUPPORTED", { expected: "application/json" });
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") throw new Refusal("invalid", "CONTENT_ENCODING_UNSUPPORTED");
}

/** Text as JSON; names the place where it stops being JSON. */
function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new Refusal("invalid", "BODY_NOT_UTF8");
  const text = bytes.toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("invalid", "JSON_MALFORMED", jsonFault(text));
  }
}

/** The JSON body of a command; nothing at all stands for `{}`. */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  if (Number(request.headers["content-length"] ?? 0) > discardLimit) throw tooLarge(limitBytes);
  const bytes = await readBody(request, limitBytes);
  if (bytes.length === 0) return {} satisfies Json;
  assertJson(request);
  return parseJson(bytes);
}
