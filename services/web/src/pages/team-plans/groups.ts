/** The SKPs of a team, exceptions first. */
import { type SkpHeader } from "../plan/types.ts";

export type GroupName = "waiting" | "missing" | "returned" | "draft" | "set";

export interface TeamRow {
  readonly personId: string;
  /** Undefined for who has none. */
  readonly skp: SkpHeader | undefined;
}

export interface TeamGroup {
  readonly name: GroupName;
  readonly rows: readonly TeamRow[];
}

const order: readonly GroupName[] = ["waiting", "missing", "returned", "draft", "set"];

function nameOf({ skp }: TeamRow): GroupName {
  switch (skp?.state) {
    case undefined:
      return "missing";
    case "SUBMITTED":
      return "waiting";
    case "RETURNED":
      return "returned";
    case "DRAFT":
      return "draft";
    case "SET":
    case "SUPERSEDED":
      return "set";
  }
}

/** Groups that have rows, each by name. */
export function groupsOf(
  skps: readonly SkpHeader[],
  without: readonly string[],
  nameById: (personId: string) => string,
): TeamGroup[] {
  const rows: TeamRow[] = [
    ...skps.map((skp) => ({ personId: skp.personId, skp })),
    ...without.map((personId) => ({ personId, skp: undefined })),
  ];
  const byName = (one: TeamRow, other: TeamRow) => nameById(one.personId).localeCompare(nameById(other.personId));
  return order
    .map((name) => ({ name, rows: rows.filter((row) => nameOf(row) === name).sort(byName) }))
    .filter(({ rows: found }) => found.length > 0);
}

/** People whose SKP holds: set, or set and being revised. */
export const countSet = (skps: readonly SkpHeader[]): number =>
  new Set(skps.filter(({ setRevision }) => setRevision > 0).map(({ personId }) => personId)).size;

export const countPeople = (skps: readonly SkpHeader[], without: readonly string[]): number =>
  new Set([...skps.map(({ personId }) => personId), ...without]).size;
