import { createHash } from "node:crypto";

import { type Sha256 } from "../../domain/exports/file.ts";

/** SHA-256 of a whole file. */
export const sha256OfBytes: Sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
