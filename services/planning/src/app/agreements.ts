import { Refusal } from "@kinerja/common/errors";
import { pageSizeOf } from "@kinerja/common/kernel";

import {
  type Agreement,
  type AgreementCommand,
  saveAgreement as save,
  setAgreement as set,
} from "../domain/agreement.ts";
import { type NewId } from "../domain/ids.ts";
import { type AccessTo, authorise, type Caller, type Need } from "./authorise.ts";
import { type Directory } from "./directory.ts";
import { type AgreementStore } from "./stores.ts";
import { type Page, type ReadStore } from "./views.ts";

type Needs = {
  readonly agreements: AgreementStore;
  readonly accessTo: AccessTo;
  readonly directory: Pick<Directory, "units" | "subordinatesOf">;
  readonly newId: NewId;
};

/** The head of the unit, or who acts for the head. */
async function leadsUnit(
  { directory }: Needs,
  caller: Caller,
  { agencyId, unitId }: AgreementCommand,
): Promise<boolean> {
  const unit = (await directory.units(caller, agencyId)).find(({ id }) => id === unitId);
  if (unit === undefined) throw new Refusal("not-found", "UNIT_UNKNOWN");
  if (unit.headPersonId === caller.personId) return true;
  const subordinates = await directory.subordinatesOf(caller);
  return subordinates.some(({ kind, unitId: place }) => kind === "ACTING" && place === unitId);
}

/** Records the agreement of a unit as a draft, whole. */
export const saveAgreement =
  (needs: Needs) =>
  async (caller: Caller, command: AgreementCommand): Promise<Agreement> => {
    const need: Need = ["save", "agreement"];
    const leads = await leadsUnit(needs, caller, command);
    const grant = await authorise(needs.accessTo, caller, need, { agencyId: command.agencyId, leads });
    return needs.agreements.change({ caller, grant, need, command }, command, (current) =>
      save(current, command, needs.newId),
    );
  };

export const setAgreement =
  (needs: Pick<Needs, "agreements" | "accessTo">) =>
  async (caller: Caller, command: { readonly agencyId: string; readonly agreementId: string }): Promise<Agreement> => {
    const need: Need = ["set", "agreement"];
    const grant = await authorise(needs.accessTo, caller, need, { agencyId: command.agencyId });
    return needs.agreements.change({ caller, grant, need, command }, command, (current) => {
      if (current === undefined) throw new Refusal("not-found", "NOT_FOUND");
      return set(current);
    });
  };

export type AgreementQuery = {
  readonly agencyId: string;
  readonly year: number;
  readonly unitId: string | undefined;
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
};

/** Agreements of an agency for a year, by unit. They name nobody: reading them is not audited. */
export const listAgreements =
  (needs: { readonly store: ReadStore; readonly accessTo: AccessTo }) =>
  async (caller: Caller, { pageSize, pageToken, ...query }: AgreementQuery): Promise<Page<Agreement>> => {
    const grant = await authorise(needs.accessTo, caller, ["list", "agreement"], { agencyId: query.agencyId });
    const page = { after: pageToken, size: pageSizeOf(pageSize) };
    return needs.store.look(grant, undefined, (view) => view.agreements(query, page));
  };
