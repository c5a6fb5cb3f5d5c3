import { type Day, firstDay, lastDay } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";

import { type DayCheckStore } from "../../app/check-days.ts";
import { dayDifferences, type KeptDay } from "../../domain/day-check.ts";
import { sealablesOf } from "./sealables.ts";

const peopleAtOnce = 200;
const beginning = {
  agencyId: "00000000-0000-0000-0000-000000000000",
  personId: "00000000-0000-0000-0000-000000000000",
};

type DayRow = Omit<KeptDay, "workDate"> & { readonly workDate: Day };

/** Reads as the role that closes months, across agencies. */
export const postgresDayCheckStore = (db: Database, partitions: number): DayCheckStore => ({
  async people(period, after = beginning) {
    const rows = await db.query<{ agency_id: string; person_id: string }>(
      `select distinct agency_id, person_id from day where work_date between $1 and $2 and (agency_id, person_id) > ($3, $4)
       order by agency_id, person_id limit $5`,
      [firstDay(period), lastDay(period), after.agencyId, after.personId, peopleAtOnce],
    );
    const [first] = rows;
    if (first === undefined) return undefined;
    const ofAgency = rows.filter(({ agency_id }) => agency_id === first.agency_id);
    return { agencyId: first.agency_id, personIds: ofAgency.map(({ person_id }) => person_id) };
  },
  async differences(period, { agencyId, personIds }) {
    const entries = await sealablesOf(db, period, personIds, partitions);
    const kept = await db.query<DayRow>(
      `select person_id as "personId", work_date as "workDate", minutes, entries, approved_minutes as "approvedMinutes",
         approved_entries as "approvedEntries", open_entries as "openEntries", late_entries as "lateEntries"
       from day where agency_id = $1 and person_id = any ($2::uuid[]) and work_date between $3 and $4`,
      [agencyId, personIds, firstDay(period), lastDay(period)],
    );
    return dayDifferences({ agencyId, period }, [...entries.values()].flat(), kept);
  },
});
