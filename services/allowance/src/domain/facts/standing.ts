import { addDays } from "@kinerja/common/kernel";

import { type FactKind, specOf } from "./kinds.ts";
import { type FactContent, type FactRow, isEqual, meet, ranks, saysTheSame } from "./row.ts";

/** Two rows of one authority that say different things about the same days. `counts` is true where both count, and the policy's rule decides. */
export type FactConflict = {
  readonly kind: FactKind;
  readonly newer: string;
  readonly older: string;
  readonly counts: boolean;
};

export type Standing = { readonly rows: readonly FactRow[]; readonly conflicts: readonly FactConflict[] };

/** What the row speaks of: rows with the same answer correct each other. Letters' numbers are compared without case and spaces. */
export function matterOf({ kind, body, decree, validFrom }: FactContent): string {
  const { matter } = specOf(kind);
  const parts = (matter.fields ?? []).map((name) => body[name] ?? "");
  const letter = matter.decree ? decree.toUpperCase().replace(/\s+/g, "") : "";
  return JSON.stringify([kind, ...parts, letter, matter.day ? validFrom : ""]);
}

/** Highest authority first, then the newest; ids make the order one. */
function byWeight(one: FactRow, other: FactRow): number {
  const authority = ranks[other.authority] - ranks[one.authority];
  if (authority !== 0) return authority;
  if (one.recordedAt !== other.recordedAt) return other.recordedAt - one.recordedAt;
  return one.id < other.id ? 1 : -1;
}

const isHigher = (one: FactRow, other: FactRow): boolean => ranks[one.authority] > ranks[other.authority];

/**
 * What a higher authority leaves of a row. It yields whole, since a part would begin on a day on which nothing began; but leave of another kind that
 * had begun before keeps the days up to it, and with them its own first day.
 */
export function leftOf<Content extends FactContent>(row: Content, higher: readonly FactContent[]): Content | undefined {
  if (higher.length === 0) return row;
  const first = higher.map(({ validFrom }) => validFrom).sort()[0] ?? row.validFrom;
  const isOther = row.kind === "LEAVE" && higher.every((one) => !saysTheSame(one, row));
  return isOther && row.validFrom < first ? { ...row, validTo: addDays(first, -1) } : undefined;
}

type Fit = { readonly stays: boolean; readonly conflicts: readonly FactConflict[] };

/** A row beside those of the same authority that are newer. */
function fit(row: FactRow, newer: readonly FactRow[]): Fit {
  const bothCount = specOf(row.kind).meeting === "both";
  const rivals = newer.filter((one) => !isEqual(one, row));
  const stays = newer.length === rivals.length && rivals.every((one) => bothCount && !saysTheSame(one, row));
  const conflicts = rivals.map((one) => ({ kind: row.kind, newer: one.id, older: row.id, counts: stays }));
  return { stays, conflicts };
}

function standingIn(matter: readonly FactRow[]): Standing {
  const rows: FactRow[] = [];
  const conflicts: FactConflict[] = [];
  for (const row of matter.toSorted(byWeight)) {
    const left = leftOf(
      row,
      rows.filter((one) => isHigher(one, row) && meet(one, row)),
    );
    if (left === undefined) continue;
    const fitting = fit(
      left,
      rows.filter((one) => !isHigher(one, left) && meet(one, left)),
    );
    conflicts.push(...fitting.conflicts);
    if (fitting.stays) rows.push(left);
  }
  return { rows, conflicts };
}

export const isInForce = ({ state, withdraws, supersededAt }: FactRow): boolean =>
  state === "CONFIRMED" && !withdraws && supersededAt === undefined;

const byId = (one: { readonly id: string }, other: { readonly id: string }): number => (one.id < other.id ? -1 : 1);

/** Of the rows of one person those that count, in an order that does not depend on theirs. Conflicts are told, not hidden. */
export function standing(rows: readonly FactRow[]): Standing {
  const matters = [...Map.groupBy(rows.filter(isInForce), matterOf).values()].map(standingIn);
  return {
    rows: matters.flatMap(({ rows: kept }) => kept).sort(byId),
    conflicts: matters
      .flatMap(({ conflicts }) => conflicts)
      .sort((one, other) => (one.newer + one.older < other.newer + other.older ? -1 : 1)),
  };
}
