import { type Receipt } from "@kinerja/proto/activity/v1/ingest_service";
import { type Sendable } from "./operation.ts";

export interface LoadTotals {
  /** Entries that were acknowledged, doubles and edits included. */
  readonly acknowledged: number;
  readonly refused: number;
  /** Tries of which nobody knows whether they were taken. */
  readonly unknown: number;
  /** Those of them that were answered: perhaps it is taken, come again. The others were not answered at all. */
  readonly undecided: number;
  /** Those of them that were on their way to ingest, or there, when their connection ended. */
  readonly cutOff: number;
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
  /** The longest that one try was waited for until somebody said something, in ms. */
  readonly slowestTryMs: number;
  /** When each channel last brought an answer, as performance.now() tells; undefined before the first one. */
  readonly answeredAt: readonly (number | undefined)[];
  /** Tries that were taken or refused for good. */
  readonly heardByAgency: ReadonlyMap<string, number>;
  /** Tries that were turned away for now. */
  readonly shedByAgency: ReadonlyMap<string, number>;
}

export type Totals = { -readonly [name in keyof LoadTotals]: LoadTotals[name] } & {
  readonly ackMs: number[];
  readonly answeredAt: (number | undefined)[];
  readonly heardByAgency: Map<string, number>;
  readonly shedByAgency: Map<string, number>;
};

export const newTotals = (): Totals => ({
  ...{
    acknowledged: 0,
    refused: 0,
    unknown: 0,
    undecided: 0,
    cutOff: 0,
    resolved: 0,
    unresolved: 0,
    shed: 0,
    shedWithoutWord: 0,
  },
  ...{
    otherContent: 0,
    bySpool: 0,
    ackMs: [],
    slowestTryMs: 0,
    answeredAt: [],
    heardByAgency: new Map(),
    shedByAgency: new Map(),
  },
});

export const countUp = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

export function countReceipt(totals: Totals, sent: Sendable, receipt: Receipt, tookMs: number): void {
  totals.acknowledged++;
  totals.ackMs.push(tookMs);
  if (receipt.bodySha256 !== sent.sha256) totals.otherContent++;
  if (receipt.position.startsWith("spool:")) totals.bySpool++;
}
