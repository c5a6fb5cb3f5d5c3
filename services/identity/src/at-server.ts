import { openClock } from "@kinerja/common/clock";
import { settings } from "@kinerja/common/config";
import { Refusal } from "@kinerja/common/errors";
import { openDatabase } from "@kinerja/common/postgres";

import { openNipVault } from "./adapters/crypto/nip-vault.ts";
import { codeHasher, deriveKey, newCode } from "./adapters/crypto/secrets.ts";
import { type AtServerNeeds } from "./adapters/postgres/at-server.ts";
import { identityTopics, openFacts } from "./adapters/postgres/facts.ts";
import { readOfficerConfig } from "./config.ts";

/** A refusal carries keys, never a sentence; here nobody translates them. */
const reasonOf = (error: unknown): string =>
  error instanceof Refusal ? [error.code, ...error.violations.map(({ code }) => code)].join(" ") : String(error);

async function act<T extends object>(name: string, work: (needs: AtServerNeeds) => Promise<T>): Promise<void> {
  const config = readOfficerConfig(settings(process.env));
  const clock = openClock(config.clockFile, config.siteKind);
  const db = await openDatabase({ url: config.databaseUrl, name: `identity-${name}`, poolSize: 1 });
  try {
    const answer: T & { readonly expiresAt?: number } = await work({
      db,
      vault: openNipVault(config.nip),
      facts: openFacts(config.site, identityTopics(config.site, config.partitions)),
      newCode,
      hashCode: codeHasher(deriveKey(config.master, "code")),
      now: () => clock.now(),
    });
    const { expiresAt } = answer;
    const times = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() };
    process.stdout.write(`${JSON.stringify({ ...answer, ...times })}\n`);
  } finally {
    await db.stop();
  }
}

/** Runs a command of who runs the site and prints its answer as JSON. */
export function atServer<T extends object>(name: string, work: (needs: AtServerNeeds) => Promise<T>): void {
  act(name, work).catch((error: unknown) => {
    process.stderr.write(`${name}: ${reasonOf(error)}\n`);
    process.exit(1);
  });
}
