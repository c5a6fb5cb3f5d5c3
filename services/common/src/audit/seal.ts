import { type Stoppable } from "../lifecycle/index.ts";
import { type Database, type Db, lockKey, noScope } from "../postgres/index.ts";
import { auditColumns, type AuditText, genesis, linkHash } from "./chain.ts";

/*
 * Each service has these beside its audit table (a migration of its own):
 *
 *   create table audit_unsealed (audit_id uuid primary key);   -- filled by a trigger on audit, emptied by the sealer
 *   create table audit_chain (position bigint … primary key, audit_id uuid unique, prev_hash bytea, entry_hash bytea);
 */

const batchLimit = 1_000;

async function unsealedRows(tx: Db): Promise<AuditText[]> {
  const rows = await tx.query<{ cells: (string | null)[] }>(
    `select array[${auditColumns}] as cells from audit a
     where a.id in (select audit_id from audit_unsealed limit ${batchLimit}) order by a.at, a.id`,
  );
  return rows.map(({ cells }) => cells);
}

/** Chains what is unchained, at most 1,000 rows; returns how many. One at a time, whatever runs beside it. */
export async function sealBatch(db: Database): Promise<number> {
  return db.transaction(noScope, async (tx) => {
    await lockKey(tx, "audit/seal");
    const [last] = await tx.query<{ entry_hash: Buffer }>(
      "select entry_hash from audit_chain order by position desc limit 1",
    );
    const rows = await unsealedRows(tx);
    if (rows.length === 0) return 0;
    let previous: Buffer = last?.entry_hash ?? genesis;
    const links = rows.map((row) => {
      const link = { id: row[0] ?? "", previous, hash: linkHash(previous, row) };
      previous = link.hash;
      return link;
    });
    const ids = links.map(({ id }) => id);
    await tx.query(
      `insert into audit_chain (audit_id, prev_hash, entry_hash)
       select id, previous, hash from unnest($1::uuid[], $2::bytea[], $3::bytea[]) with ordinality as link (id, previous, hash, nr)
       order by nr`,
      [ids, links.map((link) => link.previous), links.map(({ hash }) => hash)],
    );
    await tx.query("delete from audit_unsealed where audit_id = any($1::uuid[])", [ids]);
    return rows.length;
  });
}

/** Mostly nothing is there: that is asked in one statement, not in a transaction of six. */
async function sealIfAny(db: Database): Promise<number> {
  const [any] = await db.query("select from audit_unsealed limit 1");
  return any === undefined ? 0 : sealBatch(db);
}

/** Seals every second. A failure is told and tried again: rows wait unsealed, nothing is lost. */
export function startSealer(db: Database, onTrouble: (error: unknown) => void, everyMs = 1_000): Stoppable {
  let stopped = false;
  let wake: () => void = () => undefined;
  const run = async (): Promise<void> => {
    while (!stopped) {
      const sealed = await sealIfAny(db).catch((error: unknown) => {
        onTrouble(error);
        return 0;
      });
      if (sealed === batchLimit) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}
