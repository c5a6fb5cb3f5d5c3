import { appendAudit, type AuditRow } from "@kinerja/common/audit";
import { Refusal } from "@kinerja/common/errors";
import { type Day, periodOf, uuidV7 } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type DecideCommand, type DecideResult, type DecisionStore } from "../../app/decide.ts";
import { createDayLedger, type DayDelta } from "../../domain/day.ts";
import { decide } from "../../domain/decide.ts";
import { flagBit } from "../../domain/flags.ts";
import { type Version } from "../../domain/version.ts";
import { int4Array, uuidArray } from "./binary.ts";
import { enter, moveDays } from "./days.ts";
import { type KeptEntry, lockEntries, replacedOf, updateKept } from "./entries.ts";
import { onceAs } from "./once.ts";
import { keyText } from "./versions.ts";

/** Named by who changes a month's content (shared) and by who seals it (alone). */
export const monthLock = (agencyId: string, period: string): string => `period/${agencyId}/${period}`;

type Month = { readonly agencyId: string; readonly period: string };

type KnownMonth = Month & { readonly state: "sealed" | "reopened" };

/** Holds the months until the commit: closing waits for us, or we see that it is sealed. Tells which of them were sealed or opened again. */
export async function holdMonths(db: Db, months: readonly Month[]): Promise<KnownMonth[]> {
  const unique = new Map(months.map((month) => [monthLock(month.agencyId, month.period), month]));
  const keys = [...unique.keys()].sort();
  const named = [...unique.values()];
  const held = db.query("select pg_advisory_xact_lock_shared(hashtextextended(k, 0)) from unnest($1::text[]) as k", [
    keys,
  ]);
  const asked = db.query<KnownMonth>(
    `select p.agency_id as "agencyId", p.period, p.state from unnest($1::uuid[], $2::text[]) as k (a, m)
     join period p on p.agency_id = k.a and p.period = k.m where p.state in ('sealed', 'reopened')`,
    [named.map(({ agencyId }) => agencyId), named.map(({ period }) => period)],
  );
  const [, found] = await Promise.all([held, asked]);
  return found;
}

/** Holds the months of an agency's days, and tells which of them are sealed. */
export async function holdSealed(db: Db, agencyId: string, days: readonly Day[]): Promise<ReadonlySet<string>> {
  const months = await holdMonths(db, days.map((day) => ({ agencyId, period: periodOf(day) }))); // prettier-ignore
  return new Set(months.filter(({ state }) => state === "sealed").map(({ period }) => period));
}

/** Holds the months, and refuses where one of them is sealed (PERIOD_SEALED). */
export async function refuseSealed(db: Db, months: readonly Month[]): Promise<Month[]> {
  const found = await holdMonths(db, months);
  const sealed = found.find(({ state }) => state === "sealed");
  if (sealed !== undefined) throw new Refusal("refused", "PERIOD_SEALED", { period: sealed.period });
  return found;
}

type Row = { readonly kept: KeptEntry; readonly seenVersion: number };

/** What a decision names; the current version where the entry has no such one, and then nothing is decided. */
const namedOf = ({ kept: { entry }, seenVersion }: Row): Version =>
  entry.others.find(({ version }) => version === seenVersion) ?? entry.current;

const monthOf = ({ agencyId, workDate }: Version): Month => ({ agencyId, period: periodOf(workDate) });

/** Of the versions that are named, where they are there; else of the current ones. */
async function monthsOf(db: Db, bucket: number, { personId, seen }: DecideCommand): Promise<Month[]> {
  const seenOf = new Map(seen.map(({ entryId, version }) => [entryId, version]));
  const ids = [...seenOf.keys()].sort();
  const rows = await db.query<Month & { id: string; version: number }>(
    `select id, version, agency_id as "agencyId", to_char(work_date, 'YYYY-MM') as period from entry
     where bucket = $1 and person_id = $2 and id = any ($3::uuid[]) and id between $4 and $5`,
    [bucket, personId, ids, ids[0], ids.at(-1)],
  );
  const others = rows.filter(({ id, version }) => seenOf.get(id) !== version);
  const before = await replacedOf(db, others.map(({ id }) => ({ bucket, personId, id }))); // prettier-ignore
  return rows.map((current) => {
    const { id } = current;
    const named = before.get(keyText({ personId, id }))?.find(({ version }) => version === seenOf.get(id));
    return named === undefined ? current : monthOf(named);
  });
}

