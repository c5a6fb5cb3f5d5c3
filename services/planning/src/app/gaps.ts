import { Refusal } from "@kinerja/common/errors";
import { type Day, dayAt, pageSizeOf, periodOf } from "@kinerja/common/kernel";

import { countGaps, type Gap, gapsIn, type GapState, placeOf, rosterOn } from "../domain/gaps.ts";
import { type AccessTo, authorise, type Caller, type Need } from "./authorise.ts";
import { type Directory, unitsBelow } from "./directory.ts";
import { type ReadStore } from "./views.ts";

export type GapsQuery = {
  readonly agencyId: string;
  readonly onDate: Day | undefined;
  readonly unitId: string | undefined;
  readonly state: GapState | undefined;
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
};

export type Gaps = {
  readonly gaps: readonly Gap[];
  readonly byState: readonly { readonly state: GapState; readonly employments: number }[];
  readonly employments: number;
  readonly next: string;
};

export type GapsNeeds = {
  readonly store: ReadStore;
  readonly accessTo: AccessTo;
  readonly directory: Pick<Directory, "units" | "roster">;
  readonly now: () => number;
};

/** Whose SKP of the year was never set, in an agency on a day: what the personnel officer runs after. */
export const listSkpGaps =
  (needs: GapsNeeds) =>
  async (caller: Caller, query: GapsQuery): Promise<Gaps> => {
    const { agencyId, unitId } = query;
    const need: Need = ["list-gaps", "skp"];
    const grant = await authorise(needs.accessTo, caller, need, { agencyId });
    const day = query.onDate ?? dayAt(needs.now(), "WIB");
    const units = unitId === undefined ? [] : await needs.directory.units(caller, agencyId);
    if (unitId !== undefined && !units.some(({ id }) => id === unitId)) throw new Refusal("not-found", "UNIT_UNKNOWN");
    const wanted = unitId === undefined ? undefined : new Set(unitsBelow(units, unitId));
    const roster = rosterOn(await needs.directory.roster(agencyId, periodOf(day)), day, wanted);
    const note = { caller, need, objectId: agencyId };
    const employments = roster.map(({ employmentId }) => employmentId);
    const standings = await needs.store.look(grant, note, (view) =>
      view.standings(employments, Number(day.slice(0, 4))),
    );
    const all = gapsIn(roster, standings);
    const after = query.pageToken ?? "";
    const rest = all.filter((gap) => (query.state === undefined || gap.state === query.state) && placeOf(gap) > after);
    const gaps = rest.slice(0, pageSizeOf(query.pageSize));
    const last = gaps.at(-1);
    const next = last !== undefined && rest.length > gaps.length ? placeOf(last) : "";
    return { gaps, byState: countGaps(all), employments: roster.length, next };
  };
