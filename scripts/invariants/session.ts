import { finding, together, type Finding, type Query } from "./finding.ts";
import { type HistoryLine, type OwnRead } from "./history.ts";

/** What the client side saw that no store can tell. */
export interface Observed {
  /** Reads after an acknowledgement. */
  readonly looked: number;
  /** Of these: neither the entry nor "pending". */
  readonly unseen: number;
}

const offsetOf = ({ after }: OwnRead): bigint => BigInt(after.split(":")[1] ?? 0);

/** First places in the log of a person's entries of a day: entries are never taken away, and those that were moved to another day are left out. */
const firstPlaces = `
  select concat_ws('/', person_id, min(work_date)) as key, least(e.log_offset, min(v.log_offset)) as first
  from (select bucket, person_id, id, log_offset, work_date from entry) e
  left join (select bucket, person_id, id, log_offset, work_date as other_date from entry_version) v using (bucket, person_id, id)
  group by bucket, person_id, id, e.log_offset, e.work_date having bool_and(other_date is null or other_date = work_date)`;

function shortReads(reads: readonly OwnRead[], firsts: ReadonlyMap<string, readonly bigint[]>): string[] {
  return reads.flatMap((read) => {
    const { person, date, after, count } = read;
    const due = (firsts.get(`${person}/${date}`) ?? []).filter((first) => first <= offsetOf(read)).length;
    return count < due ? [`${person} saw ${count} entries of ${date} after ${after}, the log held ${due}`] : [];
  });
}

/** A later look, as the log counts time, never shows less. */
function goneBack(reads: readonly OwnRead[]): string[] {
  const ofDays = Map.groupBy(reads, ({ person, date }) => `${person}/${date}`);
  return [...ofDays].flatMap(([key, looks]) => {
    const inOrder = looks.toSorted((a, b) => Number(offsetOf(a) - offsetOf(b)));
    return inOrder.slice(1).flatMap((read, index) => {
      const before = inOrder[index]?.count ?? 0;
      return read.count < before ? [`${key}: ${read.count} entries at ${read.after}, ${before} before`] : [];
    });
  });
}

/** I7: who has a receipt reads the entry or "pending"; with respect to the place in the log what one sees never goes back. */
export async function checkSessions(
  activity: Query,
  history: readonly HistoryLine[],
  { looked, unseen }: Observed,
): Promise<Finding> {
  const reads = history.filter((line) => line.op === "read").filter(({ pending }) => !pending);
  const rows = await activity<{ key: string; first: bigint }>(firstPlaces);
  const firsts = new Map(
    [...Map.groupBy(rows, ({ key }) => key)].map(([key, of]) => [key, of.map(({ first }) => first)]),
  );
  return together([
    finding(looked, unseen === 0 ? [] : [`${unseen} own writes were not seen`]),
    finding(reads.length, [...shortReads(reads, firsts), ...goneBack(reads)]),
  ]);
}
