import { type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import {
  type PayoutHash,
  type RowRecords,
  type Run,
  type RunStatement,
  type RunStatementQuery,
  type Totals,
} from "../../app/ports.ts";
import { type PaymentRow } from "../../domain/payment-file.ts";
import { type Payout } from "../../domain/payout.ts";
import { type BatchNumber } from "../../domain/run.ts";
import { type Claim, type SnapshotRow, type Taken } from "../../domain/snapshot.ts";
import { type Entitlement } from "../../domain/statement.ts";
import { insertRows } from "./bulk.ts";

type PayableRow = PaymentRow & Pick<Payout, "packed" | "sha256">;

const claimsAtOnce = 2_000;

/** People in the order of their ids, so that two agencies that claim at once wait for each other instead of blocking each other. */
async function claimDays(db: Db, kind: string, period: string, claims: readonly Claim[]): Promise<Taken> {
  const taken = new Map<string, number>();
  for (let start = 0; start < claims.length; start += claimsAtOnce) {
    const part = claims.slice(start, start + claimsAtOnce);
    const rows = await db.query<{ person_id: string; before: number | null }>(
      `insert into person_days as known (person_id, kind, period, days)
       select person_id, $1, $2, days from unnest($3::uuid[], $4::int[]) as claim (person_id, days) order by person_id
       on conflict (person_id, kind, period) do update set days = known.days | excluded.days
       returning known.person_id, old.days as before`,
      [kind, period, part.map(({ personId }) => personId), part.map(({ days }) => days)],
    );
    for (const { person_id, before } of rows) if (before !== null) taken.set(person_id, before);
  }
  return taken;
}

type SnapshotDbRow = {
  person_id: string;
  employment_id: string;
  days: number;
  facts: SnapshotRow["facts"];
  flags: SnapshotRow["flags"];
};

async function nextSnapshot(db: Db, runId: string, after: string | undefined, people: number): Promise<SnapshotRow[]> {
  const rows = await db.query<SnapshotDbRow>(
    `with chunk as (select distinct person_id from snapshot_row where run_id = $1 and ($2::uuid is null or person_id > $2)
                    order by person_id limit $3)
     select person_id, employment_id, days, facts, flags from snapshot_row join chunk using (person_id)
     where run_id = $1 order by person_id, employment_id`,
    [runId, after ?? null, people],
  );
  return rows.map(({ person_id, employment_id, ...row }) => ({
    ...row,
    personId: person_id,
    employmentId: employment_id,
  }));
}

const insertSnapshot = (db: Db, run: Run, rows: readonly SnapshotRow[]): Promise<void> =>
  insertRows(
    db,
    "snapshot_row",
    {
      run_id: ["uuid", () => run.id],
      agency_id: ["uuid", () => run.agencyId],
      person_id: ["uuid", (row) => row.personId],
      employment_id: ["uuid", (row) => row.employmentId],
      days: ["int", (row) => row.days],
      facts: ["jsonb", (row) => JSON.stringify(row.facts)],
      flags: ["jsonb", (row) => JSON.stringify(row.flags)],
    },
    rows,
  );

const insertEntitlements = (db: Db, run: Run, rows: readonly Entitlement[]): Promise<void> =>
  insertRows(
    db,
    "entitlement",
    {
      run_id: ["uuid", () => run.id],
      agency_id: ["uuid", () => run.agencyId],
      person_id: ["uuid", (row) => row.personId],
      employment_id: ["uuid", (row) => row.employmentId],
      period: ["text", () => run.period],
      status: ["text", (row) => row.status],
      gross: ["bigint", (row) => row.gross],
      cut: ["bigint", (row) => row.cut],
      net: ["bigint", (row) => row.net],
      packed: ["text", (row) => row.packed],
      sha256: ["text", (row) => row.sha256],
    },
    rows,
  );

const insertPayouts = (db: Db, run: Run, rows: readonly (Payout & { readonly batch: BatchNumber })[]): Promise<void> =>
  insertRows(
    db,
    "payout",
    {
      run_id: ["uuid", () => run.id],
      agency_id: ["uuid", () => run.agencyId],
      person_id: ["uuid", (row) => row.personId],
      period: ["text", () => run.period],
      payout_period: ["text", (row) => row.payoutPeriod],
      batch: ["smallint", (row) => row.batch],
      gross: ["bigint", (row) => row.gross],
      cut: ["bigint", (row) => row.cut],
      net: ["bigint", (row) => row.net],
      deduction: ["bigint", (row) => row.deduction],
      amount: ["bigint", (row) => row.amount],
      packed: ["text", (row) => row.packed],
      sha256: ["text", (row) => row.sha256],
    },
    rows,
  );

async function previousNets(
  db: Db,
  agencyId: string,
  period: string,
  personIds: readonly string[],
): Promise<Map<string, Rupiah>> {
  const rows = await db.query<{ person_id: string; net: Rupiah }>(
    `select distinct on (person_id) person_id, net from payout
     where person_id = any($3::uuid[]) and agency_id = $1 and period < $2 and posted order by person_id, period desc`,
    [agencyId, period, personIds],
  );
  return new Map(rows.map(({ person_id, net }) => [person_id, net]));
}

async function nets(db: Db, runId: string, personIds: readonly string[]): Promise<Map<string, Rupiah>> {
  const rows = await db.query<{ person_id: string; net: Rupiah }>(
    "select person_id, net from payout where run_id = $1 and person_id = any($2::uuid[])",
    [runId, personIds],
  );
  return new Map(rows.map(({ person_id, net }) => [person_id, net]));
}

async function totals(db: Db, runId: string): Promise<Totals> {
  const [row] = await db.query<{ statements: bigint; gross: Rupiah; cut: Rupiah; net: Rupiah }>(
    `select count(*) as statements, coalesce(sum(gross), 0)::bigint as gross, coalesce(sum(cut), 0)::bigint as cut,
       coalesce(sum(net), 0)::bigint as net from entitlement where run_id = $1`,
    [runId],
  );
  if (!row) throw new Error("an aggregate has one row");
  return { ...row, statements: Number(row.statements) };
}

type StatementRow = Omit<RunStatement, "personId" | "openFlags"> & { person_id: string; open_flags: bigint };

async function page(db: Db, runId: string, { batch, held, limit, after }: RunStatementQuery): Promise<RunStatement[]> {
  const rows = await db.query<StatementRow>(
    `select person_id, batch, gross, cut, net, amount, held, posted,
       (select count(*) from run_flag f where f.run_id = p.run_id and f.person_id = p.person_id and f.decision is null
          and f.severity < 3) as open_flags
     from payout p where run_id = $1 and ($2::smallint is null or batch = $2) and ($3::boolean is null or held = $3)
       and ($4::uuid is null or person_id > $4) order by person_id limit $5`,
    [runId, batch ?? null, held ?? null, after ?? null, limit],
  );
  return rows.map(({ person_id, open_flags, ...row }) => ({
    ...row,
    personId: person_id,
    openFlags: Number(open_flags),
  }));
}

export function rowRecords(db: Db): RowRecords {
  return {
    claimDays: (kind, period, claims) => claimDays(db, kind, period, claims),
    insertSnapshot: (run, rows) => insertSnapshot(db, run, rows),
    nextSnapshot: (runId, after, people) => nextSnapshot(db, runId, after, people),
    insertEntitlements: (run, rows) => insertEntitlements(db, run, rows),
    insertPayouts: (run, rows) => insertPayouts(db, run, rows),
    previousNets: (agencyId, period, personIds) => previousNets(db, agencyId, period, personIds),
    nets: (runId, personIds) => nets(db, runId, personIds),
    totals: (runId) => totals(db, runId),
    page: (runId, query) => page(db, runId, query),
    payoutHashes: async (runId) =>
      (
        await db.query<Omit<PayoutHash, "personId"> & { person_id: string }>(
          "select person_id, batch, sha256, net, held from payout where run_id = $1 order by person_id",
          [runId],
        )
      ).map(({ person_id, ...row }) => ({ ...row, personId: person_id })),
    hasPayout: async (runId, batch, personId) =>
      (
        await db.query("select 1 from payout where run_id = $1 and batch = $2 and person_id = $3 and not held", [
          runId,
          batch,
          personId,
        ])
      ).length > 0,
    async hold(runId, personId) {
      await db.query("update payout set held = true where run_id = $1 and person_id = $2", [runId, personId]);
    },
    payable: async (runId, batch) =>
      (
        await db.query<Omit<PayableRow, "personId"> & { person_id: string }>(
          "select person_id, gross, cut, net, amount, packed, sha256 from payout where run_id = $1 and batch = $2 and not held order by person_id",
          [runId, batch],
        )
      ).map(({ person_id, ...row }) => ({ ...row, personId: person_id })),
    async markPosted(runId, batch) {
      await db.query("update payout set posted = true where run_id = $1 and batch = $2 and not held", [runId, batch]);
    },
  };
}
