import { type Db } from "@kinerja/common/postgres";

import { type RangeRun } from "../../app/range-ports.ts";
import { accounts } from "../../domain/ledger.ts";
import { isHeld, isOfPosted } from "./held.ts";

const amounts = ["gross", "cut", "net", "contribution", "employer", "tax", "tax_borne", "recovery", "amount"];
const counted = (row: string): string => ["rows", "held", ...amounts].map((name) => `${row}.${name}`).join();
/** A run in which nobody is paid has a batch and no range. */
const countedOrNothing = (row: string): string =>
  ["rows", "held", ...amounts].map((name) => `coalesce(${row}.${name}, 0)`).join();

/** As `rangeBatches` hashes them: the hashes of who is paid, by person. */
const rangeHash =
  "encode(sha256(coalesce(string_agg(sha256, ''::bytea order by person_id) filter (where not is_held), '')), 'hex')";

/** The document of a payout says behind its first byte whose it is, and before its check what is transferred. */
const isOwn = "substring(p.packed from 2 for 16) = uuid_send(p.person_id) and substring(p.packed from length(p.packed) - 11 for 8) = int8send(p.amount)"; // prettier-ignore

type Check = { readonly sql: string; readonly params: (run: RangeRun) => readonly string[] };

/** Range by range, each by its bounds: nothing wider than a range is sorted. Rows that lie in no range are found by their number. */
const statementChecks: readonly Check[] = [
  {
    params: ({ id, period }) => [id, period],
    sql: `select concat('range ', g.no, ': its statements are not those that were computed') as says from run_range g
      cross join lateral (select count(*) as statements, coalesce(sum(e.gross), 0) as gross, coalesce(sum(e.cut), 0) as cut,
          coalesce(sum(e.net), 0) as net, bool_and(sha256(e.packed) = e.sha256) as whole from entitlement e
        where e.run_id = $1 and e.period = $2 and e.person_id between g.first_person and g.last_person and e.range_no = g.no) made
      where g.run_id = $1 and (g.state <> 'COMPUTED' or made.whole is false
        or (g.statements, g.gross, g.cut, g.net) is distinct from (made.statements, made.gross, made.cut, made.net)) order by g.no`,
  },
  {
    params: ({ id, period }) => [id, period],
    sql: `select 'there are other statements than those of its ranges' as says
      from (select count(*) as n from entitlement where run_id = $1 and period = $2) e
      where e.n <> (select coalesce(sum(statements), 0) from run_range where run_id = $1)`,
  },
];

const payoutChecks: readonly Check[] = [
  {
    params: ({ id, payoutPeriod }) => [id, payoutPeriod],
    sql: `select concat('range ', g.no, ', batch ', made.batch, ': its payouts are not those that were computed') as says from run_range g
      cross join lateral (select batch, count(*) filter (where not is_held) as rows, count(*) filter (where is_held) as held,
          ${amounts.map((name) => `coalesce(sum(${name}) filter (where not is_held), 0) as ${name}`).join()},
          bool_and(whole) as whole, ${rangeHash} as sha256
        from (select p.person_id, p.batch, p.sha256, ${amounts.map((name) => `p.${name}`).join()},
            sha256(p.packed) = p.sha256 and ${isOwn} as whole, h.run_id is not null as is_held
          from payout p left join run_hold h on h.run_id = $1 and h.person_id = p.person_id and (h.released_at is null or h.release_due is not null)
          where p.run_id = $1 and p.payout_period = $2 and p.person_id between g.first_person and g.last_person and p.range_no = g.no
          offset 0) p group by batch) made
      left join range_batch b on b.run_id = $1 and b.no = g.no and b.batch = made.batch
      where g.run_id = $1 and (not made.whole or b.sha256 is distinct from made.sha256
        or (${counted("b")}) is distinct from (${counted("made")})) order by g.no, made.batch`,
  },
  {
    params: ({ id, payoutPeriod }) => [id, payoutPeriod],
    sql: `select 'there are other payouts than those of its ranges' as says
      from (select count(*) as n from payout where run_id = $1 and payout_period = $2) p
      where p.n <> (select coalesce(sum(rows + held), 0) from range_batch where run_id = $1)
        or exists (select from range_batch where run_id = $1 and rows + held = 0)`,
  },
];

const sumChecks: readonly Check[] = [
  {
    params: ({ id }) => [id],
    sql: `with made as (select batch, sum(rows) as rows, sum(held) as held, ${amounts.map((name) => `sum(${name}) as ${name}`).join()}
        from range_batch where run_id = $1 group by batch)
      select concat('batch ', batch, ': its sums are not those of its ranges') as says
      from (select * from batch where run_id = $1) b full join made using (batch)
      where (${counted("b")}) is distinct from (${countedOrNothing("made")}) order by batch`,
  },
  {
    params: ({ id }) => [id],
    sql: `with made as (select count(*) as ranges, coalesce(sum(statements), 0) as statements, coalesce(sum(gross), 0) as gross,
        coalesce(sum(cut), 0) as cut, coalesce(sum(net), 0) as net from run_range where run_id = $1)
      select 'the totals are not those of the ranges' as says from run r, made where r.id = $1
        and (r.ranges, r.statements, r.gross, r.cut, r.net) is distinct from (made.ranges, made.statements, made.gross, made.cut, made.net)`,
  },
];

