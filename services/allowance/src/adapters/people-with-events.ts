import { allRanges } from "../app/all-ranges.ts";
import { type PeopleWithEvents } from "../app/corrections/ports.ts";
import { type BulkRows } from "../app/range-ports.ts";
import { type Store } from "../app/ports.ts";
import { type DayFact } from "../domain/policy/sources.ts";
import { hasEvent } from "../domain/unread-facts.ts";

/** Reads the frozen rows of a run range by range. */
export const peopleWithEvents = ({
  store,
  bulk,
}: {
  readonly store: Store;
  readonly bulk: BulkRows;
}): PeopleWithEvents =>
  async function* (run, { from, to }) {
    const scope = { agencies: [run.agencyId] };
    const ranges = await store.transaction(scope, (records) => allRanges(records.ranges, run.id));
    for (const { no } of ranges) {
      const people = await bulk.readFrozen(run, no);
      const touched = people.filter(({ rows }) =>
        rows.some(({ facts }) =>
          ((facts["attendance.days"] ?? []) as readonly DayFact[]).some(
            (day) => day.day >= from && day.day <= to && hasEvent(day),
          ),
        ),
      );
      if (touched.length > 0) yield touched.map(({ personId }) => personId);
    }
  };
