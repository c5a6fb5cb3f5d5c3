import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database, type Db, noScope } from "@kinerja/common/postgres";

import { type ParkedStore, type Redriven } from "../../app/parked.ts";
import { type ParkedScope } from "../../domain/parked.ts";
import { type ParkedRaw, scopesOf } from "../kafka/parked-scope.ts";
import { readPositions } from "./positions.ts";

type Month = { readonly agencyId: string; readonly period: Period };

/** By these a month is counted: the log, and the copies of employments and plans. */
export const counted = ["activity-writer", "activity-employments", "activity-plans"];
const nobody = "00000000-0000-0000-0000-000000000000";
const slice = 500;

/**
 * Which of the buckets hold people who may have work of the month: everybody who was ever of the agency, since entries from outside of an employment's
 * days are taken, too. One page of a large agency has all of them.
 */
async function bucketsWithPeople(db: Db, month: Month, wanted: ReadonlySet<number>, partitions: number) {
  const params = [month.agencyId, firstDay(month.period), lastDay(month.period)];
  const left = new Set(wanted);
  for (let after = nobody; left.size > 0;) {
    const rows = await db.query<{ id: string }>(
      `select distinct person_id as id from employment_copy where agency_id = $1 and person_id > $2 order by 1 limit ${slice}`,
      [month.agencyId, after],
    );
    for (const { id } of rows) left.delete(partitionFor(id, partitions));
    const last = rows.at(-1);
    if (last === undefined || rows.length < slice) break;
    after = last.id;
  }
  if (left.size > 0) {
    const rows = await db.query<{ bucket: number }>(
      `select b as bucket from unnest($4::int[]) as b where exists (
         select from day where agency_id = $1 and work_date between $2 and $3 and bucket = b)`,
      [...params, [...left]],
    );
    for (const { bucket } of rows) left.delete(bucket);
  }
  return new Set([...wanted].filter((bucket) => !left.has(bucket)));
}

type Waiting = { readonly consumer: string; readonly partition: number; readonly named: boolean };

/**
 * Records put aside and not settled that may belong to an agency's month: they name it, or name somebody of its people, or nobody can tell whose
 * they are and their partition holds people of it. What came into the log after the end that its first sealing waits for was not accepted in time,
 * unless it had lain there before and was published once more. Whose role sees no scope of other agencies counts the same.
 */
export async function parkedIn(db: Db, month: Month, partitions: number): Promise<bigint> {
  const rows = await db.query<Waiting>(
    `select p.consumer, p.partition, bool_or(p.is_scoped and (s.agency_id is not null or s.person_id is not null)) as named
     from inbox_parked p
     left join period m on m.agency_id = $1 and m.period = $2
     left join parked_scope s using (consumer, topic, partition, record_offset)
     where p.settled_at is null and p.consumer = any ($3::text[])
       and not (p.consumer = 'activity-writer' and coalesce(m.revision, 0) = 0 and coalesce(coalesce(p.first_offset, p.record_offset) >= (m.offsets ->> p.partition)::int8, false))
       and (not p.is_scoped or s.number is not null and (s.period is null or s.period = $2) and (s.agency_id = $1 or s.agency_id is null and (s.person_id is null
         or exists (select from employment_copy c where c.person_id = s.person_id and c.agency_id = $1))))
     group by p.consumer, p.topic, p.partition, p.record_offset`,
    [month.agencyId, month.period, counted],
  );
  const isInBucket = ({ consumer, named }: Waiting): boolean => consumer === "activity-writer" && !named;
  const wanted = new Set(rows.filter(isInBucket).map(({ partition }) => partition));
  const held = wanted.size === 0 ? wanted : await bucketsWithPeople(db, month, wanted, partitions);
  return BigInt(rows.filter((row) => !isInBucket(row) || held.has(row.partition)).length);
}

const atOnce = 50;
const place = "consumer, topic, partition, record_offset";
type Place = { readonly consumer: string; readonly topic: string; readonly partition: number; readonly offset: bigint };

/** Somebody of whom no agency is known may be anybody. */
async function keepScopes(db: Db, { consumer, topic, partition, offset }: Place, scopes: readonly ParkedScope[]) {
  await db.query(
    `insert into parked_scope (${place}, number, person_id, agency_id, period)
     select $1, $2, $3, $4, number, case when agency is not null or exists (select from employment_copy c where c.person_id = person) then person end,
       agency, period from unnest($5::int[], $6::uuid[], $7::uuid[], $8::text[]) as t (number, person, agency, period)`,
    [
      ...[consumer, topic, partition, offset],
      scopes.map((_, number) => number),
      scopes.map(({ personId }) => personId ?? null),
      scopes.map(({ agencyId }) => agencyId ?? null),
      scopes.map(({ period }) => period ?? null),
    ],
  );
  await db.query(
    "update inbox_parked set is_scoped = true where consumer = $1 and topic = $2 and partition = $3 and record_offset = $4",
    [consumer, topic, partition, offset],
  );
}

/** As the closer. */
export const postgresParkedStore = (db: Database): ParkedStore => ({
  noteScopes: () =>
    db.transaction(noScope, async (tx) => {
      const rows = await tx.query<Place & ParkedRaw>(
        `select consumer, topic, partition, record_offset as offset, value, cause from inbox_parked
         where settled_at is null and not is_scoped order by parked_at limit ${atOnce} for update skip locked`,
      );
      for (const row of rows) await keepScopes(tx, row, scopesOf(row));
    }),
  redriven: () =>
    db.query<Redriven>(
      `select consumer, topic, partition, record_offset as offset, redriven_offset as "redrivenOffset" from inbox_parked
       where settled_at is null and redriven_offset is not null and consumer = any ($1::text[])
       order by consumer, topic, partition, record_offset limit 1000`,
      [counted],
    ),
  positions: () => readPositions(db),
  async settle(taken) {
    // One by one and in their order: what was put aside again and again hands its first place on.
    await db.transaction(noScope, async (tx) => {
      for (const one of taken)
        await tx.query(settleSql, [one.consumer, one.topic, one.partition, one.offset, one.redrivenOffset]);
    });
  },
});

const settleSql = `
  with taken as (
    update inbox_parked set settled_at = now(), settled_by = 'system/activity', settled_reason = 'dealt with at its new place'
    where (consumer, topic, partition, record_offset, redriven_offset) = ($1, $2, $3, $4, $5) and settled_at is null returning *)
  update inbox_parked p set first_offset = coalesce(t.first_offset, t.record_offset) from taken t
  where (p.consumer, p.topic, p.partition, p.record_offset) = (t.consumer, t.topic, t.partition, t.redriven_offset)`;
