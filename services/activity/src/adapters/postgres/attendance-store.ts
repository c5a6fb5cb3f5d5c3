import { appendAudit } from "@kinerja/common/audit";
import { Refusal } from "@kinerja/common/errors";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";
import { createHash } from "node:crypto";

import {
  type AttendanceStore,
  type BatchCommand,
  type BatchResult,
  type ImportCommand,
  type ImportResult,
} from "../../app/attendance.ts";
import { type Caller, type Grant } from "../../app/authorise.ts";
import { type AttendanceRow, splitBySealed } from "../../domain/attendance.ts";
import { factArrays, factColumns, factRows, keepCorrections, keepPast, onFactConflict } from "./corrections.ts";
import { holdForFacts, noteHands } from "./hands.ts";
import { onceAs } from "./once.ts";
import { hasNights, hoursOn } from "./schedule-store.ts";
import { strangers } from "./strangers.ts";

const writeSql = `with past as (${keepPast(`${factRows} as t (${factColumns})`, "$3")}),
written as (
  insert into attendance as a (agency_id, ${factColumns}, file_id, imported_at, imported_by)
  select $1, t.*, $2, $3, $13 from ${factRows} as t
  ${onFactConflict}
  returning to_char(work_date, 'YYYY-MM') as period)
select count(*)::int as changed, coalesce(array_agg(distinct period), '{}') as periods from written`;

type Took = Pick<ImportResult, "changed" | "corrections">;

/** Rows of months that are open into the facts, those of sealed ones beside them; with a row of the audit. */
function createTaking(now: () => number) {
  async function write(db: Db, caller: Caller, { agencyId, fileId }: ImportCommand, rows: readonly AttendanceRow[]) {
    const params = [agencyId, fileId, new Date(now()), ...factArrays(rows), caller.personId];
    const [row] = await db.query<{ changed: number; periods: string[] }>(writeSql, params);
    return row ?? { changed: 0, periods: [] };
  }
  return async (tx: Db, caller: Caller, source: ImportCommand, rows: readonly AttendanceRow[]): Promise<Took> => {
    const { agencyId } = source;
    const sealed = await holdForFacts(tx, caller, agencyId, rows.map(({ date }) => date)); // prettier-ignore
    const { inTime, late } = splitBySealed(rows, (period) => sealed.has(period));
    const { changed, periods } = await write(tx, caller, source, inTime);
    const corrections = await keepCorrections(tx, caller, now(), source, late);
    await noteHands(tx, caller, agencyId, [...periods, ...corrections.map(({ period }) => period)]);
    return { changed, corrections };
  };
}

/** A key is no hash of a file, and says so. */
export const batchPrefix = "batch/";

const hashOf = ({ rows }: BatchCommand): Buffer => createHash("sha256").update(JSON.stringify(rows)).digest();

async function answerOf(db: Db, command: BatchCommand): Promise<BatchResult | undefined> {
  const [batch] = await db.query<{ sha256: Buffer; answer: BatchResult }>(
    "select sha256, answer from attendance_batch where agency_id = $1 and batch_key = $2",
    [command.agencyId, command.batchKey],
  );
  if (batch === undefined) return undefined;
  if (!batch.sha256.equals(hashOf(command))) throw new Refusal("exists", "BATCH_KEY_USED");
  return batch.answer;
}

/** What is kept of the audit of an import. */
const told = ({ changed, corrections }: Took, rows: number) => ({
  ...{ rows, changed },
  corrections: corrections.map(({ period, facts }) => `${period}: ${facts}`),
});

export function postgresAttendanceStore(db: Database, now: () => number): AttendanceStore {
  const take = createTaking(now);
  const audit = (tx: Db, caller: Caller, grant: Grant, action: string, objectId: string, agencyId: string, detail: object) =>
    appendAudit(tx, {
      ...{ at: new Date(now()), actor: caller.personId, role: grant.role, action, resource: "attendance", objectId },
      ...{ agencyId, requestId: caller.requestId, detail: { ...detail } },
    }); // prettier-ignore
  async function recordIn(tx: Db, caller: Caller, grant: Grant, command: BatchCommand, taken: Taken) {
    const { agencyId, batchKey } = command;
    await lockKey(tx, `attendance-batch/${agencyId}/${batchKey}`);
    const before = await answerOf(tx, command);
    if (before !== undefined) return before;
    const { rows, refused } = taken;
    const took = await take(tx, caller, { agencyId, fileId: `${batchPrefix}${batchKey}` }, rows);
    const result: BatchResult = { recorded: rows.length, ...took, refused };
    await tx.query(
      "insert into attendance_batch (agency_id, batch_key, sha256, answer, sent_by, came_at) values ($1, $2, $3, $4, $5, $6)",
      [agencyId, batchKey, hashOf(command), JSON.stringify(result), caller.personId, new Date(now())],
    );
    const detail = { ...told(took, rows.length), refused: refused.length };
    await audit(tx, caller, grant, "record", batchKey, agencyId, detail);
    return result;
  }
  return {
    strangers: (agencyId, rows) => db.transaction({ agencies: [agencyId] }, (tx) => strangers(tx, agencyId, rows)),
    hasNights: (agencyId) => db.transaction({ agencies: [agencyId] }, (tx) => hasNights(tx, agencyId)),
    hoursOn: (agencyId, rows) => db.transaction({ agencies: [agencyId] }, (tx) => hoursOn(tx, agencyId, rows)),
    importRows: (caller, grant, command, rows) =>
      db.transaction({ agencies: [command.agencyId] }, (tx) =>
        onceAs<ImportResult>(tx, caller, "attendance:import", command, async () => {
          const took = await take(tx, caller, command, rows);
          await audit(tx, caller, grant, "import", command.fileId, command.agencyId, told(took, rows.length));
          return { rows: rows.length, ...took };
        }),
      ),
    answerOf: (command) => db.transaction({ agencies: [command.agencyId] }, (tx) => answerOf(tx, command)),
    recordRows: (caller, grant, command, taken) =>
      db.transaction({ agencies: [command.agencyId] }, (tx) => recordIn(tx, caller, grant, command, taken)),
  };
}

type Taken = Parameters<AttendanceStore["recordRows"]>[3];
