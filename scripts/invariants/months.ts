import { createHash } from "node:crypto";
import { differenceOf, finding, together, type Finding, type Query } from "./finding.ts";

interface DayRow {
  readonly key: string;
  readonly kept: Day;
  readonly made: Day;
}

/** What a day keeps: its sums, and between which ids its entries are looked for. */
type Day = Readonly<Record<(typeof sums)[number], number> & Record<"first_id" | "last_id", string | null>>;
const sums = ["minutes", "entries", "approved_minutes", "approved_entries", "open_entries", "late_entries"] as const;

/** Days whose entries may lie in weeks that are archived: nobody can recount them here, nor a month that has one. */
const archivedDays = `
  archived_day as (
    select d.agency_id, d.person_id, d.work_date from day d
    where exists (select from archived_week w where w.restored_at is null and w.row_count > 0
      and d.last_id >= uuid_at(to_date(w.week, 'IYYY"w"IW')::timestamp at time zone 'UTC')
      and d.first_id < uuid_at((to_date(w.week, 'IYYY"w"IW') + 7)::timestamp at time zone 'UTC')))`;

const asDay = (table: string, firstId: string, lastId: string): string =>
  `jsonb_build_object(${sums.map((sum) => `'${sum}', coalesce(${table}.${sum}, 0)`).join(", ")}, 'first_id', ${firstId}, 'last_id', ${lastId})`;

/**
 * Days as kept, beside days as their entries make them, written apart from the service. While a change waits, the approved version counts, and so it does
 * whatever becomes of a change that came too late; the approval of such a change is none unless it was admitted. What was returned or cancelled counts
 * nothing, but may be late. The bounds of ids only widen: they hold every entry of the day, and each is an entry that is on it or was.
 */
const daysTwice = `
  with ${archivedDays}, judged as (
    select e.*, (e.flags & 2) <> 0 as late, v.id is not null and (e.state = 1 or e.flags & 2 <> 0) as gives_way,
      v.agency_id as approved_agency, v.work_date as approved_date, v.minutes as minutes_before
    from entry e left join entry_version v on (v.bucket, v.person_id, v.id, v.version) = (e.bucket, e.person_id, e.id, e.approved_version)
  ), part as (
    select agency_id, person_id, work_date, id, minutes, not gives_way and state in (1, 2) as counts,
      state = 2 and not gives_way and (not late or approved_version = version) as approved, state = 1 as open, late from judged
    union all select approved_agency, person_id, approved_date, id, minutes_before, true, true, false, false from judged where gives_way
  ), made as (
    select agency_id, person_id, work_date, coalesce(sum(minutes) filter (where counts), 0) as minutes, count(*) filter (where counts) as entries,
      coalesce(sum(minutes) filter (where approved), 0) as approved_minutes, count(*) filter (where approved) as approved_entries,
      count(*) filter (where open) as open_entries, count(*) filter (where late) as late_entries,
      (array_agg(id order by id))[1] as lowest, (array_agg(id order by id desc))[1] as highest
    from part group by 1, 2, 3
  ), been as (
    select agency_id, person_id, work_date, array_agg(id) as ids from (
      select agency_id, person_id, work_date, id from entry union all select agency_id, person_id, work_date, id from entry_version) v
    group by 1, 2, 3
  )
  select concat_ws('/', agency_id, person_id, work_date) as key, ${asDay("d", "d.first_id", "d.last_id")} as kept,
    ${asDay(
      "m",
      "case when d.first_id = any (ids) and d.first_id <= coalesce(m.lowest, d.last_id) then d.first_id else m.lowest end",
      "case when d.last_id = any (ids) and d.last_id >= coalesce(m.highest, d.first_id) then d.last_id else m.highest end",
    )} as made
  from day d full join made m using (agency_id, person_id, work_date) left join been using (agency_id, person_id, work_date)
  where (agency_id, person_id, work_date) not in (select agency_id, person_id, work_date from archived_day)`;

/** I3, days: each entry counts once: what is kept of a day is what its entries make. */
export async function checkDays(activity: Query): Promise<Finding> {
  const rows = await activity<DayRow>(daysTwice);
  const wrong = rows.flatMap(({ key, kept, made }) => {
    const fault = differenceOf(kept, made);
    return fault === undefined ? [] : [`${key} is not what its entries make: ${fault}`];
  });
  return finding(rows.length, wrong);
}

