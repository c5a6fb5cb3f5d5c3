import { type Decision, type PersonId } from "@kinerja/common/kernel";
import { enqueue } from "@kinerja/common/messaging";
import { type Database, type Db, lockKey, lockKeys, noScope, onceByRequest } from "@kinerja/common/postgres";

import { type AccessStore, type Account, type Activation, type Cause } from "../../app/ports.ts";
import { type EndReason, endSession, type Session, type SessionEvent } from "../../domain/session.ts";
import { attempt, type Attempts } from "../../domain/sign-in-delay.ts";
import { type NipVault } from "../crypto/nip-vault.ts";
import { writeAudit } from "./audit.ts";
import { type Facts } from "./facts.ts";
import { insertSession, selectSessions, updateSession } from "./session-rows.ts";

export type AccessNeeds = { readonly db: Database; readonly vault: NipVault; readonly facts: Facts };

async function countAttempt(tx: Db, nipIndex: string, now: number): Promise<number> {
  const [, [row]] = await Promise.all([
    lockKey(tx, `sign-in/${nipIndex}`),
    tx.query<{ failures: number; blocked_until: Date; last_at: Date }>(
      "select failures, blocked_until, last_at from sign_in_delay where nip_index = decode($1, 'hex')",
      [nipIndex],
    ),
  ]);
  const before: Attempts | undefined = row && {
    failures: row.failures,
    blockedUntil: row.blocked_until.getTime(),
    lastAt: row.last_at.getTime(),
  };
  const { waitMs, next } = attempt(before, now);
  if (waitMs === 0)
    await tx.query(
      `insert into sign_in_delay (nip_index, failures, blocked_until, last_at) values (decode($1, 'hex'), $2, $3, $4)
       on conflict (nip_index) do update
       set failures = excluded.failures, blocked_until = excluded.blocked_until, last_at = excluded.last_at`,
      [nipIndex, next.failures, new Date(next.blockedUntil), new Date(next.lastAt)],
    );
  return waitMs;
}

const forgetAttempts = (tx: Db, nipIndex: string): Promise<unknown[]> =>
  tx.query("delete from sign_in_delay where nip_index = decode($1, 'hex')", [nipIndex]);

const setPassword = (tx: Db, personId: PersonId, hash: string, at: number): Promise<unknown[]> =>
  tx.query(
    `insert into credential (person_id, password_hash, changed_at) values ($1, $2, $3)
     on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at`,
    [personId, hash, new Date(at)],
  );

/** Stores what a decision on a session yields; the lock on its id is held. */
async function write(
  tx: Db,
  facts: Facts,
  { state, events }: Decision<Session, SessionEvent>,
  cause: Cause,
): Promise<void> {
  await updateSession(tx, state);
  if (events.length === 0) return;
  await enqueue(
    tx,
    events.map(({ session }) => facts.revocation(session, cause)),
  );
  const detail = { reason: state.endReason };
  await writeAudit(tx, { action: "end", resource: "session", objectId: state.id, detail }, cause);
}

/** Ends the open sessions of people; locks in the order of the ids, so that two such acts never wait for each other. */
async function endSessionsOf(
  tx: Db,
  facts: Facts,
  people: readonly PersonId[],
  { reason, keep, cause }: { reason: EndReason; keep?: string; cause: Cause },
): Promise<void> {
  const open = await tx.query<{ id: string }>(
    "select id from session where person_id = any($1::uuid[]) and ended_at is null order by id",
    [people],
  );
  for (const { id } of open.filter((session) => session.id !== keep)) {
    await lockKey(tx, id);
    const [session] = await selectSessions(tx, "id = $1", [id]);
    if (session) await write(tx, facts, endSession(session, reason, cause.at), cause);
  }
}

async function activate(tx: Db, facts: Facts, activation: Activation, cause: Cause): Promise<boolean> {
  const { personId, codeHash, passwordHash, session, nipIndex } = activation;
  const [, [used]] = await Promise.all([
    lockKey(tx, `credential/${personId}`),
    tx.query(
      "delete from activation_code where person_id = $1 and code_hash = decode($2, 'hex') and expires_at > $3 returning person_id",
      [personId, codeHash, new Date(cause.at)],
    ),
  ]);
  if (used === undefined) return false;
  await endSessionsOf(tx, facts, [personId], { reason: "password-changed", cause });
  await Promise.all([
    setPassword(tx, personId, passwordHash, cause.at),
    insertSession(tx, session),
    forgetAttempts(tx, nipIndex),
    writeAudit(tx, { action: "activate", resource: "credential", objectId: personId }, cause),
  ]);
  return true;
}