/** An open item stands in the payout by its id; a contribution that is set right is a line of that name. */
const itemChecks: readonly Check[] = [
  {
    params: ({ id, period }) => [id, period],
    sql: `with made as (select person_id, employment_id, sum(amount) as late from due where from_run = $1 and kind = 'LATE' group by 1, 2),
        wanted as (select person_id, employment_id, late from entitlement where run_id = $1 and period = $2 and late <> 0)
      select concat('late items of ', person_id, ' are not those of the statement') as says from made full join wanted using (person_id, employment_id)
      where made.late is distinct from wanted.late order by person_id`,
  },
  {
    params: ({ id, payoutPeriod }) => [id, payoutPeriod],
    sql: `with made as (select person_id, sum(amount) as recovery from recovery where run_id = $1 group by 1),
        wanted as (select person_id, recovery from payout where run_id = $1 and payout_period = $2 and recovery <> 0)
      select concat('recoveries of ', person_id, ' are not those of the payout') as says from made full join wanted using (person_id)
      where made.recovery is distinct from wanted.recovery order by person_id`,
  },
  {
    params: ({ id, payoutPeriod }) => [id, payoutPeriod],
    sql: `select concat('item ', q.due_id, ' is not in the payout that pays it') as says from due_payment q join due d on d.id = q.due_id
        left join payout p on p.run_id = $1 and p.payout_period = $2 and p.person_id = q.person_id
      where q.run_id = $1 and (p.person_id is null or d.person_id <> q.person_id or d.agency_id <> q.agency_id
        or (position(uuid_send(q.due_id) in p.packed) = 0 and position(convert_to(q.due_id::text, 'UTF8') in p.packed) = 0)) order by q.due_id`,
  },
  {
    params: ({ id }) => [id],
    sql: `select concat('item ', d.id, ' was paid by another run') as says from due_payment q join due d on d.id = q.due_id
      where q.run_id = $1 and d.settled_run <> $1 and not ${isHeld("q")} order by d.id`,
  },
  {
    params: ({ id }) => [id],
    sql: `select concat('item ', q.due_id, ': more is billed than the person owes of it') as says from due_payment q join due d on d.id = q.due_id
      where q.run_id = $1 and q.billed > 0 and (d.kind <> 'CONTRIBUTION' or q.billed > -d.amount) order by q.due_id`,
  },
  {
    params: ({ id }) => [id],
    sql: `with wanted as (select q.due_id as id, q.person_id, q.billed from due_payment q
          where q.run_id = $1 and q.billed > 0 and not ${isHeld("q")} and exists (select from transfer t
            where t.run_id = q.run_id and t.batch = q.batch and t.phase = 'POSTED' and t.corrects is null)),
        booked as (select t.id, sum(g.amount) filter (where g.account = '${accounts.receivable}') as owed,
            -sum(g.amount) filter (where g.account = '${accounts.contribution}') as contributed
          from transfer t join posting g on g.transfer_id = t.id where t.run_id = $1 and t.corrects is not null group by t.id)
      select concat('item ', w.id, ' is billed, and neither owed nor booked as that') as says from wanted w
        left join receivable v on (v.id, v.person_id) = (w.id, w.person_id) left join booked b on b.id = w.id
      where (v.amount, b.owed, b.contributed) is distinct from (w.billed, w.billed, w.billed) order by w.id`,
  },
  {
    params: ({ id }) => [id],
    sql: `select concat('receivable ', v.id, ': more would be taken back than is open') as says from receivable v
      where v.id in (select receivable_id from recovery where run_id = $1) and v.amount < (select sum(c.amount) from recovery c
        where c.receivable_id = v.id and (c.run_id = $1 or ${isOfPosted("c")}) and not ${isHeld("c")}) order by v.id`,
  },
];

/** Each finds what does not hold of a run, as a sentence. */
const checks = [...statementChecks, ...payoutChecks, ...sumChecks, ...itemChecks];

const namedAtMost = 20;

/**
 * Reads every document of the run once, in the database: seconds for millions. A row that was changed together with its hash is found by the hash of its
 * range; that one stands in the hash of the batch, which officers have read.
 */
export async function verify(db: Db, run: RangeRun): Promise<string[]> {
  const found: string[] = [];
  for (const { sql, params } of checks) {
    const rows = await db.query<{ says: string }>(`${sql} limit ${namedAtMost}`, params(run));
    found.push(...rows.map(({ says }) => says));
  }
  return found;
}
