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

/** What identity answers about the caller; always fresh. */
export type Directory = {
  /** Pejabat penilai of the day; undefined when nobody is recorded. */
  superiorOf(caller: Caller): Promise<string | undefined>;
  /** Own employments in a year. */
  employmentsOf(caller: Caller, year: number): Promise<readonly Employment[]>;
  /** Who reports to the caller today, and as what. */
  subordinatesOf(caller: Caller): Promise<readonly Subordinate[]>;
  units(caller: Caller, agencyId: string): Promise<readonly Unit[]>;
};
