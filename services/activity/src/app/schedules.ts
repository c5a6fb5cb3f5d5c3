import { invalid, Refusal } from "@kinerja/common/errors";
import { parseDay, uuidV7 } from "@kinerja/common/kernel";

import { readHours, type Schedule, type Week, type WrittenHours } from "../domain/schedule.ts";
import { type Unit, unitsBelow } from "../domain/unit-work.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { pageById, type PageQuery } from "./page-by-id.ts";

export type RecordedSchedule = Schedule & {
  readonly agencyId: string;
  readonly decree: string;
  /** Why it was recorded when its first day had begun; undefined where it was recorded before. */
  readonly reason: string | undefined;
  readonly recordedBy: string;
};

export type ScheduleStore = {
  /**
   * With a row of the audit; once for a request key. Refuses without a reason what begins today or before (SCHEDULE_REASON_MISSING), and with PERIOD_SEALED
   * what would hold on a day of a sealed month.
   */
  record(caller: Caller, grant: Grant, schedule: RecordedSchedule, command: ScheduleCommand): Promise<RecordedSchedule>;
  /** Newest first. */
  list(agencyId: string, before: string | undefined, limit: number): Promise<RecordedSchedule[]>;
};

type WrittenDay = WrittenHours & { readonly weekday: number };
export type ScheduleCommand = {
  readonly agencyId: string;
  readonly unitId?: string | undefined;
  readonly validFrom: string;
  readonly validTo?: string | undefined;
  readonly days: readonly WrittenDay[];
  readonly decree: string;
  /** Needed where the first day has begun. */
  readonly reason?: string | undefined;
};

export type ScheduleNeeds = {
  readonly schedules: ScheduleStore;
  readonly accessTo: AccessTo;
  /** The tree of an agency, parents before children. */
  readonly unitsOf: (caller: Caller, agencyId: string) => Promise<readonly Unit[]>;
  readonly now: () => number;
};

/** Each day of the week at most once; the others are days off. */
function weekOf(days: readonly WrittenDay[]): Week {
  const week = Array.from({ length: 7 }, (): Week[number] => undefined);
  for (const [at, { weekday, ...written }] of days.entries()) {
    if (week[weekday - 1] !== undefined) throw invalid(`/days/${at}/weekday`, "WEEKDAY_TWICE");
    week[weekday - 1] = readHours(written, `/days/${at}`);
  }
  return week;
}

/** Records working hours. */
export const setSchedule =
  ({ schedules, accessTo, unitsOf, now }: ScheduleNeeds) =>
  async (caller: Caller, command: ScheduleCommand): Promise<RecordedSchedule> => {
    const { agencyId, unitId, validFrom, validTo, days, decree, reason } = command;
    const grant = await authorise(accessTo, caller, ["set", "schedule"], { agencyId });
    const from = parseDay(validFrom, "/validFrom");
    const to = validTo === undefined ? undefined : parseDay(validTo, "/validTo");
    if (to !== undefined && to < from) throw invalid("/validTo", "VALIDITY_ORDER");
    const week = weekOf(days);
    const units = unitId === undefined ? [] : await unitsOf(caller, agencyId);
    if (unitId !== undefined && !units.some((unit) => unit.unitId === unitId))
      throw new Refusal("not-found", "UNIT_UNKNOWN");
    const at = now();
    const unitIds = unitId === undefined ? [] : unitsBelow(units, unitId);
    return schedules.record(
      caller,
      grant,
      {
        ...{ id: uuidV7(at), agencyId, unitId, unitIds, from, to, week, decree: decree.trim() },
        ...{ reason: reason?.trim(), recordedBy: caller.personId, recordedAt: at },
      },
      command,
    );
  };

export const listSchedules =
  ({ schedules, accessTo }: Pick<ScheduleNeeds, "schedules" | "accessTo">) =>
  async (caller: Caller, { agencyId, ...query }: PageQuery & { readonly agencyId: string }) => {
    await authorise(accessTo, caller, ["list", "schedule"], { agencyId });
    return pageById("schedule", query, (before, limit) => schedules.list(agencyId, before, limit));
  };
