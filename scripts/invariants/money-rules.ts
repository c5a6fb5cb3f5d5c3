import { doubleClaims } from "./double-claims.ts";

/** What must hold of money in allowance's database, and the rows that contradict it, by their keys. */
export interface MoneyRule {
  readonly table: string;
  readonly broken: string;
  readonly says: string;
}

const amounts = ["gross", "cut", "net", "contribution", "employer", "tax", "tax_borne", "recovery", "amount"];
const sums = (row: string): string => amounts.map((name) => `coalesce(sum(${row}.${name}), 0) as ${name}`).join();
const named = (row: string): string => ["rows", "held", ...amounts].map((name) => `${row}.${name}`).join();

/** The person of the row is out of the run: held, or paid by a later one. */
const isHeld = (
  row: string,
): string => `exists (select from run_hold h where h.run_id = ${row}.run_id and h.person_id = ${row}.person_id
  and (h.released_at is null or h.release_due is not null))`;
const isPosted = (
  row: string,
): string => `exists (select from batch b where b.run_id = ${row}.run_id and b.batch = ${row}.batch
  and b.state in ('POSTED', 'SETTLED'))`;
const computed = "('COMPUTED', 'POSTED', 'SETTLED')";

/** What the ledger must hold of a batch, by account; an account of expense is that of its policy. */
const ledgerOf = `select b.run_id, b.batch, line.account, line.amount from batch b cross join lateral (values
    ('komitmen.belanja', case b.state when 'CHECKED' then b.net else 0 end),
    ('komitmen.utang', case b.state when 'CHECKED' then -b.net else 0 end),
    ('belanja', case when b.state in ('POSTED', 'SETTLED') then b.gross - b.cut else 0 end),
    ('piutang.pegawai', case when b.state in ('POSTED', 'SETTLED') then b.net - (b.gross - b.cut) - b.recovery else 0 end),
    ('utang.pegawai', case b.state when 'POSTED' then -b.amount else 0 end),
    ('kas', case b.state when 'SETTLED' then -b.amount else 0 end),
    ('utang.iuran.pegawai', case when b.state in ('POSTED', 'SETTLED') then -b.contribution else 0 end),
    ('belanja.iuran.pemberi-kerja', case when b.state in ('POSTED', 'SETTLED') then b.employer else 0 end),
    ('utang.iuran.pemberi-kerja', case when b.state in ('POSTED', 'SETTLED') then -b.employer else 0 end),
    ('utang.pajak.pph21', case when b.state in ('POSTED', 'SETTLED') then -b.tax - b.tax_borne else 0 end),
    ('beban.pajak-ditanggung', case when b.state in ('POSTED', 'SETTLED') then b.tax_borne else 0 end)) as line (account, amount)`;
const expense =
  "case when account like 'belanja.%' and account <> 'belanja.iuran.pemberi-kerja' then 'belanja' else account end";

