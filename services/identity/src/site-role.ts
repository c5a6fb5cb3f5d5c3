import { parseArgs } from "node:util";

import { invalid } from "@kinerja/common/errors";
import { parseDay, parseNip } from "@kinerja/common/kernel";

import { proposeSiteRole } from "./adapters/postgres/site-role.ts";
import { atServer } from "./at-server.ts";
import { roles } from "./domain/grant.ts";

/**
 * node dist/site-role.js --nip <18 digits> --role BKN_OPERATOR|OPERATIONS [--name <name>] [--until <YYYY-MM-DD>]
 *
 * Proposes a role of central operations and prints {"grantId", "personId"}, and for somebody without a password {"code", "expiresAt"} as well.
 * The role holds when a personnel officer of the whole site has confirmed it: POST /v1/grants/{grantId}:confirm with the person and the role.
 */
atServer("site-role", (needs) => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { nip: text, role: text, name: text, until: text } });
  const role = roles.find((one) => one === values.role);
  if (role === undefined) throw invalid("--role", "ROLE_UNKNOWN");
  const validTo = values.until === undefined ? undefined : parseDay(values.until, "--until");
  return proposeSiteRole(needs, { nip: parseNip(values.nip ?? ""), name: values.name?.trim() ?? "", role, validTo });
});
