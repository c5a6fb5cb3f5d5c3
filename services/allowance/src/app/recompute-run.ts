import { frozenHash, type FrozenPerson, type FrozenRow, readPeople } from "../domain/frozen.ts";
import { type NewHash } from "../domain/hashing.ts";
import { type LedgerSums } from "../domain/ledger.ts";
import { type Policy } from "../domain/policy/compile.ts";
import { type Facts } from "../domain/policy/sources.ts";
import { type RangeBatch } from "../domain/range-totals.ts";
import { computedRange, type ComputedRange, documentsMaker } from "../domain/run-documents.ts";
import { type Digest, type Entitlement } from "../domain/statement.ts";
import { runHash, snapshotHash } from "./hash-run.ts";
import { type Run } from "./ports.ts";
import { type Range } from "./range-ports.ts";

/** A document as it was stored. */
type Bytes = { readonly packed: Uint8Array; readonly sha256: Uint8Array };
export type StoredStatement = Bytes & Pick<Entitlement, "gross" | "cut" | "net" | "late">;
export type StoredPayout = Bytes & LedgerSums;

/** A range with everything that was kept of it. */
export type KeptRange = {
  readonly range: Range;
  readonly frozen: { readonly rows: readonly FrozenRow[]; readonly shapes: string };
  /** By person and employment. */
  readonly statements: ReadonlyMap<string, StoredStatement>;
  /** By person. */
  readonly payouts: ReadonlyMap<string, StoredPayout>;
};

export type RecomputeNeeds = {
  readonly newHash: NewHash;
  readonly digest: Digest;
  /** What somebody else makes of the facts of one row otherwise than the engine; undefined where both say the same. */
  readonly secondOpinion: (facts: Facts) => string | undefined;
};
export type Recomputed = {
  readonly wrong: readonly string[];
  readonly frozenSha256: string;
  /** As they were computed, before anybody was held out. */
  readonly batches: readonly RangeBatch[];
};

const bytesAre = (one: Bytes, other: Bytes): boolean =>
  Buffer.compare(one.packed, other.packed) === 0 && Buffer.compare(one.sha256, other.sha256) === 0;

const sums = ["gross", "cut", "net", "contribution", "employer", "tax", "taxBorne", "recovery", "amount"] as const;

const isStatement = (made: StoredStatement, kept: StoredStatement | undefined): boolean =>
  kept !== undefined && bytesAre(made, kept) && (["gross", "cut", "net", "late"] as const).every((sum) => made[sum] === kept[sum]); // prettier-ignore

const isPayout = (made: StoredPayout, kept: StoredPayout | undefined): boolean =>
  kept !== undefined && bytesAre(made, kept) && sums.every((sum) => made[sum] === kept[sum]);

function differences({ people }: ComputedRange, { statements, payouts }: KeptRange): string[] {
  const made = people.flatMap(({ entitlements }) => entitlements);
  return [
    ...(statements.size === made.length ? [] : [`${statements.size} statements for ${made.length} rows`]),
    ...(payouts.size === people.length ? [] : [`${payouts.size} payouts for ${people.length} people`]),
    ...made
      .map((one) => ({ one, key: `${one.personId}/${one.employmentId}` }))
      .filter(({ one, key }) => !isStatement(one, statements.get(key)))
      .map(({ key }) => `the statement of ${key} computes otherwise`),
    ...people
      .filter(({ payout }) => !isPayout(payout, payouts.get(payout.personId)))
      .map(({ personId }) => `the payout of ${personId} computes otherwise`),
  ];
}

const disagreements = (people: readonly FrozenPerson[], secondOpinion: RecomputeNeeds["secondOpinion"]): string[] =>
  people.flatMap(({ rows }) =>
    rows.flatMap(({ personId, employmentId, facts }) => {
      const other = secondOpinion(facts);
      return other === undefined ? [] : [`of ${personId}/${employmentId} there is another opinion: ${other}`];
    }),
  );

/**
 * Computes the ranges of a run anew from their frozen rows and names what does not have the same bytes, and what somebody else would have paid: a check,
 * not the way to read a payslip.
 */
export function rangeRecomputer(
  { newHash, digest, secondOpinion }: RecomputeNeeds,
  run: Run,
  policy: Policy,
): (kept: KeptRange) => Recomputed {
  const documentsOf = documentsMaker(policy, run, digest);
  return (kept) => {
    const { range, frozen } = kept;
    const { rows, shapes } = frozen;
    const frozenSha256 = frozenHash(newHash, rows, shapes);
    const people = [...readPeople(rows, shapes)];
    const made = computedRange(newHash, range.no, people.map(documentsOf));
    const isFrozen = frozenSha256 === range.sha256;
    const wrong = [
      ...(isFrozen ? [] : ["its frozen rows are not those that were hashed"]),
      ...differences(made, kept),
      ...disagreements(people, secondOpinion),
    ];
    const whose = `run ${run.id}, range ${range.no}`;
    return { wrong: wrong.map((text) => `${whose}: ${text}`), frozenSha256, batches: made.batches };
  };
}

/** What the run's own hashes say of its ranges as they were recomputed. */
export function runDifferences(
  { newHash }: Pick<RecomputeNeeds, "newHash">,
  run: Run,
  ranges: readonly Recomputed[],
): string[] {
  const frozen = ranges.map(({ frozenSha256 }, no) => ({ no, sha256: frozenSha256 }));
  const payouts = ranges.flatMap(({ batches }) => batches);
  return [
    ...(snapshotHash(newHash, run, run, frozen) === run.snapshotSha256
      ? []
      : [`run ${run.id}: its frozen ranges are not those that were hashed`]),
    ...(runHash(newHash, run, payouts) === run.sha256
      ? []
      : [`run ${run.id}: its payouts are not those that were hashed`]),
  ];
}
