import { unary } from "@kinerja/common/grpc";
import { pageSizeOf, parseDay, parseUuid } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/identity/v1/directory_service";

import {
  type ConfirmGrant,
  type ConfirmSiteGrant,
  type GrantState,
  type ListGrants,
  type ProposeGrant,
  type RecordedGrant,
} from "../../app/grants.ts";
import { roles } from "../../domain/grant.ts";
import { dayToProto } from "../proto.ts";
import { agencyId, callerOf, choice, commandOf, cursorOf, optionalDay, optionalPerson, personId } from "./read.ts";

export type GrantUseCases = {
  readonly proposeGrant: ProposeGrant;
  readonly confirmGrant: ConfirmGrant;
  readonly confirmSiteGrant: ConfirmSiteGrant;
  readonly listGrants: ListGrants;
};

const states: readonly GrantState[] = ["PROPOSED", "CONFIRMED"];
const command = commandOf(proto.DirectoryServiceService);

const toProto = (grant: RecordedGrant): proto.Grant => ({
  grantId: grant.id,
  agencyId: grant.agencyId ?? "",
  personId: grant.personId,
  role: proto.Role[grant.role],
  validFrom: grant.validFrom,
  validTo: dayToProto(grant.validTo),
  state: proto.GrantState[grant.confirmedBy === undefined ? "PROPOSED" : "CONFIRMED"],
  proposedBy: grant.proposedBy,
  proposedAt: new Date(grant.proposedAt),
  confirmedBy: grant.confirmedBy ?? "",
  confirmedAt: grant.confirmedAt === undefined ? undefined : new Date(grant.confirmedAt),
});

export const grantHandlers = (
  app: GrantUseCases,
): Pick<proto.DirectoryServiceServer, "proposeGrant" | "confirmGrant" | "confirmSiteGrant" | "listGrants"> => ({
  proposeGrant: unary(async (request, context) => {
    const grant = await app.proposeGrant(command(context, "proposeGrant", request), {
      agencyId: agencyId(request.agencyId),
      personId: personId(request.personId),
      role: choice(roles, "ROLE", request.role, "/role"),
      validFrom: parseDay(request.validFrom, "/validFrom"),
      validTo: optionalDay(request.validTo, "/validTo"),
    });
    return { grantId: grant.id };
  }),
  confirmGrant: unary(async (request, context) => {
    await app.confirmGrant(callerOf(context), agencyId(request.agencyId), parseUuid(request.grantId, "/grantId"));
    return {};
  }),
  confirmSiteGrant: unary(async (request, context) => {
    await app.confirmSiteGrant(callerOf(context), {
      grantId: parseUuid(request.grantId, "/grantId"),
      personId: personId(request.personId),
      role: choice(roles, "ROLE", request.role, "/role"),
    });
    return {};
  }),
  listGrants: unary(async (request, context) => {
    const { grants, next = "" } = await app.listGrants(callerOf(context), agencyId(request.agencyId), {
      state: request.state === undefined ? undefined : choice(states, "GRANT_STATE", request.state, "/state"),
      personId: optionalPerson(request.personId),
      limit: pageSizeOf(request.pageSize),
      after: cursorOf(request.pageToken),
    });
    return { grants: grants.map(toProto), nextPageToken: next };
  }),
});
