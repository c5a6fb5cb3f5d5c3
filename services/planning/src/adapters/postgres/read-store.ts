import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";

import { type ReadStore } from "../../app/views.ts";
import { type PlanItem } from "../../domain/plan.ts";
import { type Skp } from "../../domain/skp.ts";
import { auditAct } from "./commands.ts";
import { scopeOf } from "./scope.ts";
import { viewOf } from "./view.ts";

export const postgresReadStore = (db: Database, now: () => number): ReadStore => ({
  look: (grant, note, work) =>
    db.transaction(scopeOf(grant), async (tx) => {
      const result = await work(viewOf(tx));
      if (note !== undefined) {
        const [agencyId] = grant.agencies;
        const object = { id: note.objectId, ...(agencyId !== undefined && { agencyId }) };
        await auditAct(tx, { caller: note.caller, grant, need: note.need }, object, now());
      }
      return result;
    }),
});

export type SetSkps = { readonly skps: readonly Skp[]; readonly items: readonly PlanItem[] };

/** The newest setting of each person's SKP that covers the month, with the month's items: what other services rate against. */
export async function readSetSkps(db: Database, personIds: readonly string[], period: Period): Promise<SetSkps> {
  const owners = await db.query<{ agency_id: string }>(
    "select distinct agency_id from skp_owner where person_id = any ($1::uuid[])",
    [personIds],
  );
  return db.transaction({ agencies: owners.map(({ agency_id }) => agency_id), byKey: true }, async (tx) => {
    const settings = await tx.query<{ document: Skp; items: PlanItem[] | null }>(
      `select distinct on (s.skp_id) s.document, m.items
       from skp_setting s left join plan_month m on m.skp_id = s.skp_id and m.period = $2
       where s.person_id = any ($1::uuid[]) and s.valid_from <= $4 and s.valid_to >= $3 order by s.skp_id, s.revision desc`,
      [personIds, period, firstDay(period), lastDay(period)],
    );
    return { skps: settings.map(({ document }) => document), items: settings.flatMap(({ items }) => items ?? []) };
  });
}
