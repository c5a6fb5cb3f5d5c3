import { type Me } from "../../api/types.ts";
import { agencyIdsOf } from "../../state/use-agencies.ts";
import { type Unit } from "./calls.ts";

/** What part of which tree is looked at; all of it stands in the address. */
export interface Place {
  readonly agencyId: string;
  readonly unitId: string;
  readonly year: number;
  /** Number of the group, from 0. */
  readonly group: number;
}

export const addressOf = ({ agencyId, unitId, year, group }: Place): string =>
  `/pohon?${new URLSearchParams({
    instansi: agencyId,
    ...(unitId === "" ? {} : { unit: unitId }),
    tahun: String(year),
    ...(group === 0 ? {} : { sasaran: String(group + 1) }),
  }).toString()}`;

/** Agencies whose trees a person may open: the own ones, and those of the office. */
export function openAgencies(me: Me): readonly string[] | "all" {
  const office = agencyIdsOf(me, ["PERSONNEL_OFFICER", "AUDITOR"]);
  return office === "all" ? "all" : [...new Set([...me.employments.map(({ agencyId }) => agencyId), ...office])];
}

export const firstYear = 2022;

export function yearOf(query: URLSearchParams, thisYear: number): number {
  const year = Number(query.get("tahun"));
  return Number.isInteger(year) && year >= firstYear && year <= thisYear + 1 ? year : thisYear;
}

export function groupOf(query: URLSearchParams): number {
  const group = Number(query.get("sasaran"));
  return Number.isInteger(group) && group > 0 ? group - 1 : 0;
}

/** The unit asked for, the own one, or the agency's top. */
export function unitOf(units: readonly Unit[], asked: string | null, own: string | undefined): Unit | undefined {
  const find = (id: string | null | undefined) => units.find(({ unitId }) => unitId === id);
  return find(asked) ?? find(own) ?? units[0];
}

/** Steps below the agency's top, for the indentation of the list. */
export function depthsOf(units: readonly Unit[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  for (const { unitId, parentId } of units) depths.set(unitId, (depths.get(parentId) ?? -1) + 1);
  return depths;
}
