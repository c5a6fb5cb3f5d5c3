import { type Receipt } from "@kinerja/proto/activity/v1/ingest_service";
import { type Sendable } from "./operation.ts";
import { type RigPerson } from "./people.ts";

export interface LoadTotals {
  /** Entries that were acknowledged, doubles and edits included. */
  readonly acknowledged: number;
  readonly refused: number;
  /** Tries that ended without an answer. */
  readonly unknown: number;
  /** Of the operations with such a try: those that were answered in the end, and those that never were. */
  readonly resolved: number;
  readonly unresolved: number;
  /** Tries that were turned away with a word about when to come again, and without. */
  readonly shed: number;
  readonly shedWithoutWord: number;
  /** Receipts with another hash than what was sent. */
  readonly otherContent: number;
  readonly bySpool: number;
  /** Time from the first try to the receipt, in ms. */
  readonly ackMs: readonly number[];
  readonly ackedByAgency: ReadonlyMap<string, number>;
  /** Tries that were turned away. */
  readonly shedByAgency: ReadonlyMap<string, number>;
}

export type Totals = { -readonly [name in keyof LoadTotals]: LoadTotals[name] } & {
  readonly ackMs: number[];
  readonly ackedByAgency: Map<string, number>;
  readonly shedByAgency: Map<string, number>;
};

export const newTotals = (): Totals => ({
  ...{ acknowledged: 0, refused: 0, unknown: 0, resolved: 0, unresolved: 0, shed: 0, shedWithoutWord: 0 },
  ...{ otherContent: 0, bySpool: 0, ackMs: [], ackedByAgency: new Map(), shedByAgency: new Map() },
});

export const countUp = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

export function countReceipt(
  totals: Totals,
  { agencyId }: RigPerson,
  sent: Sendable,
  receipt: Receipt,
  tookMs: number,
): void {
  totals.acknowledged++;
  totals.ackMs.push(tookMs);
  if (receipt.bodySha256 !== sent.sha256) totals.otherContent++;
  if (receipt.position.startsWith("spool:")) totals.bySpool++;
  countUp(totals.ackedByAgency, agencyId);
}
