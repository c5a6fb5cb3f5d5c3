import { checkFacts } from "./check.ts";
import { checkAudit } from "./audit.ts";
import { queryOf, type Finding, type Queries } from "./finding.ts";
import { type HistoryLine } from "./history.ts";
import { checkLog } from "./log.ts";
import { checkMoney } from "./money.ts";
import { moneyBreaks } from "./money-breaks.ts";
import { checkRollUps } from "./months.ts";
import { checkOrder } from "./order.ts";
import { type Facts } from "./records.ts";
import { checkSessions, type Observed } from "./session.ts";

/** Everything that the checks of stores look at. */
export interface Looked {
  readonly queries: Queries;
  readonly facts: Facts;
  readonly history: readonly HistoryLine[];
  readonly observed: Observed;
}

/** What a broken store would look like, as SQL on one service's database. */
export interface Break {
  readonly invariant: keyof typeof checks;
  readonly what: string;
  readonly service: string;
  readonly sql: string;
}

const checks = {
  I1: async ({ queries, history }: Looked) => (await checkLog(queryOf(queries, "activity"), history)).I1,
  I2: async ({ queries, history }: Looked) => (await checkLog(queryOf(queries, "activity"), history)).I2,
  I3: ({ queries }: Looked) => checkRollUps(queryOf(queries, "activity"), queryOf(queries, "evaluation")),
  I4: ({ queries, facts }: Looked) => checkOrder(queryOf(queries, "activity"), facts),
  I5: ({ queries, facts }: Looked) => checkFacts(queries, facts),
  I6: ({ queries }: Looked) => checkMoney(queryOf(queries, "allowance")),
  I7: ({ queries, history, observed }: Looked) => checkSessions(queryOf(queries, "activity"), history, observed),
  I8: ({ queries }: Looked) => checkAudit(queries),
};

const one = (table: string): string =>
  `ctid = (select ctid from ${table} limit 1) and tableoid = (select tableoid from ${table} limit 1)`;
const twins = `insert into entry select (jsonb_populate_record(e, jsonb_build_object('id', left(id::text, 24) || 'ffffffffffff'))).* from entry e`;
const ids = { first: "00000000-0000-7000-8000-000000000000", last: "ffffffff-ffff-7fff-bfff-ffffffffffff" };
/** What a writer may derive wrongly, the column, another value. */
const miswritten = [
  ["agency", "agency_id", "gen_random_uuid()"],
  ["time of acceptance", "accepted_at", "accepted_at - interval '1 second'"],
  ["employment", "employment_id", "gen_random_uuid()"],
  ["day", "work_date", "work_date - 1"],
  ["start", "starts", "coalesce(starts, 0) + 1"],
  ["end", "ends", "coalesce(ends, 0) + 1"],
  ["state", "state", "case when state = 4 then 1 else 4 end"],
  ["zone", "zone", "zone % 3 + 1"],
  ["plan item", "plan_item_id", "gen_random_uuid()"],
  ["task", "task_id", "gen_random_uuid()"],
] as const;
const lastLink = "(select max(position) from audit_chain)";

