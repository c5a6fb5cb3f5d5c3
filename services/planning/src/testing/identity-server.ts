import { Refusal } from "@kinerja/common/errors";
import { type CallContext, serverStream, unary } from "@kinerja/common/grpc";
import { type PersonId } from "@kinerja/common/kernel";
import { type Subject } from "@kinerja/common/session";
import * as proto from "@kinerja/proto/identity/v1/directory_service";

import { type Person, type World } from "./world.ts";

/** The token of somebody in a world is the person's id. */
export const verifyIn =
  ({ people }: World) =>
  (token: string): Promise<Subject> => {
    const person = people.find(({ id }) => id === token);
    if (person === undefined) return Promise.reject(new Refusal("unauthenticated", "TOKEN_INVALID"));
    const { id, employmentId, agencyId } = person;
    const employments = [{ id: employmentId, agencyId, zone: "WIB" as const }];
    return Promise.resolve({ personId: id as PersonId, sessionId: "s1", kind: "access", employments, token });
  };

const toEmployment = ({ employmentId, agencyId, unitId, id }: Person): proto.Employment =>
  proto.Employment.fromPartial({
    employmentId,
    agencyId,
    unitId,
    personId: id,
    validFrom: "2026-01-01",
    primary: true,
  });

const callerIn = (world: World, { subject }: CallContext): Person => {
  const caller = world.people.find(({ id }) => id === subject?.personId);
  if (caller === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
  return caller;
};

const factsOf = (world: World, caller: Person, personIds: readonly string[]): proto.GetFactsResponse => ({
  roles: caller === world.officer ? [{ role: proto.Role.PERSONNEL_OFFICER, agencyId: world.agencyId }] : [],
  relations: world.ties
    .filter(({ leader, person }) => leader === caller && personIds.includes(person.id))
    .map(({ person, kind }) => ({
      ...{ personId: person.id, kind: proto.RelationKind[kind], validFrom: "2026-01-01", validTo: "" },
    })),
  agencies: world.people
    .filter(({ id }) => personIds.includes(id))
    .map(({ id, agencyId }) => ({ personId: id, agencyIds: [agencyId] })),
  ownAgencyIds: [caller.agencyId],
});

/** Identity as far as planning asks it, about the people of a world. */
export const identityOf = (world: World): Partial<proto.DirectoryServiceServer> => ({
  getMe: unary((_, context) => {
    const caller = callerIn(world, context);
    const superior = world.ties.find(({ person, kind }) => person === caller && kind === "SUPERIOR")?.leader;
    return Promise.resolve(proto.GetMeResponse.fromPartial({ personId: caller.id, superiorId: superior?.id ?? "" }));
  }),
  getFacts: unary(({ personIds }, context) => Promise.resolve(factsOf(world, callerIn(world, context), personIds))),
  getEmployments: unary(({ personIds }) =>
    Promise.resolve({ employments: world.people.filter(({ id }) => personIds.includes(id)).map(toEmployment) }),
  ),
  listSubordinates: unary((_, context) => {
    const caller = callerIn(world, context);
    const ties = world.ties.filter(({ leader }) => leader === caller);
    const subordinates = ties.map(({ person, kind }) => ({
      person: proto.PersonName.fromPartial({ personId: person.id }),
      employment: toEmployment(person),
      kind: proto.RelationKind[kind],
    }));
    return Promise.resolve({ subordinates });
  }),
  streamRoster: serverStream(async function* ({ agencyId }: proto.StreamRosterRequest) {
    await Promise.resolve();
    const rows = world.people.filter((person) => person.agencyId === agencyId).map(toEmployment);
    for (const employment of rows) yield { employment, rows: [] };
    yield { employment: undefined, rows: [], count: BigInt(rows.length), sha256: "" };
  }),
  listUnits: unary(({ agencyId }, context) => {
    if (callerIn(world, context).agencyId !== agencyId) throw new Refusal("not-found", "AGENCY_UNKNOWN");
    const units = world.units.map(({ id, parentId = "", headPersonId = "" }) =>
      proto.Unit.fromPartial({ unitId: id, parentId, headPersonId }),
    );
    return Promise.resolve({ units });
  }),
});
