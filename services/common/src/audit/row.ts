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