/** Versions with the deadline and the fixed end of the log of their own month and of every version below them. */
const timedVersions = `
  with ${archivedDays}, version as (
    select bucket, person_id, id, version, agency_id, employment_id, work_date, minutes, zone, accepted_at, log_offset, state = 4 as cancelled,
      (flags & 2) <> 0 as late, true as is_current from entry
    union all select bucket, person_id, id, version, agency_id, employment_id, work_date, minutes, zone, accepted_at, log_offset, cancelled,
      (flags & 2) <> 0, false from entry_version
  ), grace as (
    select extract(epoch from max(deadline at time zone 'UTC' + interval '9 hours')::date - (to_date(max(period), 'YYYY-MM') + interval '1 month')) / 86400 as days
    from period where state = 'sealed'
  ), timed as (
    select v.*, min((f.first_offsets ->> v.bucket)::int8) over below as fixed,
      exists (select from inbox_parked q where q.consumer = 'activity-writer' and q.partition = v.bucket and v.log_offset = any (q.redriven_offsets)) as redriven,
      min((date_trunc('month', work_date::timestamp) + interval '1 month' + (select days from grace) * interval '1 day'
        - (6 + zone) * interval '1 hour') at time zone 'UTC') over below as deadline
    from version v left join period f on f.agency_id = v.agency_id and f.period = to_char(v.work_date, 'YYYY-MM')
    window below as (partition by bucket, person_id, id order by version)
  )`;

/**
 * Months as versions and decisions make them, written apart from the service: a version counts in a sealed month when it came before the deadline of its
 * own month and of every version below it, and lies before the end of the log that their first closing fixed, or was approved while its month was open again. The last decision on a version that
 * counts says which one is approved, or that the highest one went back; what is decided on others is nothing here. How many days after the month's end are granted is read from the period's deadline,
 * which is a midnight in the agency's westernmost zone.
 */
const monthsAnew = `${timedVersions}, admitted as (
    select distinct v.bucket, v.person_id, v.id, v.version from decision d, unnest(d.entry_ids, d.versions) as e (id, version)
    join version v on v.id = e.id and v.version = e.version
    join reopening r on r.agency_id = v.agency_id and r.period = to_char(v.work_date, 'YYYY-MM') and r.state = 'CONFIRMED'
    where (v.bucket, v.person_id) = (d.bucket, d.person_id) and d.kind = 'approved' and d.decided_at >= r.decided_at
  ), countable as (
    select t.*, (accepted_at <= deadline and (case when redriven then not late else log_offset < coalesce(fixed, log_offset + 1) end))
      or a.id is not null as counts from timed t left join admitted a using (bucket, person_id, id, version)
  ), highest as (
    select distinct on (bucket, person_id, id) * from countable where counts order by bucket, person_id, id, version desc
  ), decided as (
    select distinct on (d.bucket, d.person_id, e.id) d.bucket, d.person_id, e.id, e.version as version, d.kind
    from decision d cross join unnest(d.entry_ids, d.versions) as e (id, version)
    join countable c on (c.bucket, c.person_id, c.id, c.version) = (d.bucket, d.person_id, e.id, e.version) and c.counts
    order by d.bucket, d.person_id, e.id, d.decided_at desc, d.id desc
  ), counted as (
    select coalesce(a.agency_id, h.agency_id) as agency_id, h.person_id, coalesce(a.employment_id, h.employment_id) as employment_id,
      coalesce(a.work_date, h.work_date) as work_date, coalesce(a.minutes, h.minutes) as minutes, a.id is not null as approved
    from highest h
    left join decided d using (bucket, person_id, id)
    left join countable a on d.kind = 'approved' and (a.bucket, a.person_id, a.id, a.version) = (h.bucket, h.person_id, h.id, d.version)
      and a.counts and a.version <= h.version
    where not h.cancelled and not coalesce(d.kind = 'returned' and d.version = h.version, false)
  )
  select concat_ws('/', agency_id, to_char(work_date, 'YYYY-MM'), person_id, employment_id) as key,
    concat_ws(' ', coalesce(sum(minutes) filter (where approved), 0), coalesce(sum(minutes) filter (where not approved), 0),
      count(*) filter (where approved), count(*) filter (where not approved), count(distinct work_date)) as sums
  from counted c where exists (select from period p
    where p.agency_id = c.agency_id and p.period = to_char(c.work_date, 'YYYY-MM') and p.state = 'sealed')
    and (agency_id, person_id, to_char(work_date, 'YYYY-MM')) not in (select agency_id, person_id, to_char(work_date, 'YYYY-MM') from archived_day)
  group by agency_id, to_char(work_date, 'YYYY-MM'), person_id, employment_id`;

/**
 * I3, late: an entry is marked late exactly where its current version came after the deadline or lies behind the fixed end. What was put aside and published
 * once more may be late for another reason.
 */
