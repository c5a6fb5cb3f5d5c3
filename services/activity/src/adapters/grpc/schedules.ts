import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { unary } from "@kinerja/common/grpc";
import {
  type ListSchedulesRequest,
  type Schedule as WireSchedule,
  type ScheduleServiceServer,
  type SetScheduleRequest,
} from "@kinerja/proto/activity/v1/schedule_service";

import { type listSchedules, type RecordedSchedule, type setSchedule } from "../../app/schedules.ts";
import { writeHours } from "../../domain/schedule.ts";
import { callerOf } from "./caller.ts";

export type ScheduleUseCases = {
  readonly setSchedule: ReturnType<typeof setSchedule>;
  readonly listSchedules: ReturnType<typeof listSchedules>;
};

const toWire = ({ id, unitId, from, to, week, decree, recordedBy, recordedAt }: RecordedSchedule): WireSchedule => ({
  ...{ scheduleId: id, unitId: unitId ?? "", validFrom: from, validTo: to ?? "", decree, recordedBy },
  days: week.flatMap((hours, at) => (hours === undefined ? [] : [{ weekday: at + 1, ...writeHours(hours) }])),
  recordedAt: new Date(recordedAt),
});

/** Working hours, as the contract has them. */
export const scheduleService = (use: ScheduleUseCases): UntypedServiceImplementation & ScheduleServiceServer => ({
  setSchedule: unary(async (request: SetScheduleRequest, context) => ({
    schedule: toWire(await use.setSchedule(callerOf(context), request)),
  })),
  listSchedules: unary(async (request: ListSchedulesRequest, context) => {
    const { items, next } = await use.listSchedules(callerOf(context), request);
    return { schedules: items.map(toWire), nextPageToken: next };
  }),
});
