import { appendAudit, type AuditRow } from "@kinerja/common/audit";
import { addDays, firstDay, lastDay, startOfDay } from "@kinerja/common/kernel";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type Caller, type Grant } from "../../app/authorise.ts";
import { checkConfirming, type DecisionAct, type OversightStore, type Silence } from "../../app/oversight.ts";
import { type EscalationPolicy } from "../../domain/escalation.ts";
import { waitsStill } from "./escalated.ts";
import { dayIn, dayWhereWorks } from "./work-zone.ts";

type PolicyRow = Omit<EscalationPolicy, "proposedAt" | "confirmedBy" | "confirmedAt"> & {
  readonly proposedAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
};

const policyColumns = `id, agency_id as "agencyId", waiting_days as "waitingDays", on_timeout as "onTimeout",
  backfill_days as "backfillDays", basis,
  proposed_by as "proposedBy", proposed_at as "proposedAt", confirmed_by as "confirmedBy", confirmed_at as "confirmedAt"`;

const readPolicy = ({ proposedAt, confirmedBy, confirmedAt, ...row }: PolicyRow): EscalationPolicy => ({
  ...row,
  proposedAt: proposedAt.getTime(),
  confirmedBy: confirmedBy ?? undefined,
  confirmedAt: confirmedAt?.getTime(),
});

/** Of each agency the policy that was confirmed last. */
export async function policiesInForce(db: Db, agencyId?: string): Promise<EscalationPolicy[]> {
  const rows = await db.query<PolicyRow>(
    `select distinct on (agency_id) ${policyColumns} from escalation_policy
     where confirmed_at is not null and ($1::uuid is null or agency_id = $1) order by agency_id, confirmed_at desc`,
    [agencyId ?? null],
  );
  return rows.map(readPolicy);
}

async function policyPair(db: Db, agencyId: string) {
  const rows = await db.query<PolicyRow>(
    `(select ${policyColumns} from escalation_policy where agency_id = $1 and confirmed_at is not null order by confirmed_at desc limit 1)
     union all
     (select ${policyColumns} from escalation_policy where agency_id = $1 order by proposed_at desc, id desc limit 1)`,
    [agencyId],
  );
  const policies = rows.map(readPolicy);
  return {
    policy: policies.find(({ confirmedAt }) => confirmedAt !== undefined),
    proposed: policies.find(({ confirmedAt }) => confirmedAt === undefined),
  };
}

type Noted = { readonly caller: Caller; readonly grant: Grant; readonly at: number; readonly agencyId: string };

const noteAct = (
  db: Db,
  { caller, grant, at, agencyId }: Noted,
  [action, resource, objectId]: readonly [action: string, resource: string, objectId: string],
  detail: NonNullable<AuditRow["detail"]> = {},
): Promise<void> =>
  appendAudit(db, {
    ...{ at: new Date(at), actor: caller.personId, role: grant.role, action, resource, objectId, agencyId },
    ...{ requestId: caller.requestId, detail },
  });

