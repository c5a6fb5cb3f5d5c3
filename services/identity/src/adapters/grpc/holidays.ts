import { invalid } from "@kinerja/common/errors";
import { unary } from "@kinerja/common/grpc";
import { parseDay, parseUuid } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/identity/v1/directory_service";

import {
  type ListHolidays,
  type RecordedDayOff,
  type RemoveHoliday,
  type SetHoliday,
  type SetWorkingWeek,
} from "../../app/holidays.ts";
import { type RecordedWeek, type WeekDays } from "../../domain/working-week.ts";
import { agencyId, callerOf, commandOf, optionalAgency } from "./read.ts";

export type HolidayUseCases = {
  readonly listHolidays: ListHolidays;
  readonly setHoliday: SetHoliday;
  readonly removeHoliday: RemoveHoliday;
  readonly setWorkingWeek: SetWorkingWeek;
};

const command = commandOf(proto.DirectoryServiceService);

const toProto = ({ day, agencyId, ...rest }: RecordedDayOff): proto.DayOff => ({
  ...rest,
  date: day,
  agencyId: agencyId ?? "",
});

const weekToProto = ({ unitId, validFrom, days, decree }: RecordedWeek): proto.WorkingWeek => ({
  ...{ validFrom, days, decree },
  unitId: unitId ?? "",
});

function weekDays(days: number): WeekDays {
  if (days !== 5 && days !== 6) throw invalid("/days", "NUMBER_OUT_OF_RANGE", { min: 5, max: 6 });
  return days;
}

export const holidayHandlers = (
  app: HolidayUseCases,
): Pick<proto.DirectoryServiceServer, "listHolidays" | "setHoliday" | "removeHoliday" | "setWorkingWeek"> => ({
  listHolidays: unary(async (request, context) => {
    const query = { year: request.year, agencyId: optionalAgency(request.agencyId) };
    const { days, weeks } = await app.listHolidays(callerOf(context), query);
    return { days: days.map(toProto), weeks: weeks.map(weekToProto) };
  }),
  setHoliday: unary(async (request, context) => {
    const day = await app.setHoliday(command(context, "setHoliday", request), {
      agencyId: optionalAgency(request.agencyId),
      day: parseDay(request.date, "/date"),
      name: request.name,
      collectiveLeave: request.collectiveLeave,
      decree: request.decree,
    });
    return { day: toProto(day) };
  }),
  removeHoliday: unary(async (request, context) => {
    await app.removeHoliday(command(context, "removeHoliday", request), {
      agencyId: optionalAgency(request.agencyId),
      day: parseDay(request.date, "/date"),
      decree: request.decree,
    });
    return {};
  }),
  setWorkingWeek: unary(async (request, context) => {
    const week = await app.setWorkingWeek(command(context, "setWorkingWeek", request), {
      agencyId: agencyId(request.agencyId),
      unitId: request.unitId === undefined ? undefined : parseUuid(request.unitId, "/unitId"),
      validFrom: parseDay(request.validFrom, "/validFrom"),
      days: weekDays(request.days),
      decree: request.decree,
    });
    return { week: weekToProto(week) };
  }),
});
