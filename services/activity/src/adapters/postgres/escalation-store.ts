import { dayAt, firstDay, lastDay, periodOf, uuidV7 } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type MonthKey } from "../../app/close.ts";
import { type EscalationStore, type Sweep } from "../../app/escalate.ts";
import {
  closingOf,
  type EscalationPolicy,
  type Line,
  type Receiver,
  type Timeout,
  timeoutsOf,
  type Waiting,
} from "../../domain/escalation.ts";
import { int4Array, uuidArray } from "./binary.ts";
import { decideIn, holdMonths } from "./decision-store.ts";
import { lockEntries } from "./entries.ts";
import { policiesInForce } from "./oversight-store.ts";
import { type Asked, lineOf, peopleAtOnce, peopleWithOpen, spanAround, spanAt, waitingOf } from "./waiting.ts";

const dayMs = 86_400_000;
/** As one act of a superior. */
const mostAtOnce = 500;
const system = "system/activity";
const nobody = "00000000-0000-0000-0000-000000000000";

type Case = Line & {
  readonly policy: EscalationPolicy;
  readonly bucket: number;
  readonly now: number;
  /** Of the month that is about to be sealed; undefined where the clock ran out before. */
  readonly closingRevision: number | undefined;
};

const auditOf = ({ policy }: Case) => ({
  ...{ actor: system, role: "system", requestId: policy.id, agencyId: policy.agencyId },
});

/** How many were approved. */
async function approve(db: Db, one: Case, entries: readonly Waiting[]): Promise<number> {
  if (entries.length === 0) return 0;
  const seen = entries.map(({ id: entryId, version }) => ({ entryId, version }));
  const { bucket, now, personId, assessorId = nobody, closingRevision } = one;
  const by = { byTimeout: true, byClosing: closingRevision !== undefined };
  const act = { id: uuidV7(now), now, bucket, actorId: assessorId, ...by, audit: auditOf(one) };
  const command = { personId, kind: "approved" as const, seen, reason: undefined, note: undefined };
  return (await decideIn(db, act, command)).decided;
}

type Given = Receiver & { readonly entries: readonly Waiting[]; readonly steps: number };

async function handTo(db: Db, one: Case, silenceId: string, given: Given): Promise<void> {
  const { to, via, entries, steps: above } = given;
  await db.query(
    `insert into escalated_entry (bucket, person_id, id, version, level, agency_id, silence_id, escalated_to, via)
     select $1, $2, n.i, n.v, n.l, $3, $4, $5, $6 from unnest($7::uuid[], $8::int4[], $9::int4[]) as n (i, v, l) on conflict do nothing`,
    [
      ...[one.bucket, one.personId, one.policy.agencyId, silenceId, to ?? null],
      via === undefined || via === one.personId ? null : via,
      uuidArray(entries.map(({ id }) => id)),
      int4Array(entries.map(({ version }) => version)),
      int4Array(entries.map(({ steps }) => steps + above)),
    ],
  );
}

/** Who is to decide stands last: that one is silent next. */
async function handUp(db: Db, one: Case, silenceId: string, { escalate: entries, beside, ...step }: Timeout) {
  if (entries.length === 0 || one.closingRevision !== undefined) return;
  const receivers = beside === undefined ? [step] : [beside, step];
  for (const [at, { to, via }] of receivers.entries())
    await handTo(db, one, silenceId, { to, via, entries, steps: at + 1 });
}

type Done = { readonly approved: number; readonly escalated: number };

