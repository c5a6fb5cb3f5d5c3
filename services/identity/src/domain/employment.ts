import { addDays, type AgencyId, type Day, type PersonId, type Zone } from "@kinerja/common/kernel";

import { type StaffKind } from "./staff-kind.ts";
import { type Validity } from "./validity.ts";

/** A person's place in an agency. Two at once are possible; one of them is the main one. */
export type Employment = Validity & {
  readonly id: string;
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly unitId: string;
  readonly positionId: string;
  /** Kelas jabatan, 1 to 17; 0 when unknown. */
  readonly positionClass: number;
  readonly zone: Zone;
  readonly main: boolean;
  /** Head of the unit. */
  readonly head: boolean;
  readonly grade: string;
  readonly staffKind: StaffKind;
  readonly positionSince: Day | undefined;
  /** As the source wrote it: impossible dates occur. */
  readonly positionSinceRaw: string;
  readonly version: number;
};

/** What a source says of a place, before it has an id and a span. */
export type Place = Omit<Employment, "id" | "personId" | "validFrom" | "validTo" | "version">;

/** A change of these begins a new employment; the rest is corrected in place. */
const defining = ["agencyId", "unitId", "positionId", "positionClass", "main", "head"] as const;
const descriptive = ["zone", "grade", "staffKind", "positionSince", "positionSinceRaw"] as const;

const differs = (a: Place, b: Place, keys: readonly (keyof Place)[]): boolean => keys.some((key) => a[key] !== b[key]);

/** A CPNS who becomes a PNS is paid otherwise from that day on; a kind that was unknown until now is a correction. */
const changesKind = (a: Place, b: Place): boolean =>
  a.staffKind !== "" && b.staffKind !== "" && a.staffKind !== b.staffKind;

/** What has to be written so that the person holds this place from a day on: nothing, a correction, or an end and a beginning. */
export function placeFrom(
  current: Employment | undefined,
  place: Place,
  from: Day,
  fresh: { readonly id: string; readonly personId: PersonId },
): Employment[] {
  const begin: Employment = { ...place, ...fresh, validFrom: from, validTo: undefined, version: 1 };
  if (current === undefined) return [begin];
  // A file that does not say the kind takes no known one away.
  if (place.staffKind === "" && current.staffKind !== "")
    return placeFrom(current, { ...place, staffKind: current.staffKind }, from, fresh);
  const isOther = differs(current, place, defining) || changesKind(current, place);
  if (!isOther && !differs(current, place, descriptive)) return [];
  if (isOther && current.validFrom < from)
    return [{ ...current, validTo: addDays(from, -1), version: current.version + 1 }, begin];
  return [{ ...current, ...place, version: current.version + 1 }];
}
