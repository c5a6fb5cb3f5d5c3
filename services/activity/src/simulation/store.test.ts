import { directConnection } from "@kinerja/common/testing/simulation";

import { flagBit } from "../domain/flags.ts";
import { deadlineDays, logStoreSuite } from "./log-store-suite.ts";
import { memoryLogStore } from "./store.ts";

logStoreSuite("the log store in memory", () => {
  const { over, tables } = memoryLogStore(deadlineDays);
  return Promise.resolve({
    store: over(directConnection),
    entry(personId, id) {
      const row = tables.entries.get(`${personId}/${id}`);
      if (row === undefined) return Promise.resolve(undefined);
      const { current, others, conflicts } = row.entry;
      return Promise.resolve({
        version: current.version,
        sha: current.bodySha256.toString("hex"),
        others: others.map(({ version }) => version).sort((one, other) => one - other),
        conflicts: conflicts.map(({ version, bodySha256 }) => `${version}/${bodySha256.toString("hex")}`).sort(),
        late: (row.flags & flagBit.LATE) !== 0,
      });
    },
    days(personId) {
      const own = [...tables.days].filter(([, day]) => day.personId === personId);
      const counting = own.filter(([, { entries, lateEntries }]) => entries + lateEntries > 0);
      counting.sort(([one], [other]) => (one < other ? -1 : 1));
      const days = counting.map(([, { agencyId, workDate, minutes, entries, openEntries, lateEntries }]) => ({
        agencyId,
        workDate,
        minutes,
        entries,
        openEntries,
        lateEntries,
      }));
      return Promise.resolve(days);
    },
    parkedCauses: (partition) =>
      Promise.resolve(
        [...tables.parked].filter(([at]) => at.startsWith(`${partition}:`)).map(([, { cause }]) => cause),
      ),
  });
});
