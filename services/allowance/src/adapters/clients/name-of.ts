import { call } from "@kinerja/common/grpc";
import { type DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { type NameOf } from "../../app/exports-ports.ts";

/** Asks identity on behalf of the caller: whom the caller may not see has no name here. */
export const nameOfPerson =
  (client: DirectoryServiceClient): NameOf =>
  async ({ token, requestId }, personId) => {
    const asked = { subject: { token }, traceId: requestId };
    const { people } = await call(client, client.lookupPeople.bind(client), { personIds: [personId] }, asked);
    return people[0] && { name: people[0].name, nipSuffix: people[0].nipSuffix };
  };
