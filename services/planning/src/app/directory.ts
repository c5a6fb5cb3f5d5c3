import { type Period } from "@kinerja/common/kernel";

import { type RosterRow } from "../domain/gaps.ts";
import { type Employment } from "../domain/skp.ts";
import { type Caller } from "./authorise.ts";

export type Subordinate = {
  readonly personId: string;
  readonly agencyId: string;
  readonly unitId: string;
  readonly kind: "SUPERIOR" | "ACTING" | "TEAM_LEAD";
};

export type Unit = {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly headPersonId: string | undefined;
};

/** The unit and all below it. */
export function unitsBelow(units: readonly Unit[], top: string): string[] {
  const children = Map.groupBy(units, ({ parentId }) => parentId);
  const found = new Set([top]);
  // A set that grows while it is walked: what is added is visited too, once.
  for (const id of found) for (const unit of children.get(id) ?? []) found.add(unit.id);
  return [...found];
}

/** What identity answers, about the caller; always fresh. */
export type Directory = {
  /** Pejabat penilai of the day; undefined when nobody is recorded. */
  superiorOf(caller: Caller): Promise<string | undefined>;
  /** Own employments in a year. */
  employmentsOf(caller: Caller, year: number): Promise<readonly Employment[]>;
  /** Who reports to the caller today, and as what. */
  subordinatesOf(caller: Caller): Promise<readonly Subordinate[]>;
  units(caller: Caller, agencyId: string): Promise<readonly Unit[]>;
  /** Employments of an agency that are valid on a day of the month; asked by the service itself. */
  roster(agencyId: string, period: Period): Promise<readonly RosterRow[]>;
};
