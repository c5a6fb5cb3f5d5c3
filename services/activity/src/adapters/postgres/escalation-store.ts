import { dayAt, firstDay, lastDay, uuidV7 } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type MonthKey } from "../../app/close.ts";
import { type EscalationStore, type Sweep } from "../../app/escalate.ts";
import {
  closingOf,
  type EscalationPolicy,
  type Line,
  type Timeout,
  timeoutsOf,
  type Waiting,
} from "../../domain/escalation.ts";
import { int4Array, uuidArray } from "./binary.ts";
import { decideIn } from "./decision-store.ts";
import { policiesInForce } from "./oversight-store.ts";
import { lineOf, peopleAtOnce, peopleWithOpen, spanAt, waitingOf } from "./waiting.ts";

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

async function approve(db: Db, one: Case, entries: readonly Waiting[]): Promise<void> {
  if (entries.length === 0) return;
  const seen = entries.map(({ id: entryId, version }) => ({ entryId, version }));
  const { bucket, now, personId, assessorId = nobody, closingRevision } = one;
  const by = { byTimeout: true, byClosing: closingRevision !== undefined };
  const act = { id: uuidV7(now), now, bucket, actorId: assessorId, ...by, audit: auditOf(one) };
  await decideIn(db, act, { personId, kind: "approved", seen, reason: undefined, note: undefined });
}

async function handUp(db: Db, one: Case, silenceId: string, { to, via, escalate: entries }: Timeout): Promise<void> {
  if (entries.length === 0 || one.closingRevision !== undefined) return;
  await db.query(
    `insert into escalated_entry (bucket, person_id, id, version, level, agency_id, silence_id, escalated_to, via)
     select $1, $2, n.i, n.v, n.l, $3, $4, $5, $6 from unnest($7::uuid[], $8::int4[], $9::int4[]) as n (i, v, l) on conflict do nothing`,
    [
      ...[one.bucket, one.personId, one.policy.agencyId, silenceId, to ?? null],
      via === undefined || via === one.personId ? null : via,
      uuidArray(entries.map(({ id }) => id)),
      int4Array(entries.map(({ version }) => version)),
      int4Array(entries.map(({ steps }) => steps + 1)),
    ],
  );
}

async function settle(db: Db, one: Case, timeout: Timeout): Promise<void> {
  const id = uuidV7(one.now);
  const { period, silent, to, approve: approved, escalate: escalated } = timeout;
  for (let from = 0; from < approved.length; from += mostAtOnce)
    await approve(db, one, approved.slice(from, from + mostAtOnce));
  await handUp(db, one, id, timeout);
  await db.query(
    `insert into silence (id, agency_id, person_id, period, assessor_id, escalated_to, approved, escalated, policy_id, at, closing_revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [
      ...[id, one.policy.agencyId, one.personId, period, silent ?? null],
      ...[escalated.length > 0 ? (to ?? null) : null, approved.length, escalated.length, one.policy.id],
      ...[new Date(one.now), one.closingRevision ?? null],
    ],
  );
}

const actsOnSilence = ({ onTimeout }: EscalationPolicy): boolean => onTimeout !== "WAIT";

type Looked = { readonly people: readonly string[]; readonly byPerson: ReadonlyMap<string, readonly Waiting[]> };

export function postgresEscalationStore(db: Database, partitions: number): EscalationStore {
  const scoped = <T>(agencyId: string, work: (tx: Db) => Promise<T>): Promise<T> =>
    db.transaction({ agencies: [agencyId], byKey: true }, work);

  type Rule = {
    readonly policy: EscalationPolicy;
    readonly now: number;
    readonly closingRevision: number | undefined;
    readonly sort: typeof timeoutsOf;
  };

  /** Each person in one transaction. */
  async function settleAll({ people, byPerson }: Looked, { sort, ...rule }: Rule): Promise<Sweep> {
    const { policy, now } = rule;
    let [approved, escalated] = [0, 0];
    for (const [personId, entries] of byPerson)
      await scoped(policy.agencyId, async (tx) => {
        const line = await lineOf(tx, personId, dayAt(now, "WIB"));
        const one: Case = { ...line, ...rule, bucket: partitionFor(personId, partitions) };
        for (const timeout of sort(entries, policy.onTimeout, line)) {
          await settle(tx, one, timeout);
          approved += timeout.approve.length;
          escalated += timeout.escalate.length;
        }
      });
    return { after: people.length < peopleAtOnce ? undefined : people.at(-1), approved, escalated };
  }

  return {
    policies: async () => (await policiesInForce(db)).filter(actsOnSilence),
    policyOf: async (agencyId) => (await policiesInForce(db, agencyId)).find(actsOnSilence),
    async sweep(policy, after, now) {
      const { agencyId, waitingDays } = policy;
      const looked = await scoped(agencyId, async (tx) => {
        const span = spanAt(now);
        const people = await peopleWithOpen(tx, agencyId, span, after);
        const cutoff = now - waitingDays * dayMs;
        return { people, byPerson: await waitingOf(tx, people, { agencyId, span, cutoff, now, partitions }) };
      });
      return settleAll(looked, { policy, now, closingRevision: undefined, sort: timeoutsOf });
    },
    async sweepMonth(policy, { period }: MonthKey, after, now) {
      const { agencyId } = policy;
      const looked = await scoped(agencyId, async (tx) => {
        const [month] = await tx.query<{ revision: number }>(
          "select revision from period where agency_id = $1 and period = $2 and state = 'closing'",
          [agencyId, period],
        );
        if (month === undefined) return undefined;
        const span = { from: firstDay(period), to: lastDay(period) };
        const people = await peopleWithOpen(tx, agencyId, span, after);
        const byPerson = await waitingOf(tx, people, { agencyId, span, cutoff: now, now, partitions });
        return { people, byPerson, closingRevision: month.revision + 1 };
      });
      if (looked === undefined) return { after: undefined, approved: 0, escalated: 0 };
      return settleAll(looked, { policy, now, closingRevision: looked.closingRevision, sort: closingOf });
    },
  };
}
