import { parseArgs } from "node:util";

import { parseNip } from "@kinerja/common/kernel";

import { makeFirstOfficer } from "./adapters/postgres/first-officer.ts";
import { atServer } from "./at-server.ts";

/**
 * node dist/first-officer.js --nip <18 digits> --name <name>
 *
 * Makes a personnel officer of the whole site at an empty site and prints {"personId", "code", "expiresAt"}: the code turns into an own password.
 * Two may be made, since a role needs a second officer who confirms it; after both have a password the command refuses.
 */
atServer("first-officer", (needs) => {
  const { values } = parseArgs({ options: { nip: { type: "string" }, name: { type: "string" } } });
  return makeFirstOfficer(needs, { nip: parseNip(values.nip ?? ""), name: values.name?.trim() ?? "" });
});
