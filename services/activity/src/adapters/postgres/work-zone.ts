import { ianaZone } from "@kinerja/common/kernel";

/** By the numbers of the zones. */
const names = `array['${ianaZone.WIB}', '${ianaZone.WITA}', '${ianaZone.WIT}']`;

/** The day of an instant in the zone with a number; the session's own zone has no say. */
export const dayIn =
  (instant: string) =>
  (zone: string): string =>
    `(${instant} at time zone (${names})[${zone}])::date`;

/**
 * A day in the zone where the person of a row works in its agency: by the main post that holds on it, or else the newest; in WIB where nothing is
 * known. `day` writes it for the number of a zone.
 */
export const dayWhereWorks = (row: string, day: (zone: string) => string): string => `coalesce(
  (select ${day("c.zone")} from employment_copy c where c.person_id = ${row}.person_id and c.agency_id = ${row}.agency_id
   order by c.valid_from <= ${day("c.zone")} and coalesce(c.valid_to >= ${day("c.zone")}, true) desc, c.main desc, c.valid_from desc
   limit 1), ${day("1")})`;
