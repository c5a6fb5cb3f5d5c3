import { Refusal } from "@kinerja/common/errors";
import { parsePeriod, type Period, type Zone } from "@kinerja/common/kernel";

import { latestDeadline } from "../domain/deadline.ts";
import { type FlagName } from "../domain/flags.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";

export type PeriodStatus = {
  readonly agencyId: string;
  readonly period: Period;
  readonly state: "open" | "closing" | "sealed";
  readonly revision: number;
  readonly count: bigint;
  readonly sha256: string;
  readonly sealedAt: number | undefined;
  /** Of the sealed revision: entries with a flag, and the same by flag. */
  readonly flagged: bigint;
  readonly byFlag: ReadonlyMap<FlagName, number>;
  /** Entries that are late at this moment. */
  readonly late: bigint;
};

export type PeriodStore = {
  zones(agencyId: string, period: Period): Promise<Zone[]>;
  /** Open when nothing is recorded. */
  status(agencyId: string, period: Period): Promise<PeriodStatus>;
  /** Records that closing has begun, once. */
  begin(
    caller: Caller,
    grant: Grant,
    month: { agencyId: string; period: Period; deadline: number },
  ): Promise<PeriodStatus>;
};

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
