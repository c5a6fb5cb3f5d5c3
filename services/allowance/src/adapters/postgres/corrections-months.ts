import { dayAt, type Period, type Rupiah } from "@kinerja/common/kernel";
import { type Db, lockKey } from "@kinerja/common/postgres";

import {
  type ConfirmedMonth,
  type CorrectionRecords,
  type Hold,
  type PersonMonth,
  type PostedRun,
  type StandingStatement,
  type StatementVersion,
} from "../../app/corrections/ports.ts";
import { type MonthPaid } from "../../domain/corrections/delta.ts";
import { claimClass, claimedDays, claimTime, takenDays } from "../../domain/claims.ts";
import { type Days, noDays, without } from "../../domain/days.ts";
import { type PolicyDocument } from "../../domain/policy/document.ts";
import { insertPostings } from "./ledger.ts";

type MonthRow = {
  id: string;
  agency_id: string;
  kind: PostedRun["kind"];
  period: Period;
  payout_period: Period;
  policy_id: string;
  policy_sha256: string;
  claim_kind: PolicyDocument["kind"];
  state: MonthPaid["state"];
  held_by: string | null;
  statements: Rupiah;
  late: Rupiah;
  corrected: Rupiah;
  corrected_late: Rupiah;
};

/** A decade: nobody's older months are computed anew. */
const mostMonths = 120;

/**
 * Posted runs of an agency ($1) from a month on ($3), beside what they have for a person ($2). A hold that ended before its batch was checked has left
 * no item: the person was paid with the batch.
 */
const monthsSql = `
  select r.id, r.agency_id, r.kind, r.period, r.payout_period, r.policy_id, r.policy_sha256, y.kind as claim_kind, h.held_by,
    case when p.run_id is null then 'ABSENT'
      when exists (select from correction_month m where m.run_id = r.id and m.person_id = $2 and m.replaces_hold) then 'REPLACED'
      when h.run_id is not null and h.released_at is null then 'HELD'
      else 'PAID' end as state,
    coalesce((select sum(e.net) from entitlement e where e.period = r.period and e.run_id = r.id and e.person_id = $2), 0)::bigint as statements,
    coalesce((select sum(d.amount) from due d where d.from_run = r.id and d.person_id = $2 and d.kind = 'LATE'), 0)::bigint as late,
    coalesce((select sum(m.delta) from correction_month m where m.run_id = r.id and m.person_id = $2), 0)::bigint as corrected,
    coalesce((select sum(m.late_delta) from correction_month m where m.run_id = r.id and m.person_id = $2), 0)::bigint as corrected_late
  from run r
  join policy y on y.id = r.policy_id
  left join payout p on p.payout_period = r.payout_period and p.run_id = r.id and p.person_id = $2
  left join batch b on b.run_id = r.id and b.batch = p.batch
  left join run_hold h on h.run_id = r.id and h.person_id = $2
  where r.agency_id = $1 and r.period >= $3 and not r.dues_only
    and case when p.run_id is null then r.state in ('POSTED', 'SETTLED') else b.state in ('POSTED', 'SETTLED') end
  order by r.period, r.kind, r.sequence limit ${mostMonths}`;

type StatementRow = {
  run_id: string;
  employment_id: string;
  version: number;
  status: number;
  gross: Rupiah;
  cut: Rupiah;
  net: Rupiah;
  packed: Uint8Array | null;
  sha256: string | null;
  layout: string;
};

/** Of each employment of a person ($1) the newest version, in these runs ($2). */
const standingSql = `
  select distinct on (run_id, employment_id) * from (
    select e.run_id, e.employment_id, 1 as version, e.status, e.gross, e.cut, e.net, e.packed, encode(e.sha256, 'hex') as sha256, r.layout
      from run r join entitlement e on e.period = r.period and e.run_id = r.id and e.person_id = $1 where r.id = any($2::uuid[])
    union all
    select c.run_id, c.employment_id, c.version, c.status, c.gross, c.cut, c.net, c.packed, encode(c.sha256, 'hex'), c.layout
      from corrected_statement c where c.person_id = $1 and c.run_id = any($2::uuid[])
  ) s order by run_id, employment_id, version desc`;

