import { call } from "@kinerja/common/grpc";
import { type DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import { type EmployedWithin } from "../../app/work-parts.ts";

/** So many people are asked for in one call. */
const peopleAtOnce = 500;

/** Whoever holds a post in the agency within these days, as identity knows it now. */
export const employedWithin =
  (client: DirectoryServiceClient): EmployedWithin =>
  async (agencyId, personIds, { from: fromDate, to: toDate, posts }) => {
    const found = new Set<string>();
    for (let from = 0; from < personIds.length; from += peopleAtOnce) {
      const request = { personIds: personIds.slice(from, from + peopleAtOnce), fromDate, toDate };
      const { employments } = await call(client, client.getEmployments.bind(client), request, { deadlineMs: 10_000 });
      for (const one of employments)
        if (one.agencyId === agencyId && (one.primary || posts === "ANY")) found.add(one.personId);
    }
    return found;
  };
