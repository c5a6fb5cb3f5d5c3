import { type AgencyId, type Nip, type PersonId } from "@kinerja/common/kernel";

import { type AccessStore, type Cause } from "../app/ports.ts";
import { type EndReason, endSession, type Session } from "../domain/session.ts";
import { attempt, type Attempts } from "../domain/sign-in-delay.ts";

export type MemoryPerson = { readonly personId: PersonId; readonly nip: Nip; readonly nipIndex: string };

/** The access store without a database; the contract suite holds it and the real one to the same answers. */
export function memoryAccessStore(people: readonly MemoryPerson[]): { store: AccessStore; revoked: readonly string[] } {
  const memory = emptyMemory();
  return { store: storeOver(memory, people), revoked: memory.revoked };
}

function emptyMemory() {
  const attempts = new Map<string, Attempts>();
  const passwords = new Map<PersonId, string>();
  const codes = new Map<PersonId, { readonly hash: string; readonly expiresAt: number }>();
  const sessions = new Map<string, Session>();
  const revoked: string[] = [];

  const end = (people: readonly PersonId[], reason: EndReason, { at }: Cause, keep?: string): void => {
    for (const session of sessions.values()) {
      if (!people.includes(session.personId) || session.id === keep) continue;
      const { state, events } = endSession(session, reason, at);
      sessions.set(session.id, state);
      for (const event of events) revoked.push(event.session.id);
    }
  };
  return { attempts, passwords, codes, sessions, revoked, end };
}

function storeOver(memory: ReturnType<typeof emptyMemory>, people: readonly MemoryPerson[]): AccessStore {
  const { attempts, passwords, codes, sessions, revoked, end } = memory;
  const answers = new Map<string, Uint8Array>();
  const accountOf = ({ personId }: MemoryPerson) => ({ personId, passwordHash: passwords.get(personId) });

  return {
    attempt: (nipIndex, now) => {
      const { waitMs, next } = attempt(attempts.get(nipIndex), now);
      attempts.set(nipIndex, next);
      return Promise.resolve(waitMs);
    },
    account: (nipIndexes) => {
      const person = people.find((one) => nipIndexes.includes(one.nipIndex));
      return Promise.resolve(person && accountOf(person));
    },
    ownAccount: (personId) => {
      const person = people.find((one) => one.personId === personId);
      return Promise.resolve(person && { ...accountOf(person), nip: person.nip, nipIndex: person.nipIndex });
    },
    signIn: (session, nipIndex) => {
      sessions.set(session.id, session);
      attempts.delete(nipIndex);
      return Promise.resolve();
    },
    activate: ({ personId, nipIndex, codeHash, passwordHash, session }, cause) => {
      const code = codes.get(personId);
      if (code?.hash !== codeHash || code.expiresAt <= cause.at) return Promise.resolve(false);
      codes.delete(personId);
      passwords.set(personId, passwordHash);
      end([personId], "password-changed", cause);
      sessions.set(session.id, session);
      attempts.delete(nipIndex);
      return Promise.resolve(true);
    },
    changeSession: async (sessionId, decide) => {
      const session = sessions.get(sessionId);
      if (session === undefined) return undefined;
      const decision = decide(session);
      sessions.set(sessionId, decision.state);
      for (const event of decision.events) revoked.push(event.session.id);
      return Promise.resolve(decision);
    },
    changePassword: ({ account: { personId, passwordHash = "" }, nipIndex, keep }, cause) => {
      passwords.set(personId, passwordHash);
      end([personId], "password-changed", cause, keep);
      attempts.delete(nipIndex);
      return Promise.resolve();
    },
    openSessions: (personId, now) => {
      const open = [...sessions.values()].filter(
        (one) => one.personId === personId && one.endedAt === undefined && one.refreshExpiresAt > now,
      );
      return Promise.resolve(open.sort((a, b) => b.signedInAt - a.signedInAt || (a.id < b.id ? 1 : -1)).slice(0, 50));
    },
    issueCodes: (issued, _agency: AgencyId, cause, answer) => {
      const request = `${cause.actor}/${cause.request?.key ?? ""}`;
      const earlier = cause.request?.key === undefined ? undefined : answers.get(request);
      if (earlier) return Promise.resolve(earlier);
      answers.set(request, answer);
      for (const { personId, codeHash, expiresAt } of issued) codes.set(personId, { hash: codeHash, expiresAt });
      const receivers = issued.map(({ personId }) => personId);
      for (const personId of receivers) passwords.delete(personId);
      end(receivers, "code-issued", cause);
      return Promise.resolve(answer);
    },
  };
}
