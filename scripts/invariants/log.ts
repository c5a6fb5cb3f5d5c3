import { finding, type Finding, type Query } from "./finding.ts";
import { type HistoryLine } from "./history.ts";

type Key = string;
const keyOf = (person: string, id: string, version: number): Key => `${person}/${id}/${version}`;

interface Stored {
  readonly person_id: string;
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
}

const storedVersions = `
  select person_id, id, version, encode(body_sha256, 'hex') as sha256 from entry
  union all select person_id, id, version, encode(body_sha256, 'hex') from entry_version
  union all select person_id, id, version, encode(body_sha256, 'hex') from entry_conflict`;

/** I1: what was acknowledged is stored with the acknowledged content. I2: what is stored was asked for. */
export async function checkLog(
  query: Query,
  history: AsyncIterable<HistoryLine>,
): Promise<{ I1: Finding; I2: Finding }> {
  const rows = await query<Stored>(storedVersions);
  const hashes = new Map<Key, Set<string>>();
  for (const { person_id, id, version, sha256 } of rows) {
    const key = keyOf(person_id, id, version);
    hashes.set(key, (hashes.get(key) ?? new Set()).add(sha256));
  }
  const invoked = new Set<Key>();
  const lost: string[] = [];
  let acknowledged = 0;
  for await (const { op, person, id, version, sha256 = "" } of history) {
    const key = keyOf(person, id, version);
    if (op === "invoke") invoked.add(key);
    if (op !== "ok") continue;
    acknowledged++;
    if (!hashes.get(key)?.has(sha256)) lost.push(`${key} was acknowledged as ${sha256} and is not stored so`);
  }
  const invented = [...hashes.keys()].filter((key) => !invoked.has(key));
  return {
    I1: finding(acknowledged, lost),
    I2: finding(hashes.size, invented.map((key) => `${key} is stored and was never sent`)), // prettier-ignore
  };
}

interface DayRow {
  readonly key: string;
  readonly kept: string;
  readonly recomputed: string;
}

/**
 * Days as kept, beside days as their entries make them. Returned and cancelled entries count nothing; while a change waits, the approved
 * version counts.
 */
const daysTwice = `
  with counted as (
    select agency_id, person_id, work_date, minutes from entry where state = 2 or (state = 1 and approved_version = 0)
    union all select v.agency_id, v.person_id, v.work_date, v.minutes from entry e join entry_version v using (bucket, person_id, id)
      where e.state = 1 and e.approved_version > 0 and v.version = e.approved_version
  ), made as (
    select agency_id, person_id, work_date, sum(minutes)::int as minutes, count(*)::int as entries from counted group by 1, 2, 3
  )
  select concat_ws('/', agency_id, person_id, work_date) as key,
    concat_ws(' ', coalesce(d.minutes, 0), coalesce(d.entries, 0)) as kept,
    concat_ws(' ', coalesce(m.minutes, 0), coalesce(m.entries, 0)) as recomputed
  from day d full join made m using (agency_id, person_id, work_date)`;

/** I3: each entry counts once: days computed anew from the entries equal the kept ones. */
export async function checkDays(query: Query): Promise<Finding> {
  const rows = await query<DayRow>(daysTwice);
  const wrong = rows.filter(({ kept, recomputed }) => kept !== recomputed);
  return finding(
    rows.length,
    wrong.map(({ key, kept, recomputed }) => `${key}: kept ${kept}, entries make ${recomputed}`),
  );
}

/** I4: effects stand in the order of the log: no lower version was read later and won, and positions never passed the end. */
export async function checkOrder(query: Query): Promise<Finding> {
  const rows = await query<{ key: string; current: number; highest: number; first_offset: bigint; log_offset: bigint }>(
    `select concat_ws('/', e.person_id, e.id) as key, e.version as current, e.log_offset,
       greatest(e.version, max(v.version)) as highest,
       least(e.log_offset, min(c.log_offset) filter (where c.version = e.version)) as first_offset
     from entry e
     left join entry_version v using (bucket, person_id, id)
     left join entry_conflict c using (bucket, person_id, id)
     group by e.bucket, e.person_id, e.id, e.version, e.log_offset`,
  );
  const wrong = rows.flatMap(({ key, current, highest, first_offset, log_offset }) => [
    ...(current === highest ? [] : [`${key}: version ${current} stands although ${highest} came`]),
    ...(first_offset === log_offset ? [] : [`${key}: a twin that came later stands`]),
  ]);
  return finding(rows.length, wrong);
}
