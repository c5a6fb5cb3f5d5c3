import { type AgencyId, uuidFromName } from "@kinerja/common/kernel";

const rememberedIds = 20_000;

/** Thousands of lines name the same units and positions, and each id costs a hash. */
function remembered(idOf: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    if (known.size >= rememberedIds) known.clear();
    const id = idOf(name);
    known.set(name, id);
    return id;
  };
}
const idOfName = remembered(uuidFromName);

/** Ids from SIASN's ids, the same at every site. */
export const agencyIdFromSiasn = (siasnId: string): AgencyId => idOfName(`kinerja/agency/${siasnId}`) as AgencyId;
export const unitIdFromSiasn = (siasnId: string): string => idOfName(`kinerja/unit/${siasnId}`);
/** Many exports leave the position's id out; then its name stands for it. */
export const positionIdOf = (position: { readonly siasnId: string; readonly name: string }): string =>
  idOfName(`kinerja/position/${position.siasnId || position.name.toLowerCase()}`);
