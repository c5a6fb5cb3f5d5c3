import { Refusal } from "@kinerja/common/errors";
import { parsePeriod, type Period, type Zone } from "@kinerja/common/kernel";

import { latestDeadline } from "../domain/deadline.ts";
import { type FlagName } from "../domain/flags.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";

/** Reopened = sealed before, opened again by two officers, and not yet closed once more. */
export type PeriodStateName = "open" | "closing" | "sealed" | "reopened";

/** A proposal to open a sealed month again. */
export type Reopening = {
  readonly id: string;
  /** That was sealed when it was proposed. */
  readonly revision: number;
  readonly reason: string;
  readonly state: "PROPOSED" | "CONFIRMED" | "REJECTED";
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly decidedBy: string | undefined;
  readonly decidedAt: number | undefined;
};

export type PeriodStatus = {
  readonly agencyId: string;
  readonly period: Period;
  readonly state: PeriodStateName;
  readonly revision: number;
  readonly count: bigint;
  readonly sha256: string;
  readonly sealedAt: number | undefined;
  /** Of the sealed revision: entries with a flag, and the same by flag. */
  readonly flagged: bigint;
  readonly byFlag: ReadonlyMap<FlagName, number>;
  /** Of the sealed revision: entries that nobody had decided. */
  readonly undecided: bigint;
  /** Entries that are late at this moment. */
  readonly late: bigint;
  /** Records put aside at this moment that may hold work of the month; it is not sealed before they are settled. */
  readonly parked: bigint;
  /** Facts of attendance that came after it was sealed and wait for it to be opened again. */
  readonly corrections: bigint;
  /** Newest first. */
  readonly reopenings: readonly Reopening[];
};

export type PeriodStore = {
  zones(agencyId: string, period: Period): Promise<Zone[]>;
  /** Open when nothing is recorded. */
  status(agencyId: string, period: Period): Promise<PeriodStatus>;
  /**
   * Records that closing has begun, once; of a month that was opened again, once more: then it waits for what was there when it was asked for.
   * Refuses with SAME_PERSON who has brought attendance of the month since it was last sealed.
   */
  begin(
    caller: Caller,
    grant: Grant,
    month: { agencyId: string; period: Period; deadline: number },
  ): Promise<PeriodStatus>;
  /** Refuses with REOPENING_NOT_NEEDED or REOPENING_PROPOSED. */
  proposeReopening(caller: Caller, grant: Grant, month: MonthKey, reason: string): Promise<PeriodStatus>;
  /** Refuses with REOPENING_UNKNOWN, or with SAME_PERSON where the author, or who has brought attendance since it was sealed, would confirm. */
  decideReopening(caller: Caller, grant: Grant, month: MonthKey, decision: ReopeningDecision): Promise<PeriodStatus>;
};

export type MonthKey = { readonly agencyId: string; readonly period: Period };
/** For maps. */
export const monthText = ({ agencyId, period }: MonthKey): string => `${agencyId}/${period}`;
export type ReopeningDecision = { readonly reopeningId: string; readonly kind: "confirm" | "reject" };

export type PeriodNeeds = {
  readonly periods: PeriodStore;
  readonly accessTo: AccessTo;
  readonly now: () => number;
  readonly deadlineDays: number;
};

export type PeriodQuery = { readonly agencyId: string; readonly period: string };

/** Begins to close a month that is over in all zones of the agency; again = the same answer. */
export const closePeriod =
  (needs: PeriodNeeds) =>
  async (caller: Caller, query: PeriodQuery): Promise<PeriodStatus> => {
    const { agencyId } = query;
    const period = parsePeriod(query.period, "/period");
    const grant = await authorise(needs.accessTo, caller, ["close", "period"], { agencyId });
    const zones = await needs.periods.zones(agencyId, period);
    const endsAt = latestDeadline(period, zones, 0);
    if (needs.now() < endsAt) throw new Refusal("refused", "PERIOD_NOT_OVER", { period });
    const deadline = latestDeadline(period, zones, needs.deadlineDays);
    return needs.periods.begin(caller, grant, { agencyId, period, deadline });
  };

export const getPeriod =
  (needs: PeriodNeeds) =>
  async (caller: Caller, query: PeriodQuery): Promise<PeriodStatus> => {
    const period = parsePeriod(query.period, "/period");
    await authorise(needs.accessTo, caller, ["read", "period"], { agencyId: query.agencyId });
    return needs.periods.status(query.agencyId, period);
  };

/** The first signature. */
export const proposeReopening =
  ({ periods, accessTo }: Pick<PeriodNeeds, "periods" | "accessTo">) =>
  async (caller: Caller, { agencyId, reason, ...query }: PeriodQuery & { reason: string }): Promise<PeriodStatus> => {
    const period = parsePeriod(query.period, "/period");
    const grant = await authorise(accessTo, caller, ["propose-reopening", "period"], { agencyId });
    return periods.proposeReopening(caller, grant, { agencyId, period }, reason.trim());
  };

/** The second signature, by another officer; or an officer takes the proposal away. */
export const decideReopening =
  ({ periods, accessTo }: Pick<PeriodNeeds, "periods" | "accessTo">) =>
  async (caller: Caller, { agencyId, ...query }: PeriodQuery & ReopeningDecision): Promise<PeriodStatus> => {
    const period = parsePeriod(query.period, "/period");
    const grant = await authorise(accessTo, caller, ["confirm-reopening", "period"], { agencyId });
    const { reopeningId, kind } = query;
    return periods.decideReopening(caller, grant, { agencyId, period }, { reopeningId, kind });
  };
