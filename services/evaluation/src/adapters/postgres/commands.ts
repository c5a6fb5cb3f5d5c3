import { appendAudit } from "@kinerja/common/audit";
import { type Database, onceByRequest, type Scope, type Tx } from "@kinerja/common/postgres";

import { type Grant } from "../../app/authorise.ts";
import { type Act, type AuditNote } from "../../app/stores.ts";

export const scopeOf = ({ agencies, person }: Grant) => ({ agencies, person });

/** One command as one transaction, once for its Idempotency-Key; the answer is kept as JSON. */
export async function runOnce<T>(
  db: Database,
  { caller, grant, need, command }: Act,
  work: (tx: Tx) => Promise<T>,
  scope: Scope = { ...scopeOf(grant), byKey: true },
): Promise<T> {
  return db.transaction(scope, async (tx) => {
    if (caller.requestKey === undefined) return work(tx);
    const request = {
      subject: caller.personId,
      key: caller.requestKey,
      method: need.join(" "),
      body: Buffer.from(JSON.stringify(command)),
    };
    const answer = await onceByRequest(tx, request, async () => Buffer.from(JSON.stringify(await work(tx))));
    return JSON.parse(Buffer.from(answer).toString()) as T;
  });
}

/** The row that says who did it, in the transaction of what it is about. */
export function auditAct(
  tx: Tx,
  { caller, grant, need: [action, resource] }: Pick<Act, "caller" | "grant" | "need">,
  object: {
    readonly id: string;
    readonly agencyId: string | undefined;
    readonly detail?: Readonly<Record<string, string | number>>;
  },
  at: number,
): Promise<void> {
  return appendAudit(tx, {
    at: new Date(at),
    actor: caller.personId,
    role: grant.role,
    action,
    resource,
    objectId: object.id,
    ...(object.agencyId !== undefined && { agencyId: object.agencyId }),
    requestId: caller.requestId,
    ...(object.detail !== undefined && { detail: object.detail }),
  });
}

/** A look at somebody else's data. */
export async function auditLook(tx: Tx, grant: Grant, note: AuditNote | undefined, at: number): Promise<void> {
  if (note === undefined) return;
  await auditAct(tx, { ...note, grant }, { id: note.objectId, agencyId: grant.agencies[0] }, at);
}
