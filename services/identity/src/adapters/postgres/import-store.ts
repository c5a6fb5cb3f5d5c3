import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type ImportRecord, type ImportState, type ImportStore } from "../../app/imports.ts";
import { type Finding, type Severity } from "../../domain/import/finding.ts";
import { type Totals } from "../../domain/import/model.ts";
import { allAgencies } from "./agencies.ts";
import { writeAudit } from "./audit.ts";
import { loadCurrent } from "./import-load.ts";
import { writePlan, type WriteNeeds } from "./import-write.ts";
import { directoryLock } from "./relation-store.ts";

export type ImportStoreNeeds = WriteNeeds & { readonly db: Database; readonly reader: Database };

type Row = {
  id: string;
  person_id: PersonId;
  agency_ids: AgencyId[];
  file_id: string;
  effective_date: Day;
  state: ImportState;
  state_hash: string;
  needs_second_person: boolean;
  totals: Totals;
  started_at: Date;
  applied_at: Date | null;
};

const toRecord = (row: Row): ImportRecord => ({
  id: row.id,
  personId: row.person_id,
  agencyIds: row.agency_ids,
  fileId: row.file_id,
  effectiveDate: row.effective_date,
  state: row.state,
  stateHash: row.state_hash,
  needsSecondPerson: row.needs_second_person,
  totals: row.totals,
  startedAt: row.started_at.getTime(),
  appliedAt: row.applied_at?.getTime(),
});

const columns =
  "id, person_id, to_jsonb(agency_ids) as agency_ids, file_id, effective_date, state, state_hash, needs_second_person, totals, started_at, applied_at";

async function insertReport(tx: Db, record: ImportRecord, findings: readonly Finding[]): Promise<void> {
  await tx.query(
    "update import set state = 'SUPERSEDED' where file_id = $1 and effective_date = $2 and state = 'CHECKED'",
    [record.fileId, record.effectiveDate],
  );
  await tx.query(
    `insert into import (id, person_id, agency_ids, file_id, effective_date, state, state_hash, needs_second_person, totals, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      record.id,
      record.personId,
      record.agencyIds,
      record.fileId,
      record.effectiveDate,
      record.state,
      record.stateHash,
      record.needsSecondPerson,
      JSON.stringify(record.totals),
      new Date(record.startedAt),
    ],
  );
  const rows = findings.map((finding, position) => ({ position: position + 1, ...finding }));
  for (let at = 0; at < rows.length; at += 5_000)
    await tx.query(
      `insert into import_finding (import_id, position, line, column_name, severity, code, params)
       select $1, position, line, "column", severity, code, params from jsonb_to_recordset($2::jsonb)
         as r (position int, line int, "column" text, severity text, code text, params jsonb)`,
      [record.id, JSON.stringify(rows.slice(at, at + 5_000))],
    );
}

const auditOf = (action: string, record: ImportRecord): Parameters<typeof writeAudit>[1] => ({
  action,
  resource: "import",
  objectId: record.id,
  detail: { fileId: record.fileId, effectiveDate: record.effectiveDate, stateHash: record.stateHash, ...record.totals },
});

const applyWith =
  ({ db, reader, vault, facts }: ImportStoreNeeds): ImportStore["apply"] =>
  (scope, record, touched, plan, cause) =>
    db.transaction(scope, async (tx) => {
      await lockKey(tx, directoryLock);
      const [row] = await tx.query<Row>(`select ${columns} from import where id = $1`, [record.id]);
      if (row?.state === "APPLIED") return toRecord(row);
      const planned = await plan(await loadCurrent(tx, { reader, vault }, touched));
      await writePlan(tx, planned, touched.from, cause, { vault, facts });
      await tx.query("update import set state = 'APPLIED', applied_at = $2 where id = $1", [
        record.id,
        new Date(cause.at),
      ]);
      await writeAudit(tx, auditOf("apply", record), cause);
      return { ...record, state: "APPLIED", appliedAt: cause.at };
    });

export function postgresImportStore(needs: ImportStoreNeeds): ImportStore {
  const { db, reader, vault } = needs;
  return {
    agencies: () => allAgencies(db),
    async namedAgencies() {
      const rows = await reader.query<{ id: AgencyId }>(
        "select distinct unnest(agency_ids) as id from import where state <> 'APPLIED'",
      );
      return rows.map(({ id }) => id);
    },
    load: (scope, touched) => db.transaction(scope, (tx) => loadCurrent(tx, { reader, vault }, touched)),
    page: (scope, agencyId, { limit, after }) =>
      db.transaction(scope, async (tx) => {
        const rows = await tx.query<Row>(
          `select ${columns} from import where ($1::uuid is null or $1 = any (agency_ids)) and ($2::uuid is null or id < $2)
           order by id desc limit $3`,
          [agencyId ?? null, after ?? null, limit],
        );
        return rows.map(toRecord);
      }),
    find: (scope, importId) =>
      db.transaction(scope, async (tx) => {
        const [row] = await tx.query<Row>(`select ${columns} from import where id = $1`, [importId]);
        return row && toRecord(row);
      }),
    ofFile: (scope, fileId, from) =>
      db.transaction(scope, async (tx) => {
        const rows = await tx.query<Row>(
          `select ${columns} from import where file_id = $1 and effective_date = $2 order by started_at desc, id desc limit 20`,
          [fileId, from],
        );
        return rows.map(toRecord);
      }),
    save: (scope, record, findings, cause) =>
      db.transaction(scope, async (tx) => {
        await insertReport(tx, record, findings);
        await writeAudit(tx, auditOf("start", record), cause);
      }),
    findings: (scope, importId, after, limit) =>
      db.transaction(scope, async (tx) => {
        type FindingRow = {
          position: number;
          line: number;
          column_name: string;
          severity: Severity;
          code: string;
          params: Record<string, string>;
        };
        const rows = await tx.query<FindingRow>(
          "select * from import_finding where import_id = $1 and position > $2 order by position limit $3",
          [importId, after, limit],
        );
        return rows.map(({ column_name, ...row }) => ({ ...row, column: column_name }));
      }),
    apply: applyWith(needs),
    supersede: (scope, importId) =>
      db.transaction(scope, async (tx) => {
        await tx.query("update import set state = 'SUPERSEDED' where id = $1 and state = 'CHECKED'", [importId]);
      }),
  };
}
