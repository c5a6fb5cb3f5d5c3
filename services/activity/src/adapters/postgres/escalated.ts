import { partitionFor } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

import { type HandedUp } from "../../app/handed-up.ts";
import { type Span } from "../../app/read.ts";
import { flagBit } from "../../domain/flags.ts";
import { type ListedEntry } from "../../domain/listing.ts";

/** The highest version that came in time, with nothing decided on it nor on one above: what is to be decided behind one that came too late. */
const stands = `e.flags & ${flagBit.LATE} <> 0 and greatest(e.approved_version, e.returned_version) < x.version and x.version = (
  select max(v.version) from entry_version v where v.bucket = e.bucket and v.person_id = e.person_id and v.id = e.id and v.flags & ${flagBit.LATE} = 0)`;

/** Of a version that went up, `x`, and its entry, `e`: what was replaced in time or decided waits no more. */
export const waitsStill = `((e.version = x.version and e.state = 1) or (${stands}))`;

const waiting = `from escalated_entry x join entry e on e.bucket = x.bucket and e.person_id = x.person_id and e.id = x.id
  where x.escalated_to = $1 and ${waitsStill}`;

type Key = Pick<ListedEntry, "personId" | "id" | "version">;

/** A person has some dozens of people two steps below; more than this is not shown in one week. */
const mostKeys = 5_000;

export const readEscalated = (db: Db, personId: string, { from, to }: Span): Promise<Key[]> =>
  db.query<Key>(
    `select x.person_id as "personId", x.id, x.version ${waiting} and e.work_date between $2 and $3 limit ${mostKeys}`,
    [personId, from, to],
  );

export async function countEscalated(db: Db, personId: string): Promise<{ count: number; since: number }> {
  const [row] = await db.query<{ count: number; since: Date | null }>(
    `select count(*)::int as count, max(s.at) as since ${waiting.replace("where", "join silence s on s.id = x.silence_id where")}`,
    [personId],
  );
  return { count: row?.count ?? 0, since: row?.since?.getTime() ?? 0 };
}

export const readHandedUp = (db: Db, personId: string, toPersonId: string, partitions: number): Promise<HandedUp[]> =>
  db.query<HandedUp>(
    `select id, version, coalesce(via, person_id) as via from escalated_entry
     where bucket = $1 and person_id = $2 and escalated_to = $3 order by id desc limit ${mostKeys}`,
    [partitionFor(personId, partitions), personId, toPersonId],
  );
