import { type Rupiah } from "@kinerja/common/kernel";
import { type NewHash } from "../domain/hashing.ts";
import { type Policy } from "../domain/policy/compile.ts";
import { type SnapshotRow } from "../domain/snapshot.ts";
import { runHash } from "./hash-run.ts";
import { type PayoutHash, type Run } from "./ports.ts";
import { documentsOf, snapshotHash } from "./work-run.ts";

/** A document as it was stored. */
export type StoredDocument = {
  readonly packed: string;
  readonly sha256: string;
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
};

/** A computed run with everything that was kept of it. */
export type KeptRun = {
  readonly run: Run;
  readonly policy: Policy;
  readonly rows: readonly SnapshotRow[];
  /** By person and employment. */
  readonly statements: ReadonlyMap<string, StoredDocument>;
  /** By person. */
  readonly payouts: ReadonlyMap<string, StoredDocument>;
  readonly payoutHashes: readonly PayoutHash[];
};

const isSame = (one: StoredDocument, other: StoredDocument | undefined): boolean =>
  other !== undefined &&
  one.packed === other.packed &&
  one.sha256 === other.sha256 &&
  one.gross === other.gross &&
  one.cut === other.cut &&
  one.net === other.net;

/** Computes a run anew from its frozen rows and names what does not have the same bytes: recomputation is a check, not the way to read a payslip. */
export function recomputeRun(newHash: NewHash, kept: KeptRun): string[] {
  const { run, policy, rows, statements, payouts, payoutHashes } = kept;
  const snapshot = snapshotHash(newHash, run, run.roster ?? { count: 0n, sha256: "" }, rows);
  const people = documentsOf(newHash, run, policy, rows);
  const made = people.flatMap(({ entitlements }) => entitlements);
  return [
    ...(snapshot === run.snapshotSha256 ? [] : [`run ${run.id}: its frozen rows are not those that were hashed`]),
    ...(runHash(newHash, run, payoutHashes) === run.sha256
      ? []
      : [`run ${run.id}: its payouts are not those that were hashed`]),
    ...(statements.size === made.length
      ? []
      : [`run ${run.id}: ${statements.size} statements for ${made.length} rows`]),
    ...(payouts.size === people.length ? [] : [`run ${run.id}: ${payouts.size} payouts for ${people.length} people`]),
    ...made
      .filter((one) => !isSame(one, statements.get(`${one.personId}/${one.employmentId}`)))
      .map(
        ({ personId, employmentId }) =>
          `run ${run.id}: the statement of ${personId}/${employmentId} computes otherwise`,
      ),
    ...people
      .filter(({ payout }) => !isSame(payout, payouts.get(payout.personId)))
      .map(({ payout }) => `run ${run.id}: the payout of ${payout.personId} computes otherwise`),
  ];
}