async function checkLate(activity: Query): Promise<Finding> {
  const rows = await activity<{ key: string; late: boolean; due: boolean }>(
    `${timedVersions} select concat_ws('/', person_id, id) as key, late, due from (
       select *, accepted_at > deadline or log_offset >= coalesce(fixed, log_offset + 1) as due from timed
       where is_current and not redriven and deadline is not null) t`,
  );
  const wrong = rows.filter(({ late, due }) => late !== due);
  return finding(
    rows.length,
    wrong.map(({ key, late }) => `${key} is ${late ? "marked late and came in time" : "late and not marked"}`),
  );
}

const newestRows = `
  with ${archivedDays}
  select concat_ws('/', agency_id, period, person_id, employment_id) as key, body from sealed_month s join period p using (agency_id, period, revision)
  where p.state = 'sealed' and (agency_id, person_id, period) not in (select agency_id, person_id, to_char(work_date, 'YYYY-MM') from archived_day)`;

/** I3, months: each sealed month is what a recount of its versions and decisions gives. */
async function checkMonths(activity: Query): Promise<Finding> {
  const { SealedMonth } = await import("@kinerja/proto/activity/v1/activity_service");
  const rows = await activity<{ key: string; body: Buffer }>(newestRows);
  const kept = new Map(
    rows.map(({ key, body }) => {
      const { approvedMinutes, openMinutes, approvedEntries, openEntries, daysWithEntries } = SealedMonth.decode(body);
      return [key, [approvedMinutes, openMinutes, approvedEntries, openEntries, daysWithEntries].join(" ")];
    }),
  );
  const made = new Map((await activity<{ key: string; sums: string }>(monthsAnew)).map(({ key, sums }) => [key, sums]));
  const nothing = "0 0 0 0 0";
  const wrong = [...new Set([...kept.keys(), ...made.keys()])].flatMap((key) => {
    const [stands, recount] = [kept.get(key), made.get(key) ?? nothing];
    return stands === recount ? [] : [`${key}: sealed ${String(stands)}, a recount makes ${recount}`];
  });
  return finding(kept.size, wrong);
}

interface Seal {
  readonly key: string;
  readonly count: bigint;
  readonly sha256: string;
  readonly bodies: readonly Buffer[];
}

/** I3, seals: the rows of a sealed revision have the count and the hash that were told of them. */
function checkSeals(seals: readonly Seal[]): Finding {
  const wrong = seals.filter(({ count, sha256, bodies }) => {
    const hash = createHash("sha256");
    for (const body of bodies) hash.update(body);
    return count !== BigInt(bodies.length) || hash.digest("hex") !== sha256;
  });
  return finding(
    seals.length,
    wrong.map(({ key }) => `${key}: the sealed rows are not those that were hashed`),
  );
}

const bodiesOf = (table: string): string =>
  `coalesce((select array_agg(body order by person_id, employment_id) from ${table} s
     where (s.agency_id, s.period, s.revision) = (p.agency_id, p.period, p.revision)), '{}') as bodies`;

const activitySeals = `select concat_ws('/', 'months', agency_id, period, revision) as key, count, sha256, ${bodiesOf("sealed_month")}
  from period p where state = 'sealed'`;
const evaluationSeals = `select concat_ws('/', 'predicates', agency_id, period, revision) as key, count, sha256, ${bodiesOf("sealed_predicate")}
  from evaluation_period p`;

/** A month is not sealed while a record lies aside that names it and came before the end that the month waited for. */
const sealedAside = `
  select concat_ws('/', m.agency_id, m.period) as key, concat(p.partition, ':', p.record_offset) as place
  from period m join parked_scope s on s.agency_id = m.agency_id and s.period = m.period
  join inbox_parked p using (consumer, topic, partition, record_offset)
  where m.state = 'sealed' and p.settled_at is null and coalesce(p.first_offset, p.record_offset) < (m.offsets ->> p.partition)::int8`;

async function checkAside(activity: Query): Promise<Finding> {
  const [sealed] = await activity<{ count: bigint }>("select count(*) from period where state = 'sealed'");
  const rows = await activity<{ key: string; place: string }>(sealedAside);
  return finding(
    Number(sealed?.count ?? 0),
    rows.map(({ key, place }) => `${key} is sealed, and ${place} lies aside that names it`),
  );
}

export async function checkRollUps(activity: Query, evaluation: Query): Promise<Finding> {
  const seals = [...(await activity<Seal>(activitySeals)), ...(await evaluation<Seal>(evaluationSeals))];
  return together([
    await checkDays(activity),
    await checkMonths(activity),
    await checkLate(activity),
    checkSeals(seals),
    await checkAside(activity),
  ]);
}