const statementOf = (row: StatementRow): StandingStatement => ({
  employmentId: row.employment_id,
  version: row.version,
  status: row.status === 1 ? "payable" : "blocked",
  gross: row.gross,
  cut: row.cut,
  net: row.net,
  packed: row.packed ?? new Uint8Array(),
  sha256: row.sha256 ?? "",
  layout: row.layout,
});

async function months(db: Db, agencyId: string, personId: string, from: Period): Promise<PersonMonth[]> {
  const rows = await db.query<MonthRow>(monthsSql, [agencyId, personId, from]);
  const ids = rows.map(({ id }) => id);
  const standing = ids.length === 0 ? [] : await db.query<StatementRow>(standingSql, [personId, ids]);
  const byRun = Map.groupBy(standing, ({ run_id }) => run_id);
  return rows.map((row) => ({
    run: {
      ...{ id: row.id, agencyId: row.agency_id, kind: row.kind, period: row.period, payoutPeriod: row.payout_period },
      ...{ policyId: row.policy_id, policySha256: row.policy_sha256, claimKind: claimClass(row.claim_kind) },
    },
    paid: {
      ...{ statements: row.statements, late: row.late, corrected: row.corrected, state: row.state },
      correctedLate: row.corrected_late,
    },
    heldBy: row.state === "HELD" ? (row.held_by ?? undefined) : undefined,
    statements: (byRun.get(row.id) ?? []).filter(({ packed }) => packed !== null).map(statementOf),
  }));
}

async function takenByOthers(db: Db, run: PostedRun, personId: string): Promise<Days> {
  const [row] = await db.query<{ days: number | null }>(
    `select bit_or(days) as days from day_claim where kind = $1 and period = $2 and person_id = $3 and run_id <> $4`,
    [run.claimKind, claimTime(run.kind, run.period), personId, run.id],
  );
  return takenDays(run.kind, run.period, row?.days ?? noDays);
}

async function setClaim(db: Db, run: PostedRun, personId: string, days: Days): Promise<Days> {
  const key = [run.claimKind, claimTime(run.kind, run.period), personId, run.id];
  const claimed = claimedDays(run.kind, days);
  const [before] = await db.query<{ days: number }>(
    "select days from day_claim where kind = $1 and period = $2 and person_id = $3 and run_id = $4",
    key,
  );
  if (claimed === noDays)
    await db.query("delete from day_claim where kind = $1 and period = $2 and person_id = $3 and run_id = $4", key);
  else
    await db.query(
      `insert into day_claim (kind, period, person_id, run_id, days, agency_id) values ($1, $2, $3, $4, $5, $6)
       on conflict (kind, period, person_id, run_id) do update set days = excluded.days`,
      [...key, claimed, run.agencyId],
    );
  return without(before?.days ?? noDays, claimed);
}

/** Runs of other agencies are not to be seen from here, but what they were short of is. */
async function tellFreed(db: Db, run: PostedRun, personId: string, freed: Days, key: string, at: number) {
  await db.query(
    `insert into correction_trigger (kind, agency_id, key, body, at)
     select distinct on (s.agency_id) 'DAYS', s.agency_id, $6, jsonb_build_object('type', 'days', 'personId', $3::text, 'period', s.run_period), $7
     from day_short s where s.kind = $1 and s.period = $2 and s.person_id = $3::uuid and s.agency_id <> $4 and s.days & $5 <> 0
     order by s.agency_id, s.run_period
     on conflict (kind, agency_id, key) do nothing`,
    [run.claimKind, claimTime(run.kind, run.period), personId, run.agencyId, freed, key, new Date(at)],
  );
}

/** Component of items that stand for a month as a whole. */
const wholeMonth = "main";

type Act = { readonly by: string; readonly at: number };

