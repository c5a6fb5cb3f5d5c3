import { Refusal } from "@kinerja/common/errors";

import { type EndReason, endSession as end, type Session } from "../domain/session.ts";
import { type AccessStore, type Caller, type Now } from "./ports.ts";

type Needs = { readonly access: AccessStore; readonly now: Now };

async function endOwn(needs: Needs, caller: Caller, sessionId: string, reason: EndReason): Promise<void> {
  const at = needs.now();
  const ended = await needs.access.changeSession(
    sessionId,
    (session) => {
      if (session.personId !== caller.personId) throw new Refusal("not-found", "SESSION_UNKNOWN");
      return end(session, reason, at);
    },
    { actor: caller.personId, role: "SELF", requestId: caller.requestId, at },
  );
  if (ended === undefined) throw new Refusal("not-found", "SESSION_UNKNOWN");
}

export type SignOut = (caller: Caller) => Promise<void>;
/** Ends the session of this call. Again = the same answer. */
export const signOut =
  (needs: Needs): SignOut =>
  (caller) =>
    endOwn(needs, caller, caller.sessionId, "signed-out");

export type EndSession = (caller: Caller, sessionId: string) => Promise<void>;
/** Ends another one of the own sessions; somebody else's is unknown. */
export const endSession =
  (needs: Needs): EndSession =>
  (caller, sessionId) =>
    endOwn(needs, caller, sessionId, "ended-by-owner");

export type ListSessions = (caller: Caller) => Promise<readonly (Session & { readonly current: boolean })[]>;
export const listSessions =
  (needs: Needs): ListSessions =>
  async ({ personId, sessionId }) => {
    const sessions = await needs.access.openSessions(personId, needs.now());
    return sessions.map((session) => ({ ...session, current: session.id === sessionId }));
  };
