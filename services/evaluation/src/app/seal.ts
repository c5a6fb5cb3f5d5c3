import { Refusal } from "@kinerja/common/errors";
import { parsePeriod } from "@kinerja/common/kernel";

import { missingOf, sealRows } from "../domain/seal.ts";
import { type AccessTo, authorise, type Caller, type Need } from "./authorise.ts";
import { type Directory } from "./sources.ts";
import { type PeriodStore, type SealedPeriod } from "./stores.ts";

export type SealNeeds = {
  readonly periods: PeriodStore;
  readonly directory: Pick<Directory, "roster">;
  readonly accessTo: AccessTo;
};

export type PeriodQuery = { readonly agencyId: string; readonly period: string };
export type SealCommand = PeriodQuery & { readonly acceptMissing: boolean };

/** Seals the predicates of everybody who held an employment in the agency in the month. */
export const sealPeriod =
  (needs: SealNeeds) =>
  async (caller: Caller, command: SealCommand): Promise<SealedPeriod> => {
    const need: Need = ["seal", "evaluation-period"];
    const { agencyId } = command;
    const period = parsePeriod(command.period, "/period");
    const grant = await authorise(needs.accessTo, caller, need, [{ agencyId }]);
    const roster = await needs.directory.roster(agencyId, period);
    const personIds = [...new Set(roster.map(({ personId }) => personId))];
    return needs.periods.seal({ caller, grant, need, command }, { agencyId, period }, personIds, (issued) => {
      const rows = sealRows(roster, issued);
      const missing = missingOf(rows);
      if (missing > 0 && !command.acceptMissing) throw new Refusal("refused", "PERIOD_INCOMPLETE", { missing });
      return rows;
    });
  };

export const getSealedPeriod =
  (needs: SealNeeds) =>
  async (caller: Caller, query: PeriodQuery): Promise<{ readonly period: SealedPeriod; readonly missing: number }> => {
    const { agencyId } = query;
    const period = parsePeriod(query.period, "/period");
    const grant = await authorise(needs.accessTo, caller, ["read", "evaluation-period"], [{ agencyId }]);
    return needs.periods.status(grant, { agencyId, period });
  };