async function insertDue(
  db: Db,
  kind: "CORRECTION" | "RELEASE",
  item: NonNullable<Parameters<CorrectionRecords["release"]>[2]> & {
    agencyId: string;
    personId: string;
    contributes?: boolean;
  },
  of: { readonly run: Pick<PostedRun, "period" | "kind">; readonly cause: string },
  { by, at }: Act,
): Promise<void> {
  await db.query(
    `insert into due (id, agency_id, person_id, period, component, label, kind, amount, due_period, cause, created_at, created_by,
       origin, contributes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[
        item.id,
        item.agencyId,
        item.personId,
        of.run.period,
        wholeMonth,
        item.label,
        kind,
        item.amount,
        item.duePeriod,
      ],
      ...[of.cause, new Date(at), by, of.run.kind, item.contributes ?? true],
    ],
  );
}

async function insertStatements(db: Db, month: ConfirmedMonth, at: number): Promise<void> {
  const { caseId, run, personId, layout, engine } = month;
  for (const one of month.statements)
    await db.query(
      `insert into corrected_statement (case_id, run_id, agency_id, person_id, employment_id, period, version, status, gross, cut, net, packed,
         sha256, layout, engine, at)
       select $1, $2, $3, $4, $5, $6, 1 + coalesce(max(version), 1), $7, $8, $9, $10, $11, decode($12, 'hex'), $13, $14, $15
       from corrected_statement where run_id = $2 and person_id = $4 and employment_id = $5`,
      [
        ...[caseId, run.id, run.agencyId, personId, one.employmentId, run.period, one.status === "payable" ? 1 : 2],
        ...[one.gross, one.cut, one.net, one.packed === undefined ? null : Buffer.from(one.packed)],
        ...[one.packed === undefined ? null : one.sha256, layout, engine, new Date(at)],
      ],
    );
}

type Receivable = NonNullable<ConfirmedMonth["receivable"]>;

/** Beside the transfer of the batch that the person was in; of whoever was in none, beside the first of the run. */
async function bookReceivable(db: Db, { run, personId }: ConfirmedMonth, { id, postings }: Receivable, act: Act) {
  const rows = await db.query(
    `insert into transfer (id, run_id, batch, agency_id, period, payout_period, phase, at, by_person, corrects)
     select $1, t.run_id, t.batch, t.agency_id, t.period, t.payout_period, 'POSTED', $2, $3, t.id from transfer t
     left join payout p on p.payout_period = t.payout_period and p.run_id = t.run_id and p.person_id = $5
     where t.run_id = $4 and t.phase = 'POSTED' and t.corrects is null and (p.run_id is null or p.batch = t.batch)
     order by t.batch limit 1 returning id`,
    [id, new Date(act.at), act.by, run.id, personId],
  );
  if (rows.length === 0) throw new Error(`run ${run.id} was posted, and has no transfer`);
  await insertPostings(db, { transferId: id, agencyId: run.agencyId }, postings);
}

async function confirmMonth(db: Db, month: ConfirmedMonth, act: Act & { letter: string }) {
  const { caseId, run, personId, due, dueLate, receivable } = month;
  const { by, at, letter } = act;
  const owner = { agencyId: run.agencyId, personId };
  for (const item of [due, dueLate])
    if (item) await insertDue(db, "CORRECTION", { ...item, ...owner }, { run, cause: caseId }, act);
  if (receivable) {
    await db.query(
      `insert into receivable (id, agency_id, person_id, label, since, amount, cause, letter, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[receivable.id, run.agencyId, personId, receivable.label, dayAt(at, "WIB"), receivable.amount],
        ...[caseId, letter, new Date(at), by],
      ],
    );
    await bookReceivable(db, month, receivable, act);
  }
  await db.query(
    `insert into correction_month (case_id, run_id, agency_id, person_id, period, paid, net, delta, due_id, receivable_id, replaces_hold, confirmed_at,
       late_delta, late_due_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[caseId, run.id, run.agencyId, personId, run.period, month.paid, month.net, month.delta],
      ...[due?.id ?? null, receivable?.id ?? null, month.replacesHold, new Date(at)],
      ...[month.lateDelta, dueLate?.id ?? null],
    ],
  );
  await insertStatements(db, month, at);
}

type HoldRow = {
  held_by: string;
  released: boolean;
  posted: boolean;
  period: Period;
  payout_period: Period;
  kind: PostedRun["kind"];
  policy_id: string;
  policy_sha256: string;
  claim_kind: PolicyDocument["kind"];
  blocked: boolean | null;
  net: Rupiah;
  days: number | null;
};

async function hold(db: Db, agencyId: string, runId: string, personId: string): Promise<Hold | undefined> {
  const [row] = await db.query<HoldRow>(
    `select h.held_by, h.released_at is not null as released, coalesce(b.state in ('POSTED', 'SETTLED'), false) as posted,
       r.period, r.payout_period, r.kind, r.policy_id, r.policy_sha256, y.kind as claim_kind,
       (select bool_or(e.status = 2) from entitlement e where e.period = r.period and e.run_id = r.id and e.person_id = h.person_id) as blocked,
       coalesce((select sum(e.net - e.late) from entitlement e
         where e.period = r.period and e.run_id = r.id and e.person_id = h.person_id), 0)::bigint as net,
       (select bit_or(f.days) from frozen f where f.period = r.period and f.run_id = r.id and f.person_id = h.person_id) as days
     from run_hold h join run r on r.id = h.run_id join policy y on y.id = r.policy_id left join batch b on b.run_id = h.run_id and b.batch = h.batch
     where h.agency_id = $1 and h.run_id = $2 and h.person_id = $3`,
    [agencyId, runId, personId],
  );
  if (!row) return undefined;
  const { period, kind, policy_id: policyId, policy_sha256: policySha256, payout_period: payoutPeriod } = row;
  return {
    run: {
      id: runId,
      agencyId,
      kind,
      period,
      payoutPeriod,
      policyId,
      policySha256,
      claimKind: claimClass(row.claim_kind),
    },
    ...{ personId, heldBy: row.held_by, isReleased: row.released, isPosted: row.posted },
    ...{ isBlocked: row.blocked ?? false, net: row.net, days: row.days ?? noDays },
  };
}

type VersionRow = StatementRow & {
  agency_id: string;
  period: Period;
  policy_id: string;
  at: Date;
  case_id: string | null;
  note: string;
};

const versionsSql = `
  select s.*, r.agency_id, r.period, r.policy_id from (
    select e.run_id, e.employment_id, 1 as version, e.status, e.gross, e.cut, e.net, e.packed, encode(e.sha256, 'hex') as sha256, r.layout,
        b.posted_at as at, null::uuid as case_id, '' as note
      from entitlement e join run r on r.id = e.run_id
      join payout p on p.payout_period = r.payout_period and p.run_id = r.id and p.person_id = e.person_id
      join batch b on b.run_id = r.id and b.batch = p.batch
      where e.period = $2 and e.person_id = $1 and b.state in ('POSTED', 'SETTLED')
    union all
    select c.run_id, c.employment_id, c.version, c.status, c.gross, c.cut, c.net, c.packed, encode(c.sha256, 'hex'), c.layout, c.at, c.case_id, k.note
      from corrected_statement c join correction_case k on k.id = c.case_id where c.person_id = $1 and c.period = $2
  ) s join run r on r.id = s.run_id order by s.version desc, s.at desc, s.employment_id limit $3`;

async function versions(db: Db, personId: string, period: Period, limit: number): Promise<StatementVersion[]> {
  const rows = await db.query<VersionRow>(versionsSql, [personId, period, limit]);
  return rows.map((row) => ({
    ...statementOf(row),
    ...{ runId: row.run_id, agencyId: row.agency_id, period: row.period, policyId: row.policy_id, at: row.at },
    ...{ caseId: row.case_id ?? undefined, note: row.note },
  }));
}

type MonthRecords = Pick<
  CorrectionRecords,
  | "months"
  | "lockClaims"
  | "takenByOthers"
  | "setClaim"
  | "tellFreed"
  | "confirmMonth"
  | "hold"
  | "release"
  | "versions"
>;

export function monthRecords(db: Db): MonthRecords {
  return {
    months: (agencyId, personId, from) => months(db, agencyId, personId, from),
    lockClaims: (run) => lockKey(db, `days/${run.claimKind}/${claimTime(run.kind, run.period)}`),
    takenByOthers: (run, personId) => takenByOthers(db, run, personId),
    setClaim: (run, personId, days) => setClaim(db, run, personId, days),
    tellFreed: (run, personId, freed, key, at) => tellFreed(db, run, personId, freed, key, at),
    confirmMonth: (month, by, letter, at) => confirmMonth(db, month, { by, letter, at }),
    hold: (agencyId, runId, personId) => hold(db, agencyId, runId, personId),
    async release({ run, personId }, { by, at, markedBy }, due) {
      const cause = run.id;
      const owner = { agencyId: run.agencyId, personId };
      if (due) await insertDue(db, "RELEASE", { ...due, ...owner }, { run, cause }, { by, at });
      await db.query(
        `update run_hold set released_by = $3, released_at = $4, release_due = $5 where run_id = $1 and person_id = $2`,
        [run.id, personId, by, new Date(at), due?.id ?? markedBy],
      );
    },
    versions: (personId, period, limit) => versions(db, personId, period, limit),
  };
}
