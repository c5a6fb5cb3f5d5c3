import { type ReportRow } from "../../reports.ts";
import { mutants } from "./mutants.ts";
import { moreThan, mustBe } from "./row.ts";

/** What names a row of the report. */
export interface Named {
  readonly id: string;
  readonly what: string;
}

/** A row that could not be played to its end is one that does not hold; the others are played all the same. */
export async function orBroken(
  { id, what }: Named,
  say: (line: string) => void,
  play: () => Promise<ReportRow[]>,
): Promise<ReportRow[]> {
  try {
    return await play();
  } catch (error) {
    say(`    ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return [{ id, ...mustBe(`${what}: broke off`, 1, "times") }];
  }
}

/** That a broken build was caught: by what should have, of all that went wrong with it. */
export function controlRow(
  { id, what }: Named,
  mutant: string,
  by: readonly string[],
  wrong: readonly string[],
): ReportRow {
  const broken = mutants[mutant]?.what ?? mutant;
  const word = by.join(", ") || `nothing (${wrong.join(", ") || "all holds"})`;
  return { id, ...moreThan(`${what}, control: ${broken} is caught by ${word}`, by.length, "checks") };
}
