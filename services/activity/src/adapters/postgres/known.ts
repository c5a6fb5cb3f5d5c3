import { type Day } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type BackfillRule } from "../../domain/backfill.ts";
import { type Known, type KnownEmployment, type ListedEntry } from "../../domain/listing.ts";
import { type KnownPlan } from "../../domain/plan.ts";
import { uuidArray } from "./binary.ts";

type PlanRow = {
  readonly person_id: string;
  readonly is_set: boolean;
  readonly valid_from: Day;
  readonly valid_to: Day;
  readonly told_at: Date;
  readonly named: string[];
};

/** Plans of people, of their items only those that are named: nothing else is compared. */
export async function plansOf(
  db: Db,
  entries: readonly { readonly personId: string; readonly planItemId: string | undefined }[],
): Promise<Map<string, KnownPlan[]>> {
  const naming = entries.filter(({ planItemId }) => planItemId !== undefined);
  if (naming.length === 0) return new Map();
  const rows = await db.query<PlanRow>(
    `select person_id, is_set, valid_from, valid_to, told_at,
       array(select i from unnest(item_ids) as i where i = any ($2::uuid[])) as named
     from plan_copy where person_id = any ($1::uuid[])`,
    [
      uuidArray([...new Set(naming.map(({ personId }) => personId))]),
      uuidArray([...new Set(naming.flatMap(({ planItemId }) => planItemId ?? []))]),
    ],
  );
  const plans = rows.map((row) => ({
    personId: row.person_id,
    isSet: row.is_set,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    itemIds: new Set(row.named),
    toldAt: row.told_at.getTime(),
  }));
  return Map.groupBy(plans, ({ personId }) => personId);
}

async function employmentsOf(db: Db, personIds: readonly string[]): Promise<Map<string, KnownEmployment>> {
  const rows = await db.query<{ id: string; valid_from: Day; valid_to: Day | null }>(
    "select id, valid_from, valid_to from employment_copy where person_id = any ($1::uuid[])",
    [uuidArray(personIds)],
  );
  return new Map(
    rows.map(({ id, valid_from, valid_to }) => [id, { id, validFrom: valid_from, validTo: valid_to ?? undefined }]),
  );
}

/** Of the tasks that entries name: those that are their person's. */
export async function tasksOf(
  db: Db,
  entries: readonly { readonly personId: string; readonly taskId: string | undefined }[],
): Promise<Set<string>> {
  const named = [...new Set(entries.flatMap(({ taskId }) => taskId ?? []))];
  if (named.length === 0) return new Set();
  const rows = await db.query<{ key: string }>(
    "select person_id || '/' || id as key from task where id = any ($1::uuid[])",
    [uuidArray(named)],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Windows for writing work down, of the agencies of these entries: all that were ever signed. */
export async function backfillRulesOf(db: Db, agencyIds: readonly string[]): Promise<Map<string, BackfillRule[]>> {
  const rows = await db.query<{ agency_id: string; from: Date; days: number }>(
    `select agency_id, confirmed_at as "from", backfill_days as days from escalation_policy
     where agency_id = any ($1::uuid[]) and confirmed_at is not null`,
    [uuidArray([...new Set(agencyIds)])],
  );
  const rules = rows.map(({ agency_id: agencyId, from, days }) => ({ agencyId, from: from.getTime(), days }));
  return Map.groupBy(rules, ({ agencyId }) => agencyId);
}

/** What other services have told of these entries' people. */
export async function readKnown(db: Db, entries: readonly ListedEntry[], now: number): Promise<Known> {
  const personIds = [...new Set(entries.map(({ personId }) => personId))];
  const [employments, plans, tasks, backfill] = await Promise.all([
    employmentsOf(db, personIds),
    plansOf(db, entries),
    tasksOf(db, entries),
    backfillRulesOf(
      db,
      entries.map(({ agencyId }) => agencyId),
    ),
  ]);
  return { employments, plans, tasks, backfill, now };
}
