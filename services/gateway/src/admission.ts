import { type IncomingMessage } from "node:http";

import { type Exchange } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";
import { type Subject } from "@kinerja/common/session";

import { type Allowances, isSignIn, type Take } from "./limits.ts";

export interface AdmissionNeeds {
  readonly verify: (token: string, purpose: "call" | "record", address: string) => Promise<Subject>;
  readonly allowances: Allowances;
  readonly clientAddress: (request: IncomingMessage) => string;
}

type Verify<Purpose> = (token: string, purpose: Purpose) => Promise<Subject>;

/**
 * Whoever shows a token that counts for nothing is nobody yet, and has the allowance of nobody: else guesses and stale clients would cost nothing.
 */
export const countRefused =
  <Purpose>(verify: Verify<Purpose>, take: Take) =>
  async (token: string, purpose: Purpose, address: string): Promise<Subject> => {
    try {
      return await verify(token, purpose);
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.kind === "unauthenticated") await take(address);
      throw thrown;
    }
  };

/** Before sign-in only the address is known; afterwards the token is verified and the person has an allowance. */
export function admission({
  verify,
  allowances,
  clientAddress,
}: AdmissionNeeds): (exchange: Exchange) => Promise<void> {
  return async (exchange) => {
    const { credential, request, route } = exchange;
    const address = clientAddress(request);
    if (credential === undefined) {
      await allowances.address(address);
      if (isSignIn(exchange)) await allowances.signIn(address);
      return;
    }
    const purpose = route.rpc.authz?.action === "record" ? "record" : "call";
    const subject = await verify(credential.token, purpose, address);
    if (subject.kind === "diary" && purpose !== "record") throw new Refusal("forbidden", "DIARY_TOKEN_ONLY_RECORDS");
    // Who has read too much may still write down the day's work.
    await allowances.subject(purpose === "record" ? `${subject.personId}/record` : subject.personId);
  };
}
