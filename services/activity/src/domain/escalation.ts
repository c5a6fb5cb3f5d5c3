import { type Day, type Period, periodOf } from "@kinerja/common/kernel";

import { flagBit } from "./flags.ts";
import { type ListedEntry } from "./listing.ts";

/** WAIT: nothing. APPROVE: what has no flag is approved, the rest goes up. ESCALATE: all of it goes up, one level with each waiting time. */
export type OnTimeout = "WAIT" | "APPROVE" | "ESCALATE";

/** What an agency does with entries that nobody decides, by an article of its own regulation; two officers signed it. */
export type EscalationPolicy = {
  readonly id: string;
  readonly agencyId: string;
  /** Days that an entry waits at least, from its acceptance or since it went up last. */
  readonly waitingDays: number;
  readonly onTimeout: OnTimeout;
  /** Days after the work in which it is to be written down; later entries are flagged. Zero: no such window. */
  readonly backfillDays: number;
  readonly basis: string;
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly confirmedBy: string | undefined;
  readonly confirmedAt: number | undefined;
};

/** A relation as identity told it. */
export type KnownRelation = {
  readonly personId: string;
  readonly otherPersonId: string;
  readonly kind: "SUPERIOR" | "ACTING" | "TEAM_LEAD";
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
};

const heldOn = (relations: readonly KnownRelation[], personId: string, kind: KnownRelation["kind"], day: Day) =>
  relations.find(
    (one) =>
      one.personId === personId &&
      one.kind === kind &&
      one.validFrom <= day &&
      (one.validTo === undefined || day <= one.validTo),
  )?.otherPersonId;

/** Who acts for somebody's superior by decree (Plt., Plh.) on a day. */
export const actingOn = (relations: readonly KnownRelation[], personId: string, day: Day): string | undefined =>
  heldOn(relations, personId, "ACTING", day);

/** Pejabat penilai kinerja of somebody on a day. */
export const superiorOn = (relations: readonly KnownRelation[], personId: string, day: Day): string | undefined =>
  heldOn(relations, personId, "SUPERIOR", day);

/** Who should decide on somebody's entries on a day: who acts for the superior by decree (Plt., Plh.), else the superior. */
export const assessorOn = (relations: readonly KnownRelation[], personId: string, day: Day): string | undefined =>
  actingOn(relations, personId, day) ?? superiorOn(relations, personId, day);

/** Who stands above somebody on a day. */
export type Line = {
  readonly personId: string;
  readonly assessorId: string | undefined;
  /** The superior, the superior's superior, and so on. */
  readonly superiors: readonly string[];
  /** Who acts for each of them, in the same order; undefined where nobody does. */
  readonly acting: readonly (string | undefined)[];
};

/** So many people are looked for above somebody; no unit is deeper. */
export const mostAbove = 8;

/** Who got an entry, and who stood two steps below then, or one below the official for whom that one acted. */
export type Handed = { readonly to: string; readonly via: string };

/** An entry that nobody has decided, with the steps that this version has gone up. */
export type Waiting = ListedEntry & {
  readonly steps: number;
  /** In order. */
  readonly handed: readonly Handed[];
  /** The last time nobody was above. */
  readonly isAtTop: boolean;
};

/** Who may decide now, and of whom identity is asked: who stands two steps below, or one below the official for whom `to` acts. */
export type Receiver = { readonly to: string | undefined; readonly via: string | undefined };

/** One step up: who was silent, and who is to decide now. */
export type Step = Receiver & {
  readonly silent: string | undefined;
  /** The official for whom `to` acts, who may decide as well; undefined where nobody acts, or where that one had it before. */
  readonly beside?: Receiver | undefined;
};

const silentOn = ({ handed }: Waiting, { assessorId }: Line): string | undefined => handed.at(-1)?.to ?? assessorId;

/** Who gets it no more: the person, who was silent at the beginning, the superior, who had it all the time, and whoever it went up to. */
const whoHadIt = ({ handed }: Waiting, { personId, assessorId, superiors }: Line): (string | undefined)[] => [
  ...[personId, assessorId, superiors[0]],
  ...handed.map(({ to }) => to),
];

/** Who acts for the official at a place of the chain and is yet to get the entry. */
function newActingAt(entry: Waiting, line: Line, place: number): string | undefined {
  const one = line.acting[place - 1];
  const isOfficial = one === line.superiors[place - 1];
  return place < 2 || isOfficial || whoHadIt(entry, line).includes(one) ? undefined : one;
}

