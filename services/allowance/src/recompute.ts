import { type Period, type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { digest, sha256 } from "./adapters/ids.ts";
import { readPolicy } from "./adapters/policy/read-policy.ts";
import { policyRecords } from "./adapters/postgres/policies.ts";
import { rangeRecords } from "./adapters/postgres/ranges.ts";
import { runRecords } from "./adapters/postgres/runs.ts";
import { sumColumns, sumsOfRow, type SumsRow } from "./adapters/postgres/sums.ts";
import { allRanges } from "./app/all-ranges.ts";
import { type Run } from "./app/ports.ts";
import { type Range } from "./app/range-ports.ts";
import {
  type KeptRange,
  rangeRecomputer,
  type Recomputed,
  runDifferences,
  type StoredPayout,
  type StoredStatement,
} from "./app/recompute-run.ts";
import { type FrozenRow } from "./domain/frozen.ts";
import { hashOf } from "./domain/hashing.ts";
import { compilePolicy, type Policy } from "./domain/policy/compile.ts";
import { type PolicyDocument } from "./domain/policy/document.ts";
import { type Facts } from "./domain/policy/sources.ts";
import { compare } from "./testing/agree.ts";

/** What frozen rows and statements say, for checks from outside. */
export { factsReader } from "./domain/frozen-facts.ts";
export { statementReader } from "./domain/statement.ts";

type Row = Pick<FrozenRow, "days" | "facts"> & {
  readonly person_id: string;
  readonly employment_id: string;
  readonly flags: string | null;
  readonly payout: string | null;
};

async function frozenOf(db: Db, run: Run, no: number): Promise<KeptRange["frozen"]> {
  const [range] = await db.query<{ shapes: string }>("select shapes from run_range where run_id = $1 and no = $2", [
    run.id,
    no,
  ]);
  const rows = await db.query<Row>(
    `select person_id, employment_id, days, facts, flags, payout from frozen where period = $1 and run_id = $2 and range_no = $3
     order by person_id, employment_id`,
    [run.period, run.id, no],
  );
  return {
    shapes: range?.shapes ?? "",
    rows: rows.map(({ person_id, employment_id, flags, payout, ...row }) => ({
      ...{ ...row, personId: person_id, employmentId: employment_id },
      ...{ flags: flags ?? undefined, payout: payout ?? undefined },
    })),
  };
}

type StatementRow = StoredStatement & { readonly key: string; readonly late: Rupiah };
type PayoutRow = Omit<StoredPayout, "taxBorne"> & SumsRow & { readonly key: string };

async function keptRange(db: Db, run: Run, range: Range): Promise<KeptRange> {
  const ofRange = "where run_id = $2 and range_no = $3";
  const statements = await db.query<StatementRow>(
    `select concat_ws('/', person_id, employment_id) as key, packed, sha256, gross, cut, net, late from entitlement ${ofRange} and period = $1`,
    [run.period, run.id, range.no],
  );
  const payouts = await db.query<PayoutRow>(
    `select person_id::text as key, packed, sha256, ${sumColumns} from payout ${ofRange} and payout_period = $1`,
    [run.payoutPeriod, run.id, range.no],
  );
  return {
    range,
    frozen: await frozenOf(db, run, range.no),
    statements: new Map(statements.map((row) => [row.key, row])),
    payouts: new Map(payouts.map((row) => [row.key, { ...row, ...sumsOfRow(row) }])),
  };
}

/** Who else reads a document: what it makes of the facts of a row otherwise than the engine. */
type OpinionOf = (document: PolicyDocument, policy: Policy, period: Period) => (facts: Facts) => string | undefined;

const oracle: OpinionOf = (document, policy, period) => (facts) =>
  compare(document, period, facts, policy.evaluate(facts));

type Found = { readonly checked: number; readonly wrong: readonly string[] };

/** Range by range, so that the largest run has room. */
async function recompute(db: Db, run: Run, opinionOf: OpinionOf): Promise<Found> {
  const stored = await policyRecords(db).find(run.agencyId, run.policyId);
  const { document } = readPolicy(stored?.document ?? "");
  if (document === undefined || hashOf(sha256, stored?.document ?? "") !== run.policySha256)
    return { checked: 1, wrong: [`run ${run.id}: its policy is not the one that it names`] };
  const policy = compilePolicy(document, run.period);
  const secondOpinion = opinionOf(document, policy, run.period);
  const recomputed = rangeRecomputer({ newHash: sha256, digest, secondOpinion }, run, policy);
  const ranges: Recomputed[] = [];
  let checked = 0;
  for (const range of await allRanges(rangeRecords(db), run.id)) {
    ranges.push(recomputed(await keptRange(db, run, range)));
    checked += Math.max(range.rows, range.people);
  }
  const wrong = [...runDifferences({ newHash: sha256 }, run, ranges), ...ranges.flatMap((range) => range.wrong)];
  return { checked, wrong };
}

/**
 * Computes every run that is computed, posted or settled anew, as whoever sees all agencies, and names what comes out otherwise; the oracle is asked about
 * each row.
 */
export async function recomputeRuns(db: Db, opinionOf = oracle): Promise<Found> {
  const runs = await db.query<{ id: string; agency_id: string }>(
    "select id, agency_id from run where state in ('COMPUTED', 'POSTED', 'SETTLED') order by id",
  );
  let checked = 0;
  const wrong: string[] = [];
  for (const { id, agency_id } of runs) {
    const run = await runRecords(db).find(agency_id, id);
    if (run === undefined) continue;
    const one = await recompute(db, run, opinionOf);
    checked += one.checked;
    wrong.push(...one.wrong);
  }
  return { checked, wrong };
}
