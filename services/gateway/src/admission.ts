import { type IncomingMessage } from "node:http";

import { type Exchange } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";
import { type Subject } from "@kinerja/common/session";

import { type Allowances, isSignIn } from "./limits.ts";

export interface AdmissionNeeds {
  readonly verify: (token: string, purpose: "call" | "record") => Promise<Subject>;
  readonly allowances: Allowances;
  readonly clientAddress: (request: IncomingMessage) => string;
}

/** Before sign-in only the address is known; afterwards the token is verified and the person has an allowance. */
export function admission({
  verify,
  allowances,
  clientAddress,
}: AdmissionNeeds): (exchange: Exchange) => Promise<void> {
  return async (exchange) => {
    const { credential, request, route } = exchange;
    if (credential === undefined) {
      const address = clientAddress(request);
      await allowances.address(address);
      if (isSignIn(exchange)) await allowances.signIn(address);
      return;
    }
    const purpose = route.rpc.authz?.action === "record" ? "record" : "call";
    const subject = await verify(credential.token, purpose);
    if (subject.kind === "diary" && purpose !== "record") throw new Refusal("forbidden", "DIARY_TOKEN_ONLY_RECORDS");
    await allowances.subject(subject.personId);
  };
}