/** The place in which somebody got it, as who stood below tells: whoever acted for an official may by now do so no more, or have an office higher up. */
function placeOf({ to, via }: Handed, chain: readonly string[]): number {
  const below = chain.indexOf(via);
  if (below < 0) return chain.indexOf(to);
  return chain[below + 2] === to ? below + 2 : below + 1;
}

/** The next place of the chain where somebody is yet to get it; the last one again where somebody acts there since. */
function placeAbove(entry: Waiting, line: Line, chain: readonly string[]): number {
  const last = Math.max(1, ...entry.handed.map((one) => placeOf(one, chain)));
  const had = whoHadIt(entry, line);
  const isNew = (one: string): boolean => !had.includes(one);
  return chain.findIndex(
    (one, at) => at >= last && at > 1 && (isNew(one) || newActingAt(entry, line, at) !== undefined),
  );
}

/**
 * One level above whoever had it last, in the line as it is now; never to whoever had it already. Who acts for an official (Plt., Plh.) gets
 * it in that one's place and beside that one, also when the decree came later. Undefined when nobody was above and nobody is
 * there since: then the entry waits, and the mark that says so stands.
 */
export function stepUp(entry: Waiting, line: Line): Step | undefined {
  const chain = [line.personId, ...line.superiors];
  const place = placeAbove(entry, line, chain);
  const silent = silentOn(entry, line);
  const official: Receiver = { to: chain[place], via: chain[place - 2] };
  const acting = newActingAt(entry, line, place);
  if (acting !== undefined) {
    const hadIt = whoHadIt(entry, line).includes(official.to);
    return { silent, to: acting, via: chain[place - 1], beside: hadIt ? undefined : official };
  }
  if (place > 0) return { silent, ...official };
  return entry.isAtTop ? undefined : { silent, to: undefined, via: undefined };
}

/** Entries of one person and month that waited too long for the same person, and what becomes of them. */
export type Timeout = Step & {
  readonly period: Period;
  readonly approve: readonly Waiting[];
  readonly escalate: readonly Waiting[];
};

type Sorted = { readonly entry: Waiting; readonly step: Step | undefined; readonly isApproved: boolean };

function gather(sorted: readonly Sorted[], line: Line): Timeout[] {
  const stepOf = ({ entry, step }: Sorted): Step =>
    step ?? { silent: silentOn(entry, line), to: undefined, via: undefined };
  const keyOf = (one: Sorted): string => {
    const { silent, to, via, beside } = stepOf(one);
    return [periodOf(one.entry.workDate), silent, to, via, beside?.to].join("/");
  };
  return [...Map.groupBy(sorted, keyOf).values()].flatMap((together) => {
    const [first] = together;
    if (first === undefined) return [];
    const of = (isApproved: boolean) =>
      together.filter((one) => one.isApproved === isApproved).map(({ entry }) => entry);
    return [{ ...stepOf(first), period: periodOf(first.entry.workDate), approve: of(true), escalate: of(false) }];
  });
}

const isClean = ({ flags }: ListedEntry): boolean => flags === 0;

/** Sorts what waited too long; entries come with all their flags. One with a flag is never approved unseen. */
export function timeoutsOf(entries: readonly Waiting[], onTimeout: OnTimeout, line: Line): Timeout[] {
  if (onTimeout === "WAIT") return [];
  const sorted = entries.map((entry) => ({
    entry,
    step: stepUp(entry, line),
    isApproved: onTimeout === "APPROVE" && isClean(entry),
  }));
  return gather(
    sorted.filter(({ step, isApproved }) => isApproved || step !== undefined),
    line,
  );
}

/**
 * The same for a month that is about to be sealed, as if each entry had waited long enough. Nothing goes up any more, since nobody could act on it:
 * what is not approved stays open, with a mark. What came late is not in the month.
 */
export function closingOf(entries: readonly Waiting[], onTimeout: OnTimeout, line: Line): Timeout[] {
  if (onTimeout === "WAIT") return [];
  const inTime = entries.filter(({ flags }) => (flags & flagBit.LATE) === 0);
  return gather(
    inTime.map((entry) => ({ entry, step: undefined, isApproved: onTimeout === "APPROVE" && isClean(entry) })),
    line,
  );
}
