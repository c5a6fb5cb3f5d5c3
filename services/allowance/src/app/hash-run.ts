import { type Rupiah, sumRupiah } from "@kinerja/common/kernel";
import { canonical, type NewHash } from "../domain/hashing.ts";
import { type BatchNumber } from "../domain/run.ts";
import { type PayoutHash, type Run } from "./ports.ts";

const head = (run: Run, ...more: string[]): string =>
  `${canonical([run.agencyId, run.period, run.policySha256, run.snapshotSha256 ?? "", ...more])}\n`;

/** What a checker and an approver bind: everybody who is paid by the batch, by person. A held person changes it. */
export function batchHash(
  newHash: NewHash,
  run: Run,
  batch: BatchNumber,
  rows: readonly PayoutHash[],
): { sha256: string; rows: number; held: number; net: Rupiah } {
  const hash = newHash();
  hash.update(head(run, "batch", String(batch)));
  const paid = rows.filter(({ held }) => !held);
  for (const { personId, sha256 } of paid) hash.update(`${personId} ${sha256}\n`);
  const net = sumRupiah(paid.map((row) => row.net));
  return { sha256: hash.hex(), rows: paid.length, held: rows.length - paid.length, net };
}

/** Over all documents of the run as they were computed. */
export function runHash(newHash: NewHash, run: Run, rows: readonly PayoutHash[]): string {
  const hash = newHash();
  hash.update(head(run, "run"));
  for (const { personId, sha256 } of rows) hash.update(`${personId} ${sha256}\n`);
  return hash.hex();
}
