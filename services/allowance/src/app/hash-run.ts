import { canonical, type NewHash } from "../domain/hashing.ts";
import { type RangeBatch, sumNames, sumsOf } from "../domain/range-totals.ts";
import { type BatchNumber } from "../domain/run.ts";
import { type BatchSums, type Run } from "./ports.ts";
import { type Range } from "./range-ports.ts";

/** Names everything that was read, then each range of frozen rows. */
export function snapshotHash(
  newHash: NewHash,
  run: Pick<
    Run,
    "agencyId" | "kind" | "sequence" | "period" | "payoutPeriod" | "rangeSize" | "activity" | "evaluation"
  >,
  read: Pick<Run, "roster" | "calendar" | "facts">,
  ranges: readonly Pick<Range, "no" | "sha256">[],
): string {
  const hash = newHash();
  const seal = (of: { readonly count: bigint; readonly sha256: string } | undefined): string[] =>
    of === undefined ? [] : [String(of.count), of.sha256];
  const whose = [run.agencyId, run.kind, String(run.sequence), run.period, run.payoutPeriod, String(run.rangeSize)];
  const sealed = [run.activity, run.evaluation].map((one) => [String(one.revision), ...seal(one)]);
  hash.update(
    `${canonical(["kinerja.snapshot/2", whose, seal(read.roster), ...sealed, seal(read.calendar), seal(read.facts)])}\n`,
  );
  for (const { no, sha256 } of ranges) hash.update(`${no} ${sha256}\n`);
  return hash.hex();
}

type Named = Pick<
  Run,
  "agencyId" | "kind" | "sequence" | "period" | "payoutPeriod" | "policySha256" | "snapshotSha256"
>;

const head = (run: Named, ...more: string[]): string => {
  const { agencyId, kind, sequence, period, payoutPeriod, policySha256, snapshotSha256 = "" } = run;
  const whose = [agencyId, kind, String(sequence), period, payoutPeriod];
  return `${canonical(["kinerja.run/2", whose, policySha256, snapshotSha256, ...more])}\n`;
};

/** A range with each of its sums: the documents say the amounts, the ledger books the sums. */
const lineOf = (range: RangeBatch): string =>
  [range.no, range.sha256, range.rows, ...sumNames.map((name) => range[name])].join(" ");

/** What a checker and an approver bind: everybody who is paid by the batch, range by range. A held person changes it. */
export function batchHash(
  newHash: NewHash,
  run: Named,
  batch: BatchNumber,
  ranges: readonly RangeBatch[],
): BatchSums & { readonly sha256: string } {
  const hash = newHash();
  hash.update(head(run, "batch", String(batch)));
  const own = ranges.filter((range) => range.batch === batch);
  for (const range of own) hash.update(`${lineOf(range)}\n`);
  const count = (of: (range: RangeBatch) => number): number => own.reduce((sum, range) => sum + of(range), 0);
  return { ...sumsOf(own), rows: count(({ rows }) => rows), held: count(({ held }) => held), sha256: hash.hex() };
}

/** Over all payouts of the run as they were computed, before anybody was held out. */
export function runHash(newHash: NewHash, run: Named, ranges: readonly RangeBatch[]): string {
  const hash = newHash();
  hash.update(head(run, "run"));
  for (const range of ranges) hash.update(`${range.batch} ${lineOf(range)}\n`);
  return hash.hex();
}
