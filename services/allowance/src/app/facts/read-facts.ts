import { type Period } from "@kinerja/common/kernel";

import {
  type DayOfChecks,
  type OutageCandidate,
  outageCandidates,
  type OutageSigns,
} from "../../domain/facts/outage-candidates.ts";
import { type FactRow } from "../../domain/facts/row.ts";
import { asOfficer, type OfficerNeeds } from "../authorise.ts";
import { type Caller, type Records } from "../ports.ts";
import { type AsOfQuery, type FactQuery } from "./ports.ts";

export const listFacts =
  (needs: OfficerNeeds) =>
  (caller: Caller, agencyId: string, query: FactQuery): Promise<FactRow[]> =>
    asOfficer(needs, caller, ["list", "fact"], agencyId, ({ records }) => records.facts.page(agencyId, query));

export type CandidateNeeds = OfficerNeeds & {
  /** The missed checks of the agency's month by day, or of one of its units, as activity has them. */
  readonly checksOf: (
    caller: Caller,
    agencyId: string,
    unitId: string | undefined,
    period: Period,
  ) => Promise<readonly DayOfChecks[]>;
  readonly signs: OutageSigns;
};
export type CandidatesQuery = {
  readonly agencyId: string;
  readonly unitId: string | undefined;
  readonly period: Period;
};

/** Days on which the machines may have failed. Nothing is applied: a person proposes an outage, with a reason. */
export const listOutageCandidates =
  (needs: CandidateNeeds) =>
  async (caller: Caller, { agencyId, unitId, period }: CandidatesQuery): Promise<OutageCandidate[]> => {
    await asOfficer(needs, caller, ["list", "fact"], agencyId, () => Promise.resolve());
    return outageCandidates(await needs.checksOf(caller, agencyId, unitId, period), needs.signs);
  };

/** One page of people with all their rows for a month; `after` is the last person of the page, undefined when it is the last page. */
export type PeopleRows = { readonly rows: readonly FactRow[]; readonly after: string | undefined };

/** Everybody's rows for a month as they were known at its freeze, by person id, `limit` people at a time. */
export async function factsAsOf(
  { facts }: Pick<Records, "facts">,
  query: AsOfQuery,
  page: { readonly limit: number; readonly after: string | undefined },
): Promise<PeopleRows> {
  const rows = await facts.asOf(query, page);
  const people = new Set(rows.map(({ personId }) => personId));
  return { rows, after: people.size < page.limit ? undefined : rows.at(-1)?.personId };
}
