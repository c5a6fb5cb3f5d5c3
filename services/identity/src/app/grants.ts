import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { confirmGrant as confirm, type Grant, proposeGrant as propose, type Role } from "../domain/grant.ts";
import { todayAt } from "../domain/validity.ts";
import { causeOf, roleIn } from "./authorise.ts";
import { type Caller, type Cause, type NewId } from "./ports.ts";
import { type ReadNeeds } from "./read-people.ts";

export interface GrantStore {
  /** Stores the proposal; the same one that still waits is given back instead. Undefined when nobody has that id. */
  propose(grant: Grant, cause: Cause): Promise<Grant | undefined>;
  change(
    key: { readonly agencyId: AgencyId; readonly grantId: string },
    decide: (grant: Grant) => Grant,
    cause: Cause,
  ): Promise<Grant | undefined>;
}

type Needs = ReadNeeds & { readonly grants: GrantStore; readonly newId: NewId };

export type ProposeGrant = (
  caller: Caller,
  command: {
    readonly agencyId: AgencyId;
    readonly personId: PersonId;
    readonly role: Role;
    readonly validFrom: Day;
    readonly validTo: Day | undefined;
  },
) => Promise<Grant>;

export const proposeGrant =
  (needs: Needs): ProposeGrant =>
  async (caller, command) => {
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    needs.authorise(actor, "propose", "grant", { agencies: [command.agencyId] });
    const wanted = propose({ ...command, id: needs.newId(), proposedBy: caller.personId, confirmedBy: undefined });
    const cause = causeOf(caller, roleIn(actor, [command.agencyId]), needs.now());
    const grant = await needs.grants.propose(wanted, cause);
    if (grant === undefined) throw new Refusal("not-found", "PERSON_UNKNOWN");
    return grant;
  };

export type ConfirmGrant = (caller: Caller, agencyId: AgencyId, grantId: string) => Promise<void>;
export const confirmGrant =
  (needs: Needs): ConfirmGrant =>
  async (caller, agencyId, grantId) => {
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    needs.authorise(actor, "confirm", "grant", { agencies: [agencyId] });
    const cause = causeOf(caller, roleIn(actor, [agencyId]), needs.now());
    const decide = (grant: Grant): Grant => confirm(grant, caller.personId);
    if ((await needs.grants.change({ agencyId, grantId }, decide, cause)) === undefined)
      throw new Refusal("not-found", "GRANT_UNKNOWN");
  };
