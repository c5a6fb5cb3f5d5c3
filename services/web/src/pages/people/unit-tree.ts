import { type Unit } from "./types.ts";

export interface UnitOption {
  readonly unitId: string;
  readonly name: string;
  readonly depth: number;
}

/** Units as the tree has them, each below the one above it, brothers by name. A unit whose parent is not there stands at the top. */
export function unitOptions(units: readonly Unit[]): UnitOption[] {
  const known = new Set(units.map(({ unitId }) => unitId));
  const below = new Map<string, Unit[]>();
  for (const unit of units) {
    const parent = known.has(unit.parentId) ? unit.parentId : "";
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const options: UnitOption[] = [];
  const walk = (parent: string, depth: number): void => {
    const brothers = (below.get(parent) ?? []).toSorted((one, other) => one.name.localeCompare(other.name));
    for (const { unitId, name } of brothers) {
      options.push({ unitId, name, depth });
      walk(unitId, depth + 1);
    }
  };
  walk("", 0);
  return options;
}

/** Heads of the unit and of those above it, the nearest first. */
export function headsAbove(units: readonly Unit[], unitId: string): string[] {
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const heads: string[] = [];
  const seen = new Set<string>();
  for (let unit = byId.get(unitId); unit !== undefined && !seen.has(unit.unitId); unit = byId.get(unit.parentId)) {
    seen.add(unit.unitId);
    if (unit.headPersonId !== "") heads.push(unit.headPersonId);
  }
  return [...new Set(heads)];
}