/** What became of the entries, and one mark that says so. They are held, and stand as they were read. */
async function settle(db: Db, one: Case, timeout: Timeout): Promise<Done> {
  const id = uuidV7(one.now);
  const { period, silent, to, approve: clean, escalate } = timeout;
  let approved = 0;
  for (let from = 0; from < clean.length; from += mostAtOnce)
    approved += await approve(db, one, clean.slice(from, from + mostAtOnce));
  await handUp(db, one, id, timeout);
  const escalated = escalate.length;
  await db.query(
    `insert into silence (id, agency_id, person_id, period, assessor_id, escalated_to, approved, escalated, policy_id, at, closing_revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [
      ...[id, one.policy.agencyId, one.personId, period, silent ?? null],
      ...[escalated > 0 ? (to ?? null) : null, approved, escalated, one.policy.id],
      ...[new Date(one.now), one.closingRevision ?? null],
    ],
  );
  return { approved, escalated };
}

/**
 * Of what was looked at: what waits still, with the flags that it has now. Its months and entries are held until the commit, in the order of who
 * decides: nobody decides, changes or seals them meanwhile.
 */
async function holdWaiting(db: Db, bucket: number, looked: readonly Waiting[], asked: Asked): Promise<Waiting[]> {
  const [first] = looked;
  if (first === undefined) return [];
  const { agencyId } = asked;
  await holdMonths(
    db,
    looked.map(({ workDate }) => ({ agencyId, period: periodOf(workDate) })),
  );
  const keys = looked.map(({ personId, id }) => ({ bucket, personId, id }));
  await lockEntries(db, keys);
  const held = new Set(keys.map(({ id }) => id));
  const waiting = (await waitingOf(db, [first.personId], asked)).get(first.personId) ?? [];
  return waiting.filter(({ id }) => held.has(id));
}

const actsOnSilence = ({ onTimeout }: EscalationPolicy): boolean => onTimeout !== "WAIT";

type Looked = { readonly people: readonly string[]; readonly byPerson: ReadonlyMap<string, readonly Waiting[]> };

export function postgresEscalationStore(db: Database, partitions: number): EscalationStore {
  const scoped = <T>(agencyId: string, work: (tx: Db) => Promise<T>): Promise<T> =>
    db.transaction({ agencies: [agencyId], byKey: true }, work);

  type Rule = {
    readonly policy: EscalationPolicy;
    readonly asked: Asked;
    readonly closingRevision: number | undefined;
    readonly sort: typeof timeoutsOf;
  };

  async function settlePerson(tx: Db, personId: string, looked: readonly Waiting[], rule: Rule): Promise<Done> {
    const { policy, asked, closingRevision, sort } = rule;
    const { now } = asked;
    const bucket = partitionFor(personId, partitions);
    const entries = await holdWaiting(tx, bucket, looked, asked);
    const line = await lineOf(tx, personId, dayAt(now, "WIB"));
    let [approved, escalated] = [0, 0];
    for (const timeout of sort(entries, policy.onTimeout, line)) {
      const done = await settle(tx, { ...line, policy, bucket, now, closingRevision }, timeout);
      approved += done.approved;
      escalated += done.escalated;
    }
    return { approved, escalated };
  }

  /** Each person in one transaction: what was decided, changed or sealed since the look is left alone. */
  async function settleAll({ people, byPerson }: Looked, rule: Rule): Promise<Sweep> {
    let [approved, escalated] = [0, 0];
    for (const [personId, looked] of byPerson) {
      const done = await scoped(rule.policy.agencyId, (tx) => settlePerson(tx, personId, looked, rule));
      approved += done.approved;
      escalated += done.escalated;
    }
    return { after: people.length < peopleAtOnce ? undefined : people.at(-1), approved, escalated };
  }

  return {
    policies: async () => (await policiesInForce(db)).filter(actsOnSilence),
    policyOf: async (agencyId) => (await policiesInForce(db, agencyId)).find(actsOnSilence),
    async sweep(policy, after, now) {
      const { agencyId, waitingDays } = policy;
      const asked: Asked = { agencyId, span: spanAt(now), cutoff: now - waitingDays * dayMs, now, partitions };
      const looked = await scoped(agencyId, async (tx) => {
        const people = await peopleWithOpen(tx, agencyId, asked.span, after);
        return { people, byPerson: await waitingOf(tx, people, asked) };
      });
      return settleAll(looked, { policy, asked, closingRevision: undefined, sort: timeoutsOf });
    },
    async sweepMonth(policy, { period }: MonthKey, after, now) {
      const { agencyId } = policy;
      const span = { from: firstDay(period), to: lastDay(period) };
      const asked: Asked = { agencyId, span, cutoff: now, now, partitions };
      const looked = await scoped(agencyId, async (tx) => {
        const [month] = await tx.query<{ revision: number }>(
          "select revision from period where agency_id = $1 and period = $2 and state = 'closing'",
          [agencyId, period],
        );
        if (month === undefined) return undefined;
        const people = await peopleWithOpen(tx, agencyId, { ...span, late: spanAround(period, now) }, after);
        const byPerson = await waitingOf(tx, people, asked);
        return { people, byPerson, closingRevision: month.revision + 1 };
      });
      if (looked === undefined) return { after: undefined, approved: 0, escalated: 0 };
      return settleAll(looked, { policy, asked, closingRevision: looked.closingRevision, sort: closingOf });
    },
  };
}
