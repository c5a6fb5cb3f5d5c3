import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { invalid } from "@kinerja/common/errors";
import { unary } from "@kinerja/common/grpc";
import {
  type ImportShiftDaysRequest,
  type ListSchedulesRequest,
  type ListShiftDaysRequest,
  type RecordedShiftDay,
  type Schedule as WireSchedule,
  type ScheduleServiceServer,
  type SetScheduleRequest,
  type SetShiftDaysRequest,
  ShiftKind,
} from "@kinerja/proto/activity/v1/schedule_service";

import { type listSchedules, type RecordedSchedule, type setSchedule } from "../../app/schedules.ts";
import {
  type importShiftDays,
  type listShiftDays,
  type RecordedShift,
  type setShiftDays,
} from "../../app/shift-days.ts";
import { writeHours } from "../../domain/schedule.ts";
import { type ShiftKind as Kind } from "../../domain/shift.ts";
import { callerOf } from "./caller.ts";

export type ScheduleUseCases = {
  readonly setSchedule: ReturnType<typeof setSchedule>;
  readonly listSchedules: ReturnType<typeof listSchedules>;
  readonly setShiftDays: ReturnType<typeof setShiftDays>;
  readonly importShiftDays: ReturnType<typeof importShiftDays>;
  readonly listShiftDays: ReturnType<typeof listShiftDays>;
};

const toWire = ({ id, unitId, from, to, week, recordedAt, ...said }: RecordedSchedule): WireSchedule => ({
  ...{ scheduleId: id, unitId: unitId ?? "", validFrom: from, validTo: to ?? "" },
  ...{ decree: said.decree, reason: said.reason ?? "", recordedBy: said.recordedBy },
  days: week.flatMap((hours, at) => (hours === undefined ? [] : [{ weekday: at + 1, ...writeHours(hours) }])),
  recordedAt: new Date(recordedAt),
});

const kinds: Readonly<Partial<Record<ShiftKind, Kind>>> = {
  [ShiftKind.WORK]: "WORK",
  [ShiftKind.OFF]: "OFF",
  [ShiftKind.SCHEDULE]: "SCHEDULE",
};

const kindOf = (kind: ShiftKind, at: number): Kind => {
  const known = kinds[kind];
  if (known !== undefined) return known;
  throw invalid(`/days/${at}/kind`, "CHOICE_UNKNOWN", { choices: "WORK, OFF, SCHEDULE" });
};

const toShift = ({ personId, date, kind, hours, ...recorded }: RecordedShift): RecordedShiftDay => ({
  ...recorded,
  day: { personId, date, kind: ShiftKind[kind], ...(hours === undefined ? {} : writeHours(hours)) },
});

/** Working hours and shifts, as the contract has them. */
export const scheduleService = (use: ScheduleUseCases): UntypedServiceImplementation & ScheduleServiceServer => ({
  setSchedule: unary(async (request: SetScheduleRequest, context) => ({
    schedule: toWire(await use.setSchedule(callerOf(context), request)),
  })),
  listSchedules: unary(async (request: ListSchedulesRequest, context) => {
    const { items, next } = await use.listSchedules(callerOf(context), request);
    return { schedules: items.map(toWire), nextPageToken: next };
  }),
  setShiftDays: unary((request: SetShiftDaysRequest, context) => {
    const days = request.days.map((day, at) => ({ ...day, kind: kindOf(day.kind, at) }));
    return use.setShiftDays(callerOf(context), { ...request, days });
  }),
  importShiftDays: unary((request: ImportShiftDaysRequest, context) => use.importShiftDays(callerOf(context), request)),
  listShiftDays: unary(async (request: ListShiftDaysRequest, context) => {
    const { days, more } = await use.listShiftDays(callerOf(context), request);
    return { days: days.map(toShift), more };
  }),
});
