import { Refusal, type Violation } from "@kinerja/common/errors";

import { type FactRow } from "./row.ts";

export type Verdict = "CONFIRMED" | "REJECTED";

/** What keeps this person from deciding on the row; undefined when nothing does. */
function obstacleOf({ state, supersededAt, recordedBy, personId }: FactRow, by: string): string | undefined {
  if (state !== "PROPOSED" || supersededAt !== undefined) return "FACT_STATE";
  if (personId === by) return "OWN_ROW";
  return recordedBy === by ? "SAME_PERSON" : undefined;
}

const kindOf: Readonly<Record<string, "refused" | "forbidden">> = { OWN_ROW: "forbidden", SAME_PERSON: "forbidden" };

/** All or none: each row is open, was proposed by somebody else, and is about somebody else. */
export function refuseUnlessDecidable(rows: readonly FactRow[], by: string): void {
  const violations = rows.flatMap((row, index): Violation[] => {
    const code = obstacleOf(row, by);
    return code === undefined ? [] : [{ pointer: `/ids/${index}`, code }];
  });
  const [first] = violations;
  if (first) throw new Refusal(kindOf[first.code] ?? "refused", first.code, {}, violations);
}

/** Of a whole file: all that are open but the decider's own, which somebody else decides. */
export const decidableOf = (rows: readonly FactRow[], by: string): FactRow[] =>
  rows.filter(
    ({ state, supersededAt, personId }) => state === "PROPOSED" && supersededAt === undefined && personId !== by,
  );

/** A row that a new one may stand in for: still counting or still proposed, and saying something. */
export function refuseUnlessCurrent({ state, supersededAt, withdraws }: FactRow): void {
  if (supersededAt !== undefined) throw new Refusal("conflict", "FACT_REPLACED");
  if (state === "REJECTED" || withdraws) throw new Refusal("refused", "FACT_STATE");
}
