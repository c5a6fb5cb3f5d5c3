import { appendAudit } from "@kinerja/common/audit";
import { type Db } from "@kinerja/common/postgres";

import { type Grant } from "../../app/authorise.ts";
import { type AuditNote } from "../../app/read.ts";

/** What a reading of somebody else's data leaves in the audit, in its transaction: a row for each agency whose data it reached. */
export async function noteReading(db: Db, grant: Grant, note: AuditNote | undefined, now: number): Promise<void> {
  if (note === undefined) return;
  const { caller, action, resource, objectId } = note;
  const { agencies, role } = grant;
  const row = { at: new Date(now), actor: caller.personId, role, action, resource, objectId };
  const reached = agencies.length === 0 ? [{}] : agencies.map((agencyId) => ({ agencyId }));
  await Promise.all(reached.map((where) => appendAudit(db, { ...row, ...where, requestId: caller.requestId })));
}
