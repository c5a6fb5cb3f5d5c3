import { type Day } from "@kinerja/common/kernel";

import { type SkpState } from "./skp.ts";

export type GapState = "NONE" | "RETURNED" | "DRAFT" | "SUBMITTED";

/** An employment as the roster of a month has it. */
export type RosterRow = {
  readonly employmentId: string;
  readonly personId: string;
  readonly unitId: string;
  readonly isPrimary: boolean;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
};

/** Where the SKP of an employment and year stands. */
export type SkpStanding = {
  readonly employmentId: string;
  readonly skpId: string;
  readonly state: SkpState;
  readonly setRevision: number;
  readonly assessorId: string | undefined;
  readonly changedAt: number;
};

export type Gap = {
  readonly row: RosterRow;
  readonly state: GapState;
  /** Undefined where nobody has opened one. */
  readonly skp: SkpStanding | undefined;
};

export const gapStates: readonly GapState[] = ["NONE", "RETURNED", "DRAFT", "SUBMITTED"];

const isOn = (day: Day, { validFrom, validTo }: RosterRow): boolean =>
  validFrom <= day && (validTo === undefined || day <= validTo);

/** Employments of the day, of the units when some are named. */
export const rosterOn = (rows: readonly RosterRow[], day: Day, units: ReadonlySet<string> | undefined): RosterRow[] =>
  rows.filter((row) => isOn(day, row) && (units?.has(row.unitId) ?? true));

/** Sorts as text in the order in which gaps are listed; also the cursor. */
export const placeOf = ({ state, row }: Gap): string => `${gapStates.indexOf(state)}${row.unitId}${row.employmentId}`;

/** Whose SKP was never set, by state and unit. While a set SKP is revised its setting holds, so that is none. */
export function gapsIn(roster: readonly RosterRow[], standings: readonly SkpStanding[]): Gap[] {
  const known = new Map(standings.map((one) => [one.employmentId, one]));
  return roster
    .flatMap((row): Gap[] => {
      const skp = known.get(row.employmentId);
      if (skp === undefined) return [{ row, state: "NONE", skp }];
      if (skp.setRevision > 0 || skp.state === "SET" || skp.state === "SUPERSEDED") return [];
      return [{ row, state: skp.state, skp }];
    })
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

export const countGaps = (gaps: readonly Gap[]): { state: GapState; employments: number }[] =>
  [...Map.groupBy(gaps, ({ state }) => state)].map(([state, { length }]) => ({ state, employments: length }));
