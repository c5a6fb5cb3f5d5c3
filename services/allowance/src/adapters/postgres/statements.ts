import { type Db } from "@kinerja/common/postgres";

import {
  type Notice,
  type NoticeRecords,
  type PackedStatement,
  type StatementRecord,
  type StatementRecords,
} from "../../app/ports.ts";
import { entitlementsOfRun, isHeld, postedStates } from "./held.ts";
import { sumColumns, sumsOfRow, type SumsRow } from "./sums.ts";

type Row = SumsRow &
  Pick<StatementRecord, "period" | "kind" | "batch" | "sha256" | "packed" | "held" | "posted"> & {
    run_id: string;
    agency_id: string;
    person_id: string;
    payout_period: StatementRecord["payoutPeriod"];
  };

const columns = "run_id, agency_id, person_id, period, payout_period, kind, batch, sha256, packed, held, posted";
const recordOf = (row: Row): StatementRecord => ({
  ...sumsOfRow(row),
  personId: row.person_id,
  runId: row.run_id,
  agencyId: row.agency_id,
  period: row.period,
  payoutPeriod: row.payout_period,
  kind: row.kind,
  batch: row.batch,
  sha256: row.sha256,
  packed: row.packed,
  held: row.held,
  posted: row.posted,
});

/** Of one person, `$1`. A batch is not there before its run is computed. */
const payouts = `(select p.run_id, p.agency_id, p.person_id, p.period, p.payout_period, r.kind, p.batch, encode(p.sha256, 'hex') as sha256, p.packed,
    ${sumColumns.replaceAll(/\w+/g, "p.$&")}, ${isHeld("p")} as held, b.state is not null and not ${isHeld("p")} as posted
  from payout p join run r on r.id = p.run_id
  left join batch b on b.run_id = p.run_id and b.batch = p.batch and b.state in ${postedStates} where p.person_id = $1) s`;

export function statementRecords(db: Db): StatementRecords {
  const select = async (where: string, params: readonly unknown[]): Promise<StatementRecord[]> =>
    (await db.query<Row>(`select ${columns}, ${sumColumns} from ${payouts} ${where}`, params)).map(recordOf);
  return {
    ofPerson: (personId, limit) =>
      select("where posted or held order by payout_period desc, period desc, agency_id, run_id limit $2", [personId, limit]), // prettier-ignore
    find: (personId, period, agencies) =>
      select(
        `where period = $2 and ($3::uuid[] is null or agency_id = any($3))
         order by kind <> 'REGULAR', posted desc, amount desc, agency_id, run_id`,
        [personId, period, agencies ?? null],
      ),
    packed: async (runId, personId) =>
      (
        await db.query<Omit<PackedStatement, "employmentId"> & { employment_id: string }>(
          `select e.employment_id, e.packed, encode(e.sha256, 'hex') as sha256 from entitlement e where ${entitlementsOfRun} and e.person_id = $2
           order by e.employment_id`,
          [runId, personId],
        )
      ).map(({ employment_id, ...row }) => ({ ...row, employmentId: employment_id })),
  };
}

/**
 * One for each posted payout with a statement, one for each released month that it pays, one for each month that a confirmed correction has changed, and one
 * for each accepted objection that no correction came of. Their ids are those of the run, of the item, of the new statement and of the case, so that a notice is the same whenever it is read. They
 * name the run whose statement is read, where the month has one of it: a month may have several.
 */
const notices = `with own as (
    select p.run_id, p.period, b.posted_at as at,
      exists (select from entitlement e where e.period = p.period and e.run_id = p.run_id and e.person_id = p.person_id) as earned
    from payout p join batch b on b.run_id = p.run_id and b.batch = p.batch and b.state in ${postedStates}
    where p.person_id = $1 and not ${isHeld("p")} order by b.posted_at desc limit $2),
  paid as (
    select d.id, d.kind, d.period, own.at, own.run_id from own join due d on d.settled_run = own.run_id and d.person_id = $1
    where d.kind in ('CORRECTION', 'RELEASE'))
  select id, code, jsonb_strip_nulls(jsonb_build_object('period', period, 'run', run_id)) as params, at from (
    select run_id as id, 'STATEMENT_READY' as code, period, run_id, at from own
      where earned or not exists (select from paid where paid.run_id = own.run_id)
    union all
    select id, case kind when 'CORRECTION' then 'STATEMENT_CHANGED' else 'STATEMENT_READY' end, period, null::uuid, at from paid
      where not exists (select from correction_month m where m.due_id = paid.id)
    union all
    select id, 'CORRECTION_REFUSED', to_char(affected_from, 'YYYY-MM'), null, decided_at from correction_case
      where person_id = $1 and trigger_kind = 'OBJECTION' and state in ('REFUSED', 'NO_CHANGE')
    union all
    select id, 'STATEMENT_CHANGED', period, run_id, at from (
      select distinct on (case_id, run_id) id, period, run_id, at from corrected_statement where person_id = $1 order by case_id, run_id, id) c) n
  order by at desc, id desc limit $2`;

export function noticeRecords(db: Db): NoticeRecords {
  return { ofPerson: (personId, limit) => db.query<Notice>(notices, [personId, limit]) };
}
