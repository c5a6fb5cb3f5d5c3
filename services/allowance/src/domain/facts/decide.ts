import { Refusal, type Violation } from "@kinerja/common/errors";

import { type FactRow } from "./row.ts";

export type Verdict = "CONFIRMED" | "REJECTED";

/** What keeps this person from deciding on the row; undefined when nothing does. */
function obstacleOf(
  { id, state, supersededAt, recordedBy, personId }: FactRow,
  by: string,
  ofOwnUnits: ReadonlySet<string>,
): string | undefined {
  if (state !== "PROPOSED" || supersededAt !== undefined) return "FACT_STATE";
  if (personId === by || ofOwnUnits.has(id)) return "OWN_ROW";
  return recordedBy === by ? "SAME_PERSON" : undefined;
}

const kindOf: Readonly<Record<string, "refused" | "forbidden">> = { OWN_ROW: "forbidden", SAME_PERSON: "forbidden" };

const none: ReadonlySet<string> = new Set();

/** All or none: each row is open, was proposed by somebody else, and is about somebody else and none of the own units. */
export function refuseUnlessDecidable(rows: readonly FactRow[], by: string, ofOwnUnits = none): void {
  const violations = rows.flatMap((row, index): Violation[] => {
    const code = obstacleOf(row, by, ofOwnUnits);
    return code === undefined ? [] : [{ pointer: `/ids/${index}`, code }];
  });
  const [first] = violations;
  if (first) throw new Refusal(kindOf[first.code] ?? "refused", first.code, {}, violations);
}

/** Of a whole file: all that are open but the decider's own, which somebody else decides. */
export const decidableOf = (rows: readonly FactRow[], by: string, ofOwnUnits = none): FactRow[] =>
  rows.filter(
    ({ id, state, supersededAt, personId }) =>
      state === "PROPOSED" && supersededAt === undefined && personId !== by && !ofOwnUnits.has(id),
  );

/** A row that a new one may stand in for: still counting or still proposed, and saying something. */
export function refuseUnlessCurrent({ state, supersededAt, withdraws }: FactRow): void {
  if (supersededAt !== undefined) throw new Refusal("conflict", "FACT_REPLACED");
  if (state === "REJECTED" || withdraws) throw new Refusal("refused", "FACT_STATE");
}

/** Nobody mends or takes back what is said about the own pay; an open proposal is ended by whoever made it, and others reject it by a decision. */
export function refuseUnlessOwnWord({ state, personId, recordedBy }: FactRow, by: string): void {
  if (personId === by) throw new Refusal("forbidden", "OWN_ROW");
  if (state === "PROPOSED" && recordedBy !== by) throw new Refusal("forbidden", "FACT_OF_ANOTHER");
}
