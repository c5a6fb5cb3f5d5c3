import { type FactLine } from "./fact-file.ts";
import { type FactContent, type FactRow, isEqual, meet } from "./row.ts";
import { isInForce, leftOf, matterOf } from "./standing.ts";

/**
 * What an import makes of one line. added: new. superseded: it stands in for what an earlier file or a machine said. unchanged: known as it is.
 * overruled: a person has said something else about it, which stays.
 */
export type Outcome = "added" | "superseded" | "unchanged" | "overruled";

export type PlannedLine = FactLine & {
  readonly outcome: Outcome;
  /** The confirmed row that ends when this line is confirmed. */
  readonly replaces: string | undefined;
  /** The open proposal that it takes the place of at once. */
  readonly closes: string | undefined;
};

/** Rows as they stand now, with those that have ended: what a person has ended is not brought back by a file. */
type Known = {
  /** These two say something from the same day on. */
  readonly proposed: FactRow | undefined;
  readonly confirmed: FactRow | undefined;
  readonly isEndedByPerson: boolean;
  /** What a person has said leaves none of the line's days, however it begins. */
  readonly isCovered: boolean;
};

const keyOf = (line: Pick<FactLine, "personId" | "unitId" | "content">): string =>
  JSON.stringify([line.personId ?? "", line.unitId ?? "", matterOf(line.content)]);

const keyOfRow = (row: FactRow): string => keyOf({ ...row, content: row });

const newest = (rows: readonly FactRow[]): FactRow | undefined =>
  rows.toSorted((one, other) => other.recordedAt - one.recordedAt || (one.id < other.id ? 1 : -1))[0];

function knownOf(matter: readonly FactRow[], content: FactContent, byPerson: ReadonlySet<string>): Known {
  const rows = matter.filter(({ validFrom }) => validFrom === content.validFrom);
  const current = rows.filter(({ supersededAt }) => supersededAt === undefined);
  const words = matter.filter((row) => row.authority === "human" && isInForce(row) && meet(row, content));
  return {
    proposed: newest(current.filter(({ state }) => state === "PROPOSED")),
    confirmed: newest(current.filter(({ state, withdraws }) => state === "CONFIRMED" && !withdraws)),
    isEndedByPerson: rows.some(({ id, supersededAt }) => supersededAt !== undefined && byPerson.has(id)),
    isCovered: leftOf(content, words) === undefined,
  };
}

/** What a person has said, proposed or ended. */
const isPersons = ({ proposed, confirmed, isEndedByPerson, isCovered }: Known): boolean =>
  isEndedByPerson || isCovered || [proposed, confirmed].some((row) => row?.authority === "human");

function plan(line: FactLine, known: Known): PlannedLine {
  const { proposed, confirmed } = known;
  const latest = proposed ?? confirmed;
  const as = (outcome: Outcome): PlannedLine => ({ ...line, outcome, replaces: undefined, closes: undefined });
  if (latest && !latest.withdraws && isEqual(latest, line.content)) return as("unchanged");
  if (isPersons(known)) return as("overruled");
  if (!latest) return as("added");
  const replaces = confirmed?.id ?? latest.replaces;
  return { ...line, outcome: "superseded", replaces, closes: proposed?.id };
}

/** Ids of rows that a person's confirmed word has ended. */
function endedByPeople(rows: readonly FactRow[]): ReadonlySet<string> {
  const words = rows.filter(({ authority, state }) => authority === "human" && state === "CONFIRMED");
  return new Set(words.flatMap(({ replaces }) => (replaces === undefined ? [] : [replaces])));
}

/** What a file would do to the rows that are known of its kind and people. */
export function planImport(lines: readonly FactLine[], rows: readonly FactRow[]): PlannedLine[] {
  const byPeople = endedByPeople(rows);
  const known = Map.groupBy(rows, keyOfRow);
  return lines.map((line) => plan(line, knownOf(known.get(keyOf(line)) ?? [], line.content, byPeople)));
}

export type Counts = Readonly<Record<Outcome, number>>;

export function countsOf(planned: readonly PlannedLine[]): Counts {
  const count = (outcome: Outcome): number => planned.filter((line) => line.outcome === outcome).length;
  return {
    ...{ added: count("added"), superseded: count("superseded") },
    ...{ unchanged: count("unchanged"), overruled: count("overruled") },
  };
}
