import { Refusal } from "@kinerja/common/errors";
import { type CallContext } from "@kinerja/common/grpc";

import { type Caller } from "../../app/ports.ts";

/** The commands of a service, as its definition writes their requests. */
type Commands<Method extends string> = Readonly<
  Record<Method, { readonly requestSerialize: (request: never) => Uint8Array }>
>;

/** Who calls; for a command also its bytes, so that a repeated key with another body is noticed. Without a subject: TOKEN_MISSING. */
export const callersOf =
  <Method extends string>(service: Commands<Method>) =>
  ({ subject, traceId, requestKey }: CallContext, method?: Method, request?: object): Caller => {
    if (subject === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
    const serialize = method && (service[method].requestSerialize as (request: object) => Uint8Array);
    const body = serialize && request ? serialize(request) : Buffer.alloc(0);
    return {
      personId: subject.personId,
      token: subject.token,
      requestId: traceId,
      request: { key: requestKey, method: method ?? "", body },
    };
  };
