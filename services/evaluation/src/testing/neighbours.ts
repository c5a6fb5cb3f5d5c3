import { createHash } from "node:crypto";

import { Refusal } from "@kinerja/common/errors";
import { type CallContext, type serveGrpc, serverStream, unary } from "@kinerja/common/grpc";
import * as activity from "@kinerja/proto/activity/v1/activity_service";
import * as identity from "@kinerja/proto/identity/v1/directory_service";
import * as planning from "@kinerja/proto/planning/v1/planning_service";

import { idOf } from "./samples.ts";

/** One small agency with a head, staff, officers, and somebody from elsewhere. */
export const people = {
  chief: idOf(10),
  head: idOf(11),
  staff: idOf(12),
  peer: idOf(13),
  newcomer: idOf(14),
  lead: idOf(15),
  colleague: idOf(16),
  officer: idOf(17),
  auditor: idOf(18),
  stranger: idOf(19),
  leader: idOf(20),
} as const;
export const [agency, elsewhere, rootUnit, unit, otherUnit] = [idOf(500), idOf(501), idOf(600), idOf(601), idOf(602)];
export const indicatorOf = (personId: string): string => personId.replace("-7000-", "-7001-");
export const rhkOf = (personId: string): string => personId.replace("-7000-", "-7002-");
export const employmentIdOf = (personId: string): string => personId.replace("-7000-", "-7003-");

const units: Readonly<Record<string, string>> = {
  [people.chief]: rootUnit,
  [people.officer]: rootUnit,
  [people.colleague]: otherUnit,
  [people.lead]: otherUnit,
  [people.stranger]: idOf(603),
};
const superiors: Readonly<Record<string, string>> = {
  [people.head]: people.chief,
  [people.staff]: people.head,
  [people.peer]: people.head,
  [people.newcomer]: people.head,
};
const agencyOf = (personId: string): string =>
  ([people.stranger, people.auditor, people.leader] as string[]).includes(personId) ? elsewhere : agency;

/** The month that activity has sealed; a test may tamper with what is sent. */
export type Tampering = {
  rows(rows: activity.SealedMonth[], revision: number): activity.SealedMonth[];
  isDown: boolean;
};

const employmentOf = (personId: string): identity.Employment => ({
  employmentId: employmentIdOf(personId),
  agencyId: agencyOf(personId),
  unitId: units[personId] ?? unit,
  unitName: "",
  positionName: "",
  positionClass: 8,
  zone: identity.Zone.WIB,
  validFrom: "2026-01-01",
  validTo: "",
  personId,
  primary: true,
  staffKind: identity.StaffKind.PNS,
});

/** Who belongs to the agency, in the order of streams. */
export const roster = Object.values(people)
  .filter((id) => agencyOf(id) === agency)
  .sort()
  .map(employmentOf);

function rolesOf(personId: string): identity.RoleGrant[] {
  if (personId === people.officer) return [{ role: identity.Role.PERSONNEL_OFFICER, agencyId: agency }];
  return personId === people.auditor ? [{ role: identity.Role.AUDITOR, agencyId: "" }] : [];
}

function relationsOf(caller: string, personIds: readonly string[]): identity.RelationFact[] {
  const fact = (personId: string, kind: identity.RelationKind) => ({
    personId,
    kind,
    validFrom: "2026-01-01",
    validTo: "",
  });
  return personIds.flatMap((id) => [
    ...(superiors[id] === caller ? [fact(id, identity.RelationKind.SUPERIOR)] : []),
    ...(caller === people.lead && id === people.staff ? [fact(id, identity.RelationKind.TEAM_LEAD)] : []),
    ...(caller === people.leader && id === people.head ? [fact(id, identity.RelationKind.SUPERIOR_OF_SUPERIOR)] : []),
  ]);
}

const callerOf = ({ subject }: CallContext): string => subject?.personId ?? "";

/** Rows, then the trailer with count and hash over their bytes. */
function* sealed<Row>(
  rows: readonly Row[],
  encode: (row: Row) => Uint8Array,
): Generator<{ row?: Row; count?: bigint; sha256?: string }> {
  const hash = createHash("sha256");
  for (const row of rows) {
    hash.update(encode(row));
    yield { row };
  }
  yield { count: BigInt(rows.length), sha256: hash.digest("hex") };
}

