import { type Period } from "@kinerja/common/kernel";

import { monthText } from "./close.ts";
import { missingUpTo, type Offsets } from "../domain/progress.ts";

/** A month whose closing has begun. */
export type Closing = {
  readonly agencyId: string;
  readonly period: Period;
  readonly deadline: number;
  /** Next offset of each partition, read after the grace; undefined before. */
  readonly offsets: Offsets | undefined;
};

export type Fixed = Closing & { readonly offsets: Offsets };

export type SealStore = {
  /** All of them, the earliest deadline first. */
  closings(): Promise<Closing[]>;
  /**
   * Fixes up to where the log belongs to these months, in one transaction for all, and answers those that are still being closed: up to these ends,
   * or what is stored already where that is more, or where another leader has fixed it before. From then on the writer takes what lies behind as late
   * (ADR 0034).
   */
  fixEnds(closings: readonly Closing[], ends: Offsets): Promise<Fixed[]>;
  positions(): Promise<ReadonlyMap<number, bigint>>;
  /** Records put aside that may belong to the month and that nobody has settled. */
  parked(closing: Closing): Promise<bigint>;
  /** Weeks of the archive that hold entries of the month: without them it would count too little. */
  archived(closing: Closing): Promise<bigint>;
  /** Writes each person's month once, its count and hash, and tells it; what is sealed already stays. */
  seal(closing: Fixed, now: number): Promise<void>;
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
  /** Decides, by the agency's policy, on what nobody has decided; done when nothing holds the month any more. */
  readonly beforeSeal: (closing: Fixed) => Promise<unknown>;
  readonly now: () => number;
  /** Longer than any request's deadline: what was stamped before the deadline is in the log when it has passed. */
  readonly graceMs: number;
  /** One month could not be looked at or sealed; the others are, and it is tried again by the next look. */
  readonly onTrouble: (error: unknown, agencyId: string) => void;
};

/** What holds a month back that could be sealed by the clock. */
export type Held = Pick<Closing, "agencyId" | "period"> & {
  /**
   * The spool, the log, a copy by its name, "parked": records that were put aside, "archived": weeks that are to be brought back, or "error": one that
   * this month meets.
   */
  readonly by: string;
  /** How many records, or weeks, are to be taken in first; 0 with an error. */
  readonly records: bigint;
};

export type SealLook = { readonly sealed: number; readonly held: readonly Held[] };

type Missing = Omit<Held, keyof Closing>;

/**
 * Months whose end of the log is fixed, and those that wait for the spool: the end counts only when all that was accepted in time is in the log.
 * The ends are read and fixed once for all months that are due at this moment; a nation's are due within the same second.
 */
async function fixedOf(needs: SealNeeds, due: readonly Closing[]): Promise<{ fixed: Fixed[]; spooled: Held[] }> {
  const { store, endOffsets, spooledUpTo } = needs;
  const waiting = new Map<number, Promise<bigint>>();
  const spooledFor = (deadline: number): Promise<bigint> => {
    const asked = waiting.get(deadline) ?? spooledUpTo(deadline);
    waiting.set(deadline, asked);
    return asked;
  };
  const [fixed, clear, spooled]: [Fixed[], Closing[], Held[]] = [[], [], []];
  for (const closing of due) {
    const { agencyId, period, deadline, offsets } = closing;
    const records = offsets === undefined ? await spooledFor(deadline) : 0n;
    if (offsets !== undefined) fixed.push({ ...closing, offsets });
    else if (records > 0n) spooled.push({ agencyId, period, by: "spool", records });
    else clear.push(closing);
  }
  if (clear.length > 0) fixed.push(...(await store.fixEnds(clear, await endOffsets())));
  return { fixed, spooled };
}

/**
 * One look at all months that are being closed; only the leader looks. A month waits until the log is stored, and each copy has taken in, what was
 * there when it was first due: facts told later change nothing, however many come. Then it waits for what was put aside (ADR 0031). A new leader reads the ends of the copies again, later ones.
 * An error that one month meets holds that month and no other agency's.
 */
export function createSealing(needs: SealNeeds): () => Promise<SealLook> {
  let endsOf: ReadonlyMap<string, ReadonlyMap<string, Offsets>> = new Map();

  async function dueClosings(): Promise<Closing[]> {
    const closings = await needs.store.closings();
    return closings.filter(({ deadline }) => needs.now() >= deadline + needs.graceMs);
  }

  async function holdersOf(closing: Fixed, copies: readonly CopyProgress[]): Promise<Missing[]> {
    const positions = await needs.store.positions();
    const taken = closing.offsets.map((_, partition) => positions.get(partition) ?? 0n);
    const inLog = { by: "log", records: missingUpTo(closing.offsets, taken) };
    const wanted = endsOf.get(monthText(closing));
    const inCopies = copies.map(({ name, ends, taken }) => ({
      by: name,
      records: missingUpTo(wanted?.get(name) ?? ends, taken),
    }));
    const behind = [inLog, ...inCopies].filter(({ records }) => records > 0n);
    if (behind.length > 0) return behind;
    // Asked last: a record is put aside in the transaction that moves the position past it.
    const parked = await needs.store.parked(closing);
    if (parked > 0n) return [{ by: "parked", records: parked }];
    const archived = await needs.store.archived(closing);
    return archived > 0n ? [{ by: "archived", records: archived }] : [];
  }

  /** What holds the month; it is sealed when nothing does. */
  async function sealOne(closing: Fixed, copies: readonly CopyProgress[]): Promise<Missing[]> {
    try {
      const holders = await holdersOf(closing, copies);
      if (holders.length > 0) return holders;
      await needs.beforeSeal(closing);
      await needs.store.seal(closing, needs.now());
      return [];
    } catch (error) {
      needs.onTrouble(error, closing.agencyId);
      return [{ by: "error", records: 0n }];
    }
  }

  return async () => {
    const due = await dueClosings();
    const copies = due.length === 0 ? [] : await needs.copies();
    const now = new Map(copies.map(({ name, ends }) => [name, ends]));
    endsOf = new Map(due.map((closing) => [monthText(closing), endsOf.get(monthText(closing)) ?? now]));
    const { fixed, spooled } = await fixedOf(needs, due);
    const held: Held[] = [...spooled];
    let sealed = 0;
    for (const closing of fixed) {
      const { agencyId, period } = closing;
      const holders = await sealOne(closing, copies);
      held.push(...holders.map((holder) => ({ agencyId, period, ...holder })));
      if (holders.length === 0) sealed++;
    }
    return { sealed, held };
  };
}
