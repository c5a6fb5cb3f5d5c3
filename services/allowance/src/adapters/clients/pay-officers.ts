import { call } from "@kinerja/common/grpc";
import { type DirectoryServiceClient, Role } from "@kinerja/proto/identity/v1/directory_service";

import { type PayOfficers } from "../../app/ports.ts";

const roles = [Role.PAY_MAKER, Role.PAY_CHECKER, Role.PAY_APPROVER, Role.PERSONNEL_OFFICER];

/** Whoever has a hand in the agency's pay: all holders of a pay role, and personnel officers who changed its people, roles or accounts. */
export const payOfficersOf =
  (client: DirectoryServiceClient): PayOfficers =>
  async (agencyId, at) => {
    const request = { agencyId, roles, at: new Date(at) };
    const { holders } = await call(client, client.listRoleHolders.bind(client), request, { deadlineMs: 10_000 });
    const handed = holders.filter(({ role, acted }) => role !== Role.PERSONNEL_OFFICER || acted);
    return [...new Set(handed.map(({ personId }) => personId))];
  };
