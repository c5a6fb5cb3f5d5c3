import { call } from "@kinerja/common/grpc";
import { parseDay } from "@kinerja/common/kernel";
import { type AttendanceServiceClient } from "@kinerja/proto/activity/v1/attendance_service";
import { type DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { type ImportNeeds } from "../../app/facts/import-facts.ts";
import { type FactNeeds } from "../../app/facts/parts.ts";
import { type CandidateNeeds } from "../../app/facts/read-facts.ts";
import { type UnitNeeds } from "../../app/facts/units.ts";

/** Longer than any career: a fact may be about somebody who has left. */
const always = { fromDate: "1950-01-01", toDate: "2199-12-31" };

/** Which of these people have or had an employment in the agency. */
export const peopleInAgency =
  (client: DirectoryServiceClient): FactNeeds["peopleIn"] =>
  async (agencyId, personIds) => {
    const request = { personIds: [...personIds], ...always };
    const { employments } = await call(client, client.getEmployments.bind(client), request, { deadlineMs: 5_000 });
    return new Set(employments.filter((one) => one.agencyId === agencyId).map(({ personId }) => personId));
  };

/** Whose NIPs these are, asked on behalf of the officer who imports. */
export const peopleOfNips =
  (client: DirectoryServiceClient): ImportNeeds["peopleOf"] =>
  async ({ token, requestId }, agencyId, nips) => {
    const context = { subject: { token }, traceId: requestId, deadlineMs: 5_000 };
    const { personIds } = await call(client, client.resolveNips.bind(client), { agencyId, nips: [...nips] }, context);
    return personIds.map((id) => id || undefined);
  };

/** The unit tree of a day, asked on behalf of the officer. */
export const unitsOfAgency =
  (client: DirectoryServiceClient): UnitNeeds["unitsOf"] =>
  async ({ token, requestId }, agencyId, onDate) => {
    const context = { subject: { token }, traceId: requestId, deadlineMs: 5_000 };
    const { units } = await call(client, client.listUnits.bind(client), { agencyId, onDate }, context);
    return new Map(units.map(({ unitId, parentId }) => [unitId, parentId]));
  };

/** Where in the agency a person works on one of these days. */
export const unitsOfPerson =
  (client: DirectoryServiceClient): UnitNeeds["postsOf"] =>
  async (agencyId, personId, { from, to }) => {
    const request = { personIds: [personId], fromDate: from, toDate: to };
    const { employments } = await call(client, client.getEmployments.bind(client), request, { deadlineMs: 5_000 });
    return employments.filter((one) => one.agencyId === agencyId).map(({ unitId }) => unitId);
  };

/** The checks of a month's days, as activity has them. Who may see them was decided before. */
export const checksOfDays =
  (client: AttendanceServiceClient): CandidateNeeds["checksOf"] =>
  async (_, agencyId, unitId, period) => {
    const request = { agencyId, period, ...(unitId !== undefined && { unitId }) };
    const { days } = await call(client, client.listCheckDays.bind(client), request, { deadlineMs: 10_000 });
    return days.map(({ day, missed, expected }) => ({ day: parseDay(day), missed, expected }));
  };