type Seen = { readonly rows: Row[]; readonly reopened: readonly Month[] };

async function lockSeen(db: Db, command: DecideCommand, bucket: number): Promise<Seen> {
  const { personId, seen } = command;
  const keys = seen.map(({ entryId: id }) => ({ bucket, personId, id }));
  const months = await monthsOf(db, bucket, command);
  // The months first, as closing does; an entry that moves to another month meanwhile has a new version and is left open.
  const [reopened, kept] = await Promise.all([refuseSealed(db, months), lockEntries(db, keys)]);
  const rows = seen.map(({ entryId: id, version: seenVersion }) => {
    const found = kept.get(keyText({ personId, id }));
    if (found === undefined) throw new Refusal("not-found", "NOT_FOUND");
    return { kept: found, seenVersion };
  });
  return { rows, reopened };
}

type Outcome = {
  readonly decided: Row[];
  /** Late ones that count in the next revision, since a superior approves them while their month is open again. */
  readonly admitted: Row[];
  readonly updated: KeptEntry[];
  readonly days: DayDelta[];
  readonly result: DecideResult;
};

const isCurrent = ({ kept, seenVersion }: Row): boolean => kept.entry.current.version === seenVersion;
const isLate = ({ kept }: Row): boolean => (kept.flags & flagBit.LATE) !== 0;

function isAdmitted(row: Row, command: DecideCommand, reopened: readonly Month[]): boolean {
  const { agencyId, period } = monthOf(row.kept.entry.current);
  return (
    command.kind === "approved" &&
    isCurrent(row) &&
    isLate(row) &&
    reopened.some((month) => month.agencyId === agencyId && month.period === period)
  );
}

function applyDecision(command: DecideCommand, { rows, reopened }: Seen, id: string): Outcome {
  const ledger = createDayLedger();
  const changed: string[] = [];
  const [decided, admitted, updated]: [Row[], Row[], KeptEntry[]] = [[], [], []];
  for (const row of rows) {
    const { kept } = row;
    const isIn = isAdmitted(row, command, reopened);
    const verdict = decide(kept.entry, row.seenVersion, command.kind, isIn || !isLate(row));
    if (verdict.outcome === "changed") changed.push(kept.id);
    else if (isIn) admitted.push(row);
    if (verdict.outcome !== "decided") continue;
    enter(ledger, -1, kept, kept.entry);
    enter(ledger, 1, kept, verdict.entry);
    decided.push(row);
    updated.push({ ...kept, entry: verdict.entry, decisionId: isCurrent(row) ? id : kept.decisionId });
  }
  const result = { decided: rows.length - changed.length, changedEntryIds: changed };
  return { decided, admitted, updated, days: ledger.deltas(), result };
}

/** Who decides: a superior, or the agency's escalation policy in the place of one who stayed silent. */
export type Act = {
  readonly id: string;
  readonly now: number;
  readonly bucket: number;
  readonly actorId: string;
  readonly byTimeout: boolean;
  /** Since the month was about to be sealed, and not because the clock ran out. */
  readonly byClosing?: boolean;
  readonly audit: Pick<AuditRow, "actor" | "role" | "requestId"> & { readonly agencyId?: string };
};