export const moneyRules: readonly MoneyRule[] = [
  { table: "entitlement", says: "gross − cuts is not net", broken: "select concat_ws('/', run_id, person_id) as key from entitlement where gross - cut <> net" },
  {
    table: "payout",
    says: "the payout is not net less what it deducts",
    broken: "select concat_ws('/', run_id, person_id) as key from payout where net - contribution - tax - recovery <> amount",
  },
  {
    table: "payout",
    says: "somebody who was frozen has no payout, or a payout nothing frozen",
    broken: `select concat_ws('/', run_id, person_id) as key from (select run_id, person_id, true as is_paid from payout) p
      full join (select distinct f.run_id, f.person_id, true as is_frozen from frozen f join run r on r.id = f.run_id and r.state in ${computed}) f
        using (run_id, person_id) where is_paid is null or is_frozen is null`,
  },
  {
    table: "entitlement",
    says: "a frozen employment has no statement, or a statement nothing frozen",
    broken: `select concat_ws('/', run_id, person_id, employment_id) as key
      from (select run_id, person_id, employment_id, true as is_stated from entitlement) e
      full join (select f.run_id, f.person_id, f.employment_id, true as is_frozen from frozen f join run r on r.id = f.run_id and r.state in ${computed}
        where f.employment_id <> '00000000-0000-0000-0000-000000000000') f
        using (run_id, person_id, employment_id) where is_stated is null or is_frozen is null`,
  },
  {
    table: "payout",
    says: "the payout is not what its statements and open items come to",
    broken: `select concat_ws('/', p.run_id, p.person_id) as key from payout p cross join lateral (select
        (select coalesce(sum(e.net - e.late), 0) from entitlement e where e.run_id = p.run_id and e.person_id = p.person_id)
        + (select coalesce(sum(d.amount), 0) from due d where d.settled_run = p.run_id and d.person_id = p.person_id and d.kind <> 'CONTRIBUTION') as due) s
      where ${isPosted("p")} and not ${isHeld("p")} and (p.gross - p.cut, p.net) is distinct from (s.due, greatest(s.due, 0))`,
  },
  {
    table: "range_batch",
    says: "the range is not the sum of its payouts",
    broken: `select concat_ws('/', run_id, no, batch) as key from range_batch g full join (
        select run_id, range_no as no, batch, count(*) filter (where not is_held) as rows, count(*) filter (where is_held) as held,
          ${amounts.map((name) => `coalesce(sum(${name}) filter (where not is_held), 0) as ${name}`).join()}
        from (select p.*, ${isHeld("p")} as is_held from payout p) p group by 1, 2, 3) p using (run_id, no, batch)
      where (${named("g")}) is distinct from (${named("p")})`,
  },
  {
    table: "batch",
    says: "the batch is not the sum of its ranges",
    broken: `select concat_ws('/', run_id, batch) as key from batch b full join (
        select g.run_id, g.batch, sum(g.rows) as rows, sum(g.held) as held, ${sums("g")} from range_batch g
          join run r on r.id = g.run_id and r.state in ${computed} group by 1, 2) g using (run_id, batch)
      where (${named("b")}) is distinct from (${named("g")})`,
  },
  {
    table: "run",
    says: "the totals are not those of its statements and payouts",
    broken: `select r.id::text as key from run r
      left join lateral (select count(*) as statements, coalesce(sum(gross), 0) as gross, coalesce(sum(cut), 0) as cut,
        coalesce(sum(net), 0) as net from entitlement e where e.run_id = r.id) e on true
      left join lateral (select coalesce(sum(p.amount), 0) as amount from payout p where p.run_id = r.id) p on true
      left join lateral (select count(*) as ranges, coalesce(sum(g.statements), 0) as statements, coalesce(sum(g.net), 0) as net
        from run_range g where g.run_id = r.id and g.state = 'COMPUTED') g on true
      where r.state in ${computed} and (r.statements, r.gross, r.cut, r.net, r.amount, r.ranges, r.statements, r.net)
        is distinct from (e.statements, e.gross, e.cut, e.net, p.amount, g.ranges, g.statements, g.net)`,
  },
  {
    table: "posting",
    says: "the transfer does not sum to zero",
    broken: "select transfer_id::text as key from posting group by transfer_id having sum(amount) <> 0",
  },
  {
    table: "transfer",
    says: "a step of the batch is not in the ledger, or one that it has not come to",
    broken: `select concat_ws('/', run_id, batch) as key from batch b
      where (select coalesce(array_agg(t.phase order by t.phase), '{}') from transfer t where t.run_id = b.run_id and t.batch = b.batch
          and t.corrects is null)
        <> case b.state when 'COMPUTED' then '{}'::text[] when 'CHECKED' then '{PENDING}' when 'POSTED' then '{PENDING,POSTED}'
          else '{PENDING,POSTED,SETTLED}' end`,
  },
  {
    table: "posting",
    says: "the ledger holds another sum than the batch",
    broken: `select concat_ws('/', run_id, batch, account) as key from (${ledgerOf}) b full join (
        select t.run_id, t.batch, ${expense} as account, sum(g.amount) as amount from posting g join transfer t on t.id = g.transfer_id
          and t.corrects is null group by 1, 2, 3) g
      using (run_id, batch, account) where coalesce(b.amount, 0) <> coalesce(g.amount, 0)`,
  },
  {
    table: "correction_month",
    says: "what a correction claims back is not in the ledger as that, beside the batch that it sets right",
    broken: `select coalesce(v.id, t.id)::text as key from (select v.id, v.amount, m.run_id, true as is_expense from receivable v join correction_month m on m.receivable_id = v.id
          union all select q.due_id, q.billed, q.run_id, false from due_payment q where q.billed > 0 and ${isPosted("q")} and not ${isHeld("q")}) v
      full join (select t.id, o.run_id, coalesce((select sum(g.amount) from posting g where g.transfer_id = t.id and g.account = 'piutang.pegawai'), 0) as amount,
          (select count(*) from posting g where g.transfer_id = t.id and g.account like 'belanja.%' and exists (select from posting e
            where e.transfer_id = o.id and e.account = g.account)) as expenses,
          (select count(*) from posting g where g.transfer_id = t.id and g.account = 'utang.iuran.pegawai') as contributions
        from transfer t join transfer o on o.id = t.corrects and (o.run_id, o.batch, o.phase) = (t.run_id, t.batch, 'POSTED') and o.corrects is null) t using (id)
      where (v.run_id, v.amount, v.is_expense::int, (not v.is_expense)::int) is distinct from (t.run_id, t.amount, t.expenses, t.contributions)`,
  },
  {
    table: "receivable",
    says: "the ledger holds another sum of what people owe than their receivables less what was taken back",
    broken: `select agency_id::text as key from (select agency_id, sum(amount) as amount from (
          select agency_id, amount from receivable union all
          select c.agency_id, -c.amount from recovery c where ${isPosted("c")} and not ${isHeld("c")}) o group by agency_id) o
      full join (select agency_id, sum(amount) as amount from posting where account = 'piutang.pegawai' group by agency_id) g using (agency_id)
      where coalesce(o.amount, 0) <> coalesce(g.amount, 0)`,
  },
  {
    table: "day_claim",
    says: "a day is claimed twice",
    broken: `select concat_ws('/', class, period, person_id, days, first_run, second_run) as key from (${doubleClaims}) c`,
  },
  {
    table: "frozen",
    says: "a day is paid that the run does not hold",
    broken: `select concat_ws('/', f.run_id, f.person_id) as key from frozen f join run r on r.id = f.run_id and r.state in ${computed}
      join policy p on p.id = r.policy_id where f.days <> 0 and r.kind = 'REGULAR'
      and not exists (select from correction_month m where m.run_id = f.run_id and m.person_id = f.person_id) and not exists (select from run_hold h
        where h.run_id = f.run_id and h.person_id = f.person_id) and f.days & ~coalesce((select c.days from day_claim c
        where c.kind = 'kinerja' and c.period = r.period and c.person_id = f.person_id and c.run_id = f.run_id), 0) <> 0`,
  },
  {
    table: "due",
    says: "the item is not settled by just the payout that pays it",
    broken: `select coalesce(d.id, q.due_id)::text as key from due d full join (select q.due_id, q.run_id, q.batch from due_payment q
        where ${isPosted("q")} and not ${isHeld("q")}) q on q.due_id = d.id and q.run_id = d.settled_run
      where (d.settled_run, d.settled_batch) is distinct from (q.run_id, q.batch)`,
  },
  {
    table: "recovery",
    says: "more was taken back than was to be paid back",
    broken: `select v.id::text as key from receivable v where v.amount < (select sum(c.amount) from recovery c
      where c.receivable_id = v.id and ${isPosted("c")} and not ${isHeld("c")})`,
  },
  {
    table: "recovery",
    says: "the payout takes back another sum than from its receivables",
    broken: `select concat_ws('/', run_id, person_id) as key from (select run_id, person_id, recovery from payout where recovery <> 0) p
      full join (select run_id, person_id, sum(amount) as amount from recovery group by 1, 2) c using (run_id, person_id)
      where p.recovery is distinct from c.amount`,
  },
]; // prettier-ignore
