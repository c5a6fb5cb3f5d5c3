import { appendAudit, type AuditRow } from "@kinerja/common/audit";
import { Refusal } from "@kinerja/common/errors";
import { uuidV7 } from "@kinerja/common/kernel";
import { type Db, lockKey } from "@kinerja/common/postgres";

import { type Caller, type Grant } from "../../app/authorise.ts";
import { type MonthKey, type Reopening, type ReopeningDecision } from "../../app/close.ts";
import { refuseArchived } from "./archived.ts";
import { takeCorrections } from "./corrections.ts";
import { monthLock } from "./decision-store.ts";
import { refuseOwnFacts } from "./hands.ts";

type Row = Omit<Reopening, "proposedAt" | "decidedBy" | "decidedAt"> & {
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
};

const columns = `id, revision, reason, state, proposed_by as "proposedBy", proposed_at as "proposedAt", decided_by as "decidedBy",
  decided_at as "decidedAt"`;

/** Nobody opens a month more often than this; older ones stay in the audit. */
const mostShown = 20;

export async function readReopenings(db: Db, { agencyId, period }: MonthKey): Promise<Reopening[]> {
  const rows = await db.query<Row>(
    `select ${columns} from reopening where agency_id = $1 and period = $2 order by proposed_at desc, id desc limit ${mostShown}`,
    [agencyId, period],
  );
  return rows.map(({ proposedAt, decidedBy, decidedAt, ...row }) => ({
    ...row,
    proposedAt: proposedAt.getTime(),
    decidedBy: decidedBy ?? undefined,
    decidedAt: decidedAt?.getTime(),
  }));
}

type Act = { readonly caller: Caller; readonly grant: Grant; readonly now: number };

const noteAct = (
  db: Db,
  { caller, grant, now }: Act,
  month: MonthKey,
  action: string,
  detail: NonNullable<AuditRow["detail"]>,
): Promise<void> =>
  appendAudit(db, {
    ...{ at: new Date(now), actor: caller.personId, role: grant.role, action, resource: "period" },
    ...{ objectId: month.period, agencyId: month.agencyId, requestId: caller.requestId, detail },
  });

/** The first signature on opening a sealed month again. */
export async function propose(db: Db, act: Act, month: MonthKey, reason: string): Promise<void> {
  const { agencyId, period } = month;
  await lockKey(db, monthLock(agencyId, period));
  const [row] = await db.query<{ state: string; revision: number; waits: boolean }>(
    `select state, revision, exists (select from reopening r where r.agency_id = p.agency_id and r.period = p.period
       and r.state = 'PROPOSED') as waits
     from period p where agency_id = $1 and period = $2`,
    [agencyId, period],
  );
  if (row?.state !== "sealed") throw new Refusal("refused", "REOPENING_NOT_NEEDED", { period });
  if (row.waits) throw new Refusal("refused", "REOPENING_PROPOSED", { period });
  await refuseArchived(db, month);
  const id = uuidV7(act.now);
  await Promise.all([
    db.query(
      `insert into reopening (id, agency_id, period, revision, reason, state, proposed_by, proposed_at)
       values ($1, $2, $3, $4, $5, 'PROPOSED', $6, $7)`,
      [id, agencyId, period, row.revision, reason, act.caller.personId, new Date(act.now)],
    ),
    noteAct(db, act, month, "propose-reopening", { reopeningId: id, revision: row.revision, reason }),
  ]);
}

/** The second one, which opens it; or the proposal is taken away. Revisions that were sealed stay as they are. */
export async function settle(db: Db, act: Act, month: MonthKey, { reopeningId, kind }: ReopeningDecision) {
  const { agencyId, period } = month;
  await lockKey(db, monthLock(agencyId, period));
  const [row] = await db.query<{ proposed_by: string }>(
    "select proposed_by from reopening where id = $1 and agency_id = $2 and period = $3 and state = 'PROPOSED' for update",
    [reopeningId, agencyId, period],
  );
  if (row === undefined) throw new Refusal("refused", "REOPENING_UNKNOWN", { period });
  if (kind === "confirm" && row.proposed_by === act.caller.personId) throw new Refusal("forbidden", "SAME_PERSON");
  if (kind === "confirm") await refuseOwnFacts(db, act.caller, month);
  if (kind === "confirm") await refuseArchived(db, month);
  const state = kind === "confirm" ? "CONFIRMED" : "REJECTED";
  await db.query("update reopening set state = $2, decided_by = $3, decided_at = $4 where id = $1", [
    ...[reopeningId, state, act.caller.personId, new Date(act.now)],
  ]);
  if (kind === "confirm")
    await db.query(
      "update period set state = 'reopened', offsets = null where agency_id = $1 and period = $2 and state = 'sealed'",
      [agencyId, period],
    );
  if (kind === "confirm") await takeCorrections(db, act, month);
  await noteAct(db, act, month, `${kind}-reopening`, { reopeningId });
}
