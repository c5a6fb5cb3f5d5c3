import { byText } from "./file.ts";

type OfUnit = { readonly unitName?: string; readonly unitCode?: string; readonly nip: string };

/** By name and code, so that two units of one name stand apart; nobody's unit has no name and comes last. */
function byUnit(a: OfUnit, b: OfUnit): number {
  const [nameA, nameB] = [a.unitName ?? "", b.unitName ?? ""];
  if ((nameA === "") !== (nameB === "")) return nameA === "" ? 1 : -1;
  return byText(nameA, nameB) || byText(a.unitCode ?? "", b.unitCode ?? "");
}

const isSameUnit = (a: OfUnit, b: OfUnit): boolean => byUnit(a, b) === 0;

/** The rows unit by unit, and of each unit in the order of the NIP. */
export function inUnits<Row extends OfUnit>(rows: readonly Row[]): Row[][] {
  const units: Row[][] = [];
  for (const row of rows.toSorted((a, b) => byUnit(a, b) || byText(a.nip, b.nip))) {
    const unit = units.at(-1);
    if (unit?.[0] && isSameUnit(unit[0], row)) unit.push(row);
    else units.push([row]);
  }
  return units;
}

/** Parts of about `size` rows: a unit is never torn, so that its sum stands in one file, and one that is larger alone has a part of its own. */
export function wholeUnits<Row extends OfUnit>(rows: readonly Row[], size: number): Row[][] {
  const parts: Row[][] = [];
  for (const unit of inUnits(rows)) {
    const part = parts.at(-1);
    if (part && part.length + unit.length <= size) for (const row of unit) part.push(row);
    else parts.push(unit);
  }
  return parts;
}
