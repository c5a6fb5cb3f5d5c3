import { parseArgs } from "node:util";

import { openClock } from "@kinerja/common/clock";
import { settings } from "@kinerja/common/config";
import { Refusal } from "@kinerja/common/errors";
import { parseNip } from "@kinerja/common/kernel";
import { openDatabase } from "@kinerja/common/postgres";

import { openNipVault } from "./adapters/crypto/nip-vault.ts";
import { codeHasher, deriveKey, newCode } from "./adapters/crypto/secrets.ts";
import { identityTopics, openFacts } from "./adapters/postgres/facts.ts";
import { makeFirstOfficer } from "./adapters/postgres/first-officer.ts";
import { readOfficerConfig } from "./config.ts";

/**
 * node dist/first-officer.js --nip <18 digits> --name <name>
 *
 * Makes a personnel officer of the whole site at an empty site and prints {"personId", "code", "expiresAt"}: the code turns into an own password.
 * Two may be made, since a role needs a second officer who confirms it; after both have a password the command refuses.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { nip: { type: "string" }, name: { type: "string" } } });
  const config = readOfficerConfig(settings(process.env));
  const clock = openClock(config.clockFile, config.siteKind);
  const db = await openDatabase({ url: config.databaseUrl, name: "identity-first-officer", poolSize: 1 });
  try {
    const officer = await makeFirstOfficer(
      {
        db,
        vault: openNipVault(config.nip),
        facts: openFacts(config.site, identityTopics(config.site, config.partitions)),
        newCode,
        hashCode: codeHasher(deriveKey(config.master, "code")),
        now: () => clock.now(),
      },
      { nip: parseNip(values.nip ?? ""), name: values.name?.trim() ?? "" },
    );
    process.stdout.write(`${JSON.stringify({ ...officer, expiresAt: new Date(officer.expiresAt).toISOString() })}\n`);
  } finally {
    await db.stop();
  }
}

/** A refusal carries keys, never a sentence; here nobody translates them. */
const reasonOf = (error: unknown): string =>
  error instanceof Refusal ? [error.code, ...error.violations.map(({ code }) => code)].join(" ") : String(error);

main().catch((error: unknown) => {
  process.stderr.write(`first-officer: ${reasonOf(error)}\n`);
  process.exit(1);
});