/** Each must be noticed by the check of its invariant. */
export const breaks: readonly Break[] = [
  { invariant: "I1", what: "an entry that is gone", service: "activity", sql: `delete from entry where ${one("entry")}` },
  { invariant: "I1", what: "an entry with other words", service: "activity", sql: `update entry set body = body || '\\x00' where ${one("entry")}` },
  { invariant: "I1", what: "an entry with other words and their hash", service: "activity", sql: `update entry set body = body || '\\x00', body_sha256 = sha256(body || '\\x00') where ${one("entry")}` },
  { invariant: "I2", what: "an entry that nobody sent", service: "activity", sql: `${twins} where ${one("entry")}` },
  ...["minutes", "entries", "approved_minutes", "approved_entries", "open_entries", "late_entries"].map((sum): Break => (
    { invariant: "I3", what: `a day that counts one more: ${sum}`, service: "activity", sql: `update day set ${sum} = ${sum} + 1 where ${one("day")}` })),
  { invariant: "I3", what: "a day whose ids begin behind its entries", service: "activity", sql: `update day set first_id = '${ids.last}' where ${one("day")}` },
  { invariant: "I3", what: "a day whose ids end before its entries", service: "activity", sql: `update day set last_id = '${ids.first}' where ${one("day")}` },
  { invariant: "I3", what: "a day whose ids begin where no entry of it ever was", service: "activity", sql: `update day set first_id = '${ids.first}' where ${one("day")}` },
  { invariant: "I3", what: "a day that is gone", service: "activity", sql: "delete from day where (agency_id, person_id, work_date) = (select agency_id, person_id, work_date from day where entries > 0 limit 1)" },
  { invariant: "I3", what: "a sealed month that is another one", service: "activity", sql: `update sealed_month set body = body || '\\x1801' where ${one("sealed_month")}` },
  { invariant: "I3", what: "an entry that came in time and is marked late", service: "activity", sql: `update entry set flags = flags | 2 where ${one("entry")}` },
  { invariant: "I3", what: "decisions that name other versions", service: "activity", sql: "update decision set versions = array(select 99 from unnest(versions)) where kind = 'approved'" },
  { invariant: "I3", what: "a sealed predicate that is gone", service: "evaluation", sql: `delete from sealed_predicate where ${one("sealed_predicate")}` },
  { invariant: "I4", what: "a position past the end of the log", service: "activity", sql: "update consumer_position set next_offset = next_offset + 1000000" },
  { invariant: "I4", what: "a position that says less than is stored", service: "activity", sql: "update consumer_position set next_offset = 0" },
  { invariant: "I4", what: "an entry from another place in the log", service: "activity", sql: `update entry set log_offset = log_offset + 1 where ${one("entry")}` },
  { invariant: "I4", what: "a minute more than the entry's bytes make, on its day as well", service: "activity", sql: `with e as (update entry set minutes = minutes + 1 where ${one("entry")} returning agency_id, person_id, work_date, state)
    update day d set minutes = d.minutes + 1, approved_minutes = d.approved_minutes + (e.state = 2)::int from e where (d.agency_id, d.person_id, d.work_date) = (e.agency_id, e.person_id, e.work_date)` },
  ...miswritten.map(([what, column, value]): Break => (
    { invariant: "I4", what: `an entry whose bytes name another ${what}`, service: "activity", sql: `update entry set ${column} = ${value} where ${one("entry")}` })),
  { invariant: "I4", what: "a replaced version with other minutes", service: "activity", sql: `update entry_version set minutes = minutes + 1 where ${one("entry_version")}` },
  { invariant: "I5", what: "an employment that was not told", service: "identity", sql: `update employment set version = version + 1 where ${one("employment")}` },
  { invariant: "I5", what: "a plan that was not told", service: "planning", sql: `update skp set facts = facts + 1 where ${one("skp")}` },
  { invariant: "I5", what: "a copy with other content", service: "activity", sql: `update employment_copy set valid_from = valid_from - 1 where ${one("employment_copy")}` },
  { invariant: "I5", what: "a copy that is gone", service: "activity", sql: `delete from plan_copy where ${one("plan_copy")}` },
  { invariant: "I5", what: "a sealed month that was taken in otherwise", service: "evaluation", sql: `update sealed_month set approved_minutes = approved_minutes + 1 where ${one("sealed_month")}` },
  { invariant: "I5", what: "a closing that was not taken", service: "evaluation", sql: `delete from inbox where ${one("inbox")}` },
  { invariant: "I5", what: "a closing with two effects", service: "evaluation", sql: "insert into audit (at, actor, role, action, resource, request_id) select at, actor, role, action, resource, request_id from audit where action = 'take' limit 1" },
  { invariant: "I3", what: "a month that was sealed over a record put aside", service: "activity", sql: `with r as (insert into inbox_parked (consumer, topic, partition, record_offset, headers, cause, is_scoped) values ('activity-writer', 'broken', 0, -1, '{}', 'broken', true))
    insert into parked_scope (consumer, topic, partition, record_offset, number, agency_id, period) select 'activity-writer', 'broken', 0, -1, 0, agency_id, period from period where state = 'sealed' limit 1` },
  { invariant: "I5", what: "a record that was put aside", service: "activity", sql: "insert into inbox_parked (consumer, topic, partition, record_offset, headers, cause) values ('broken', 'broken', 0, 0, '{}', 'broken')" },
  { invariant: "I5", what: "an event that waits", service: "allowance", sql: "insert into outbox (id, topic, partition, key, type, payload, headers) values (gen_random_uuid(), 'broken', 0, '', 'Broken', '', '{}')" },
  { invariant: "I5", what: "an acknowledged entry that stays in the spool", service: "activity_spool", sql: "insert into outbox (id, topic, partition, key, type, payload, headers, accepted_at, entries) values (gen_random_uuid(), 'broken', 0, '', 'SubmittedBatch', '', '{}', now(), 1)" },
  { invariant: "I5", what: "a run that was not told", service: "allowance", sql: `update run set version = version + 1 where ${one("run")}` },
  ...moneyBreaks,
  { invariant: "I6", what: "a policy that was edited", service: "allowance", sql: "update policy set document = document || ' '" },
  { invariant: "I7", what: "entries that a reader was not shown", service: "activity", sql: twins },
  ...["identity", "planning", "activity", "evaluation", "allowance"].flatMap((service): Break[] => [
    { invariant: "I8", what: `an audit row of ${service} that was changed`, service, sql: `update audit set role = role || '!' where ${one("audit")}` },
    { invariant: "I8", what: `an audit row of ${service} that is gone`, service, sql: `delete from audit where ${one("audit")}` },
    { invariant: "I8", what: `an audit of ${service} without its beginning`, service, sql: "delete from audit_chain where position = (select min(position) from audit_chain)" },
    { invariant: "I8", what: `an empty audit of ${service}`, service, sql: "with gone as (delete from audit_chain) delete from audit" },
  ]),
  { invariant: "I8", what: "an audit without its end", service: "allowance", sql: `with gone as (delete from audit_chain where position = ${lastLink} returning audit_id) delete from audit where id in (select audit_id from gone)` },
  { invariant: "I8", what: "an act without its row", service: "evaluation", sql: "with gone as (delete from audit_chain c using audit a where a.id = c.audit_id and a.action = 'issue' returning a.id) delete from audit where id in (select id from gone)" },
]; // prettier-ignore

export const checkOf = (looked: Looked, { invariant }: Pick<Break, "invariant">): Promise<Finding> =>
  checks[invariant](looked);

/** What the check finds while the store is broken; the transaction never commits. Triggers are off, as they are for whoever can do such a thing. */
export async function findingOf(looked: Looked, broken: Break): Promise<Finding> {
  const query = queryOf(looked.queries, broken.service);
  await query("begin");
  try {
    await query("set local session_replication_role = replica");
    await query(broken.sql);
    return await checkOf(looked, broken);
  } finally {
    await query("rollback");
  }
}
