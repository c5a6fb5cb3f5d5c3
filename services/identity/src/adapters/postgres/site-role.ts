import { type Day, type PersonId, uuidV7 } from "@kinerja/common/kernel";
import { type Db, lockKey, noScope } from "@kinerja/common/postgres";

import { type Cause } from "../../app/ports.ts";
import { type Grant, proposeSiteGrant, type Role } from "../../domain/grant.ts";
import { todayAt } from "../../domain/validity.ts";
import { type AtServerNeeds, ensurePerson, issueCode, type NamedPerson, type NewCode } from "./at-server.ts";
import { writeAudit } from "./audit.ts";
import { auditGrant, insertGrant } from "./grant-store.ts";

/** The same proposal that still waits is given back instead of a second one. */
async function propose(tx: Db, wanted: Grant, cause: Cause): Promise<string> {
  const [waiting] = await tx.query<{ id: string }>(
    `select id from role_grant where person_id = $1 and agency_id is null and role = $2 and confirmed_by is null
       and valid_to is not distinct from $3`,
    [wanted.personId, wanted.role, wanted.validTo ?? null],
  );
  if (waiting) return waiting.id;
  await insertGrant(tx, wanted, cause.at);
  await auditGrant(tx, "propose", wanted, cause);
  return wanted.id;
}

/** Only who has no password gets a code: this is no way to take over an account. */
async function codeFor(
  tx: Db,
  needs: AtServerNeeds,
  personId: PersonId,
  cause: Cause,
): Promise<NewCode | Record<string, never>> {
  const [credential] = await tx.query("select person_id from credential where person_id = $1", [personId]);
  if (credential !== undefined) return {};
  const code = await issueCode(tx, needs, personId, cause);
  await writeAudit(tx, { action: "make", resource: "site-role", objectId: personId }, cause);
  return code;
}

/** Proposes a role of central operations; it holds when a personnel officer of the whole site has confirmed it. */
export function proposeSiteRole(
  needs: AtServerNeeds,
  { role, validTo, ...person }: NamedPerson & { readonly role: Role; readonly validTo: Day | undefined },
): Promise<{ readonly grantId: string; readonly personId: PersonId } & Partial<NewCode>> {
  const at = needs.now();
  const cause: Cause = { actor: "system/site-role", role: "SYSTEM", requestId: uuidV7(at), at };
  return needs.db.transaction(noScope, async (tx) => {
    await lockKey(tx, "identity/site-role");
    const personId = await ensurePerson(tx, needs, person, cause);
    const wanted = proposeSiteGrant({
      ...{ id: uuidV7(at), agencyId: undefined, personId, role, validFrom: todayAt(at).WIB, validTo },
      ...{ proposedBy: cause.actor, confirmedBy: undefined },
    });
    const grantId = await propose(tx, wanted, cause);
    return { grantId, personId, ...(await codeFor(tx, needs, personId, cause)) };
  });
}
