import { type AgencyId, isNip, type Nip, type PersonId } from "@kinerja/common/kernel";

import { todayAt } from "../domain/validity.ts";
import { causeOf, roleIn } from "./authorise.ts";
import { type Machine } from "./directory.ts";
import { type Caller } from "./ports.ts";
import { type ReadNeeds } from "./read-people.ts";

type Needs = ReadNeeds & { readonly machine: Machine; readonly nipIndexes: (nip: Nip) => readonly string[] };

export type ResolveNips = (
  caller: Caller,
  agencyId: AgencyId,
  nips: readonly string[],
) => Promise<readonly (PersonId | undefined)[]>;

/** The people of a file of attendance, so that no other service keeps a NIP. Whoever never worked in the agency is unknown there. */
export const resolveNips =
  (needs: Needs): ResolveNips =>
  async (caller, agencyId, nips) => {
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    needs.authorise(actor, "import", "attendance", { agencies: [agencyId] });
    const indexesOf = nips.map((nip) => (isNip(nip) ? needs.nipIndexes(nip) : []));
    const people = await needs.machine.byNipIndex(agencyId, indexesOf.flat());
    const cause = causeOf(caller, roleIn(actor, [agencyId]), needs.now());
    const detail = { asked: nips.length };
    await needs.directory.audit({ action: "resolve", resource: "nip", agencyId, detail }, cause);
    return indexesOf.map((indexes) => indexes.map((index) => people.get(index)).find((one) => one !== undefined));
  };
