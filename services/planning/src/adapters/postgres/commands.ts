import { appendAudit } from "@kinerja/common/audit";
import { type Database, onceByRequest, type Tx } from "@kinerja/common/postgres";

import { type Act } from "../../app/stores.ts";
import { scopeOf } from "./scope.ts";

/** What a command is told about its surroundings. */
export type Clockwork = { readonly now: () => number; readonly newId: () => string };

/** One command as one transaction, once for its Idempotency-Key; the answer is kept as JSON. */
export async function runOnce<T>(
  db: Database,
  { caller, grant, need, command }: Act,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.transaction({ ...scopeOf(grant), byKey: true }, async (tx) => {
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
  { caller, grant, need: [action, resource] }: Omit<Act, "command">,
  object: { readonly id: string; readonly agencyId?: string; readonly version?: number },
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
    ...(object.version !== undefined && { detail: { version: object.version } }),
  });
}