async function insertPolicy(db: Db, policy: EscalationPolicy): Promise<void> {
  await db.query(
    `insert into escalation_policy (id, agency_id, waiting_days, on_timeout, basis, proposed_by, proposed_at, backfill_days)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[policy.id, policy.agencyId, policy.waitingDays, policy.onTimeout, policy.basis, policy.proposedBy],
      ...[new Date(policy.proposedAt), policy.backfillDays],
    ],
  );
}

type DecisionRow = Omit<DecisionAct, "decidedAt" | "reason" | "note"> & {
  readonly decidedAt: Date;
  readonly reason: string | null;
  readonly note: string | null;
};

// The month is that of the place where the person works: the instants bound what is read. The acts of the minute before are counted for the page only.
const decisionSql = `
  select d.id, d.person_id as "personId", d.actor_id as "actorId", d.kind, cardinality(d.entry_ids) as entries, d.decided_at as "decidedAt",
    d.reason, d.note, d.by_timeout as "byTimeout", d.by_closing as "byClosing",
    (select count(*)::int from decision o where o.agency_id = d.agency_id and o.actor_id = d.actor_id and o.by_timeout = d.by_timeout
       and o.decided_at between d.decided_at - interval '1 minute' and d.decided_at) as "actsInMinute"
  from (select * from decision x where agency_id = $1 and decided_at >= $2 and decided_at < $3 and cardinality(entry_ids) >= $4
          and ($5::uuid is null or actor_id = $5) and ($6::uuid is null or id < $6)
          and ${dayWhereWorks("x", dayIn("x.decided_at"))} between $8 and $9 order by id desc limit $7) d
  order by d.id desc`;

const silencesSql = `
  select s.id, s.person_id as "personId", s.assessor_id as "assessorId", s.escalated_to as "escalatedTo", s.approved, s.escalated,
    s.policy_id as "policyId", s.at, s.closing_revision is not null as "atClosing",
    (select count(distinct x.id)::int from escalated_entry x join entry e on e.bucket = x.bucket and e.person_id = x.person_id and e.id = x.id
       where x.silence_id = s.id and ${waitsStill}) as waiting
  from (select * from silence where agency_id = $1 and period = $2 and ($3::uuid is null or id < $3) order by id desc limit $4) s
  order by s.id desc`;

type SilenceRow = Omit<Silence, "assessorId" | "escalatedTo" | "at"> & {
  readonly assessorId: string | null;
  readonly escalatedTo: string | null;
  readonly at: Date;
};

export const postgresOversightStore = (db: Database, now: () => number): OversightStore => ({
  decisions: (caller, grant, { agencyId, period, atLeast, actorId, before, limit }) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const [first, last] = [firstDay(period), lastDay(period)];
      const rows = await tx.query<DecisionRow>(decisionSql, [
        ...[agencyId, new Date(startOfDay(first, "WIT")), new Date(startOfDay(addDays(last, 1), "WIB"))],
        ...[atLeast, actorId ?? null, before ?? null, limit, first, last],
      ]);
      await noteAct(tx, { caller, grant, at: now(), agencyId }, ["list", "decision", period]);
      return rows.map(({ decidedAt, reason, note, ...row }) => ({
        ...row,
        decidedAt: decidedAt.getTime(),
        reason: reason ?? undefined,
        note: note ?? undefined,
      }));
    }),
  silences: (caller, grant, { agencyId, period, before, limit }) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const rows = await tx.query<SilenceRow>(silencesSql, [agencyId, period, before ?? null, limit]);
      await noteAct(tx, { caller, grant, at: now(), agencyId }, ["list", "escalation", period]);
      return rows.map(({ assessorId, escalatedTo, at, ...row }) => ({
        ...row,
        assessorId: assessorId ?? undefined,
        escalatedTo: escalatedTo ?? undefined,
        at: at.getTime(),
      }));
    }),
  propose: (caller, grant, policy) =>
    db.transaction({ agencies: [policy.agencyId] }, async (tx) => {
      const { id, agencyId, waitingDays, onTimeout, backfillDays } = policy;
      await insertPolicy(tx, policy);
      const noted = { caller, grant, at: policy.proposedAt, agencyId };
      await noteAct(tx, noted, ["propose", "escalation", id], { waitingDays, onTimeout, backfillDays });
      return policy;
    }),
  confirm: (caller, grant, agencyId, policyId) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      await lockKey(tx, `escalation/${agencyId}`);
      const { proposed } = await policyPair(tx, agencyId);
      const policy = checkConfirming(proposed?.id === policyId ? proposed : undefined, caller);
      const at = now();
      await tx.query("update escalation_policy set confirmed_by = $2, confirmed_at = $3 where id = $1", [
        ...[policyId, caller.personId, new Date(at)],
      ]);
      await noteAct(tx, { caller, grant, at, agencyId }, ["confirm", "escalation", policyId]);
      return { ...policy, confirmedBy: caller.personId, confirmedAt: at };
    }),
  policies: (agencyId) => db.transaction({ agencies: [agencyId] }, (tx) => policyPair(tx, agencyId)),
});
