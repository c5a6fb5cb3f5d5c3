import { type Db } from "@kinerja/common/postgres";

import { sha256 } from "./adapters/ids.ts";
import { readPolicy } from "./adapters/policy/read-policy.ts";
import { policyRecords } from "./adapters/postgres/policies.ts";
import { rowRecords } from "./adapters/postgres/rows.ts";
import { runRecords } from "./adapters/postgres/runs.ts";
import { type Run } from "./app/ports.ts";
import { recomputeRun, type StoredDocument } from "./app/recompute-run.ts";
import { compilePolicy } from "./domain/policy/compile.ts";

type Row = StoredDocument & { readonly key: string };

const everybody = 2_000_000_000;

async function documents(db: Db, table: "entitlement" | "payout", runId: string): Promise<Map<string, StoredDocument>> {
  const key = table === "entitlement" ? "concat_ws('/', person_id, employment_id)" : "person_id::text";
  const rows = await db.query<Row>(
    `select ${key} as key, packed, sha256, gross, cut, net from ${table} where run_id = $1`,
    [runId],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

async function recompute(db: Db, run: Run): Promise<{ readonly checked: number; readonly wrong: readonly string[] }> {
  const stored = await policyRecords(db).find(run.agencyId, run.policyId);
  const { document } = readPolicy(stored?.document ?? "");
  if (document === undefined || sha256Of(stored?.document ?? "") !== run.policySha256)
    return { checked: 1, wrong: [`run ${run.id}: its policy is not the one that it names`] };
  const rows = await rowRecords(db).nextSnapshot(run.id, undefined, everybody);
  const kept = {
    ...{ run, policy: compilePolicy(document, run.period), rows },
    statements: await documents(db, "entitlement", run.id),
    payouts: await documents(db, "payout", run.id),
    payoutHashes: await rowRecords(db).payoutHashes(run.id),
  };
  return { checked: rows.length, wrong: recomputeRun(sha256, kept) };
}

function sha256Of(text: string): string {
  const hash = sha256();
  hash.update(text);
  return hash.hex();
}

/** Computes every run that is computed or posted anew, as whoever sees all agencies, and names what comes out otherwise. */
export async function recomputeRuns(db: Db): Promise<{ readonly checked: number; readonly wrong: readonly string[] }> {
  const runs = await db.query<{ id: string; agency_id: string }>(
    "select id, agency_id from run where state in ('COMPUTED', 'POSTED') order by id",
  );
  let checked = 0;
  const wrong: string[] = [];
  for (const { id, agency_id } of runs) {
    const run = await runRecords(db).find(agency_id, id);
    if (run === undefined) continue;
    const one = await recompute(db, run);
    checked += one.checked;
    wrong.push(...one.wrong);
  }
  return { checked, wrong };
}