async function keepDecision(db: Db, { id, now, bucket, ...act }: Act, command: DecideCommand, named: readonly Row[]) {
  const [first] = named;
  if (first === undefined) return;
  const { agencyId } = namedOf(first);
  await db.query(
    `insert into decision (bucket, person_id, id, agency_id, kind, entry_ids, versions, reason, note, actor_id, decided_at, by_timeout,
       by_closing)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[bucket, command.personId, id, agencyId, command.kind],
      named.map(({ kept }) => kept.id),
      named.map(({ seenVersion }) => seenVersion),
      ...[command.reason ?? null, command.note ?? null, act.actorId, new Date(now), act.byTimeout],
      act.byClosing ?? false,
    ],
  );
}

async function keepAdmissions(db: Db, { id, bucket }: Act, admitted: readonly Row[]): Promise<void> {
  if (admitted.length === 0) return;
  await db.query(
    `insert into admission (bucket, person_id, id, version, agency_id, period, decision_id)
     select $1, n.*, $2 from unnest($3::uuid[], $4::uuid[], $5::int4[], $6::uuid[], $7::text[]) as n on conflict do nothing`,
    [
      ...[bucket, id],
      admitted.map(({ kept }) => kept.personId),
      admitted.map(({ kept }) => kept.id),
      admitted.map(({ seenVersion }) => seenVersion),
      admitted.map(({ kept }) => kept.entry.current.agencyId),
      admitted.map(({ kept }) => periodOf(kept.entry.current.workDate)),
    ],
  );
}

/** Decides in an open transaction: entries, days, the act itself and its audit leave together. */
export async function decideIn(db: Db, act: Act, command: DecideCommand): Promise<DecideResult> {
  const seen = await lockSeen(db, command, act.bucket);
  const { decided, admitted, updated, days, result } = applyDecision(command, seen, act.id);
  const months = [...new Set(seen.rows.map((row) => periodOf(namedOf(row).workDate)))];
  await Promise.all([
    updateKept(db, updated),
    moveDays(db, days),
    keepDecision(db, act, command, [...new Set([...decided, ...admitted])]),
    keepAdmissions(db, act, admitted),
    appendAudit(db, {
      ...act.audit,
      at: new Date(act.now),
      action: command.kind === "approved" ? "approve" : "return",
      resource: "entry",
      objectId: command.personId,
      detail: { entries: decided.length, months, ...(admitted.length > 0 ? { admitted: admitted.length } : {}) },
    }),
  ]);
  return result;
}

export const postgresDecisionStore = (db: Database, partitions: number, now: () => number): DecisionStore => ({
  decide: (caller, grant, command) =>
    db.transaction({ agencies: grant.agencies, person: grant.person, byKey: true }, (tx) =>
      onceAs(tx, caller, `entries:${command.kind}`, command, () => {
        const bucket = partitionFor(command.personId, partitions);
        const [agencyId] = grant.agencies;
        const audit = {
          ...{ actor: caller.personId, role: grant.role, requestId: caller.requestId },
          ...(agencyId === undefined ? {} : { agencyId }),
        };
        const act = { id: uuidV7(now()), now: now(), bucket, actorId: caller.personId, byTimeout: false, audit };
        return decideIn(tx, act, command);
      }),
    ),
  escalatedVia: (caller, { personId, seen }) =>
    db.transaction({ agencies: [], person: caller.personId }, async (tx) => {
      const rows = await tx.query<{ via: string; known: number }>(
        `select coalesce(x.via, x.person_id) as via, count(*)::int as known
         from escalated_entry x join unnest($3::uuid[], $4::int4[]) as k (i, v) on x.id = k.i and x.version = k.v
         where x.bucket = $1 and x.person_id = $2 and x.escalated_to = $5 group by 1`,
        [
          ...[partitionFor(personId, partitions), personId],
          uuidArray(seen.map(({ entryId }) => entryId)),
          int4Array(seen.map(({ version }) => version)),
          caller.personId,
        ],
      );
      const known = rows.reduce((sum, row) => sum + row.known, 0);
      return known === seen.length ? rows.map(({ via }) => via) : [];
    }),
});
