import { type Params } from "@kinerja/common/errors";
import { addDays, dayAt, isDay, isUuid, minuteOfDay, startOfDay, uuidTime } from "@kinerja/common/kernel";

import { idAheadMs, idBehindMs, workDaysBehind } from "./limits.ts";
import { isEvidenceUrl, lengthOf, textFault } from "./text.ts";

const entryKinds = ["ENTRY_KIND_PLANNED", "ENTRY_KIND_ASSIGNED", "ENTRY_KIND_ADDITIONAL", "ENTRY_KIND_FREE"] as const;
const places = ["PLACE_OFFICE", "PLACE_HOME", "PLACE_DUTY_TRIP"] as const;

/** An entry as a client made it, in the shape that the generated decoder gives: checked here and never changed. */
export type Draft = {
  readonly id: string;
  readonly version: number;
  readonly employmentId: string;
  readonly workDate: string;
  readonly kind: string;
  readonly planItemId?: string | undefined;
  readonly description: string;
  readonly quantity?: number | undefined;
  readonly quantityUnit?: string | undefined;
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
  readonly minutes?: number | undefined;
  readonly evidenceUrls: readonly string[];
  readonly evidenceFileIds: readonly string[];
  readonly evidenceFileNames?: readonly string[];
  readonly place?: string | undefined;
  readonly taskId?: string | undefined;
  readonly reason?: string | undefined;
  readonly cancelled?: boolean | undefined;
  readonly deviceTime?: { getTime(): number } | undefined;
};

/** Why one entry is refused: catalogue key, JSON pointer into the entry, values of the message. */
export type Fault = { readonly code: string; readonly pointer: string; readonly params: Params };

type Check = (draft: Draft, now: number) => Fault | undefined;

const fault = (pointer: string, code: string, params: Params = {}): Fault => ({ code, pointer, params });

const inRange = (value: number | undefined, min: number, max: number): boolean =>
  value === undefined || (value >= min && value <= max);

const checkIdentity: Check = ({ id, version }, now) => {
  const madeAt = uuidTime(id);
  if (madeAt === undefined) return fault("/id", "UUID_V7_FORM");
  if (madeAt > now + idAheadMs || madeAt < now - idBehindMs)
    return fault("/id", "ID_TIME_OUT_OF_RANGE", { serverTimeMs: now });
  return inRange(version, 1, 1000) ? undefined : fault("/version", "NUMBER_OUT_OF_RANGE", { min: 1, max: 1000 });
};

/** Today where the day begins first, and the oldest day that is taken: the same for all entries of some minutes. */
let days = { until: -Infinity, from: Infinity, today: "", oldest: "" };
function daysAt(now: number): typeof days {
  if (now >= days.from && now < days.until) return days;
  const today = dayAt(now, "WIT");
  days = { from: now, until: startOfDay(addDays(today, 1), "WIT"), today, oldest: addDays(today, -workDaysBehind) };
  return days;
}

const checkWorkDate: Check = ({ workDate }, now) => {
  if (!isDay(workDate)) return fault("/workDate", "DATE_FORM");
  const { today, oldest } = daysAt(now);
  if (workDate > today) return fault("/workDate", "WORK_DATE_IN_FUTURE", { today });
  return workDate < oldest ? fault("/workDate", "WORK_DATE_TOO_OLD", { oldest }) : undefined;
};

const choices = (names: readonly string[], prefix: string): Params => ({
  choices: names.map((name) => name.slice(prefix.length)).join(", "),
});

const checkPurpose: Check = ({ kind, planItemId, taskId, reason }) => {
  if (!entryKinds.some((known) => known === kind))
    return fault("/kind", "CHOICE_UNKNOWN", choices(entryKinds, "ENTRY_KIND_"));
  if (planItemId !== undefined && !isUuid(planItemId)) return fault("/planItemId", "UUID_FORM");
  if (taskId !== undefined && !isUuid(taskId)) return fault("/taskId", "UUID_FORM");
  if (reason === undefined) return kind === "ENTRY_KIND_FREE" ? fault("/reason", "FIELD_REQUIRED") : undefined;
  return textFault("/reason", reason, { min: 3, max: 300 });
};

const checkResult: Check = ({ description, quantity, quantityUnit }) => {
  const described = textFault("/description", description, { min: 3, max: 1000, multiline: true });
  if (described) return described;
  if (!inRange(quantity, 0, 1_000_000)) return fault("/quantity", "NUMBER_OUT_OF_RANGE", { min: 0, max: 1_000_000 });
  if (quantityUnit === undefined) return quantity === undefined ? undefined : fault("/quantityUnit", "FIELD_REQUIRED");
  if (quantity === undefined) return fault("/quantity", "FIELD_REQUIRED");
  return textFault("/quantityUnit", quantityUnit, { min: 1, max: 40 });
};