async function replaceCodes(
  tx: Db,
  facts: Facts,
  [codes, agencyId, cause]: Readonly<Parameters<AccessStore["issueCodes"]>>,
): Promise<void> {
  const people = codes.map(({ personId }) => personId).sort();
  const locks = people.map((personId) => `credential/${personId}`);
  await lockKeys(tx, locks);
  await tx.query(
    `insert into activation_code (person_id, code_hash, issued_by, issued_at, expires_at)
     select person_id, decode(code_hash, 'hex'), $3, $4, $5 from unnest($1::uuid[], $2::text[]) as code (person_id, code_hash)
     on conflict (person_id) do update set code_hash = excluded.code_hash, issued_by = excluded.issued_by,
       issued_at = excluded.issued_at, expires_at = excluded.expires_at`,
    [
      codes.map(({ personId }) => personId),
      codes.map(({ codeHash }) => codeHash),
      cause.actor,
      new Date(cause.at),
      new Date(codes[0]?.expiresAt ?? cause.at),
    ],
  );
  await tx.query("delete from credential where person_id = any($1::uuid[])", [people]);
  await endSessionsOf(tx, facts, people, { reason: "code-issued", cause });
  const detail = { people };
  await writeAudit(tx, { action: "issue-code", resource: "credential", agencyId, detail }, cause);
}

type AccountRow = { id: string; password_hash: string | null };
const toAccount = ({ id, password_hash }: AccountRow): Account => ({
  personId: id as PersonId,
  passwordHash: password_hash ?? undefined,
});

export function postgresAccessStore({ db, vault, facts }: AccessNeeds): AccessStore {
  const inTransaction = <T>(work: (tx: Db) => Promise<T>): Promise<T> => db.transaction(noScope, work);
  return {
    attempt: (nipIndex, now) => inTransaction((tx) => countAttempt(tx, nipIndex, now)),
    async account(nipIndexes) {
      const [row] = await db.query<AccountRow>(
        `select id, password_hash from person left join credential on person_id = id
         where nip_index in (select decode(one, 'hex') from unnest($1::text[]) as one)`,
        [nipIndexes],
      );
      return row && toAccount(row);
    },
    async ownAccount(personId) {
      const [row] = await db.query<AccountRow & { nip_encrypted: Buffer; nip_key_version: number }>(
        `select id, password_hash, nip_encrypted, nip_key_version
         from person left join credential on person_id = id where id = $1`,
        [personId],
      );
      if (row === undefined) return undefined;
      const nip = vault.open({ encrypted: row.nip_encrypted, keyVersion: row.nip_key_version }, personId);
      return { ...toAccount(row), nip, nipIndex: vault.indexOf(nip) };
    },
    signIn: (session, nipIndex, cause) =>
      inTransaction(async (tx) => {
        await Promise.all([
          insertSession(tx, session),
          forgetAttempts(tx, nipIndex),
          writeAudit(tx, { action: "sign-in", resource: "session", objectId: session.id }, cause),
        ]);
      }),
    activate: (activation, cause) => inTransaction((tx) => activate(tx, facts, activation, cause)),
    changeSession: (sessionId, decide, cause) =>
      inTransaction(async (tx) => {
        const [, [session]] = await Promise.all([lockKey(tx, sessionId), selectSessions(tx, "id = $1", [sessionId])]);
        if (session === undefined) return undefined;
        const decision = decide(session);
        if (decision.state !== session) await write(tx, facts, decision, cause);
        return decision;
      }),
    changePassword: ({ account: { personId, passwordHash = "" }, nipIndex, keep }, cause) =>
      inTransaction(async (tx) => {
        await lockKey(tx, `credential/${personId}`);
        await setPassword(tx, personId, passwordHash, cause.at);
        await endSessionsOf(tx, facts, [personId], { reason: "password-changed", keep, cause });
        await forgetAttempts(tx, nipIndex);
        await writeAudit(tx, { action: "change", resource: "credential", objectId: personId }, cause);
      }),
    openSessions: (personId, now) =>
      selectSessions(
        db,
        "person_id = $1 and ended_at is null and refresh_expires_at > $2 order by signed_in_at desc, id desc limit 50",
        [personId, new Date(now)],
      ),
    issueCodes: (...args) =>
      inTransaction((tx) => {
        const [, , { actor: subject, request }, answer] = args;
        const work = (): Promise<Uint8Array> => replaceCodes(tx, facts, args).then(() => answer);
        return request === undefined ? work() : onceByRequest(tx, { subject, ...request }, work);
      }),
  };
}
