import { createHash } from "node:crypto";

/** SHA-256 of the UTF-8 bytes, in hexadecimal. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
