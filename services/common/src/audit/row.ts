import { createHash } from "node:crypto";

import { type Db } from "../postgres/index.ts";

/** One act, or one read of somebody else's data. Never carries a name, a number of a person or an amount. */
export type AuditRow = {
  readonly at: Date;
  /** Person id, or "system/<service>". */
  readonly actor: string;
  /** As whom: the capacity that allowed it, at that moment. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly objectId?: string;
  readonly agencyId?: string;
  readonly requestId: string;
  readonly detail?: Readonly<Record<string, string | number | readonly string[]>>;
};

/** Writes the row, unchained, in the transaction of what it tells. */
export async function appendAudit(tx: Db, row: AuditRow): Promise<void> {
  await tx.query(
    `insert into audit (at, actor, role, action, resource, object_id, agency_id, request_id, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.at,
      row.actor,
      row.role,
      row.action,
      row.resource,
      row.objectId ?? null,
      row.agencyId ?? null,
      row.requestId,
      JSON.stringify(row.detail ?? {}),
    ],
  );
}

/** A row as text, in the order of the columns: what a dump holds is what is hashed. */
export type AuditText = readonly (string | null)[];

/** Columns of `AuditText`, for a select. */
export const auditColumns = `a.id::text, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.actor, a.role, a.action,
  a.resource, a.object_id, a.agency_id::text, a.request_id, a.detail::text`;

export const genesis = Buffer.alloc(32);

/** Each link binds its row to everything before it. */
export const linkHash = (previous: Uint8Array, row: AuditText): Buffer =>
  createHash("sha256").update(previous).update(JSON.stringify(row)).digest();
