import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type UnitKey, type UnitStore } from "../../app/stores.ts";
import { type UnitScene } from "../../domain/unit.ts";
import { auditAct, auditLook, runOnce, scopeOf } from "./commands.ts";
import { readUnit } from "./scenes.ts";

/** Held by whoever changes the unit's predicate or those of its people: the distribution stands still meanwhile. */
export const unitLock = ({ agencyId, unitId, term }: UnitKey): string => `unit/${agencyId}/${unitId}/${term}`;

async function readScene(db: Db, key: UnitKey): Promise<UnitScene> {
  const [unit, [row]] = await Promise.all([
    readUnit(db, key, key.term),
    db.query<{ issued: number; sealed: boolean }>(
      `select (select count(*)::int from evaluation where agency_id = $1 and term = $2 and unit_id = $3 and state = 'ISSUED') as issued,
              exists (select from evaluation_period where agency_id = $1 and period = $2) as sealed`,
      [key.agencyId, key.term, key.unitId],
    ),
  ]);
  return { ...unit, issued: row?.issued ?? 0, isSealed: row?.sealed ?? false };
}

const upsert = `insert into unit_predicate (agency_id, unit_id, term, predicate, ground, reason, explained, changed_by, changed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (agency_id, term, unit_id) do update set predicate = excluded.predicate, ground = excluded.ground,
    reason = excluded.reason, explained = excluded.explained, changed_by = excluded.changed_by, changed_at = excluded.changed_at`;

export const postgresUnitStore = (db: Database, now: () => number): UnitStore => ({
  change: async (act, key, decide) => {
    await runOnce(db, act, async (tx) => {
      const [, scene] = await Promise.all([lockKey(tx, unitLock(key)), readScene(tx, key)]);
      const { predicate, ground, reason, explained } = decide(scene);
      const at = now();
      const detail = { predicate: predicate ?? "", explained: explained.join(", ") };
      await Promise.all([
        tx.query(upsert, [
          ...[key.agencyId, key.unitId, key.term, predicate, ground, reason, JSON.stringify(explained)],
          ...[act.caller.personId, new Date(at)],
        ]),
        auditAct(tx, act, { id: `${key.unitId}/${key.term}`, agencyId: key.agencyId, detail }, at),
      ]);
      return null;
    });
  },
  look: (grant, note, key) =>
    db.transaction(scopeOf(grant), async (tx) => {
      const [scene] = await Promise.all([readScene(tx, key), auditLook(tx, grant, note, now())]);
      return scene;
    }),
});
