import { type Agency, type AgencyKind } from "../directory.ts";
import { agencyIdFromSiasn } from "./ids.ts";
import { type PlanContext } from "./model.ts";
import { type Row } from "./row.ts";
import { filterSteps, type Steps } from "./steps.ts";
import { zoneOfPlace } from "./text.ts";

const kinds: readonly (readonly [AgencyKind, RegExp])[] = [
  ["KEMENTERIAN", /^kementerian|^kemen/i],
  ["PROVINSI", /provinsi|pemprov|\bprov\b/i],
  ["KABUPATEN", /kabupaten|pemkab|\bkab\b/i],
  ["KOTA", /\bkota\b|pemkot/i],
];
export const kindOfAgency = (name: string): AgencyKind =>
  kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? "LPNK";

/** Leaves out lines of agencies and units that are not the officer's to write. */
export function permittedRows(rows: readonly Row[], { current, options, findings }: PlanContext): Steps<Row[]> {
  return filterSteps(rows, ({ line, agency, unit }) => {
    if (!options.mayImportInto(agencyIdFromSiasn(agency.siasnId))) {
      findings.error({ line, column: "instansi_kerja_id" }, "AGENCY_NOT_PERMITTED", { agency: agency.name });
      return false;
    }
    if (!current.foreignUnits.has(unit.siasnId)) return true;
    findings.error({ line, column: "unor_id" }, "UNIT_ELSEWHERE");
    return false;
  });
}

/** The agency of a planned line. */
export type AgencyOf = (row: Row) => Agency;

/** The agencies of all lines; those to be added have version 1 and are in `added`. */
export function planAgencies(
  rows: readonly Row[],
  { current, options, findings }: PlanContext,
): { agencyOf: AgencyOf; added: Agency[] } {
  const bySiasn = new Map(current.agencies.map((agency) => [agency.siasnId, agency]));
  const added: Agency[] = [];
  for (const { line, agency, zone: named } of rows) {
    const { siasnId } = agency;
    if (bySiasn.has(siasnId)) continue;
    const name = agency.name || siasnId;
    const known = zoneOfPlace(name) ?? named;
    if (known === undefined)
      findings.info({ line, column: "instansi_kerja_nama" }, "ZONE_ASSUMED", {
        agency: name,
        zone: options.defaultZone,
      });
    const zone = known ?? options.defaultZone;
    const state: Agency = { id: agencyIdFromSiasn(siasnId), siasnId, name, kind: kindOfAgency(name), zone, version: 1 };
    bySiasn.set(siasnId, state);
    added.push(state);
  }
  const agencyOf: AgencyOf = ({ agency }) => {
    const found = bySiasn.get(agency.siasnId);
    if (found === undefined) throw new Error("the line was not planned");
    return found;
  };
  return { agencyOf, added };
}
