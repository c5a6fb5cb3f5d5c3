import { type Day, uuidTime } from "@kinerja/common/kernel";

/** An SKP as planning told it last. */
export type KnownPlan = {
  readonly personId: string;
  /** A setting holds. */
  readonly isSet: boolean;
  readonly validFrom: Day;
  readonly validTo: Day;
  /** Items of the action plan, of all months. */
  readonly itemIds: ReadonlySet<string>;
  /** Milliseconds of Unix time. */
  readonly toldAt: number;
};

/** What planning tells is here within seconds. An item that is younger than what was told may be on its way for so long, then somebody looks. */
const onItsWayMs = 86_400_000;

/**
 * Does somebody need to look at the item that an entry names? Only on evidence: a person of whom nothing was told for the day, and an item that
 * planning may not have told yet, are given the benefit of the doubt. `plans` are the person's own.
 */
export function isItemUnknown(
  { planItemId, workDate }: { readonly planItemId: string | undefined; readonly workDate: Day },
  plans: readonly KnownPlan[],
  now: number,
): boolean {
  if (planItemId === undefined) return false;
  const ofDay = plans.filter(({ validFrom, validTo }) => validFrom <= workDate && workDate <= validTo);
  const owning = plans.filter(({ itemIds }) => itemIds.has(planItemId));
  if (owning.length > 0) return !owning.some((plan) => plan.isSet && ofDay.includes(plan));
  if (ofDay.length === 0) return false;
  const madeAt = uuidTime(planItemId) ?? -Infinity;
  const mayBeOnItsWay = now - madeAt < onItsWayMs && ofDay.every(({ toldAt }) => toldAt < madeAt);
  return !mayBeOnItsWay;
}
