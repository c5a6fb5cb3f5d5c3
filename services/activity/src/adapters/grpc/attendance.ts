import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { unary } from "@kinerja/common/grpc";
import { parsePeriod } from "@kinerja/common/kernel";
import { type AttendanceServiceServer, type ListCheckDaysRequest } from "@kinerja/proto/activity/v1/attendance_service";

import { type checkDaysOf } from "../postgres/check-days.ts";

export type AttendanceUseCases = { readonly checkDays: ReturnType<typeof checkDaysOf> };

/** Attendance as other services ask for it: who may see it was decided there. */
export const attendanceService = (use: AttendanceUseCases): UntypedServiceImplementation & AttendanceServiceServer => ({
  listCheckDays: unary(async ({ agencyId, period, unitId }: ListCheckDaysRequest) => ({
    days: await use.checkDays({ agencyId, period: parsePeriod(period, "/period"), unitId }),
  })),
});
