import { type AgencyId, uuidFromName } from "@kinerja/common/kernel";

/** Ids from SIASN's ids, the same at every site. */
export const agencyIdFromSiasn = (siasnId: string): AgencyId =>
  uuidFromName(`kinerja/agency/${siasnId}`) as string as AgencyId;
export const unitIdFromSiasn = (siasnId: string): string => uuidFromName(`kinerja/unit/${siasnId}`);
/** Many exports leave the position's id out; then its name stands for it. */
export const positionIdOf = (position: { readonly siasnId: string; readonly name: string }): string =>
  uuidFromName(`kinerja/position/${position.siasnId || position.name.toLowerCase()}`);
