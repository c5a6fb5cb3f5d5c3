import { createHash } from "node:crypto";

import { type Hash } from "../domain/hashing.ts";

export function sha256(): Hash {
  const hash = createHash("sha256");
  return { update: (text) => void hash.update(text), hex: () => hash.digest("hex") };
}
