import { addDays, dayAt, firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";

import { type DayCheckStore, type DayPage, type DayRound } from "../../app/check-days.ts";
import { dayDifferences, type KeptDay } from "../../domain/day-check.ts";
import { idsBehindDays } from "./archived.ts";
import { sealablesWithin } from "./sealables.ts";

const peopleAtOnce = 200;
const nobody = "00000000-0000-0000-0000-000000000000";

/** From person to person down the primary key, past the entries of each: a page costs some probes a person and week of ids, however much they logged. */
const nextPeople = `
  with recursive p as (
    (select person_id from entry where bucket = $1 and person_id > $2 and id between $3 and $4 order by person_id limit 1)
    union all
    select (select e.person_id from entry e where e.bucket = $1 and e.person_id > p.person_id and e.id between $3 and $4
      order by e.person_id limit 1) from p where p.person_id is not null)
  select person_id from p where person_id is not null limit ${peopleAtOnce}`;

const nextOfDays = `
  select p.agency_id, p.person_id, exists (select from entry e where e.bucket = p.bucket and e.person_id = p.person_id
    and e.id between $5 and $6) as known
  from (select distinct agency_id, person_id, bucket from day where work_date between $1 and $2 and (agency_id, person_id) > ($3, $4)
    order by agency_id, person_id limit ${peopleAtOnce}) p order by p.agency_id, p.person_id`;

type Ids = { readonly low: string; readonly high: string };

/**
 * Reads as the role that closes months, across agencies. People and entries are found by the primary key of the entries alone, between the ids that an
 * entry of the month can have; days, which are in question, lead to nothing. So a person's entries of some five months are passed to recount one: a
 * background job of 200 people a look: at one look each 15 s a walk through a month of 4 million people takes some four days.
 */
export function postgresDayCheckStore(db: Database, partitions: number, now: () => number): DayCheckStore {
  async function idsOf(period: Period): Promise<Ids> {
    const today = dayAt(now(), "WIT");
    const last = addDays(lastDay(period), idsBehindDays);
    const [ids] = await db.query<Ids>(
      "select uuid_at(($1::date - $2::int)::timestamp at time zone 'UTC') as low, uuid_at(($3::date + 2)::timestamp at time zone 'UTC') as high",
      [firstDay(period), idsBehindDays, last < today ? last : today],
    );
    return ids ?? { low: nobody, high: nobody };
  }

  async function withEntries(ids: Ids, after: string): Promise<DayPage | undefined> {
    const [first = "0", person = nobody] = after.split("/");
    for (let [bucket, from] = [Number(first || "0"), person]; bucket < partitions; bucket++, from = nobody) {
      const rows = await db.query<{ person_id: string }>(nextPeople, [bucket, from, ids.low, ids.high]);
      const last = rows.at(-1);
      if (last !== undefined)
        return { personIds: rows.map(({ person_id }) => person_id), after: `${bucket}/${last.person_id}` };
    }
    return undefined;
  }

  async function withoutEntries(period: Period, ids: Ids, after: string): Promise<DayPage | undefined> {
    const [agency = nobody, person = nobody] = after === "" ? [] : after.split("/");
    const rows = await db.query<{ agency_id: string; person_id: string; known: boolean }>(nextOfDays, [
      ...[firstDay(period), lastDay(period), agency, person, ids.low, ids.high],
    ]);
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    const unknown = rows.filter(({ known }) => !known).map(({ person_id }) => person_id);
    return { personIds: [...new Set(unknown)], after: `${last.agency_id}/${last.person_id}` };
  }

  return {
    async round() {
      const [row] = await db.query<{ round: DayRound | null }>("select round from day_check");
      return row?.round ?? undefined;
    },
    async keepRound(round) {
      await db.query(
        `insert into day_check (round) values ($1) on conflict (only_row) do update set round = excluded.round, updated_at = now()`,
        [round === undefined ? null : JSON.stringify(round)],
      );
    },
    async people(period, walk, after) {
      const ids = await idsOf(period);
      return walk === "entries" ? withEntries(ids, after) : withoutEntries(period, ids, after);
    },
    async differences(period, personIds) {
      const ids = await idsOf(period);
      const people = personIds.map((personId) => ({ personId, bucket: partitionFor(personId, partitions), ...ids }));
      const entries = await sealablesWithin(db, period, people);
      const kept = await db.query<KeptDay>(
        `select agency_id as "agencyId", person_id as "personId", work_date as "workDate", minutes, entries, approved_minutes as "approvedMinutes",
           approved_entries as "approvedEntries", open_entries as "openEntries", late_entries as "lateEntries",
           first_id as "firstId", last_id as "lastId"
         from day where person_id = any ($1::uuid[]) and work_date between $2 and $3`,
        [personIds, firstDay(period), lastDay(period)],
      );
      return dayDifferences(period, [...entries.values()].flat(), kept);
    },
  };
}
