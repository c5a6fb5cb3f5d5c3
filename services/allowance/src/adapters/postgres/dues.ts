import { dayAt, noRupiah, type Period, type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import {
  type DuePeople,
  type DueRecords,
  type OpenDue,
  type OpenReceivable,
  type PaidQuery,
  type PaidSoFar,
  type RangeRun,
  type WaitingDues,
} from "../../app/range-ports.ts";
import { billedLines } from "../../domain/ledger.ts";
import { type DueScope } from "../../domain/payout/asked.ts";
import { type BatchNumber } from "../../domain/run.ts";
import { type MonthSetRight } from "../../domain/payout/so-far.ts";
import { insertRows } from "./bulk.ts";
import { isHeld, isOfPosted, payoutsOfRun, postedStates } from "./held.ts";
import { insertPostings } from "./ledger.ts";
import { setRightOf } from "./shifts.ts";

/** An item counts once its batch is posted, if the person was not held then or is released; one that an unposted run pays already is not open. */
const isOpen = `d.agency_id = $1 and d.due_period <= $2 and d.settled_run is null
  and (d.from_run is null
    or exists (select from batch b where b.run_id = d.from_run and b.batch = d.from_batch and b.state in ${postedStates})
      and not exists (select from run_hold h where h.run_id = d.from_run and h.person_id = d.person_id and h.released_at is null))
  and not exists (select from due_payment q join run r on r.id = q.run_id
    where q.due_id = d.id and r.state in ('FREEZING', 'COMPUTING', 'COMPUTED'))`;

type DueRow = Pick<OpenDue, "id" | "period" | "component" | "label" | "kind" | "amount" | "contributes"> & {
  person_id: string;
  employment_id: string | null;
  due_period: Period;
  contribution: string | null;
  employer: Rupiah;
};

/** Of the origin and the period in these two places; of all where the first is null. */
const isOfScope = (origin: number): string =>
  `($${origin}::text is null or d.origin = $${origin} and ($${origin + 1}::text is null or d.period = $${origin + 1}))`;
const scopeValues = (scope: DueScope | undefined): unknown[] => [scope?.origin ?? null, scope?.period ?? null];

async function open(
  db: Db,
  agencyId: string,
  payoutPeriod: Period,
  personIds: readonly string[],
  scope: DueScope | undefined,
): Promise<OpenDue[]> {
  const rows = await db.query<DueRow>(
    `select d.id, d.person_id, d.employment_id, d.period, d.component, d.label, d.kind, d.amount, d.due_period, d.contributes, d.contribution,
       d.employer from due d where ${isOpen} and d.person_id = any($3::uuid[]) and ${isOfScope(4)} order by d.person_id, d.period, d.id`,
    [agencyId, payoutPeriod, personIds, ...scopeValues(scope)],
  );
  return rows.map(({ person_id, employment_id, due_period, contribution, ...row }) => ({
    ...row,
    personId: person_id,
    employmentId: employment_id ?? undefined,
    duePeriod: due_period,
    contribution: contribution ?? undefined,
  }));
}

const peopleWithDue = async (
  db: Db,
  agencyId: string,
  payoutPeriod: Period,
  { after, upTo, owing, limit, scope }: DuePeople,
): Promise<string[]> =>
  (
    await db.query<{ person_id: string }>(
      `select distinct d.person_id from due d where ${isOpen} and ($3::uuid is null or d.person_id > $3) and ($4::uuid is null or d.person_id <= $4)
         and ${isOfScope(6)} and ($8 or d.kind <> 'CONTRIBUTION' or d.amount >= 0) order by d.person_id limit $5`,
      [agencyId, payoutPeriod, after ?? null, upTo ?? null, limit, ...scopeValues(scope), owing],
    )
  ).map(({ person_id }) => person_id);

/** Years of two payments each; there are never as many open. */
const mostWaiting = 40;
const waiting = (db: Db, agencyId: string, payoutPeriod: Period): Promise<WaitingDues[]> =>
  db.query<WaitingDues>(
    `select w.* from (
       select d.origin as kind, d.period, count(distinct d.person_id)::integer as people, count(*)::integer as items, sum(d.amount)::bigint as amount
       from due d where d.origin <> 'REGULAR' and ${isOpen} and (d.kind <> 'CONTRIBUTION' or d.amount >= 0) group by d.origin, d.period) w
     where (select r.state in ${postedStates} or r.state = 'FAILED' and r.dues_only from run r
       where r.agency_id = $1 and r.kind = w.kind and r.period = w.period order by r.sequence desc limit 1)
     order by w.period desc, w.kind limit ${mostWaiting}`,
    [agencyId, payoutPeriod],
  );

/** What another payout takes back is no longer open, posted or not: it would be taken twice. */
async function receivables(db: Db, agencyId: string, personIds: readonly string[]): Promise<OpenReceivable[]> {
  const rows = await db.query<Omit<OpenReceivable, "personId"> & { person_id: string }>(
    `select id, person_id, label, since, open from (
       select v.id, v.person_id, v.label, v.since, v.amount - coalesce((select sum(c.amount) from recovery c join run r on r.id = c.run_id
         where c.receivable_id = v.id and r.state <> 'FAILED' and not ${isHeld("c")}), 0)::bigint as open
       from receivable v where v.agency_id = $1 and v.person_id = any($2::uuid[])) v
     where open > 0 order by person_id, since, id`,
    [agencyId, personIds],
  );
  return rows.map(({ person_id, ...row }) => ({ ...row, personId: person_id }));
}

async function isOwed(db: Db, agencyId: string): Promise<boolean> {
  const rows = await db.query(
    `select from receivable v where v.agency_id = $1 and v.amount > coalesce((select sum(c.amount) from recovery c
       where c.receivable_id = v.id and ${isOfPosted("c")} and not ${isHeld("c")}), 0) limit 1`,
    [agencyId],
  );
  return rows.length > 0;
}

type PaidRow = {
  person_id: string;
  month_net: Rupiah;
  month_taxed: Rupiah;
  month_tax: Rupiah;
  month_recovery: Rupiah;
  documents: Buffer[];
  month_runs: string[];
  year_net: Rupiah;
  year_own: Rupiah;
  year_borne: Rupiah;
};

const firstMonth = (payoutPeriod: Period): string => `${payoutPeriod.slice(0, 4)}-01`;

/** `$1` is the agency, `$2` the month of payment, `$3` the first of its year, or the same where nobody asks for the year. */
const runsOfYear = "select r.id from run r where r.agency_id = $1 and r.payout_period between $3 and $2";

const paidRuns = async (db: Db, agencyId: string, payoutPeriod: Period): Promise<{ id: string; policyId: string }[]> =>
  (
    await db.query<{ id: string; policy_id: string }>(
      `select q.id, q.policy_id from run q where q.id in (${runsOfYear})
         and exists (select from batch b where b.run_id = q.id and b.state in ${postedStates}) order by q.id`,
      [agencyId, payoutPeriod, firstMonth(payoutPeriod)],
    )
  ).map(({ id, policy_id }) => ({ id, policyId: policy_id }));

/**
 * What the year's own taxed payments had paid too much, as far as it is known, by person: it is no income, whether it was taken back yet or not. A
 * receivable comes from the run whose month was corrected, or from the one that could not take the whole of a correction; of one that somebody has
 * brought in nobody knows which year was taxed with it.
 */
async function overpaidOfYear(
  db: Db,
  agencyId: string,
  { taxedRuns }: PaidQuery,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Rupiah>> {
  if (taxedRuns.length === 0) return new Map();
  const rows = await db.query<{ person_id: string; amount: Rupiah }>(
    `select v.person_id, sum(v.amount)::bigint as amount from receivable v left join correction_month m on m.receivable_id = v.id
     where v.agency_id = $1 and v.person_id = any($2::uuid[]) and coalesce(m.run_id, v.cause) = any($3::uuid[]) group by v.person_id`,
    [agencyId, personIds, taxedRuns],
  );
  return new Map(rows.map(({ person_id, amount }) => [person_id, amount]));
}

const setRightIn = (setRight: MonthSetRight | undefined): Pick<PaidSoFar["month"], "setRight"> =>
  setRight === undefined ? {} : { setRight };

async function paidSoFar(
  db: Db,
  agencyId: string,
  query: PaidQuery,
  personIds: readonly string[],
): Promise<PaidSoFar[]> {
  const { payoutPeriod, taxedRuns } = query;
  const sum = (of: string, filter: string): string => `coalesce(sum(${of}) filter (where ${filter}), 0)::bigint`;
  const [ofMonth, isTaxed] = ["p.payout_period = $2", "p.run_id = any($5::uuid[])"];
  // What is taken back a month is a part of the month's pay: a THR beside it doesn't raise it.
  const isPay = "k.kind in ('REGULAR', 'RAPEL')";
  const rows = await db.query<PaidRow>(
    `select p.person_id, ${sum("p.net", `${ofMonth} and ${isPay}`)} as month_net, ${sum("p.net", `${ofMonth} and ${isTaxed}`)} as month_taxed,
       ${sum("p.tax + p.tax_borne", `${ofMonth} and ${isTaxed}`)} as month_tax, ${sum("p.recovery", ofMonth)} as month_recovery,
       coalesce(array_agg(p.packed order by p.run_id) filter (where ${ofMonth}), '{}') as documents,
       coalesce(array_agg(p.run_id order by p.run_id) filter (where ${ofMonth}), '{}') as month_runs,
       ${sum("p.net", isTaxed)} as year_net, ${sum("p.tax", isTaxed)} as year_own, ${sum("p.tax_borne", isTaxed)} as year_borne
     from payout p join run k on k.id = p.run_id where p.agency_id = $1 and p.payout_period between $3 and $2 and p.person_id = any($4::uuid[])
       and p.run_id in (${runsOfYear})
       and ${isOfPosted("p")} and not ${isHeld("p")} group by p.person_id order by p.person_id`,
    [agencyId, payoutPeriod, taxedRuns.length === 0 ? payoutPeriod : firstMonth(payoutPeriod), personIds, taxedRuns],
  );
  const overpaid = await overpaidOfYear(db, agencyId, query, personIds);
  const paidInMonth = rows.filter(({ month_runs }) => month_runs.length > 0);
  const runs = new Map(paidInMonth.map(({ person_id, month_runs }) => [person_id, month_runs]));
  const setRight = await setRightOf(db, agencyId, payoutPeriod, runs);
  return rows.map((row) => ({
    personId: row.person_id,
    month: {
      ...{ net: row.month_net, taxed: row.month_taxed, tax: row.month_tax, recovery: row.month_recovery },
      documents: row.documents,
      ...setRightIn(setRight.get(row.person_id)),
    },
    year: {
      ...{ net: row.year_net, own: row.year_own, borne: row.year_borne },
      overpaid: overpaid.get(row.person_id) ?? noRupiah,
    },
  }));
}

/** Who was not paid for so many months is compared with nothing. */
const monthsBack = 12;

/** Run after run, the newest first, so that nearly everybody is found by one look into one month's table. */
async function previousNets(
  db: Db,
  agencyId: string,
  period: Period,
  personIds: readonly string[],
): Promise<Map<string, Rupiah>> {
  const runs = await db.query<{ id: string }>(
    `select r.id from run r where r.agency_id = $1 and r.kind = 'REGULAR' and r.period < $2
       and exists (select from batch b where b.run_id = r.id and b.state in ${postedStates}) order by r.period desc limit ${monthsBack}`,
    [agencyId, period],
  );
  const nets = new Map<string, Rupiah>();
  for (const { id } of runs) {
    const missing = personIds.filter((personId) => !nets.has(personId));
    if (missing.length === 0) break;
    const rows = await db.query<{ person_id: string; net: Rupiah }>(
      `select p.person_id, p.net from payout p where ${payoutsOfRun} and p.person_id = any($2::uuid[]) and ${isOfPosted("p")} and not ${isHeld("p")}`,
      [id, missing],
    );
    for (const { person_id, net } of rows) nets.set(person_id, net);
  }
  return nets;
}

const insert = (
  db: Db,
  agencyId: string,
  due: Parameters<DueRecords["insert"]>[1],
  by: string,
  at: number,
): Promise<void> =>
  insertRows(
    db,
    "due",
    {
      agency_id: ["uuid", () => agencyId],
      person_id: ["uuid", (item) => item.personId],
      employment_id: ["uuid", (item) => item.employmentId ?? null],
      period: ["text", (item) => item.period],
      component: ["text", (item) => item.component],
      label: ["text", (item) => item.label],
      kind: ["text", (item) => item.kind],
      origin: ["text", (item) => item.origin ?? "REGULAR"],
      amount: ["bigint", (item) => item.amount],
      due_period: ["text", (item) => item.duePeriod],
      cause: ["uuid", (item) => item.cause ?? null],
      created_by: ["uuid", () => by],
      created_at: ["timestamptz", () => new Date(at)],
    },
    due,
  );

async function settle(db: Db, { id }: RangeRun, batch: BatchNumber): Promise<void> {
  const paid = `q.run_id = $1 and q.batch = $2 and not ${isHeld("q")}`;
  const [row] = await db.query<{ done: bigint; wanted: bigint }>(
    `with done as (update due d set settled_run = $1, settled_batch = $2 from due_payment q
         where q.due_id = d.id and (d.settled_run is null or d.settled_run = $1) and ${paid} returning 1)
     select (select count(*) from done) as done, (select count(*) from due_payment q where ${paid}) as wanted`,
    [id, batch],
  );
  if (row?.done !== row?.wanted) throw new Error(`an item that run ${id} pays was paid by another run`);
}

/** Of a batch: what it takes back is no longer open, since batches that are checked take it as well. Rows of recovery are called c. */
const isTakenBack = `(select v.amount from receivable v where v.id = c.receivable_id) < c.amount + (
  select coalesce(sum(o.amount), 0) from recovery o join batch b on b.run_id = o.run_id and b.batch = o.batch
  where o.receivable_id = c.receivable_id and o.run_id <> c.run_id and b.state in ('CHECKED', 'POSTED', 'SETTLED') and not ${isHeld("o")})`;

/** From its check on a batch keeps what it pays and takes back: whoever comes later holds the person. */
async function takenFrom(db: Db, { id }: RangeRun, batch: BatchNumber): Promise<string[]> {
  const rows = await db.query<{ person_id: string }>(
    `select q.person_id from due_payment q where q.run_id = $1 and q.batch = $2 and not ${isHeld("q")}
       and (exists (select from due d where d.id = q.due_id and d.settled_run <> $1)
         or exists (select from due_payment o join batch b on b.run_id = o.run_id and b.batch = o.batch
           where o.due_id = q.due_id and o.run_id <> $1 and b.state in ('CHECKED', 'POSTED', 'SETTLED') and not ${isHeld("o")}))
     union select c.person_id from recovery c where c.run_id = $1 and c.batch = $2 and not ${isHeld("c")} and ${isTakenBack}
     order by person_id`,
    [id, batch],
  );
  return rows.map(({ person_id }) => person_id);
}

/** Words of the statement that takes it back. */
const carriedLabel = "Kelebihan pembayaran menurut koreksi";

async function carry(db: Db, run: RangeRun, batch: BatchNumber, by: string, at: number): Promise<void> {
  await db.query(
    `insert into receivable (agency_id, person_id, label, since, amount, cause, letter, created_at, created_by)
     select p.agency_id, p.person_id, $3, $4, p.net - (p.gross - p.cut), p.run_id, '', $5, $6 from payout p
     where ${payoutsOfRun} and p.batch = $2 and p.net > p.gross - p.cut and not ${isHeld("p")} order by p.person_id`,
    [run.id, batch, `${carriedLabel}, ${run.payoutPeriod}`, dayAt(at, "WIB"), new Date(at), by],
  );
}

type Billed = { due_id: string; person_id: string; label: string; cause: string; billed: Rupiah };

const billedItems = (db: Db, runId: string, batch: BatchNumber): Promise<Billed[]> =>
  db.query(
    `select q.due_id, q.person_id, d.label, d.cause, q.billed from due_payment q join due d on d.id = q.due_id
     where q.run_id = $1 and q.batch = $2 and q.billed > 0 and not ${isHeld("q")} order by q.due_id`,
    [runId, batch],
  );

async function bill(db: Db, { id, agencyId }: RangeRun, batch: BatchNumber, by: string, at: number): Promise<void> {
  const items = await billedItems(db, id, batch);
  if (items.length === 0) return;
  await insertRows(
    db,
    "receivable",
    {
      id: ["uuid", (item) => item.due_id],
      agency_id: ["uuid", () => agencyId],
      person_id: ["uuid", (item) => item.person_id],
      label: ["text", (item) => item.label],
      since: ["date", () => dayAt(at, "WIB")],
      amount: ["bigint", (item) => item.billed],
      cause: ["uuid", (item) => item.cause],
      letter: ["text", () => ""],
      created_at: ["timestamptz", () => new Date(at)],
      created_by: ["uuid", () => by],
    },
    items,
  );
  await db.query(
    `insert into transfer (id, run_id, batch, agency_id, period, payout_period, phase, at, by_person, corrects)
     select q.id, t.run_id, t.batch, t.agency_id, t.period, t.payout_period, 'POSTED', $4, $5, t.id from transfer t, unnest($3::uuid[]) q (id)
     where t.run_id = $1 and t.batch = $2 and t.phase = 'POSTED' and t.corrects is null`,
    [id, batch, items.map((item) => item.due_id), new Date(at), by],
  );
  for (const { due_id, billed } of items)
    await insertPostings(db, { transferId: due_id, agencyId }, billedLines(billed));
}

export function dueRecords(db: Db): DueRecords {
  return {
    open: (agencyId, payoutPeriod, personIds, scope) => open(db, agencyId, payoutPeriod, personIds, scope),
    peopleWithDue: (agencyId, payoutPeriod, query) => peopleWithDue(db, agencyId, payoutPeriod, query),
    waiting: (agencyId, payoutPeriod) => waiting(db, agencyId, payoutPeriod),
    receivables: (agencyId, personIds) => receivables(db, agencyId, personIds),
    isOwed: (agencyId) => isOwed(db, agencyId),
    paidRuns: (agencyId, payoutPeriod) => paidRuns(db, agencyId, payoutPeriod),
    paidSoFar: (agencyId, query, personIds) => paidSoFar(db, agencyId, query, personIds),
    previousNets: (agencyId, period, personIds) => previousNets(db, agencyId, period, personIds),
    insert: (agencyId, due, by, at) => insert(db, agencyId, due, by, at),
    settle: (run, batch) => settle(db, run, batch),
    takenFrom: (run, batch) => takenFrom(db, run, batch),
    carry: (run, batch, by, at) => carry(db, run, batch, by, at),
    bill: (run, batch, by, at) => bill(db, run, batch, by, at),
  };
}
