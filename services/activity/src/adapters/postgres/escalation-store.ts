import {
  addDays,
  type Day,
  dayAt,
  firstDay,
  type Period,
  periodOf,
  previousPeriod,
  uuidV7,
} from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type EscalationStore } from "../../app/escalate.ts";
import {
  assessorOn,
  type EscalationPolicy,
  type KnownRelation,
  superiorOn,
  type Timeout,
  timeoutsOf,
} from "../../domain/escalation.ts";
import { type ListedEntry, withDerivedFlags } from "../../domain/listing.ts";
import { int2Array, int4Array, uuidArray } from "./binary.ts";
import { decideIn } from "./decision-store.ts";
import { policiesInForce } from "./oversight-store.ts";
import { viewOf } from "./view.ts";

const dayMs = 86_400_000;
const peopleAtOnce = 50;
/** As one act of a superior. */
const mostAtOnce = 500;
const system = "system/activity";
const nobody = "00000000-0000-0000-0000-000000000000";

type Span = { readonly from: Day; readonly to: Day };

async function peopleWithOpen(db: Db, agencyId: string, { from, to }: Span, after: string | undefined) {
  const rows = await db.query<{ person_id: string }>(
    `select distinct person_id from day where agency_id = $1 and work_date between $2 and $3 and open_entries > 0
       and ($4::uuid is null or person_id > $4) order by person_id limit $5`,
    [agencyId, from, to, after ?? null, peopleAtOnce],
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

/** Of open entries those that were accepted so long ago and have not gone up in this version. */
async function waitingSince(db: Db, entries: readonly ListedEntry[], cutoff: Date, partitions: number) {
  if (entries.length === 0) return [];
  const ids = entries.map(({ id }) => id).sort();
  const rows = await db.query<{ key: string }>(
    `select k.p || '/' || k.i as key from unnest($1::int2[], $2::uuid[], $3::uuid[], $4::int4[]) as k (b, p, i, v)
     cross join lateral (select 1 from entry where bucket = k.b and person_id = k.p and id = k.i and id between $5 and $6
       and version = k.v and state = 1 and accepted_at <= $7 offset 0) e
     where not exists (select from escalated_entry x where x.bucket = k.b and x.person_id = k.p and x.id = k.i and x.version = k.v)`,
    [
      int2Array(entries.map(({ personId }) => partitionFor(personId, partitions))),
      uuidArray(entries.map(({ personId }) => personId)),
      uuidArray(entries.map(({ id }) => id)),
      int4Array(entries.map(({ version }) => version)),
      ...[ids[0], ids.at(-1), cutoff],
    ],
  );
  const waiting = new Set(rows.map(({ key }) => key));
  return entries.filter(({ personId, id }) => waiting.has(`${personId}/${id}`));
}

type RelationRow = Omit<KnownRelation, "validTo"> & { readonly validTo: Day | null };

async function relationsOf(db: Db, personIds: readonly string[]): Promise<KnownRelation[]> {
  const rows = await db.query<RelationRow>(
    `select person_id as "personId", other_person_id as "otherPersonId", kind, valid_from as "validFrom", valid_to as "validTo"
     from relation_copy where person_id = any ($1::uuid[]) and kind <> 'TEAM_LEAD'`,
    [uuidArray(personIds)],
  );
  return rows.map(({ validTo, ...row }) => ({ ...row, validTo: validTo ?? undefined }));
}

type Line = { readonly assessorId: string | undefined; readonly above: string | undefined };

async function lineOf(db: Db, personId: string, today: Day): Promise<Line> {
  const relations = await relationsOf(db, [personId]);
  const assessorId = assessorOn(relations, personId, today);
  // The line that identity knows as atasan pejabat penilai: whoever acts for somebody is not in it.
  const superior = superiorOn(relations, personId, today);
  const above = superior && superiorOn(await relationsOf(db, [superior]), superior, today);
  return { assessorId, above };
}

type Case = Line & {
  readonly policy: EscalationPolicy;
  readonly personId: string;
  readonly bucket: number;
  readonly now: number;
};

const auditOf = ({ policy }: Case) => ({
  ...{ actor: system, role: "system", requestId: policy.id, agencyId: policy.agencyId },
});

async function approve(db: Db, one: Case, entries: readonly ListedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const seen = entries.map(({ id: entryId, version }) => ({ entryId, version }));
  const { bucket, now, personId, assessorId = nobody } = one;
  const act = { id: uuidV7(now), now, bucket, actorId: assessorId, byTimeout: true, audit: auditOf(one) };
  await decideIn(db, act, { personId, kind: "approved", seen, reason: undefined, note: undefined });
}

async function handUp(db: Db, one: Case, silenceId: string, entries: readonly ListedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db.query(
    `insert into escalated_entry (bucket, person_id, id, version, agency_id, silence_id, escalated_to)
     select $1, $2, n.i, n.v, $3, $4, $5 from unnest($6::uuid[], $7::int4[]) as n (i, v) on conflict do nothing`,
    [
      ...[one.bucket, one.personId, one.policy.agencyId, silenceId, one.above ?? null],
      uuidArray(entries.map(({ id }) => id)),
      int4Array(entries.map(({ version }) => version)),
    ],
  );
}

async function settle(db: Db, one: Case, { period, approve: clean, escalate }: Timeout): Promise<void> {
  const id = uuidV7(one.now);
  const [approved, escalated] = [clean.slice(0, mostAtOnce), escalate.slice(0, mostAtOnce)];
  await approve(db, one, approved);
  await handUp(db, one, id, escalated);
  await db.query(
    `insert into silence (id, agency_id, person_id, period, assessor_id, escalated_to, approved, escalated, policy_id, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, one.policy.agencyId, one.personId, period, one.assessorId ?? null],
      ...[escalated.length > 0 ? (one.above ?? null) : null, approved.length, escalated.length, one.policy.id],
      new Date(one.now),
    ],
  );
}

/** This month and the two before: older ones are sealed, or their agency does not close months. */
function spanAt(now: number): Span {
  const to = dayAt(now, "WIT");
  return { from: firstDay(previousPeriod(previousPeriod(periodOf(to)))), to: addDays(to, 1) };
}

export function postgresEscalationStore(db: Database, partitions: number): EscalationStore {
  const scoped = <T>(agencyId: string, work: (tx: Db) => Promise<T>): Promise<T> =>
    db.transaction({ agencies: [agencyId], byKey: true }, work);

  /** What waited too long, by person; months that are sealed are left out. */
  const findTimeouts = (policy: EscalationPolicy, after: string | undefined, now: number) =>
    scoped(policy.agencyId, async (tx) => {
      const span = spanAt(now);
      const people = await peopleWithOpen(tx, policy.agencyId, span, after);
      const view = viewOf(tx, partitions, now);
      const listed = people.length === 0 ? [] : await view.listedOf(people, span);
      const cutoff = new Date(now - policy.waitingDays * dayMs);
      const flagged = withDerivedFlags(listed, await view.known(listed));
      const sealed = await sealedMonths(tx, policy.agencyId, periodOf(span.from));
      const open = flagged.filter(
        ({ state, agencyId, workDate }) =>
          state === "open" && agencyId === policy.agencyId && !sealed.has(periodOf(workDate)),
      );
      const waiting = await waitingSince(tx, open, cutoff, partitions);
      return { people, byPerson: Map.groupBy(waiting, ({ personId }) => personId) };
    });

  return {
    policies: async () => (await policiesInForce(db)).filter(({ onTimeout }) => onTimeout !== "WAIT"),
    async sweep(policy, after, now) {
      const { people, byPerson } = await findTimeouts(policy, after, now);
      let [approved, escalated] = [0, 0];
      for (const [personId, entries] of byPerson)
        await scoped(policy.agencyId, async (tx) => {
          const line = await lineOf(tx, personId, dayAt(now, "WIB"));
          const one: Case = { ...line, policy, personId, bucket: partitionFor(personId, partitions), now };
          for (const timeout of timeoutsOf(entries, policy.onTimeout)) {
            await settle(tx, one, timeout);
            approved += timeout.approve.length;
            escalated += timeout.escalate.length;
          }
        });
      return { after: people.length < peopleAtOnce ? undefined : people.at(-1), approved, escalated };
    },
  };
}
