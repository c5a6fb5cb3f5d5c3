import { type Db } from "@kinerja/common/postgres";

import { type FlagRecords, type RunFlag } from "../../app/ports.ts";
import { type Severity } from "../../domain/policy/outcome.ts";
import { type BatchNumber, type FlagDecision } from "../../domain/run.ts";

/** As the table counts severities: the worst comes first. */
export const ranks: Record<Severity, number> = { BLOCK: 1, WARN: 2, NOTE: 3 };
const severities: Record<number, Severity> = { 1: "BLOCK", 2: "WARN", 3: "NOTE" };

type Row = {
  id: string;
  person_id: string;
  batch: BatchNumber;
  code: string;
  severity: number;
  params: Record<string, string>;
  decision: FlagDecision | null;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
};

const columns = "id, person_id, batch, code, severity, params, decision, decided_by, decided_at, reason";
const flagOf = (row: Row): RunFlag => ({
  id: row.id,
  personId: row.person_id,
  batch: row.batch,
  code: row.code,
  severity: severities[row.severity] ?? "BLOCK",
  params: row.params,
  decision: row.decision ?? undefined,
  decidedBy: row.decided_by ?? undefined,
  decidedAt: row.decided_at ?? undefined,
  reason: row.reason ?? undefined,
});

/** A cursor is the rank and the id of the last flag, "2.018f…". */
const parseCursor = (cursor: string | undefined): [number | null, string | null] => {
  const [rank, id] = cursor?.split(".") ?? [];
  return rank !== undefined && id !== undefined ? [Number(rank), id] : [null, null];
};
export const flagCursor = ({ severity, id }: RunFlag): string => `${ranks[severity]}.${id}`;

export function flagRecords(db: Db): FlagRecords {
  return {
    async find(runId, flagId) {
      const [row] = await db.query<Row>(`select ${columns} from run_flag where run_id = $1 and id = $2`, [
        runId,
        flagId,
      ]);
      return row && flagOf(row);
    },
    async decide({ id, decision, decidedBy, reason }, at) {
      await db.query("update run_flag set decision = $2, decided_by = $3, decided_at = $4, reason = $5 where id = $1", [
        id,
        decision,
        decidedBy,
        new Date(at),
        reason,
      ]);
    },
    async holdAll(runId, personId, { decidedBy, reason }, at) {
      await db.query(
        `update run_flag set decision = 'HOLD', decided_by = $3, decided_at = $4, reason = $5
         where run_id = $1 and person_id = $2 and decision is null`,
        [runId, personId, decidedBy, new Date(at), reason],
      );
    },
    async page(runId, { limit, after }) {
      const rows = await db.query<Row>(
        `select ${columns} from run_flag where run_id = $1 and ($3::smallint is null or (severity, id) > ($3, $4::uuid))
         order by severity, id limit $2`,
        [runId, limit, ...parseCursor(after)],
      );
      return rows.map(flagOf);
    },
    async open(runId) {
      const rows = await db.query<{ batch: number; count: bigint }>(
        "select batch, count(*) as count from run_flag where run_id = $1 and decision is null and severity < 3 group by batch",
        [runId],
      );
      return new Map(rows.map(({ batch, count }) => [batch, Number(count)]));
    },
  };
}
