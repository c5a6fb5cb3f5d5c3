import { Refusal } from "@kinerja/common/errors";
import { type CallContext } from "@kinerja/common/grpc";

import { type Caller } from "../../app/authorise.ts";

/** The person on whose behalf a call comes. */
export function callerOf({ subject, traceId, requestKey }: CallContext): Caller {
  if (subject === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
  const agencyIds = subject.employments.map(({ agencyId }) => agencyId);
  return { personId: subject.personId, agencyIds, token: subject.token, requestId: traceId, requestKey };
}
