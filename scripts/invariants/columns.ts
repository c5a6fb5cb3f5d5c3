import type { Submitted } from "@kinerja/proto/activity/v1/activity_events";
import type { Entry } from "@kinerja/proto/activity/v1/ingest_service";

/** What the writer makes of a version beside its bytes: sums, months and pay are computed from these alone. */
export interface Columns {
  readonly agency: string;
  /** Milliseconds of Unix time. */
  readonly acceptedAt: number;
  readonly employment: string;
  readonly workDate: string;
  /** Minutes after midnight. */
  readonly starts: number | null;
  readonly ends: number | null;
  readonly minutes: number;
  readonly cancelled: boolean;
  readonly zone: string;
  readonly planItem: string | null;
  readonly task: string | null;
}

const ofTwin = "'agency', agency_id, 'acceptedAt', round(extract(epoch from accepted_at) * 1000)";
const ofVersion = (cancelled: string): string => `${ofTwin}, 'employment', employment_id, 'workDate', work_date,
  'starts', starts, 'ends', ends, 'minutes', minutes, 'cancelled', ${cancelled}, 'zone', (array['ZONE_WIB', 'ZONE_WITA', 'ZONE_WIT'])[zone]`;
/** Entries of before named neither; they have no hash of their text either. */
const names =
  "case when text_hash is null then '{}' else jsonb_build_object('planItem', plan_item_id, 'task', task_id) end";

/** By table, `Columns` of a row as far as it has them. */
export const columnsIn = {
  entry: `jsonb_build_object(${ofVersion("state = 4")}) || ${names}`,
  entry_version: `jsonb_build_object(${ofVersion("cancelled")}) || ${names}`,
  entry_conflict: `jsonb_build_object(${ofTwin})`,
} as const;

const minuteOf = (time: string | undefined): number | null => {
  const [hours, minutes] = (time ?? "").split(":").map(Number);
  return hours === undefined || minutes === undefined ? null : hours * 60 + minutes;
};

/** A name that can't be one is nothing to look up. */
const nameOf = (id: string | undefined): string | null =>
  id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;

function minutesOf({ startsAt, endsAt, minutes = 0, cancelled = false }: Entry): number {
  const [starts, ends] = [minuteOf(startsAt), minuteOf(endsAt)];
  if (cancelled) return 0;
  return starts === null || ends === null ? minutes : ends - starts;
}

/** The columns made anew, apart from the service, from the client's bytes and what ingest noted beside them. */
export const columnsOf = (item: Submitted, entry: Entry, agency: string): Columns => ({
  agency,
  acceptedAt: Number(item.acceptedAtMs),
  employment: entry.employmentId.toLowerCase(),
  workDate: entry.workDate,
  starts: minuteOf(entry.startsAt),
  ends: minuteOf(entry.endsAt),
  minutes: minutesOf(entry),
  cancelled: entry.cancelled ?? false,
  zone: item.zone,
  planItem: nameOf(entry.planItemId),
  task: nameOf(entry.taskId),
});
