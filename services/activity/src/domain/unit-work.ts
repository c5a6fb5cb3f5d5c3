import { type TaskCounts } from "./team-work.ts";

export type Unit = {
  readonly unitId: string;
  /** Undefined at the root. */
  readonly parentId: string | undefined;
  /** Also who acts as the head; undefined while vacant. */
  readonly headPersonId: string | undefined;
};

/** Somebody whom the caller assesses, as the superior or acting for one. */
export type Report = { readonly personId: string; readonly unitId: string };

/** What the people of a unit and of all units below did in some days. */
export type UnitWork = {
  readonly people: number;
  /** Of them with an entry that counts. */
  readonly logging: number;
  readonly entries: number;
  readonly openEntries: number;
  readonly minutes: number;
  readonly approvedMinutes: number;
  readonly tasks: TaskCounts;
};

/** A unit and all that lies below it. Units come parents before children. */
export function unitsBelow(units: readonly Unit[], unitId: string): string[] {
  const found = new Set([unitId]);
  for (const unit of units) if (unit.parentId !== undefined && found.has(unit.parentId)) found.add(unit.unitId);
  return [...found];
}

/** The unit, and what stands above it up to the root; empty when there is no such unit. */
function lineOf(units: readonly Unit[], unitId: string): Unit[] {
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const line: Unit[] = [];
  for (let at = byId.get(unitId); at !== undefined && !line.includes(at); at = byId.get(at.parentId ?? ""))
    line.push(at);
  return line;
}

/** Whoever heads the unit or one above it, assesses its head, or assesses somebody of it in the head's place. */
export function leadsUnit(
  personId: string,
  reports: readonly Report[],
  units: readonly Unit[],
  unitId: string,
): boolean {
  const line = lineOf(units, unitId);
  const head = line[0]?.headPersonId;
  return (
    line.some(({ headPersonId }) => headPersonId === personId) ||
    reports.some((report) => report.unitId === unitId || report.personId === head)
  );
}
