import { type Day, type Period } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import {
  type ChangedFact,
  type CorrectionRecords,
  type FrozenPost,
  type QueuedTrigger,
  type TouchedRun,
  type Trigger,
  type TriggerBody,
  type TriggerQueue,
} from "../../app/corrections/ports.ts";
import { factKinds } from "../../domain/facts/kinds.ts";
import { isOfPayout } from "../../domain/facts/month.ts";
import { factsReader } from "../../domain/frozen-facts.ts";
import { type FactValue } from "../../domain/policy/sources.ts";

type QueueRow = {
  id: string;
  kind: Trigger["kind"];
  agency_id: string;
  key: string;
  body: TriggerBody;
  at: Date;
};

/** Notices a change, once, unless no run of the agency had begun by then: nothing can have been paid without it. Other services have other clocks. */
export async function enqueueTrigger(db: Db, { kind, agencyId, key, body, at }: Trigger): Promise<void> {
  await db.query(
    `insert into correction_trigger (kind, agency_id, key, body, at)
     select $1, $2, $3, $4, $5 where exists (select from run r where r.agency_id = $2 and r.state <> 'FAILED' and r.started_at <= $5::timestamptz + interval '5 minutes')
     on conflict (kind, agency_id, key) do nothing`,
    [kind, agencyId, key, JSON.stringify(body), new Date(at)],
  );
}

/** While a run of the agency is on its way nobody can say whom it will pay: its triggers wait. */
export const triggerQueue = (db: Db): TriggerQueue => ({
  async next(limit: number): Promise<QueuedTrigger[]> {
    const rows = await db.query<QueueRow>(
      `select id, kind, agency_id, key, body, at from (
         select t.*, row_number() over (partition by agency_id order by id) as turn from correction_trigger t
         where done_at is null and not exists (select from run_work w where w.agency_id = t.agency_id)
           and (failed_at is null or failed_at < now() - least(interval '1 minute' * power(2, least(attempts, 11)), interval '1 day'))) waiting
       order by turn, id limit $1`,
      [limit],
    );
    return rows.map(({ agency_id, at, ...row }) => ({ ...row, agencyId: agency_id, at: at.getTime() }));
  },
  async done(id: string): Promise<void> {
    await db.query("update correction_trigger set done_at = now() where id = $1", [id]);
  },
  async failed(id: string): Promise<number> {
    const [row] = await db.query<{ attempts: number }>(
      `with failed as (update correction_trigger set attempts = attempts + 1, failed_at = clock_timestamp() where id = $1 returning attempts)
       select attempts from failed`,
      [id],
    );
    return row?.attempts ?? 0;
  },
});

type FactRow = {
  person_id: string | null;
  unit_id: string | null;
  valid_from: Day;
  valid_to: Day | null;
  of_payout: boolean;
};

/** Kinds that only the payout asks for. */
const payoutKinds = factKinds.filter(isOfPayout);

async function changedFacts(db: Db, agencyId: string, moment: number): Promise<ChangedFact[]> {
  const rows = await db.query<FactRow>(
    `select person_id, unit_id, min(valid_from) as valid_from,
       case when bool_or(valid_to is null) then null else max(valid_to) end as valid_to, kind = any($3::text[]) as of_payout
     from fact where agency_id = $1 and state = 'CONFIRMED' and (decided_at = $2 or superseded_at = $2)
     group by person_id, unit_id, kind = any($3::text[]) order by person_id`,
    [agencyId, new Date(moment), payoutKinds],
  );
  return rows.map((row) => ({
    personId: row.person_id ?? undefined,
    unitId: row.unit_id ?? undefined,
    validFrom: row.valid_from,
    validTo: row.valid_to ?? undefined,
    isOfPayout: row.of_payout,
  }));
}

