import { call } from "@kinerja/common/grpc";
import { type DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { type EmployedOn } from "../../app/ports.ts";

/** So many people are asked for in one call. */
const peopleAtOnce = 500;

/** Whoever holds a first post in the agency on a day, as identity knows it now. */
export const employedOnDay =
  (client: DirectoryServiceClient): EmployedOn =>
  async (agencyId, personIds, day) => {
    const found = new Set<string>();
    for (let from = 0; from < personIds.length; from += peopleAtOnce) {
      const request = { personIds: personIds.slice(from, from + peopleAtOnce), fromDate: day, toDate: day };
      const { employments } = await call(client, client.getEmployments.bind(client), request, { deadlineMs: 10_000 });
      for (const one of employments) if (one.agencyId === agencyId && one.primary) found.add(one.personId);
    }
    return found;
  };
