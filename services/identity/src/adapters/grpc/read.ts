import { type CallContext } from "@kinerja/common/grpc";
import { invalid, Refusal } from "@kinerja/common/errors";
import { type AgencyId, type Day, isUuid, parseDay, parseUuid, type PersonId } from "@kinerja/common/kernel";

import { type Caller } from "../../app/ports.ts";

/** The originating person. The server has verified the token; a method for services may be called without one. */
export function callerOf({ subject, traceId }: CallContext): Caller {
  if (subject === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
  return { personId: subject.personId, sessionId: subject.sessionId, requestId: traceId };
}

type Definition<M extends string> = Readonly<Record<M, { readonly requestSerialize: (value: never) => Buffer }>>;

/** The same for a command: with its key and its bytes, so that a repeated key with another body is noticed. */
export const commandOf =
  <M extends string>(definition: Definition<M>) =>
  (context: CallContext, method: M, request: object): Caller => {
    const serialize = definition[method].requestSerialize as (value: object) => Buffer;
    return { ...callerOf(context), request: { key: context.requestKey, method, body: serialize(request) } };
  };

/** "ROLE_AUDITOR" as "AUDITOR"; an unknown one is the caller's mistake. */
export function choice<const T extends string>(names: readonly T[], prefix: string, value: string, pointer: string): T {
  const name = names.find((candidate) => `${prefix}_${candidate}` === value);
  if (name === undefined) throw invalid(pointer, "CHOICE_UNKNOWN");
  return name;
}

/** The id that a page ended with. */
export function cursorOf(token: string | undefined): string | undefined {
  if (token === undefined || token === "") return undefined;
  if (!isUuid(token)) throw invalid("/pageToken", "PAGE_TOKEN_FORM");
  return token;
}

export const optionalPerson = (text: string | undefined): PersonId | undefined =>
  text === undefined ? undefined : personId(text);
export const optionalAgency = (text: string | undefined): AgencyId | undefined =>
  text === undefined || text === "" ? undefined : agencyId(text);

export const agencyId = (text: string): AgencyId => parseUuid(text, "/agencyId") as string as AgencyId;
export const personId = (text: string, pointer = "/personId"): PersonId =>
  parseUuid(text, pointer) as string as PersonId;
export const personIds = (texts: readonly string[], limit: number): PersonId[] => {
  if (texts.length > limit) throw invalid("/personIds", "LIST_TOO_LONG", { max: limit });
  return texts.map((text, index) => personId(text, `/personIds/${index}`));
};
export const optionalDay = (text: string | undefined, pointer: string): Day | undefined =>
  text === undefined || text === "" ? undefined : parseDay(text, pointer);