/** A case for whoever is in a run of the agency from the day's month on that was frozen before; the same trigger opens none. */
async function openWherePosted(
  db: Db,
  cases: Parameters<CorrectionRecords["openWherePosted"]>[0],
  frozenBefore: number,
  at: number,
  by: "period" | "payout" = "period",
): Promise<string[]> {
  const month = { period: "r.period", payout: "r.payout_period" }[by];
  if (cases.length === 0) return [];
  const rows = await db.query<{ id: string }>(
    `insert into correction_case (agency_id, person_id, trigger_kind, trigger_key, affected_from, note, opened_at)
     select c.agency_id, c.person_id, c.trigger_kind, c.trigger_key, c.affected_from, c.note, $8
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::text[])
       as c (agency_id, person_id, trigger_kind, trigger_key, affected_from, note)
     where exists (select from run r join payout p on p.payout_period = r.payout_period and p.run_id = r.id and p.person_id = c.person_id
       where r.agency_id = c.agency_id and not r.dues_only and r.state in ('COMPUTED', 'POSTED', 'SETTLED')
         and ${month} >= to_char(c.affected_from, 'YYYY-MM') and r.started_at <= $7)
     order by c.person_id
     on conflict (agency_id, person_id, trigger_kind, trigger_key) do nothing returning id`,
    [
      cases.map(({ agencyId }) => agencyId),
      cases.map(({ personId }) => personId),
      cases.map(({ triggerKind }) => triggerKind),
      cases.map(({ triggerKey }) => triggerKey),
      cases.map(({ affectedFrom }) => affectedFrom),
      cases.map(({ note }) => note),
      new Date(frozenBefore),
      new Date(at),
    ],
  );
  return rows.map(({ id }) => id);
}

type RunRow = {
  id: string;
  agency_id: string;
  period: Period;
  payout_period: Period;
  activity_revision: number;
};

async function touchedRuns(
  db: Db,
  agencyId: string,
  months: { readonly from: Period; readonly to: Period | undefined; readonly regular: boolean },
  frozenBefore: number,
): Promise<TouchedRun[]> {
  const rows = await db.query<RunRow>(
    `select r.id, r.agency_id, r.period, r.payout_period, r.activity_revision from run r
     where r.agency_id = $1 and (r.kind = 'REGULAR' or not $5 and not r.dues_only) and r.state in ('COMPUTED', 'POSTED', 'SETTLED')
       and r.period >= $2 and ($3::text is null or r.period <= $3) and r.started_at <= $4 order by r.period, r.sequence`,
    [agencyId, months.from, months.to ?? null, new Date(frozenBefore), months.regular],
  );
  return rows.map((row) => ({
    ...{ id: row.id, agencyId: row.agency_id, period: row.period, payoutPeriod: row.payout_period },
    activityRevision: row.activity_revision,
  }));
}

const textOf = (value: FactValue | undefined): string => (typeof value === "string" ? value : "");

/** Days and flags of the rows that a run has frozen for a person; facts are read by whoever knows their packed form. */
async function frozenPosts(db: Db, run: TouchedRun, personId: string): Promise<FrozenPost[]> {
  const rows = await db.query<{
    employment_id: string;
    days: number;
    facts: string;
    shapes: string;
    flags: string | null;
  }>(
    `select f.employment_id, f.days, f.facts, g.shapes, f.flags from frozen f join run_range g on g.run_id = f.run_id and g.no = f.range_no
     where f.period = $1 and f.run_id = $2 and f.person_id = $3 and f.facts <> '' order by f.employment_id`,
    [run.period, run.id, personId],
  );
  return rows.map((row) => {
    const facts = factsReader(row.shapes)(row.facts);
    return {
      ...{ employmentId: row.employment_id, days: row.days },
      positionClass: textOf(facts["roster.class"]),
      staffKind: textOf(facts["roster.staff_kind"]),
      sharesDays: row.flags?.includes("DAYS_PAID_ELSEWHERE") ?? false,
    };
  });
}

type TriggerRecords = Pick<
  CorrectionRecords,
  "enqueue" | "changedFacts" | "openWherePosted" | "touchedRuns" | "frozenPosts"
>;

export const triggerRecords = (db: Db): TriggerRecords => ({
  enqueue: (trigger) => enqueueTrigger(db, trigger),
  changedFacts: (agencyId, moment) => changedFacts(db, agencyId, moment),
  openWherePosted: (cases, frozenBefore, at, by) => openWherePosted(db, cases, frozenBefore, at, by),
  touchedRuns: (agencyId, months, frozenBefore) => touchedRuns(db, agencyId, months, frozenBefore),
  frozenPosts: (run, personId) => frozenPosts(db, run, personId),
});
