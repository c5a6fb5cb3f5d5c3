import { type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type Page, type RowRecords, type RunStatement, type RunStatementQuery } from "../../app/ports.ts";
import { type BatchNumber } from "../../domain/run.ts";
import { entitlementsOfRun, isHeld, isOfPosted, payoutsOfRun } from "./held.ts";
import { sumColumns, sumsOfRow, type SumsRow } from "./sums.ts";

type PayoutRows = Awaited<ReturnType<RowRecords["payoutsOfRange"]>>;
type PayableRows = Awaited<ReturnType<RowRecords["payable"]>>;

async function nets(db: Db, runId: string, personIds: readonly string[]): Promise<Map<string, Rupiah>> {
  const rows = await db.query<{ person_id: string; net: Rupiah }>(
    `select e.person_id, sum(e.net)::bigint as net from entitlement e where ${entitlementsOfRun} and e.person_id = any($2::uuid[]) group by e.person_id`,
    [runId, personIds],
  );
  return new Map(rows.map(({ person_id, net }) => [person_id, net]));
}

type StatementRow = Omit<RunStatement, "personId" | "openFlags"> & { person_id: string; open_flags: bigint };

async function page(db: Db, runId: string, { batch, held, limit, after }: RunStatementQuery): Promise<RunStatement[]> {
  const rows = await db.query<StatementRow>(
    `select person_id, batch, gross, cut, net, amount, held, posted and not held as posted,
       (select count(*) from run_flag f where f.run_id = $1 and f.person_id = s.person_id and f.decision is null and f.severity < 3) as open_flags
     from (select p.person_id, p.batch, p.gross, p.cut, p.net, p.amount, ${isHeld("p")} as held, ${isOfPosted("p")} as posted
       from payout p where ${payoutsOfRun} and ($2::smallint is null or p.batch = $2) and ($4::uuid is null or p.person_id > $4)) s
     where $3::boolean is null or held = $3 order by person_id limit $5`,
    [runId, batch ?? null, held ?? null, after ?? null, limit],
  );
  return rows.map(({ person_id, open_flags, ...row }) => ({
    ...row,
    personId: person_id,
    openFlags: Number(open_flags),
  }));
}

type PayoutRowOfRange = SumsRow & { person_id: string; batch: BatchNumber; sha256: Buffer; held: boolean };

async function payoutsOfRange(db: Db, runId: string, no: number): Promise<PayoutRows> {
  const rows = await db.query<PayoutRowOfRange>(
    `select p.person_id, p.batch, p.sha256, ${isHeld("p")} as held, ${sumColumns} from payout p
     where ${payoutsOfRun} and p.range_no = $2
       and p.person_id between (select g.first_person from run_range g where g.run_id = $1 and g.no = $2)
         and (select g.last_person from run_range g where g.run_id = $1 and g.no = $2)
     order by p.person_id`,
    [runId, no],
  );
  return rows.map((row) => ({
    ...sumsOfRow(row),
    personId: row.person_id,
    batch: row.batch,
    sha256: row.sha256,
    held: row.held,
  }));
}

type PayableRow = Omit<PayableRows[number], "personId"> & { person_id: string };

async function payable(db: Db, runId: string, batch: BatchNumber, { limit, after }: Page): Promise<PayableRows> {
  const rows = await db.query<PayableRow>(
    `select p.person_id, p.gross, p.cut, p.net, p.amount, p.packed, p.sha256 from payout p
     where ${payoutsOfRun} and p.batch = $2 and ($3::uuid is null or p.person_id > $3) and not ${isHeld("p")} order by p.person_id limit $4`,
    [runId, batch, after ?? null, limit],
  );
  return rows.map(({ person_id, ...row }) => ({ ...row, personId: person_id }));
}

export function rowRecords(db: Db): RowRecords {
  return {
    nets: (runId, personIds) => nets(db, runId, personIds),
    page: (runId, query) => page(db, runId, query),
    payoutsOfRange: (runId, no) => payoutsOfRange(db, runId, no),
    hasPayout: async (runId, batch, personId) =>
      (
        await db.query(
          `select from payout p where ${payoutsOfRun} and p.batch = $2 and p.person_id = $3 and not ${isHeld("p")}`,
          [runId, batch, personId],
        )
      ).length > 0,
    payable: (runId, batch, wanted) => payable(db, runId, batch, wanted),
  };
}
