import { type LogTable, readStored, type StoredLog } from "./archive.ts";
import { type Columns, columnsIn, columnsOf } from "./columns.ts";
import { differenceOf, finding, together, type Finding, type Query } from "./finding.ts";
import { factOf, type Facts } from "./records.ts";

/** A version of an entry as the log holds it. */
interface Logged {
  readonly partition: number;
  readonly offset: bigint;
  readonly sha256: string;
  readonly columns: Columns;
  /** Its record was put aside, as a whole or for another item in it: it need not be stored. */
  readonly isParked: boolean;
}

/** By person, entry and version: everything that the log holds, in its order. */
type Log = ReadonlyMap<string, readonly Logged[]>;

interface Stored {
  readonly key: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly sha256: string;
  readonly columns: Partial<Columns>;
  /** It lost against an earlier one of the same version. */
  readonly isTwin: boolean;
}

const versionsIn = (table: LogTable, source: string): string => `
  select concat_ws('/', person_id, id, version) as key, bucket as partition, log_offset as offset, encode(body_sha256, 'hex') as sha256,
    ${columnsIn[table]} as columns, ${table === "entry_conflict"} as "isTwin" from ${source}`;

interface Version {
  readonly person: string;
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
  readonly columns: Columns;
}

/** Reads what a record of the log holds, and of an item that nobody can read nothing. */
export async function versionReader(): Promise<(value: Buffer | null) => Version[]> {
  const { SubmittedBatch } = await import("@kinerja/proto/activity/v1/activity_events");
  const { Entry } = await import("@kinerja/proto/activity/v1/ingest_service");
  const { uuidFromBytes } = await import("@kinerja/common/kernel");
  const orNone = <T>(read: () => T[]): T[] => {
    try {
      return read();
    } catch {
      return [];
    }
  };
  return (value) =>
    orNone(() => (value === null ? [] : SubmittedBatch.decode(value).items)).flatMap((item) =>
      orNone(() => {
        const entry = Entry.decode(item.entry);
        const { id, version } = entry;
        const sha256 = Buffer.from(item.bodySha256).toString("hex");
        const columns = columnsOf(item, entry, uuidFromBytes(item.agencyId));
        return [{ person: uuidFromBytes(item.personId), id, version, sha256, columns }];
      }),
    );
}

async function readLog(facts: Facts, parked: ReadonlySet<string>): Promise<Log> {
  const read = await versionReader();
  const log = new Map<string, Logged[]>();
  for (const { partition, offset, value } of factOf(facts, "activity.submitted").records) {
    const isParked = parked.has(`${partition}:${offset}`);
    for (const { person, id, version, sha256, columns } of read(value)) {
      const key = `${person}/${id}/${version}`;
      const known = log.get(key) ?? [];
      log.set(key, known);
      known.push({ partition, offset, sha256, columns, isParked });
    }
  }
  return log;
}

/** What stands is what came first, with columns that its bytes make; what came with the same version and other words afterwards is a twin. */
function misplaced(
  { key, partition, offset, sha256, columns, isTwin }: Stored,
  logged: readonly Logged[],
): string | undefined {
  const place = logged.find((one) => one.sha256 === sha256);
  const [first] = logged;
  if (place === undefined) return `${key}: the log holds it with other words`;
  if (place.offset !== offset || place.partition !== partition)
    return `${key}: stored as of ${partition}:${offset}, the log has it at ${place.partition}:${place.offset}`;
  if (isTwin === (place === first)) return `${key}: a twin that came later stands`;
  const fault = differenceOf(columns, place.columns);
  return fault === undefined ? undefined : `${key} is not what its bytes say: ${fault}`;
}

/**
 * Everything that is stored stands in the log, at the place that the store names and with the columns that its bytes make. What has run out there
 * cannot be compared.
 */
function checkPlaces(stored: readonly Stored[], log: Log, facts: Facts): Finding {
  const { partitions } = factOf(facts, "activity.submitted");
  const kept = stored.filter(({ partition, offset }) => offset >= (partitions.get(partition)?.low ?? 0n));
  const wrong = kept.flatMap((one) => {
    const logged = log.get(one.key);
    return logged === undefined ? [`${one.key} is stored and not in the log`] : (misplaced(one, logged) ?? []);
  });
  return finding(kept.length, wrong);
}

/** Everything in the log before the position is stored, in whatever form. What an archive that is broken should hold is named by I1. */
function checkTaken({ rows, isUnread }: StoredLog<Stored>, log: Log, positions: ReadonlyMap<number, bigint>): Finding {
  const keys = new Set(rows.map(({ key, sha256 }) => `${key}/${sha256}`));
  const wrong = [...log].flatMap(([key, logged]) => {
    const isMissing = logged.some(
      ({ partition, offset, sha256, isParked }) =>
        !isParked && offset < (positions.get(partition) ?? 0n) && !keys.has(`${key}/${sha256}`),
    );
    const [, id = ""] = key.split("/");
    return isMissing && !isUnread(id) ? [`${key} is in the log before the writer's position and not stored`] : [];
  });
  return finding(log.size, wrong);
}

/** A position says what is stored: never more than the log holds, and nothing is stored beyond it. */
function checkPositions(stored: readonly Stored[], positions: ReadonlyMap<number, bigint>, facts: Facts): Finding {
  const { partitions } = factOf(facts, "activity.submitted");
  const past = [...positions].flatMap(([partition, next]) => {
    const end = partitions.get(partition)?.end ?? 0n;
    return next > end ? [`partition ${partition}: the position ${next} is past the log's end ${end}`] : [];
  });
  const beyond = stored
    .filter(({ partition, offset }) => offset >= (positions.get(partition) ?? 0n))
    .map(({ key, partition, offset }) => `${key} is stored as of ${partition}:${offset}, beyond the position`);
  return finding(positions.size, [...past, ...beyond]);
}

/** No lower version stands although a higher one came. */
async function checkHighest(activity: Query): Promise<Finding> {
  const rows = await activity<{ key: string; current: number; highest: number }>(
    `select concat_ws('/', person_id, id) as key, e.version as current, max(v.version) as highest
     from entry e join entry_version v using (bucket, person_id, id) group by bucket, person_id, id, e.version`,
  );
  const wrong = rows.filter(({ current, highest }) => current < highest);
  return finding(
    rows.length,
    wrong.map(({ key, current, highest }) => `${key}: version ${current} stands although ${highest} came`),
  );
}

/** I4: one person's entries take effect in the order of the log: what stands is what came first there, at the place that it says. */
export async function checkOrder(activity: Query, facts: Facts, archiveFolder?: string): Promise<Finding> {
  const stored = await readStored<Stored>(activity, versionsIn, archiveFolder);
  const rows = await activity<{ partition: number; next: bigint }>(
    "select partition, next_offset as next from consumer_position",
  );
  const positions = new Map(rows.map(({ partition, next }) => [partition, next]));
  const parked = await activity<{ place: string }>(
    "select partition || ':' || record_offset as place from inbox_parked where consumer = 'activity-writer'",
  );
  const log = await readLog(facts, new Set(parked.map(({ place }) => place)));
  return together([
    checkPlaces(stored.rows, log, facts),
    checkTaken(stored, log, positions),
    checkPositions(stored.rows, positions, facts),
    await checkHighest(activity),
  ]);
}
