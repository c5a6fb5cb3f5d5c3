import { type CallContext } from "@kinerja/common/grpc";
import { invalid, Refusal } from "@kinerja/common/errors";
import { type AgencyId, type Day, parseDay, parseUuid, type PersonId } from "@kinerja/common/kernel";

import { type Caller } from "../../app/ports.ts";

/** The originating person. The server has verified the token; a method for services may be called without one. */
export function callerOf({ subject, traceId }: CallContext): Caller {
  if (subject === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
  return { personId: subject.personId, sessionId: subject.sessionId, requestId: traceId };
}

export const agencyId = (text: string): AgencyId => parseUuid(text, "/agencyId") as string as AgencyId;
export const personId = (text: string, pointer = "/personId"): PersonId =>
  parseUuid(text, pointer) as string as PersonId;
export const personIds = (texts: readonly string[], limit: number): PersonId[] => {
  if (texts.length > limit) throw invalid("/personIds", "LIST_TOO_LONG", { max: limit });
  return texts.map((text, index) => personId(text, `/personIds/${index}`));
};
export const optionalDay = (text: string | undefined, pointer: string): Day | undefined =>
  text === undefined || text === "" ? undefined : parseDay(text, pointer);

/** One of the pages that a list is asked for. */
export const pageSizeOf = (asked: number | undefined): number => Math.min(Math.max(asked ?? 50, 1), 200);
