import { type Db } from "@kinerja/common/postgres";

import { type Notice, type NoticeRecords, type StatementRecord, type StatementRecords } from "../../app/ports.ts";

type Row = Omit<StatementRecord, "runId" | "agencyId" | "personId"> & {
  run_id: string;
  agency_id: string;
  person_id: string;
};

const columns = "run_id, agency_id, person_id, period, gross, cut, net, deduction, amount, sha256, held, posted";
const recordOf = ({ run_id, agency_id, person_id, ...row }: Row): StatementRecord => ({
  ...row,
  runId: run_id,
  agencyId: agency_id,
  personId: person_id,
});

export function statementRecords(db: Db): StatementRecords {
  return {
    ofPerson: async (personId, limit) =>
      (
        await db.query<Row>(
          `select ${columns} from payout where person_id = $1 and (posted or held) order by period desc, agency_id limit $2`,
          [personId, limit],
        )
      ).map(recordOf),
    find: async (personId, period, agencies) =>
      (
        await db.query<Row>(
          `select ${columns} from payout where person_id = $1 and period = $2 and ($3::uuid[] is null or agency_id = any($3))
           order by posted desc, amount desc, agency_id`,
          [personId, period, agencies ?? null],
        )
      ).map(recordOf),
    packed: async (runId, personId) =>
      (
        await db.query<{ employment_id: string; packed: string; sha256: string }>(
          "select employment_id, packed, sha256 from entitlement where run_id = $1 and person_id = $2 order by employment_id",
          [runId, personId],
        )
      ).map(({ employment_id, ...row }) => ({ ...row, employmentId: employment_id })),
  };
}

export function noticeRecords(db: Db): NoticeRecords {
  return {
    async tellPosted(run, batch, at) {
      await db.query(
        `insert into notice (person_id, agency_id, code, params, at)
         select person_id, agency_id, 'STATEMENT_READY', jsonb_build_object('period', period), $3 from payout
         where run_id = $1 and batch = $2 and not held order by person_id`,
        [run.id, batch, new Date(at)],
      );
    },
    ofPerson: (personId, limit) =>
      db.query<Notice>("select id, code, params, at from notice where person_id = $1 order by id desc limit $2", [
        personId,
        limit,
      ]),
  };
}
