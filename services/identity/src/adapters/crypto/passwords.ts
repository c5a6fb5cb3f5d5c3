import { randomBytes } from "node:crypto";

import { Refusal } from "@kinerja/common/errors";
import { hash, verify } from "@node-rs/argon2";

import { type Passwords } from "../../app/ports.ts";

/** OWASP's second choice for argon2id: 19 MiB, two passes; about 20 ms of a core. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** Runs at most `atOnce` works; more wait in a queue that has an end. */
export function limiter(atOnce: number, queueLimit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= queueLimit) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 2 });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** argon2id. The morning's rush waits in a queue instead of taking the whole machine. */
export async function openPasswords(): Promise<Passwords> {
  const limited = limiter(2, 200);
  const nobodys = await hash(randomBytes(16), cost);
  return {
    hash: (password) => limited(() => hash(password.normalize("NFKC"), cost)),
    verify: (stored, password) =>
      limited(async () => {
        const isRight = await verify(stored ?? nobodys, password.normalize("NFKC"));
        return isRight && stored !== undefined;
      }),
  };
}
