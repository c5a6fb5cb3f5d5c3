import { type Db } from "@kinerja/common/postgres";

import { type AuditEntry } from "../../app/directory.ts";
import { type Cause } from "../../app/ports.ts";

/** One row in the transaction of what it is about; the sealer chains it later. */
export async function writeAudit(tx: Db, entry: AuditEntry, { actor, role, requestId, at }: Cause): Promise<void> {
  await tx.query(
    `insert into audit (at, actor, role, action, resource, object_id, agency_id, request_id, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      new Date(at),
      actor,
      role,
      entry.action,
      entry.resource,
      entry.objectId ?? null,
      entry.agencyId ?? null,
      requestId,
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}
