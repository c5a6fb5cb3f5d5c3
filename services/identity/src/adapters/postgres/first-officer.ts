import { type PersonId, uuidV7 } from "@kinerja/common/kernel";
import { type Db, lockKey, noScope } from "@kinerja/common/postgres";

import { type Cause } from "../../app/ports.ts";
import { todayAt } from "../../domain/validity.ts";
import { type AtServerNeeds, ensurePerson, issueCode, type NamedPerson, type NewCode } from "./at-server.ts";
import { writeAudit } from "./audit.ts";
import { insertGrant } from "./grant-store.ts";

const mostOfficers = 2;

/** Site-wide officers so far: two at most, and nobody who has a password already. */
async function checkOfficers(tx: Db, personId: PersonId): Promise<{ isOfficer: boolean }> {
  const officers = await tx.query<{ person_id: string; has_password: boolean }>(
    `select g.person_id, c.person_id is not null as has_password from role_grant g left join credential c on c.person_id = g.person_id
     where g.agency_id is null and g.role = 'PERSONNEL_OFFICER'`,
  );
  const own = officers.find(({ person_id }) => person_id === personId);
  if (own?.has_password || (own === undefined && officers.length >= mostOfficers))
    throw new Error("the first officers have their passwords already: others are made by them");
  return { isOfficer: own !== undefined };
}

export function makeFirstOfficer(
  needs: AtServerNeeds,
  officer: NamedPerson,
): Promise<{ readonly personId: PersonId } & NewCode> {
  const at = needs.now();
  const cause: Cause = { actor: "system/first-officer", role: "SYSTEM", requestId: uuidV7(at), at };
  return needs.db.transaction(noScope, async (tx) => {
    await lockKey(tx, "identity/first-officer");
    const personId = await ensurePerson(tx, needs, officer, cause);
    const { isOfficer } = await checkOfficers(tx, personId);
    if (!isOfficer) {
      const site = { agencyId: undefined, role: "PERSONNEL_OFFICER", validTo: undefined } as const;
      const signed = { proposedBy: cause.actor, confirmedBy: cause.actor };
      await insertGrant(tx, { ...site, ...signed, id: uuidV7(at), personId, validFrom: todayAt(at).WIB }, at);
    }
    const code = await issueCode(tx, needs, personId, cause);
    await writeAudit(tx, { action: "make", resource: "first-officer", objectId: personId }, cause);
    return { personId, ...code };
  });
}
