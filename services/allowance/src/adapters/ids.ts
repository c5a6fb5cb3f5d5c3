import { createHash, hash } from "node:crypto";

import { type Hash } from "../domain/hashing.ts";
import { type Digest } from "../domain/statement.ts";

export function sha256(): Hash {
  const running = createHash("sha256");
  return { update: (piece) => void running.update(piece), hex: () => running.digest("hex") };
}

/**
 * In one go: a statement is some hundred bytes, and a stream of its own would cost more than the hash. By way of a text: a buffer of its own for each
 * hash would cost as much again.
 */
export const digest: Digest = (bytes) => Buffer.from(hash("sha256", bytes, "binary"), "latin1");
