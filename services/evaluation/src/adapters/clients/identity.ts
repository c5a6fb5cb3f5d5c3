import { call } from "@kinerja/common/grpc";
import { addDays, type Day, lastDay, parseDay, type Period, periodOf, type Zone } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/identity/v1/directory_service";

import { type Caller } from "../../app/authorise.ts";
import { type Directory } from "../../app/sources.ts";
import { type Employment } from "../../domain/place.ts";
import { readSealed } from "./sealed-stream.ts";

const zones: Readonly<Partial<Record<proto.Zone, Zone>>> = {
  [proto.Zone.WIB]: "WIB",
  [proto.Zone.WITA]: "WITA",
  [proto.Zone.WIT]: "WIT",
};
const optional = (text: string): string | undefined => (text === "" ? undefined : text);

function toEmployment(row: proto.Employment): Employment {
  const zone = zones[row.zone];
  if (zone === undefined) throw new Error("an employment has a zone");
  return {
    employmentId: row.employmentId,
    personId: row.personId,
    agencyId: row.agencyId,
    unitId: row.unitId,
    zone,
    validFrom: parseDay(row.validFrom),
    validTo: row.validTo === "" ? undefined : parseDay(row.validTo),
    primary: row.primary,
  };
}

const as = ({ token, requestId }: Caller) => ({ subject: { token }, traceId: requestId });
const assessing: ReadonlySet<proto.RelationKind> = new Set([proto.RelationKind.SUPERIOR, proto.RelationKind.ACTING]);

/** Months from the first day's to the last day's. */
function monthsBetween(from: Day, to: Day): Period[] {
  const months: Period[] = [];
  for (let day = from; day <= to; day = addDays(lastDay(periodOf(day)), 1)) months.push(periodOf(day));
  return months;
}

/** Identity's answers over gRPC. */
export const identityDirectory = (client: proto.DirectoryServiceClient): Directory => ({
  async employments(personIds, fromDate, toDate) {
    const request = { personIds: [...personIds], fromDate, toDate };
    const { employments } = await call(client, client.getEmployments.bind(client), request, { deadlineMs: 5_000 });
    return employments.map(toEmployment);
  },
  async roster(agencyId, period) {
    const open = client.streamRoster.bind(client);
    const rows = await readSealed("ROSTER", (metadata, options) => open({ agencyId, period }, metadata, options), {
      of: (message) => message.employment,
      encode: (row: proto.Employment) => proto.Employment.encode(row).finish(),
    });
    return rows.map(toEmployment);
  },
  async assessed(caller) {
    const { subordinates } = await call(client, client.listSubordinates.bind(client), {}, as(caller));
    const people = subordinates
      .filter(({ kind }) => assessing.has(kind))
      .flatMap(({ person }) => person?.personId ?? []);
    return [...new Set(people)];
  },
  async units(caller, agencyId) {
    const { units } = await call(client, client.listUnits.bind(client), { agencyId }, as(caller));
    return units.map(({ unitId, parentId, headPersonId }) => ({
      unitId,
      parentId: optional(parentId),
      headPersonId: optional(headPersonId),
    }));
  },
  async daysOff(caller, from, to) {
    const months = await Promise.all(
      monthsBetween(from, to).map((period) => call(client, client.getCalendar.bind(client), { period }, as(caller))),
    );
    const off = months.flatMap(({ days }) => days.filter(({ holiday }) => holiday !== ""));
    return new Set(off.map(({ date }) => parseDay(date)));
  },
});