const directory = {
  getFacts: unary<identity.GetFactsRequest, identity.GetFactsResponse>((request, context) => {
    const caller = callerOf(context);
    return Promise.resolve({
      roles: rolesOf(caller),
      relations: relationsOf(caller, request.personIds),
      agencies: request.personIds.map((personId) => ({ personId, agencyIds: [agencyOf(personId)] })),
      ownAgencyIds: [agencyOf(caller)],
    });
  }),
  getEmployments: unary<identity.GetEmploymentsRequest, identity.GetEmploymentsResponse>(({ personIds }) =>
    Promise.resolve({ employments: personIds.filter((id) => id < idOf(100)).map(employmentOf) }),
  ),
  listSubordinates: unary<unknown, identity.ListSubordinatesResponse>((_, context) =>
    Promise.resolve({
      subordinates: relationsOf(callerOf(context), Object.values(people)).map(({ personId, kind }) => ({
        person: { personId, name: "", nipSuffix: "", positionName: "", unitName: "" },
        employment: employmentOf(personId),
        kind,
      })),
    }),
  ),
  listUnits: unary<identity.ListUnitsRequest, identity.ListUnitsResponse>((request, context) => {
    const caller = callerOf(context);
    if (request.agencyId !== agency || (agencyOf(caller) !== agency && caller !== people.auditor))
      throw new Refusal("not-found", "AGENCY_UNKNOWN");
    const zone = identity.Zone.WIB;
    return Promise.resolve({
      units: [
        { unitId: rootUnit, parentId: "", name: "", zone, headPersonId: people.chief },
        { unitId: unit, parentId: rootUnit, name: "", zone, headPersonId: people.head },
        { unitId: otherUnit, parentId: rootUnit, name: "", zone, headPersonId: "" },
      ],
    });
  }),
  getCalendar: unary<identity.GetCalendarRequest, identity.GetCalendarResponse>(({ period }) =>
    Promise.resolve({ zone: identity.Zone.WIB, days: [{ date: `${period}-10`, workingMinutes: 0, holiday: "Libur" }] }),
  ),
  streamRoster: serverStream<unknown, identity.StreamRosterResponse>(async function* () {
    await Promise.resolve();
    for (const { row, ...trailer } of sealed(roster, (one) => identity.Employment.encode(one).finish()))
      yield { employment: row, rows: [], ...trailer };
  }),
};

/** Everybody but the newcomer has a set SKP. */
const skpOf = (personId: string): planning.Skp =>
  planning.Skp.fromPartial({
    skpId: personId.replace("-7000-", "-7004-"),
    personId,
    employmentId: employmentIdOf(personId),
    agencyId: agency,
    unitId: unit,
    assessorId: superiors[personId] ?? "",
    validFrom: "2026-01-01",
    validTo: "2026-12-31",
    positionKind: personId === people.head ? planning.PositionKind.UNIT_HEAD : planning.PositionKind.STAFF,
    state: planning.SkpState.SET,
    setRevision: 1,
    content: {
      results: [
        {
          rhkId: rhkOf(personId),
          kind: planning.ResultKind.UTAMA,
          text: "Rantai dingin vaksin terjaga",
          indicators: [
            {
              indicatorId: indicatorOf(personId),
              text: "Puskesmas yang disupervisi",
              aspect: planning.Aspect.KUANTITAS,
              target: "8",
              unit: "puskesmas",
            },
          ],
        },
      ],
      expectations: [{ value: planning.BehaviourValue.AKUNTABEL, text: "Laporan tepat waktu" }],
    },
  });

const plans = {
  getSetSkps: unary<planning.GetSetSkpsRequest, planning.GetSetSkpsResponse>(({ personIds }) =>
    Promise.resolve({ skps: personIds.filter((id) => id !== people.newcomer).map(skpOf), items: [] }),
  ),
};

const monthOf = ({ personId, employmentId }: identity.Employment): activity.SealedMonth =>
  activity.SealedMonth.fromPartial({
    personId,
    employmentId,
    approvedMinutes: 9_000,
    openMinutes: 60,
    daysWithEntries: 20,
  });

const encodeMonth = (one: activity.SealedMonth): Uint8Array => activity.SealedMonth.encode(one).finish();

/** Count and hash as a closing tells them. */
export function sealOfMonth(): { count: bigint; sha256: string } {
  const { count = 0n, sha256 = "" } = [...sealed(roster.map(monthOf), encodeMonth)].at(-1) ?? {};
  return { count, sha256 };
}

const log = (tampering: Tampering) => ({
  streamSealedMonths: serverStream(async function* ({
    revision,
  }: activity.StreamSealedMonthsRequest): AsyncGenerator<activity.StreamSealedMonthsResponse> {
    await Promise.resolve();
    if (tampering.isDown) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE");
    for (const { row, ...trailer } of sealed(tampering.rows(roster.map(monthOf), revision), encodeMonth))
      yield { month: row, rows: [], ...trailer };
  }),
});

const missing = unary(() => Promise.reject(new Error("not expected")));
type Served = Parameters<typeof serveGrpc>[0]["services"][number];
const whole = (definition: Served[0], handlers: Served[1]): Served => [
  definition,
  { ...Object.fromEntries(Object.keys(definition).map((name) => [name, missing])), ...handlers },
];

/** Identity, planning and activity, as far as evaluation asks them. */
export const neighbours = (tampering: Tampering) => [
  whole(identity.DirectoryServiceService, directory),
  whole(planning.PlanningServiceService, plans),
  whole(activity.ActivityServiceService, log(tampering)),
];
