import { createHash } from "node:crypto";
import { type DemoPerson } from "./province.ts";

/** UUIDv8 from SHA-256 of a name (ADR 0004), computed apart from the services: the ids must be the same for whoever knows the rule. */
function uuidFromName(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex").slice(0, 32);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20)].join("-"); // prettier-ignore
}

export const personIdOf = ({ siasnId }: Pick<DemoPerson, "siasnId">): string =>
  uuidFromName(`kinerja/person/${siasnId}`);
export const agencyIdOf = (siasnId: string): string => uuidFromName(`kinerja/agency/${siasnId}`);
export const unitIdOf = (siasnId: string): string => uuidFromName(`kinerja/unit/${siasnId}`);
