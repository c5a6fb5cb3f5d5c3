import { type Break } from "./breaks.ts";

const one = (table: string): string =>
  `ctid = (select ctid from ${table} limit 1) and tableoid = (select tableoid from ${table} limit 1)`;
const more = "gross = gross + 1, net = net + 1, amount = amount + 1";

/** What a store of pay that is broken may look like. */
const broken = {
  "a statement with other bytes": `update entitlement set packed = packed || '\\x00' where ${one("entitlement")}`,
  "a statement with other bytes and their hash": `update entitlement set packed = packed || '\\x00', sha256 = sha256(packed || '\\x00') where ${one("entitlement")}`,
  "a rupiah more on a statement": "update entitlement set gross = gross + 1, net = net + 1 where status = 1",
  "a statement whose net is another": `alter table entitlement drop constraint entitlement_check; update entitlement set net = net + 1 where ${one("entitlement")}`,
  "a payout whose amount is another": `alter table payout drop constraint payout_check; update payout set amount = amount + 1 where ${one("payout")}`,
  "a recovery that the payout does not hold": `with v as (insert into receivable (agency_id, person_id, label, since, amount, letter, created_at, created_by)
      select agency_id, person_id, 'x', now(), 9, '', now(), gen_random_uuid() from payout limit 1 returning *)
    insert into recovery (run_id, batch, agency_id, person_id, receivable_id, amount) select p.run_id, p.batch, v.agency_id, v.person_id, v.id, 2 from v join payout p using (person_id)`,
  "a statement that is gone": `delete from entitlement where ${one("entitlement")}`,
  "a payout with other bytes": `update payout set packed = packed || '\\x00' where ${one("payout")}`,
  "a rupiah more on a payout": `update payout set ${more} where ${one("payout")}`,
  "a rupiah more on a payout and on all sums of it": `with p as (update payout set ${more} where ${one("payout")} returning run_id, range_no, batch),
    g as (update range_batch g set ${more} from p where (g.run_id, g.no, g.batch) = (p.run_id, p.range_no, p.batch)),
    b as (update batch b set ${more} from p where (b.run_id, b.batch) = (p.run_id, p.batch))
    update run r set amount = amount + 1 from p where r.id = p.run_id`,
  "a payout that is gone": `delete from payout where ${one("payout")}`,
  "a payout of nobody who was frozen": "insert into payout select (jsonb_populate_record(p, jsonb_build_object('person_id', gen_random_uuid()))).* from payout p limit 1",
  "a person held out whose payout is counted": "insert into run_hold (run_id, person_id, agency_id, batch, held_by, held_at, reason) select run_id, person_id, agency_id, batch, gen_random_uuid(), now(), 'x' from payout limit 1",
  "frozen days that are others": `update frozen set days = days # 1 where ${one("frozen")}`,
  "frozen facts that are others": `update frozen set facts = replace(facts, '"8"', '"9"') where ${one("frozen")}`,
  "a frozen row that is gone": `delete from frozen where ${one("frozen")}`,
  "a range with another hash": `update run_range set frozen_sha256 = repeat('0', 64) where ${one("run_range")}`,
  "a range with another sum": `update range_batch set ${more} where ${one("range_batch")}`,
  "a batch with another sum": `update batch set ${more} where ${one("batch")}`,
  "a batch that was counted twice": `update batch set rows = rows + 1 where ${one("batch")}`,
  "totals that are others": `update run set gross = gross + 1, net = net + 1 where ${one("run")}`,
  "an amount in all that is another": `update run set amount = amount + 1 where ${one("run")}`,
  "a transfer with one side": `delete from posting where ${one("posting")}`,
  "a batch that was not posted": "delete from posting where transfer_id = (select id from transfer where phase = 'POSTED' limit 1)",
  "a step that the ledger has lost": "with gone as (delete from transfer where phase = 'PENDING' returning id) delete from posting where transfer_id in (select id from gone)",
  "a rupiah more in the ledger, on both sides": "update posting set amount = amount + sign(amount) where transfer_id = (select id from transfer where phase = 'POSTED' limit 1)",
  "a receivable that the ledger does not hold": `insert into receivable (agency_id, person_id, label, since, amount, letter, created_at, created_by)
    select agency_id, person_id, 'x', now(), 5, '', now(), gen_random_uuid() from payout limit 1`,
  "a correction in the ledger that no case has made": `with t as (insert into transfer (run_id, batch, agency_id, period, payout_period, phase, at, by_person, corrects)
      select run_id, batch, agency_id, period, payout_period, 'POSTED', at, by_person, id from transfer where phase = 'POSTED' limit 1 returning *)
    insert into posting (transfer_id, agency_id, account, amount) select id, agency_id, account, amount from t, (values ('piutang.pegawai', 5), ('belanja.x', -5)) l (account, amount)`,
  "a day that two runs hold": "insert into day_claim (kind, period, person_id, run_id, agency_id, days) select kind, period, person_id, gen_random_uuid(), agency_id, days from day_claim limit 1",
  "a day that the run has lost": `delete from day_claim where ${one("day_claim")}`,
  "an item that no payout holds": `insert into due (agency_id, person_id, period, component, label, kind, amount, due_period, created_at, created_by, settled_run, settled_batch)
    select agency_id, person_id, period, 'x', 'x', 'CORRECTION', 1, payout_period, now(), gen_random_uuid(), run_id, batch from payout limit 1`,
  "an item that a payout holds and that stays open": `with d as (insert into due (agency_id, person_id, period, component, label, kind, amount, due_period, created_at, created_by)
      select agency_id, person_id, period, 'x', 'x', 'CORRECTION', 1, payout_period, now(), gen_random_uuid() from payout limit 1 returning *)
    insert into due_payment (run_id, due_id, batch, agency_id, person_id) select p.run_id, d.id, p.batch, d.agency_id, d.person_id from d join payout p using (person_id)`,
  "a share of contributions that is billed and not booked": `with d as (insert into due (agency_id, person_id, period, component, label, kind, amount, due_period, created_at, created_by, settled_run, settled_batch, contribution)
      select agency_id, person_id, period, 'contribution', 'x', 'CONTRIBUTION', -5, payout_period, now(), gen_random_uuid(), run_id, batch, 'x' from payout limit 1 returning *)
    insert into due_payment (run_id, due_id, batch, agency_id, person_id, billed) select settled_run, id, settled_batch, agency_id, person_id, 5 from d`,
  "more taken back than was owed": `with v as (insert into receivable (agency_id, person_id, label, since, amount, letter, created_at, created_by)
      select agency_id, person_id, 'x', now(), 1, '', now(), gen_random_uuid() from payout limit 1 returning *),
    p as (update payout p set recovery = 2, amount = p.amount - 2 from v where p.person_id = v.person_id returning p.run_id, p.batch)
    insert into recovery (run_id, batch, agency_id, person_id, receivable_id, amount) select p.run_id, p.batch, v.agency_id, v.person_id, v.id, 2 from v, p`,
} as const; // prettier-ignore

export const moneyBreaks: readonly Break[] = Object.entries(broken).map(([what, sql]) => ({
  ...{ invariant: "I6", what, service: "allowance", sql },
}));
