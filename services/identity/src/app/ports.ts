import { type AgencyId, type Day, type Decision, type Nip, type PersonId, type Zone } from "@kinerja/common/kernel";

import { type HeldRole } from "../domain/grant.ts";
import { type PresentedToken, type Session, type SessionEvent } from "../domain/session.ts";

/** Who does it, as what, on which request, and when: for the audit and for the facts that are told. */
export type Cause = {
  readonly actor: string;
  readonly role: string;
  readonly requestId: string;
  /** Milliseconds of Unix time. */
  readonly at: number;
  /** What makes a repeated command the same one. */
  readonly request?: Request | undefined;
};

/** Idempotency-Key of a command, its method and its bytes. */
export type Request = { readonly key: string | undefined; readonly method: string; readonly body: Uint8Array };

/** What row-level security may show: rows of these agencies, and the person's own. */
export type Scope = { readonly agencies: readonly string[]; readonly person?: string };

/** A page after the item with this id. */
export type Page = { readonly limit: number; readonly after: string | undefined };

/** The caller, read fresh: the session lives, and these roles hold now. */
export type Actor = {
  readonly personId: PersonId;
  readonly roles: readonly HeldRole[];
  readonly ownAgencies: readonly AgencyId[];
};

export type Caller = {
  readonly personId: PersonId;
  readonly sessionId: string;
  readonly requestId: string;
  readonly request?: Request | undefined;
};

export type Account = { readonly personId: PersonId; readonly passwordHash: string | undefined };
export type NewCode = { readonly personId: PersonId; readonly codeHash: string; readonly expiresAt: number };
export type Activation = {
  readonly personId: PersonId;
  readonly nipIndex: string;
  readonly codeHash: string;
  readonly passwordHash: string;
  readonly session: Session;
};

/** Credentials, codes and sessions. Each change writes its audit row and its facts in the same transaction. */
export interface AccessStore {
  /** Counts an attempt on this NIP and says how long to wait instead; 0 = go on. Attempts at once are counted one after another. */
  attempt(nipIndex: string, now: number): Promise<number>;
  /** By any of the indexes of one number. */
  account(nipIndexes: readonly string[]): Promise<Account | undefined>;
  ownAccount(personId: PersonId): Promise<(Account & { readonly nip: Nip; readonly nipIndex: string }) | undefined>;
  /** Opens the session and forgets wrong attempts. */
  signIn(session: Session, nipIndex: string, cause: Cause): Promise<void>;
  /** Uses up the code, sets the password, ends what was open and opens the session; false when there is no such code. */
  activate(activation: Activation, cause: Cause): Promise<boolean>;
  changeSession<D extends Decision<Session, SessionEvent>>(
    sessionId: string,
    decide: (session: Session) => D,
    cause: Cause,
  ): Promise<D | undefined>;
  /** Sets a password and ends all sessions but the one named. */
  changePassword(
    change: { readonly account: Account; readonly nipIndex: string; readonly keep: string },
    cause: Cause,
  ): Promise<void>;
  /** That have neither ended nor run out, newest first; at most 50. */
  openSessions(personId: PersonId, now: number): Promise<Session[]>;
  /**
   * Replaces codes; who has a password loses it and is signed out everywhere. Returns the sealed answer that holds: the one given, or for a
   * repeated request the first one, which is empty once it was forgotten.
   */
  issueCodes(codes: readonly NewCode[], agencyId: AgencyId, cause: Cause, answer: Uint8Array): Promise<Uint8Array>;
}

export type IssuedToken = { readonly token: string; readonly hash: string };

/** Refresh tokens: random at first, then each derived from the one before, so that the same token always has the same successor. */
export type RefreshTokens = {
  first(sessionId: string): IssuedToken;
  /** Undefined when it is not ours, bit for bit. */
  read(token: string): PresentedToken | undefined;
  successor(token: string): IssuedToken;
};

export type Passwords = {
  hash(password: string): Promise<string>;
  /** Takes as long without a hash as with one. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
};

export type TokenEmployment = { readonly id: string; readonly agencyId: AgencyId; readonly zone: Zone };
export type SignTokens = (
  session: Session,
  employments: readonly TokenEmployment[],
  issuedAt: number,
) => Promise<{ readonly access: string; readonly diary: string }>;

export type NipIndex = (nip: Nip) => string;
export type NewId = () => string;
export type Now = () => number;

/** Employments of a person that overlap the days. */
export type EmploymentsOf = (personId: PersonId, from: Day, to: Day) => Promise<readonly TokenEmployment[]>;
