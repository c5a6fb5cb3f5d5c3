import { type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type ObjectionQuery, type ObjectionRecords } from "../../app/objections.ts";
import { type Objection, type ObjectionState } from "../../domain/objection.ts";
import { payoutsOfRun } from "./held.ts";

type Row = {
  id: string;
  agency_id: string;
  person_id: string;
  run_id: string;
  period: string;
  employment_id: string | null;
  line_id: string;
  label: string;
  amount: Rupiah;
  statement_sha256: string;
  reason: string;
  evidence: string[];
  evidence_names: string[];
  state: ObjectionState;
  filed_at: Date;
  answer: string | null;
  accepted: boolean | null;
  answered_by: string | null;
  answered_at: Date | null;
};

const objectionOf = (row: Row): Objection => ({
  id: row.id,
  agencyId: row.agency_id,
  personId: row.person_id,
  runId: row.run_id,
  period: row.period,
  employmentId: row.employment_id ?? undefined,
  lineId: row.line_id,
  label: row.label,
  amount: row.amount,
  statementSha256: row.statement_sha256,
  reason: row.reason,
  evidence: row.evidence,
  evidenceNames: row.evidence_names,
  state: row.state,
  filedAt: row.filed_at,
  answer: row.answer ?? undefined,
  accepted: row.accepted ?? undefined,
  answeredBy: row.answered_by ?? undefined,
  answeredAt: row.answered_at ?? undefined,
});

async function insert(db: Db, one: Objection): Promise<void> {
  await db.query(
    `insert into objection (id, agency_id, person_id, run_id, period, employment_id, line_id, label, amount, statement_sha256, reason,
       evidence, evidence_names, filed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[one.id, one.agencyId, one.personId, one.runId, one.period, one.employmentId ?? null, one.lineId, one.label],
      ...[one.amount, one.statementSha256, one.reason, one.evidence, one.evidenceNames, one.filedAt],
    ],
  );
}

const page = (db: Db, agencyId: string, { runId, open, limit, after }: ObjectionQuery): Promise<Row[]> =>
  db.query<Row>(
    `select * from objection where agency_id = $1 and ($2::uuid is null or run_id = $2) and (not $3 or state = 'FILED')
       and ($4::uuid is null or id < $4) order by id desc limit $5`,
    [agencyId, runId ?? null, open, after ?? null, limit],
  );

async function counts(db: Db, line: Parameters<ObjectionRecords["counts"]>) {
  const [runId, personId, employmentId, lineId] = line;
  const [row] = await db.query<{ of_run: number; of_line: number }>(
    `select count(*)::int as of_run, count(*) filter (where employment_id is not distinct from $3 and line_id = $4)::int as of_line
     from objection where run_id = $1 and person_id = $2`,
    [runId, personId, employmentId ?? null, lineId],
  );
  return { ofRun: row?.of_run ?? 0, ofLine: row?.of_line ?? 0 };
}

async function areOfAgency(db: Db, agencyId: string, fileIds: readonly string[]): Promise<boolean> {
  if (fileIds.length === 0) return false;
  const found = await db.query(
    `select from export_file where agency_id = $1 and sha256 = any($2::text[])
     union all select from fact where agency_id = $1 and file_sha256 = any($2::text[]) limit 1`,
    [agencyId, fileIds],
  );
  return found.length > 0;
}

async function officersOf(db: Db, runId: string, personId: string): Promise<string[]> {
  const rows = await db.query<{ by: string }>(
    `select unnest(array[b.maker_id, b.checker_id, b.approver_id]) as by
     from payout p join batch b on b.run_id = p.run_id and b.batch = p.batch where ${payoutsOfRun} and p.person_id = $2`,
    [runId, personId],
  );
  return rows.map(({ by }) => by);
}

export const objectionRecords = (db: Db): ObjectionRecords => ({
  find: async (id) => {
    const [row] = await db.query<Row>("select * from objection where id = $1", [id]);
    return row && objectionOf(row);
  },
  findOpen: async (runId, personId, employmentId, lineId) => {
    const [row] = await db.query<{ id: string }>(
      `select id from objection where run_id = $1 and person_id = $2 and employment_id is not distinct from $3 and line_id = $4
         and state = 'FILED'`,
      [runId, personId, employmentId ?? null, lineId],
    );
    return row?.id;
  },
  counts: (...line) => counts(db, line),
  areOfAgency: (agencyId, fileIds) => areOfAgency(db, agencyId, fileIds),
  officersOf: (runId, personId) => officersOf(db, runId, personId),
  insert: (objection) => insert(db, objection),
  async save({ id, state, answer, accepted, answeredBy, answeredAt }) {
    await db.query(
      "update objection set state = $2, answer = $3, accepted = $4, answered_by = $5, answered_at = $6 where id = $1",
      [id, state, answer ?? null, accepted ?? null, answeredBy ?? null, answeredAt ?? null],
    );
  },
  ofPerson: async (personId, limit) =>
    (
      await db.query<Row>("select * from objection where person_id = $1 order by id desc limit $2", [personId, limit])
    ).map(objectionOf),
  page: async (agencyId, query) => (await page(db, agencyId, query)).map(objectionOf),
});
