import { Refusal } from "@kinerja/common/errors";

import { type Todays, todaysAt } from "../domain/team-work.ts";
import { leadsUnit, type Report, type Unit, type UnitWork, unitsBelow } from "../domain/unit-work.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { type Span, spanOf } from "./read.ts";

export type UnitWorkQuery = {
  readonly agencyId: string;
  readonly unitId: string;
  readonly from: string;
  readonly to: string;
};

export type UnitScope = {
  readonly agencyId: string;
  /** As asked for; the audit names it. */
  readonly unitId: string;
  /** With all units below it. */
  readonly unitIds: readonly string[];
};

export type UnitWorkStore = {
  /** Sums, with a row of the audit. */
  sums(caller: Caller, grant: Grant, scope: UnitScope, span: Span, todays: Todays): Promise<UnitWork>;
};

export type UnitWorkNeeds = {
  readonly work: UnitWorkStore;
  readonly accessTo: AccessTo;
  /** The tree of an agency, parents before children; refuses whoever may not see it. */
  readonly unitsOf: (caller: Caller, agencyId: string) => Promise<readonly Unit[]>;
  readonly reportsOf: (caller: Caller) => Promise<readonly Report[]>;
  readonly now: () => number;
};

/** What the whole unit did in some days: for whoever stands above it, and for those who oversee the agency. */
export const getUnitWork =
  ({ work, accessTo, unitsOf, reportsOf, now }: UnitWorkNeeds) =>
  async (caller: Caller, { agencyId, unitId, from, to }: UnitWorkQuery): Promise<UnitWork> => {
    const span = spanOf(from, to);
    const [units, reports] = await Promise.all([unitsOf(caller, agencyId), reportsOf(caller)]);
    if (!units.some((unit) => unit.unitId === unitId)) throw new Refusal("not-found", "UNIT_UNKNOWN");
    const leads = leadsUnit(caller.personId, reports, units, unitId);
    const grant = await authorise(accessTo, caller, ["read", "unit-work"], { agencyId, leads });
    return work.sums(caller, grant, { agencyId, unitId, unitIds: unitsBelow(units, unitId) }, span, todaysAt(now()));
  };
