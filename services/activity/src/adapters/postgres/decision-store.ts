import { appendAudit } from "@kinerja/common/audit";
import { Refusal } from "@kinerja/common/errors";
import { periodOf, uuidV7 } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type Caller, type Grant } from "../../app/authorise.ts";
import { type DecideCommand, type DecideResult, type DecisionStore } from "../../app/decide.ts";
import { createDayLedger, type DayDelta } from "../../domain/day.ts";
import { decide } from "../../domain/decide.ts";
import { enter, moveDays } from "./days.ts";
import { type KeptEntry, lockEntries, updateKept } from "./entries.ts";
import { onceAs } from "./once.ts";
import { keyText } from "./versions.ts";

/** Named by who changes a month's content (shared) and by who seals it (alone). */
export const monthLock = (agencyId: string, period: string): string => `period/${agencyId}/${period}`;

/** Holds the months until the commit: closing waits for us, or we see that it is sealed. */
export async function refuseSealed(db: Db, months: readonly { agencyId: string; period: string }[]): Promise<void> {
  const unique = new Map(months.map((month) => [monthLock(month.agencyId, month.period), month]));
  const keys = [...unique.keys()].sort();
  const named = [...unique.values()];
  const held = Promise.all(
    keys.map((key) => db.query("select pg_advisory_xact_lock_shared(hashtextextended($1, 0))", [key])),
  );
  const asked = db.query<{ period: string }>(
    `select p.period from unnest($1::uuid[], $2::text[]) as k (a, m) join period p on p.agency_id = k.a and p.period = k.m
     where p.state = 'sealed' limit 1`,
    [named.map(({ agencyId }) => agencyId), named.map(({ period }) => period)],
  );
  const [, [sealed]] = await Promise.all([held, asked]);
  if (sealed !== undefined) throw new Refusal("refused", "PERIOD_SEALED", { period: sealed.period });
}

type Row = { readonly kept: KeptEntry; readonly seenVersion: number };

async function monthsOf(db: Db, bucket: number, personId: string, entryIds: readonly string[]) {
  const ids = [...entryIds].sort();
  const rows = await db.query<{ agencyId: string; period: string }>(
    `select distinct agency_id as "agencyId", to_char(work_date, 'YYYY-MM') as period from entry
     where bucket = $1 and person_id = $2 and id = any ($3::uuid[]) and id between $4 and $5`,
    [bucket, personId, ids, ids[0], ids.at(-1)],
  );
  return rows;
}

async function lockSeen(db: Db, { personId, seen }: DecideCommand, bucket: number): Promise<Row[]> {
  const keys = seen.map(({ entryId: id }) => ({ bucket, personId, id }));
  const entryIds = seen.map(({ entryId }) => entryId);
  const months = await monthsOf(db, bucket, personId, entryIds);
  // The months first, as closing does; an entry that moves to another month meanwhile has a new version and is left open.
  const [, kept] = await Promise.all([refuseSealed(db, months), lockEntries(db, keys)]);
  return seen.map(({ entryId: id, version: seenVersion }) => {
    const found = kept.get(keyText({ bucket, personId, id }));
    if (found === undefined) throw new Refusal("not-found", "NOT_FOUND");
    return { kept: found, seenVersion };
  });
}

type Outcome = {
  readonly decided: Row[];
  readonly updated: KeptEntry[];
  readonly days: DayDelta[];
  readonly result: DecideResult;
};

function applyDecision(command: DecideCommand, rows: readonly Row[], id: string): Outcome {
  const ledger = createDayLedger();
  const changed: string[] = [];
  const [decided, updated]: [Row[], KeptEntry[]] = [[], []];
  for (const row of rows) {
    const { kept } = row;
    const verdict = decide(kept.entry, row.seenVersion, command.kind);
    if (verdict.outcome === "changed") changed.push(kept.id);
    if (verdict.outcome !== "decided") continue;
    enter(ledger, -1, kept, kept.entry);
    enter(ledger, 1, kept, verdict.entry);
    decided.push(row);
    updated.push({ ...kept, entry: verdict.entry, decisionId: id });
  }
  const result = { decided: rows.length - changed.length, changedEntryIds: changed };
  return { decided, updated, days: ledger.deltas(), result };
}

type Act = { readonly id: string; readonly now: number; readonly caller: Caller; readonly bucket: number };

async function keepDecision(db: Db, { id, now, caller, bucket }: Act, command: DecideCommand, decided: readonly Row[]) {
  const agencyId = decided[0]?.kept.entry.current.agencyId;
  if (agencyId === undefined) return;
  await db.query(
    `insert into decision (bucket, person_id, id, agency_id, kind, entry_ids, versions, reason, note, actor_id, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      bucket,
      command.personId,
      id,
      agencyId,
      command.kind,
      decided.map(({ kept }) => kept.id),
      decided.map(({ seenVersion }) => seenVersion),
      command.reason ?? null,
      command.note ?? null,
      caller.personId,
      new Date(now),
    ],
  );
}

async function decideIn(db: Db, act: Act, grant: Grant, command: DecideCommand): Promise<DecideResult> {
  const { now, caller } = act;
  const rows = await lockSeen(db, command, act.bucket);
  const { decided, updated, days, result } = applyDecision(command, rows, act.id);
  const months = [...new Set(rows.map(({ kept }) => periodOf(kept.entry.current.workDate)))];
  await Promise.all([
    updateKept(db, updated),
    moveDays(db, days),
    keepDecision(db, act, command, decided),
    appendAudit(db, {
      at: new Date(now),
      actor: caller.personId,
      role: grant.role,
      action: command.kind === "approved" ? "approve" : "return",
      resource: "entry",
      objectId: command.personId,
      ...(grant.agencies[0] === undefined ? {} : { agencyId: grant.agencies[0] }),
      requestId: caller.requestId,
      detail: { entries: decided.length, months },
    }),
  ]);
  return result;
}

export const postgresDecisionStore = (db: Database, partitions: number, now: () => number): DecisionStore => ({
  decide: (caller, grant, command) =>
    db.transaction({ agencies: grant.agencies, person: grant.person, byKey: true }, (tx) =>
      onceAs(tx, caller, `entries:${command.kind}`, command, () => {
        const bucket = partitionFor(command.personId, partitions);
        return decideIn(tx, { id: uuidV7(now()), now: now(), caller, bucket }, grant, command);
      }),
    ),
});
