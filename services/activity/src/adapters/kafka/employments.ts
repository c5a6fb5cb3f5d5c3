import { parseUuid } from "@kinerja/common/kernel";
import { type ConnectOptions, consume, type ConsumedMessage, type Consumption, park } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";
import { Zone } from "@kinerja/proto/identity/v1/directory_service";
import { EmploymentChanged } from "@kinerja/proto/identity/v1/identity_events";

const consumer = "activity-employments";
const zones: Readonly<Partial<Record<Zone, number>>> = { [Zone.WIB]: 1, [Zone.WITA]: 2, [Zone.WIT]: 3 };

/** A later state replaces an earlier one, whatever the order they come in. */
const upsert = `insert into employment_copy as c (id, version, agency_id, person_id, zone, valid_from, valid_to)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (id) do update set version = excluded.version, agency_id = excluded.agency_id, person_id = excluded.person_id,
    zone = excluded.zone, valid_from = excluded.valid_from, valid_to = excluded.valid_to
  where c.version < excluded.version`;

function readEvent(value: Buffer): unknown[] {
  const { meta, employment } = EmploymentChanged.decode(value);
  const zone = employment && zones[employment.zone];
  if (meta === undefined || employment === undefined || zone === undefined) throw new Error("meta, employment or zone");
  const [id, agency, person] = [employment.employmentId, employment.agencyId, employment.personId].map((text) =>
    parseUuid(text),
  );
  return [id, meta.version, agency, person, zone, employment.validFrom, employment.validTo || null];
}

async function apply(db: Db, topic: string, partition: number, message: ConsumedMessage): Promise<void> {
  if (message.value === null) return; // an employment ends, it is never removed
  let event: unknown[];
  try {
    event = readEvent(message.value);
  } catch (cause) {
    await park(db, { consumer, topic, partition, message }, cause);
    return;
  }
  await db.query(upsert, event);
}

/** Keeps the copy of employments up to date, by which entries on days without a valid employment are flagged. */
export const followEmployments = (options: {
  connection: ConnectOptions;
  groupId: string;
  topic: string;
  db: Db;
  onTrouble: (error: unknown, attempt: number) => void;
  onCrash: (error: Error) => void;
}): Promise<Consumption> =>
  consume({
    ...options.connection,
    groupId: options.groupId,
    topics: [options.topic],
    fromBeginning: true,
    onTrouble: options.onTrouble,
    onCrash: options.onCrash,
    async eachBatch({ topic, partition, messages }) {
      for (const message of messages) await apply(options.db, topic, partition, message);
      return "handled";
    },
  });
