import { appendAudit } from "@kinerja/common/audit";
import { type Db } from "@kinerja/common/postgres";

import { type Grant } from "../../app/authorise.ts";
import { type AuditNote } from "../../app/read.ts";

/** The row of the audit that a reading of somebody else's data leaves, in its transaction. */
export async function noteReading(db: Db, grant: Grant, note: AuditNote | undefined, now: number): Promise<void> {
  if (note === undefined) return;
  const { caller, action, resource, objectId } = note;
  await appendAudit(db, {
    at: new Date(now),
    actor: caller.personId,
    role: grant.role,
    ...{ action, resource, objectId },
    ...(grant.agencies[0] === undefined ? {} : { agencyId: grant.agencies[0] }),
    requestId: caller.requestId,
  });
}
