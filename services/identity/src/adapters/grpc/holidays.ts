import { unary } from "@kinerja/common/grpc";
import { parseDay } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/identity/v1/directory_service";

import { type ListHolidays, type RecordedDayOff, type RemoveHoliday, type SetHoliday } from "../../app/holidays.ts";
import { callerOf, commandOf, optionalAgency } from "./read.ts";

export type HolidayUseCases = {
  readonly listHolidays: ListHolidays;
  readonly setHoliday: SetHoliday;
  readonly removeHoliday: RemoveHoliday;
};

const command = commandOf(proto.DirectoryServiceService);

const toProto = ({ day, agencyId, ...rest }: RecordedDayOff): proto.DayOff => ({
  ...rest,
  date: day,
  agencyId: agencyId ?? "",
});

export const holidayHandlers = (
  app: HolidayUseCases,
): Pick<proto.DirectoryServiceServer, "listHolidays" | "setHoliday" | "removeHoliday"> => ({
  listHolidays: unary(async (request, context) => {
    const query = { year: request.year, agencyId: optionalAgency(request.agencyId) };
    return { days: (await app.listHolidays(callerOf(context), query)).map(toProto) };
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
});
