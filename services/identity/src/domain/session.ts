import { type Decision, type PersonId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

export const accessMs = 10 * 60_000;
export const diaryMs = 7 * 86_400_000;
export const refreshMs = 30 * 86_400_000;
const graceMs = 60_000;

export type EndReason = "signed-out" | "ended-by-owner" | "refresh-reused" | "password-changed" | "code-issued";

/** The family of one sign-in's refresh tokens. Instants are milliseconds of Unix time. */
export type Session = {
  readonly id: string;
  readonly personId: PersonId;
  readonly deviceName: string;
  readonly signedInAt: number;
  readonly lastSeenAt: number;
  /** How often it was refreshed; the present refresh token carries this number. */
  readonly generation: number;
  readonly refreshHash: string;
  readonly previousHash: string | undefined;
  readonly rotatedAt: number;
  readonly refreshExpiresAt: number;
  readonly diaryExpiresAt: number;
  readonly endedAt: number | undefined;
  readonly endReason: EndReason | undefined;
};

export type SessionEvent = { readonly type: "SessionRevoked"; readonly session: Session };

/** A refresh token whose tag is ours. */
export type PresentedToken = { readonly sessionId: string; readonly generation: number; readonly hash: string };

export function openSession(
  from: Pick<Session, "id" | "personId" | "deviceName" | "refreshHash">,
  now: number,
): Session {
  return {
    ...from,
    signedInAt: now,
    lastSeenAt: now,
    generation: 0,
    previousHash: undefined,
    rotatedAt: now,
    refreshExpiresAt: now + refreshMs,
    diaryExpiresAt: now + diaryMs,
    endedAt: undefined,
    endReason: undefined,
  };
}

/** Ending what has ended changes nothing. */
export function endSession(session: Session, reason: EndReason, now: number): Decision<Session, SessionEvent> {
  if (session.endedAt !== undefined) return { state: session, events: [] };
  const state: Session = { ...session, endedAt: now, endReason: reason };
  return { state, events: [{ type: "SessionRevoked", session: state }] };
}

const rotate = (session: Session, successorHash: string, now: number): Session => ({
  ...session,
  lastSeenAt: now,
  generation: session.generation + 1,
  refreshHash: successorHash,
  previousHash: session.refreshHash,
  rotatedAt: now,
  refreshExpiresAt: now + refreshMs,
  diaryExpiresAt: now + diaryMs,
});

export type Refreshed = Decision<Session, SessionEvent> & { readonly outcome: "rotated" | "repeated" | "reused" };

/** A refresh token works once. Its predecessor gives the same successor for 60 s more (an answer lost on a bad link);
 *  an older one, or that one later, was stolen or copied: the whole family ends. */
export function refreshSession(
  session: Session,
  presented: PresentedToken,
  successorHash: string,
  now: number,
): Refreshed {
  if (session.endedAt !== undefined) throw new Refusal("unauthenticated", "SESSION_ENDED");
  if (now >= session.refreshExpiresAt) throw new Refusal("unauthenticated", "REFRESH_INVALID");
  const { generation, hash } = presented;
  if (generation === session.generation && hash === session.refreshHash)
    return { outcome: "rotated", state: rotate(session, successorHash, now), events: [] };
  const isPredecessor = generation === session.generation - 1 && hash === session.previousHash;
  if (isPredecessor && now - session.rotatedAt <= graceMs) return { outcome: "repeated", state: session, events: [] };
  if (generation < session.generation) return { outcome: "reused", ...endSession(session, "refresh-reused", now) };
  throw new Refusal("unauthenticated", "REFRESH_INVALID");
}
