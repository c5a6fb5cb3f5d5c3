import { type Period } from "@kinerja/common/kernel";

import { missingUpTo, type Offsets } from "../domain/progress.ts";

/** A month whose closing has begun. */
export type Closing = {
  readonly agencyId: string;
  readonly period: Period;
  readonly deadline: number;
  /** Next offset of each partition, read after the grace; undefined before. */
  readonly offsets: Offsets | undefined;
};

export type SealStore = {
  closings(): Promise<Closing[]>;
  /**
   * Fixes up to where the log belongs to the month, and answers it: these ends, or what is stored already where that is more. From then on the
   * writer takes what lies behind as late (ADR 0034).
   */
  keepOffsets(closing: Closing, ends: Offsets): Promise<Offsets>;
  positions(): Promise<ReadonlyMap<number, bigint>>;
  /** Records put aside that may belong to the month and that nobody has settled. */
  parked(closing: Closing): Promise<bigint>;
  /** Writes each person's month once, its count and hash, and tells it; what is sealed already stays. */
  seal(closing: Closing, now: number): Promise<void>;
};

/** A copy of another service's facts: how far it has come, and where its topic ends at this moment. */
export type CopyProgress = { readonly name: string; readonly ends: Offsets; readonly taken: Offsets };

export type SealNeeds = {
  readonly store: SealStore;
  readonly endOffsets: () => Promise<bigint[]>;
  /** Records accepted up to an instant that the log does not have yet. */
  readonly spooledUpTo: (instant: number) => Promise<bigint>;
  /** The copies that a month is counted by: of employments and of plans. */
  readonly copies: () => Promise<readonly CopyProgress[]>;
  readonly now: () => number;
  /** Longer than any request's deadline: what was stamped before the deadline is in the log when it has passed. */
  readonly graceMs: number;
};

/** What holds a month back that could be sealed by the clock. */
export type Held = Pick<Closing, "agencyId" | "period"> & {
  /** The spool, the log, a copy by its name, or "parked": records that were put aside. */
  readonly by: string;
  /** How many records are to be taken in first. */
  readonly records: bigint;
};

export type SealLook = { readonly sealed: number; readonly held: readonly Held[] };

type Missing = Omit<Held, keyof Closing>;

/** The end of the log counts only when all that was accepted in time is in it: the spool is asked first. */
async function missingInLog(needs: SealNeeds, closing: Closing): Promise<[Closing, Missing]> {
  const { store, endOffsets, spooledUpTo } = needs;
  if (closing.offsets === undefined) {
    const records = await spooledUpTo(closing.deadline);
    if (records > 0n) return [closing, { by: "spool", records }];
  }
  const offsets = closing.offsets ?? (await store.keepOffsets(closing, await endOffsets()));
  const positions = await store.positions();
  const taken = offsets.map((_, partition) => positions.get(partition) ?? 0n);
  return [
    { ...closing, offsets },
    { by: "log", records: missingUpTo(offsets, taken) },
  ];
}

/**
 * One look at all months that are being closed; only the leader looks. A month waits until the log is stored, and each copy has taken in, what was
 * there when it was first due: facts told later change nothing, however many come. Then it waits for what was put aside (ADR 0031). A new leader reads the ends of the copies again, later ones.
 */
export function createSealing(needs: SealNeeds): () => Promise<SealLook> {
  let endsOf: ReadonlyMap<string, ReadonlyMap<string, Offsets>> = new Map();

  async function dueClosings(): Promise<Closing[]> {
    const closings = await needs.store.closings();
    return closings.filter(({ deadline }) => needs.now() >= deadline + needs.graceMs);
  }

  async function holderOf(closing: Closing, copies: readonly CopyProgress[]): Promise<[Closing, Missing[]]> {
    const [known, inLog] = await missingInLog(needs, closing);
    const wanted = endsOf.get(keyOf(closing));
    const inCopies = copies.map(({ name, ends, taken }) => ({
      by: name,
      records: missingUpTo(wanted?.get(name) ?? ends, taken),
    }));
    const behind = [inLog, ...inCopies].filter(({ records }) => records > 0n);
    if (behind.length > 0) return [known, behind];
    // Asked last: a record is put aside in the transaction that moves the position past it.
    const parked = await needs.store.parked(known);
    return [known, parked > 0n ? [{ by: "parked", records: parked }] : []];
  }

  return async () => {
    const due = await dueClosings();
    const copies = due.length === 0 ? [] : await needs.copies();
    const now = new Map(copies.map(({ name, ends }) => [name, ends]));
    endsOf = new Map(due.map((closing) => [keyOf(closing), endsOf.get(keyOf(closing)) ?? now]));
    const held: Held[] = [];
    for (const closing of due) {
      const { agencyId, period } = closing;
      const [known, holders] = await holderOf(closing, copies);
      held.push(...holders.map((holder) => ({ agencyId, period, ...holder })));
      if (holders.length === 0) await needs.store.seal(known, needs.now());
    }
    const waiting = new Set(held.map(keyOf));
    return { sealed: due.length - waiting.size, held };
  };
}

const keyOf = ({ agencyId, period }: Pick<Closing, "agencyId" | "period">): string => `${agencyId}/${period}`;
