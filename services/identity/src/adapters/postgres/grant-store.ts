import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type GrantStore, type RecordedGrant } from "../../app/grants.ts";
import { type Cause } from "../../app/ports.ts";
import { type Grant, type Role } from "../../domain/grant.ts";
import { assertAgency } from "./agencies.ts";
import { writeAudit } from "./audit.ts";
import { onceById } from "./once.ts";

type Row = {
  id: string;
  agency_id: string | null;
  person_id: string;
  role: Role;
  valid_from: Day;
  valid_to: Day | null;
  proposed_by: string;
  confirmed_by: string | null;
  proposed_at: Date;
  confirmed_at: Date | null;
};

const toGrant = (row: Row): Grant => ({
  id: row.id,
  agencyId: (row.agency_id ?? undefined) as AgencyId | undefined,
  personId: row.person_id as PersonId,
  role: row.role,
  validFrom: row.valid_from,
  validTo: row.valid_to ?? undefined,
  proposedBy: row.proposed_by,
  confirmedBy: row.confirmed_by ?? undefined,
});

const toRecorded = (row: Row): RecordedGrant => ({
  ...toGrant(row),
  proposedAt: row.proposed_at.getTime(),
  confirmedAt: row.confirmed_at?.getTime(),
});

export async function insertGrant(tx: Db, grant: Grant, at: number): Promise<void> {
  const { id, agencyId, personId, role, validFrom, validTo, proposedBy, confirmedBy } = grant;
  await tx.query(
    `insert into role_grant (id, agency_id, person_id, role, valid_from, valid_to, proposed_by, proposed_at, confirmed_by, confirmed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $9::text is null then null else $8::timestamptz end)`,
    [id, agencyId ?? null, personId, role, validFrom, validTo ?? null, proposedBy, new Date(at), confirmedBy ?? null],
  );
}

export async function auditGrant(tx: Db, action: string, grant: Grant, cause: Cause): Promise<void> {
  const detail = { role: grant.role, personId: grant.personId };
  const entry = { action, resource: "grant", objectId: grant.id, detail };
  await writeAudit(tx, grant.agencyId ? { ...entry, agencyId: grant.agencyId } : entry, cause);
}

export const postgresGrantStore = (db: Database): GrantStore => ({
  page: (agencyId, { state, personId, limit, after }) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const rows = await tx.query<Row>(
        `select * from role_grant where agency_id = $1 and ($2::text is null or ($2 = 'CONFIRMED') = (confirmed_by is not null))
           and ($3::uuid is null or person_id = $3) and ($4::uuid is null or id < $4) order by id desc limit $5`,
        [agencyId, state ?? null, personId ?? null, after ?? null, limit],
      );
      return rows.map(toRecorded);
    }),
  propose: (grant, cause) =>
    db.transaction({ agencies: grant.agencyId ? [grant.agencyId] : [] }, async (tx) => {
      await assertAgency(tx, grant.agencyId);
      await lockKey(tx, `grant/${grant.personId}`);
      const [person] = await tx.query("select from person where id = $1", [grant.personId]);
      if (person === undefined) return undefined;
      const [waiting] = await tx.query<Row>(
        `select * from role_grant where person_id = $1 and agency_id = $2 and role = $3 and valid_from = $4
           and valid_to is not distinct from $5 and confirmed_by is null and proposed_by = $6`,
        [grant.personId, grant.agencyId, grant.role, grant.validFrom, grant.validTo ?? null, grant.proposedBy],
      );
      const id = await onceById(cause, tx, async () => {
        if (waiting) return waiting.id;
        await insertGrant(tx, grant, cause.at);
        await auditGrant(tx, "propose", grant, cause);
        return grant.id;
      });
      return { ...grant, id };
    }),
  change: ({ agencyId, grantId }, decide, cause) =>
    db.transaction({ agencies: agencyId === undefined ? [] : [agencyId] }, async (tx) => {
      const [row] = await tx.query<Row>(
        "select * from role_grant where id = $1 and agency_id is not distinct from $2 for update",
        [grantId, agencyId ?? null],
      );
      if (row === undefined) return undefined;
      const before = toGrant(row);
      const after = decide(before);
      if (after === before) return before;
      await tx.query("update role_grant set confirmed_by = $2, confirmed_at = $3 where id = $1", [
        grantId,
        after.confirmedBy,
        new Date(cause.at),
      ]);
      await auditGrant(tx, "confirm", after, cause);
      return after;
    }),
});
