import { type Nip, type PersonId, uuidV7 } from "@kinerja/common/kernel";
import { enqueue } from "@kinerja/common/messaging";
import { type Database, type Db, lockKey, noScope } from "@kinerja/common/postgres";

import { type HashCode } from "../../app/activate.ts";
import { type Cause } from "../../app/ports.ts";
import { codeValidMs, printCode } from "../../domain/activation-code.ts";
import { todayAt } from "../../domain/validity.ts";
import { type NipVault } from "../crypto/nip-vault.ts";
import { writeAudit } from "./audit.ts";
import { type Facts } from "./facts.ts";
import { insertGrant } from "./grant-store.ts";

export type FirstOfficerNeeds = {
  /** Connected as the bootstrap role, which alone may write a role for the whole site. */
  readonly db: Database;
  readonly vault: NipVault;
  readonly facts: Facts;
  readonly newCode: () => string;
  readonly hashCode: HashCode;
  readonly now: () => number;
};

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

async function ensurePerson(
  tx: Db,
  { vault, facts }: FirstOfficerNeeds,
  officer: { readonly nip: Nip; readonly name: string },
  cause: Cause,
): Promise<PersonId> {
  const indexes = vault.indexesOf(officer.nip).map((index) => Buffer.from(index, "hex"));
  const [known] = await tx.query<{ id: PersonId }>("select id from person where nip_index = any($1)", [indexes]);
  if (known) return known.id;
  if (officer.name === "") throw new Error("a new officer needs a name");
  const id = uuidV7(cause.at) as string as PersonId;
  const { encrypted, keyVersion } = vault.seal(officer.nip, id);
  await tx.query(
    `insert into person (id, name, nip_encrypted, nip_key_version, nip_index, nip_index_version, active, version, recorded_at)
     values ($1, $2, $3, $4, $5, $6, true, 1, $7)`,
    [id, officer.name, encrypted, keyVersion, indexes[0], vault.indexVersion, new Date(cause.at)],
  );
  await enqueue(tx, [facts.person({ id, version: 1, active: true }, cause)]);
  return id;
}

/** The person gets a random id; an import that names the same NIP later takes the person over and remembers the derived id as an alias. */
export function makeFirstOfficer(
  needs: FirstOfficerNeeds,
  officer: { readonly nip: Nip; readonly name: string },
): Promise<{ readonly personId: PersonId; readonly code: string; readonly expiresAt: number }> {
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
    const letters = needs.newCode();
    const expiresAt = at + codeValidMs;
    await tx.query(
      `insert into activation_code (person_id, code_hash, issued_by, issued_at, expires_at)
       values ($1, decode($2, 'hex'), $3, $4, $5)
       on conflict (person_id) do update set code_hash = excluded.code_hash, issued_at = excluded.issued_at, expires_at = excluded.expires_at`,
      [personId, needs.hashCode(personId, letters), cause.actor, new Date(at), new Date(expiresAt)],
    );
    await writeAudit(tx, { action: "make", resource: "first-officer", objectId: personId }, cause);
    return { personId, code: printCode(letters), expiresAt };
  });
}
