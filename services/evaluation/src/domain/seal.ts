import { type Employment } from "./place.ts";
import { type Predicate } from "./predicate.ts";

/** The predicate of an issued document. */
export type IssuedPredicate = { readonly predicate: Predicate; readonly version: number };

export type SealedRow = {
  readonly personId: string;
  readonly employmentId: string;
  /** Missing when no document was issued. */
  readonly predicate: Predicate | undefined;
  /** 0 when missing. */
  readonly version: number;
};

type RosterRow = Pick<Employment, "personId" | "employmentId">;

const byPerson = (one: RosterRow, other: RosterRow): number =>
  `${one.personId}${one.employmentId}` < `${other.personId}${other.employmentId}` ? -1 : 1;

/** One row for each person and employment of the roster, in the order of the hash. */
export function sealRows(
  roster: readonly RosterRow[],
  issued: ReadonlyMap<string, IssuedPredicate>,
): readonly SealedRow[] {
  return roster.toSorted(byPerson).map(({ personId, employmentId }) => {
    const { predicate, version = 0 } = issued.get(personId) ?? {};
    return { personId, employmentId, predicate, version };
  });
}

/** People of the roster without an issued document. */
export const missingOf = (rows: readonly SealedRow[]): number =>
  new Set(rows.filter(({ predicate }) => predicate === undefined).map(({ personId }) => personId)).size;
