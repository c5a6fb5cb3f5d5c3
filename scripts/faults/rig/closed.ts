import { createHash } from "node:crypto";
import { PeriodClosed } from "@kinerja/proto/activity/v1/activity_events";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import { queryOf } from "../../invariants/finding.ts";
import { type HistoryLine } from "../../invariants/history.ts";
import { factOf, readFacts } from "../../invariants/records.ts";
import { type Site } from "./site.ts";

const lateBit = 2;

interface StoredVersion {
  readonly person: string;
  readonly employment: string;
  readonly id: string;
  readonly version: number;
  readonly minutes: number;
  readonly late: boolean;
  readonly approved: number;
}

const versionsOfMonth = `
  select person_id as person, employment_id as employment, id::text, version, minutes, (flags & ${lateBit}) > 0 as late,
    approved_version as approved from entry where to_char(work_date, 'YYYY-MM') = $1
  union all select v.person_id, v.employment_id, v.id::text, v.version, v.minutes, (v.flags & ${lateBit}) > 0, e.approved_version
    from entry_version v join entry e using (bucket, person_id, id) where to_char(v.work_date, 'YYYY-MM') = $1`;

/** What a month counts of one person's employment: entries and minutes. */
interface Sum {
  entries: number;
  minutes: number;
}

/** By the marks of the versions alone: of each entry with one in time the highest, or the approved one. */
function sumsByMarks(versions: readonly StoredVersion[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  const inTime = versions.filter(({ late }) => !late);
  for (const of of Map.groupBy(inTime, ({ person, id }) => `${person}/${id}`).values()) {
    const highest = of.reduce((best, one) => (one.version > best.version ? one : best));
    const { person, employment, minutes } = of.find(({ version, approved }) => version === approved) ?? highest;
    const key = `${person}/${employment}`;
    const sum = sums.get(key) ?? { entries: 0, minutes: 0 };
    sums.set(key, { entries: sum.entries + 1, minutes: sum.minutes + minutes });
  }
  return sums;
}

async function sealedSums({ queries }: Site, period: string): Promise<Map<string, Sum>> {
  const rows = await queryOf(queries, "activity")<{ key: string; body: Buffer }>(
    "select concat_ws('/', person_id, employment_id) as key, body from sealed_month where period = $1 and revision = 1",
    [period],
  );
  return new Map(
    rows.map(({ key, body }) => {
      const { approvedEntries, openEntries, approvedMinutes, openMinutes } = SealedMonth.decode(body);
      return [key, { entries: approvedEntries + openEntries, minutes: approvedMinutes + openMinutes }];
    }),
  );
}

/** What became of a month's entries. */
export interface Fate {
  /** Versions that were acknowledged for the month and are stored as of it, in time and late. */
  readonly inTime: number;
  readonly late: number;
  /** Versions late that were acknowledged before closing was asked for. */
  readonly lateThoughBefore: number;
  /** Entries in time that the sealed month does not count, and those that it counts beside what is in time. */
  readonly neither: number;
  readonly both: number;
  /** Persons' employments with other minutes than their entries in time have. */
  readonly otherMinutes: number;
}

const keyOf = ({ id, version }: { readonly id: string; readonly version: number }): string => `${id}/${version}`;

/** Every acknowledged version of the month: it is counted where it was sealed, or it is marked as late. */
export async function fateOf(
  site: Site,
  period: string,
  history: readonly HistoryLine[],
  askedAt: number,
): Promise<Fate> {
  const versions = await queryOf(site.queries, "activity")<StoredVersion>(versionsOfMonth, [period]);
  const acknowledged = new Map<string, number>();
  for (const line of history)
    if (line.op === "ok") acknowledged.set(keyOf(line), Math.min(line.at ?? Infinity, acknowledged.get(keyOf(line)) ?? Infinity)); // prettier-ignore
  const ours = versions.filter((one) => acknowledged.has(keyOf(one)));
  const late = ours.filter((one) => one.late);
  const [wanted, sealed] = [sumsByMarks(versions), await sealedSums(site, period)];
  const differences = [...new Set([...wanted.keys(), ...sealed.keys()])].map((key) => {
    const [want, have] = [wanted.get(key), sealed.get(key)];
    return { entries: (have?.entries ?? 0) - (want?.entries ?? 0), minutes: have?.minutes !== want?.minutes };
  });
  return {
    inTime: ours.length - late.length,
    late: late.length,
    lateThoughBefore: late.filter((one) => (acknowledged.get(keyOf(one)) ?? Infinity) < askedAt).length,
    neither: differences.reduce((sum, { entries }) => sum + Math.max(0, -entries), 0),
    both: differences.reduce((sum, { entries }) => sum + Math.max(0, entries), 0),
    otherMinutes: differences.filter(({ minutes }) => minutes).length,
  };
}

interface Sealed {
  readonly agency: string;
  readonly revision: number;
  readonly count: bigint;
  readonly seals: number;
  readonly bodies: readonly Buffer[];
}

/** Agencies whose month was not sealed exactly once, and those that were not told of exactly once with the count and hash of the rows. */
export async function toldOf(site: Site, period: string): Promise<{ notOnce: number; wronglyTold: number }> {
  const rows = await queryOf(site.queries, "activity")<Sealed>(
    `select agency_id as agency, revision, count, (select count(*)::int from audit a
         where a.action = 'seal' and a.agency_id = p.agency_id and a.object_id = p.period) as seals,
       coalesce((select array_agg(body order by person_id, employment_id) from sealed_month s
         where (s.agency_id, s.period) = (p.agency_id, p.period)), '{}') as bodies
     from period p where period = $1 and state = 'sealed'`,
    [period],
  );
  const facts = await readFacts({ brokers: site.servers.parts.brokers, site: site.name });
  const told = factOf(facts, "activity.period").records.flatMap(({ value }) =>
    value === null ? [] : [PeriodClosed.decode(value)],
  );
  const isTold = ({ agency, bodies }: Sealed): boolean => {
    const hash = createHash("sha256");
    for (const body of bodies) hash.update(body);
    const [closed, ...more] = told.filter((one) => one.agencyId === agency && one.period === period);
    if (closed === undefined || more.length > 0 || closed.revision !== 1) return false;
    return closed.count === BigInt(bodies.length) && closed.sha256 === hash.digest("hex");
  };
  return {
    notOnce: rows.filter(({ revision, seals }) => revision !== 1 || seals !== 1).length,
    wronglyTold: rows.filter((row) => !isTold(row)).length,
  };
}