const checkMinutes = (minutes: number | undefined): Fault | undefined => {
  if (minutes === undefined) return fault("/minutes", "TIME_OR_MINUTES_REQUIRED");
  return inRange(minutes, 1, 1440) ? undefined : fault("/minutes", "NUMBER_OUT_OF_RANGE", { min: 1, max: 1440 });
};

const checkTime: Check = ({ startsAt, endsAt, minutes }) => {
  if (startsAt === undefined && endsAt === undefined) return checkMinutes(minutes);
  if (minutes !== undefined) return fault("/minutes", "TIME_AND_MINUTES");
  if (startsAt === undefined) return fault("/startsAt", "FIELD_REQUIRED");
  if (endsAt === undefined) return fault("/endsAt", "FIELD_REQUIRED");
  const [start, end] = [minuteOfDay(startsAt), minuteOfDay(endsAt)];
  if (start === undefined) return fault("/startsAt", "TIME_FORM");
  if (end === undefined) return fault("/endsAt", "TIME_FORM");
  return start < end ? undefined : fault("/endsAt", "TIME_ORDER");
};

const checkPlace: Check = ({ place }) =>
  place === undefined || places.some((known) => known === place)
    ? undefined
    : fault("/place", "CHOICE_UNKNOWN", choices(places, "PLACE_"));

const fileId = /^[0-9a-f]{64}$/;

/** What turns the text around, hides in it or marks it up; joiners are part of how some languages and emoji are written. */
const unseen = /(?!\u200c|\u200d)\p{Cf}/u;

/** A name without a file means nothing; most entries have neither. */
function fileNamesFault(names: readonly string[], max: number): Fault | undefined {
  if (names.length > max) return fault("/evidenceFileNames", "LIST_TOO_LONG", { max, length: names.length });
  for (const [index, name] of names.entries()) {
    const pointer = `/evidenceFileNames/${index}`;
    const found = textFault(pointer, name, { min: 0, max: 120 });
    if (found) return found;
    if (unseen.test(name)) return fault(pointer, "TEXT_CONTROL_CHARACTER");
  }
  return undefined;
}

const checkFiles: Check = ({ evidenceFileIds: ids, evidenceFileNames: names }) => {
  if (ids.length > 5) return fault("/evidenceFileIds", "LIST_TOO_LONG", { max: 5, length: ids.length });
  const bad = ids.findIndex((id) => !fileId.test(id));
  if (bad >= 0) return fault(`/evidenceFileIds/${bad}`, "SHA256_FORM");
  return names === undefined || names.length === 0 ? undefined : fileNamesFault(names, ids.length);
};

const checkEvidence: Check = ({ evidenceUrls }) => {
  if (evidenceUrls.length > 5) return fault("/evidenceUrls", "LIST_TOO_LONG", { max: 5, length: evidenceUrls.length });
  const bad = evidenceUrls.findIndex((url) => lengthOf(url) > 500 || !isEvidenceUrl(url));
  return bad < 0 ? undefined : fault(`/evidenceUrls/${bad}`, "URL_FORM");
};

/** Only that it is an instant of a four-digit year: it is evidence, never authority. */
const checkDeviceTime: Check = ({ deviceTime }) => {
  if (deviceTime === undefined) return undefined;
  const ms = deviceTime.getTime();
  return ms >= firstYearMs && ms < afterLastYearMs ? undefined : fault("/deviceTime", "INSTANT_FORM");
};
const [firstYearMs, afterLastYearMs] = [-62_135_596_800_000, 253_402_300_800_000];

const checks: readonly Check[] = [
  checkIdentity,
  checkWorkDate,
  checkPurpose,
  checkResult,
  checkTime,
  checkEvidence,
  checkFiles,
  checkPlace,
  checkDeviceTime,
];

/** The first thing wrong with an entry, undefined when it may be appended. `now` is the server's clock. */
export function faultOf(draft: Draft, now: number, ownEmployments: ReadonlySet<string>): Fault | undefined {
  for (const check of checks) {
    const found = check(draft, now);
    if (found) return found;
  }
  return ownEmployments.has(draft.employmentId) ? undefined : fault("/employmentId", "EMPLOYMENT_NOT_OWN");
}

/** What the day is credited with: end − start, or as given; nothing when cancelled. */
export function minutesOf({ startsAt, endsAt, minutes, cancelled }: Draft): number {
  if (cancelled === true) return 0;
  if (startsAt === undefined || endsAt === undefined) return minutes ?? 0;
  return (minuteOfDay(endsAt) ?? 0) - (minuteOfDay(startsAt) ?? 0);
}
