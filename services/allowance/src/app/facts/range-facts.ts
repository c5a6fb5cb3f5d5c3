import { type Period } from "@kinerja/common/kernel";

import { type FactsOfMonths, factsOfMonths, type Whose } from "../../domain/facts/month.ts";
import { type FactRow } from "../../domain/facts/row.ts";
import { type Records } from "../ports.ts";

/** Facts of one freeze. */
export type FreezeQuery = {
  readonly agencyId: string;
  /** The month that is earned, and the month in which it is paid: the salary and the tax status of that one count for the payout. */
  readonly period: Period;
  readonly payoutPeriod: Period;
  /** From `facts.moment`, taken once for the run: what is recorded at it or later is not seen. Unix time in milliseconds. */
  readonly moment: number;
};

type Reading = Pick<Records, "facts">;

const asked = ({ moment, ...months }: FreezeQuery) => ({ ...months, recordedBefore: moment });

/** What counts for units and the whole agency: one query for a run, whose answer is given to each of its ranges. */
export const sharedFactsOf = ({ facts }: Reading, query: FreezeQuery): Promise<readonly FactRow[]> =>
  facts.sharedAsOf(asked(query));

export type RangeQuery = FreezeQuery & {
  /** At most some ten thousand, each once. */
  readonly people: readonly Whose[];
  /** From `sharedFactsOf` with the same moment; read anew when missing. */
  readonly shared?: readonly FactRow[];
};

/** What the rules and the payout may know of each of these people, all of whom are in the answer. One query, and none when nobody is asked for. */
export async function factsOfRange(
  records: Reading,
  { people, shared, ...query }: RangeQuery,
): Promise<ReadonlyMap<string, FactsOfMonths>> {
  if (people.length === 0) return new Map();
  const common = shared ?? (await sharedFactsOf(records, query));
  const rows = await records.facts.asOf(
    asked(query),
    people.map(({ personId }) => personId),
  );
  const own = Map.groupBy(rows, ({ personId }) => personId);
  return new Map(
    people.map((whose) => {
      const known = [...(own.get(whose.personId) ?? []), ...common];
      return [whose.personId, factsOfMonths(known, query, whose)];
    }),
  );
}
