import {
  addDays,
  type Day,
  dayAt,
  firstDay,
  lastDay,
  type Period,
  periodOf,
  previousPeriod,
} from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

import { type Span } from "../../app/read.ts";
import {
  actingOn,
  type KnownRelation,
  assessorOn,
  type Line,
  mostAbove,
  superiorOn,
  type Waiting,
} from "../../domain/escalation.ts";
import { type ListedEntry, withDerivedFlags } from "../../domain/listing.ts";
import { int2Array, int4Array, uuidArray } from "./binary.ts";
import { viewOf } from "./view.ts";

/** So few that all their entries of a month are read together. */
export const peopleAtOnce = 20;

/** Who has open entries on some days, and who has late ones on these or others, to which they may have moved the work: what stands behind may be open. */
export async function peopleWithOpen(
  db: Db,
  agencyId: string,
  { from, to, late = { from, to } }: Span & { readonly late?: Span },
  after: string | undefined,
) {
  const rows = await db.query<{ person_id: string }>(
    `select distinct person_id from day where agency_id = $1 and work_date between $6 and $7
       and (late_entries > 0 or (open_entries > 0 and work_date between $2 and $3))
       and ($4::uuid is null or person_id > $4) order by person_id limit $5`,
    [agencyId, from, to, after ?? null, peopleAtOnce, late.from, late.to],
  );
  return rows.map(({ person_id }) => person_id);
}

/** Months in which nothing is decided any more. */
async function sealedMonths(db: Db, agencyId: string, from: Period): Promise<Set<Period>> {
  const rows = await db.query<{ period: Period }>(
    "select period from period where agency_id = $1 and state = 'sealed' and period >= $2",
    [agencyId, from],
  );
  return new Set(rows.map(({ period }) => period));
}

type StepsRow = {
  readonly key: string;
  readonly steps: number;
  readonly to: readonly string[];
  readonly via: readonly string[];
  readonly isAtTop: boolean;
};

/** Of open entries those that were accepted, or went up last in this version, so long ago. */
async function waitingSince(db: Db, entries: readonly ListedEntry[], cutoff: number, partitions: number) {
  const old = entries.filter(({ acceptedAt }) => acceptedAt <= cutoff);
  if (old.length === 0) return [];
  const rows = await db.query<StepsRow>(
    `select k.p || '/' || k.i as key, x.steps, x."to", x.via, x."isAtTop"
     from unnest($1::int2[], $2::uuid[], $3::uuid[], $4::int4[]) as k (b, p, i, v)
     cross join lateral (
       select coalesce(max(h.level), 0)::int as steps, max(s.at) as at,
         coalesce(array_agg(h.escalated_to::text order by h.level) filter (where h.escalated_to is not null), '{}') as "to",
         coalesce(array_agg(coalesce(h.via, h.person_id)::text order by h.level) filter (where h.escalated_to is not null), '{}') as via,
         coalesce((array_agg(h.escalated_to is null order by h.level desc))[1], false) as "isAtTop"
       from escalated_entry h join silence s on s.id = h.silence_id
       where h.bucket = k.b and h.person_id = k.p and h.id = k.i and h.version = k.v) x
     where x.at is null or x.at <= $5`,
    [
      int2Array(old.map(({ personId }) => partitionFor(personId, partitions))),
      uuidArray(old.map(({ personId }) => personId)),
      uuidArray(old.map(({ id }) => id)),
      int4Array(old.map(({ version }) => version)),
      new Date(cutoff),
    ],
  );
  const steps = new Map(
    rows.map(({ key, to, via, ...row }) => [
      key,
      { ...row, handed: to.map((one, at) => ({ to: one, via: via[at] ?? "" })) },
    ]),
  );
  return old.flatMap((entry): Waiting[] => {
    const known = steps.get(`${entry.personId}/${entry.id}`);
    return known === undefined ? [] : [{ ...entry, ...known }];
  });
}

/** Months and clock of a look at what waits. */
export type Asked = {
  readonly agencyId: string;
  readonly span: Span;
  readonly cutoff: number;
  readonly now: number;
  readonly partitions: number;
};

/** The same days by month: flags come from whole days, and more than a month of somebody is not read together. */
function* monthsIn({ from, to }: Span): Generator<Span> {
  for (let start = from; start <= to;) {
    const end = lastDay(periodOf(start));
    yield { from: start, to: end < to ? end : to };
    start = addDays(end, 1);
  }
}

async function flaggedOf(db: Db, people: readonly string[], { span, now, partitions }: Asked): Promise<ListedEntry[]> {
  const view = viewOf(db, partitions, now);
  const flagged: ListedEntry[] = [];
  for (const month of monthsIn(span)) {
    const listed = await view.standingOf(people, month);
    flagged.push(...withDerivedFlags(listed, await view.known(listed)));
  }
  return flagged;
}

/** What waited too long, by person, with all its flags; months that are sealed are left out. */
export async function waitingOf(db: Db, people: readonly string[], asked: Asked): Promise<Map<string, Waiting[]>> {
  const { agencyId, span, cutoff, partitions } = asked;
  if (people.length === 0) return new Map();
  const flagged = await flaggedOf(db, people, asked);
  const sealed = await sealedMonths(db, agencyId, periodOf(span.from));
  const open = flagged.filter(
    (entry) => entry.state === "open" && entry.agencyId === agencyId && !sealed.has(periodOf(entry.workDate)),
  );
  return Map.groupBy(await waitingSince(db, open, cutoff, partitions), ({ personId }) => personId);
}

type RelationRow = Omit<KnownRelation, "validTo"> & { readonly validTo: Day | null };

async function relationsOf(db: Db, personId: string): Promise<KnownRelation[]> {
  const rows = await db.query<RelationRow>(
    `select person_id as "personId", other_person_id as "otherPersonId", kind, valid_from as "validFrom", valid_to as "validTo"
     from relation_copy where person_id = $1 and kind <> 'TEAM_LEAD'`,
    [personId],
  );
  return rows.map(({ validTo, ...row }) => ({ ...row, validTo: validTo ?? undefined }));
}

/** The line that identity knows, with whoever acts for those above. */
export async function lineOf(db: Db, personId: string, today: Day): Promise<Line> {
  const own = await relationsOf(db, personId);
  const superiors: string[] = [];
  const acting: Line["acting"][number][] = [];
  for (let [below, relations] = [personId, own]; superiors.length < mostAbove;) {
    const next = superiorOn(relations, below, today);
    if (next === undefined || next === personId || superiors.includes(next)) break;
    superiors.push(next);
    acting.push(actingOn(relations, below, today));
    [below, relations] = [next, await relationsOf(db, next)];
  }
  return { personId, assessorId: assessorOn(own, personId, today), superiors, acting };
}

/** Days from the month before a month until now. */
export const spanAround = (period: Period, now: number): Span => ({
  from: firstDay(previousPeriod(period)),
  to: spanAt(now).to,
});

/** This month and the two before: older ones are sealed, or their agency does not close months. */
export function spanAt(now: number): Span {
  const to = dayAt(now, "WIT");
  return { from: firstDay(previousPeriod(previousPeriod(periodOf(to)))), to: addDays(to, 1) };
}
