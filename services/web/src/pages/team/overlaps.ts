import { type Api } from "../../api/calls.ts";
import { type StoredEntry, type TeamMember } from "../../api/types.ts";
import { mergeRows, type Overlap, overlapOf } from "../../entries/rows.ts";

/** People whose days are read for the other half of an overlap; those beyond see the flag alone. */
const overlapLimit = 20;

/** The other entry may be approved already and so be no finding: then the days of the person are read. */
export async function overlapsOf(
  api: Pick<Api, "entries">,
  members: readonly TeamMember[],
): Promise<ReadonlyMap<string, Overlap>> {
  const found = new Map<string, Overlap>();
  const look = (entries: readonly StoredEntry[], among: readonly StoredEntry[]): StoredEntry[] =>
    entries.filter(({ entry }) => {
      const overlap = overlapOf(entry, mergeRows(among, [], ""));
      if (overlap) found.set(entry.id, overlap);
      return overlap === undefined;
    });
  const open = members.flatMap(({ personId, exceptions }) => {
    const alone = look(exceptions.filter(({ flags }) => flags.includes("OVERLAP")), exceptions); // prettier-ignore
    return alone.length === 0 ? [] : [{ personId, alone }];
  });
  const read = open.slice(0, overlapLimit).map(async ({ personId, alone }) => {
    const days = alone.map(({ entry }) => entry.workDate).sort();
    const span = { fromDate: days[0] ?? "", toDate: days.at(-1) ?? "" };
    const whole = await api.entries({ personId, ...span }).catch(() => undefined);
    if (whole) look(alone, whole.entries);
  });
  await Promise.all(read);
  return found;
}
