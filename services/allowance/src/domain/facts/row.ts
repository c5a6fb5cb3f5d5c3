import { type Day } from "@kinerja/common/kernel";

import { type FactKind } from "./kinds.ts";

/** Who says so; the higher wins over the lower, whatever the time. */
export type Authority = "automatic" | "import" | "human";
export const ranks: Readonly<Record<Authority, number>> = { automatic: 1, import: 2, human: 3 };

export type FactState = "PROPOSED" | "CONFIRMED" | "REJECTED";

/** By the names of the kind's fields; numbers and amounts as digits. */
export type FactBody = Readonly<Partial<Record<string, string>>>;

/** What is said about a time, without who says it. */
export type FactContent = {
  readonly kind: FactKind;
  readonly validFrom: Day;
  /** Belongs to it; without it the fact lasts. */
  readonly validTo: Day | undefined;
  readonly body: FactBody;
  /** Number of the letter that it rests on; empty where there is none. */
  readonly decree: string;
};

/** A fact as recorded. A row never changes but by its one decision and by its end. */
export type FactRow = FactContent & {
  readonly id: string;
  readonly agencyId: string;
  /** Undefined: of a unit, or of the whole agency. */
  readonly personId: string | undefined;
  readonly unitId: string | undefined;
  /** Takes back the row that it replaces, and says nothing itself. */
  readonly withdraws: boolean;
  readonly authority: Authority;
  readonly reason: string;
  /** The import that it came by: the file's SHA-256 and the line. */
  readonly fileId: string | undefined;
  readonly line: number | undefined;
  readonly recordedBy: string;
  /** Unix time in milliseconds, as all moments here. */
  readonly recordedAt: number;
  readonly state: FactState;
  readonly decidedBy: string | undefined;
  readonly decidedAt: number | undefined;
  /** The confirmed row that this one ends once it is confirmed itself. */
  readonly replaces: string | undefined;
  readonly supersededAt: number | undefined;
};

/** A row as it was known just before a moment; undefined when it was not known, or had ended. What is recorded later changes nothing of this. */
export function rowAsOf(row: FactRow, moment: number): FactRow | undefined {
  if (row.recordedAt >= moment || (row.supersededAt ?? moment) < moment) return undefined;
  const isDecided = row.decidedAt !== undefined && row.decidedAt < moment;
  return {
    ...row,
    supersededAt: undefined,
    ...(!isDecided && { state: "PROPOSED", decidedBy: undefined, decidedAt: undefined }),
  };
}

const fieldsOf = ({ body }: FactContent): string =>
  JSON.stringify(Object.entries(body).sort(([one], [other]) => (one < other ? -1 : 1)));

export const saysTheSame = (one: FactContent, other: FactContent): boolean => fieldsOf(one) === fieldsOf(other);

/** The same about the same time by the same letter. */
export const isEqual = (one: FactContent, other: FactContent): boolean =>
  one.validFrom === other.validFrom &&
  one.validTo === other.validTo &&
  one.decree === other.decree &&
  saysTheSame(one, other);

export const meet = (one: FactContent, other: FactContent): boolean =>
  one.validFrom <= (other.validTo ?? one.validFrom) && other.validFrom <= (one.validTo ?? other.validFrom);

/** The earliest day for which something else counts since a moment; undefined when nothing does. Proposals count nothing yet. */
export function affectedFrom(rows: readonly FactRow[], since: number): Day | undefined {
  const changed = rows.filter(
    ({ state, decidedAt = 0, supersededAt = 0 }) =>
      state === "CONFIRMED" && (decidedAt >= since || supersededAt >= since),
  );
  return changed.map(({ validFrom }) => validFrom).sort()[0];
}
