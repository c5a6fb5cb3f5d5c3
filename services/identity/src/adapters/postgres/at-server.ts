import { type Nip, type PersonId, uuidV7 } from "@kinerja/common/kernel";
import { enqueue } from "@kinerja/common/messaging";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type HashCode } from "../../app/activate.ts";
import { type Cause } from "../../app/ports.ts";
import { codeValidMs, printCode } from "../../domain/activation-code.ts";
import { type NipVault } from "../crypto/nip-vault.ts";
import { type Facts } from "./facts.ts";

/** What the commands at the server need, which who runs the site gives and no officer can. */
export type AtServerNeeds = {
  /** Connected as the bootstrap role, which alone may write a role for the whole site. */
  readonly db: Database;
  readonly vault: NipVault;
  readonly facts: Facts;
  readonly newCode: () => string;
  readonly hashCode: HashCode;
  readonly now: () => number;
};

export type NamedPerson = { readonly nip: Nip; readonly name: string };
export type NewCode = { readonly code: string; readonly expiresAt: number };

/** The person gets a random id; an import that names the same NIP later takes the person over and remembers the derived id as an alias. */
export async function ensurePerson(
  tx: Db,
  { vault, facts }: AtServerNeeds,
  officer: NamedPerson,
  cause: Cause,
): Promise<PersonId> {
  const indexes = vault.indexesOf(officer.nip).map((index) => Buffer.from(index, "hex"));
  const [known] = await tx.query<{ id: PersonId }>("select id from person where nip_index = any($1)", [indexes]);
  if (known) return known.id;
  if (officer.name === "") throw new Error("a new person needs a name");
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

/** A code that turns into an own password; the one before it ends. */
export async function issueCode(
  tx: Db,
  { newCode, hashCode }: Pick<AtServerNeeds, "newCode" | "hashCode">,
  personId: PersonId,
  { actor, at }: Cause,
): Promise<NewCode> {
  const letters = newCode();
  const expiresAt = at + codeValidMs;
  await tx.query(
    `insert into activation_code (person_id, code_hash, issued_by, issued_at, expires_at)
     values ($1, decode($2, 'hex'), $3, $4, $5)
     on conflict (person_id) do update set code_hash = excluded.code_hash, issued_by = excluded.issued_by,
       issued_at = excluded.issued_at, expires_at = excluded.expires_at`,
    [personId, hashCode(personId, letters), actor, new Date(at), new Date(expiresAt)],
  );
  return { code: printCode(letters), expiresAt };
}
