import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { confirmGrant as confirm, type Grant, proposeGrant as propose, type Role } from "../domain/grant.ts";
import { todayAt } from "../domain/validity.ts";
import { causeOf, roleIn } from "./authorise.ts";
import { type Caller, type Cause, type NewId, type Page } from "./ports.ts";
import { type ReadNeeds } from "./read-people.ts";

/** A grant with the moments of its two signatures, milliseconds of Unix time. */
export type RecordedGrant = Grant & { readonly proposedAt: number; readonly confirmedAt: number | undefined };
export type GrantState = "PROPOSED" | "CONFIRMED";
export type GrantQuery = Page & { readonly state: GrantState | undefined; readonly personId: PersonId | undefined };

export interface GrantStore {
  /** Stores the proposal; the same one that still waits is given back instead. Undefined when nobody has that id. */
  propose(grant: Grant, cause: Cause): Promise<Grant | undefined>;
  page(agencyId: AgencyId, query: GrantQuery): Promise<readonly RecordedGrant[]>;
  /** Without an agency a grant of central operations. */
  change(
    key: { readonly agencyId: AgencyId | undefined; readonly grantId: string },
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

export type ListGrants = (
  caller: Caller,
  agencyId: AgencyId,
  query: GrantQuery,
) => Promise<{ readonly grants: readonly RecordedGrant[]; readonly next: string | undefined }>;

/** Newest first. Who holds which role is about people: one audit row. */
export const listGrants =
  (needs: Needs): ListGrants =>
  async (caller, agencyId, query) => {
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    needs.authorise(actor, "list", "grant", { agencies: [agencyId] });
    const cause = causeOf(caller, roleIn(actor, [agencyId]), needs.now());
    const detail = { state: query.state ?? "", after: query.after ?? "" };
    await needs.directory.audit({ action: "list", resource: "grant", agencyId, detail }, cause);
    const found = await needs.grants.page(agencyId, { ...query, limit: query.limit + 1 });
    const grants = found.slice(0, query.limit);
    return { grants, next: found.length > query.limit ? grants.at(-1)?.id : undefined };
  };

/** The second signature; whom it is for is seen before it is given. */
async function sign(
  needs: Needs,
  caller: Caller,
  key: { readonly agencyId: AgencyId | undefined; readonly grantId: string },
  isMeant: (grant: Grant) => boolean,
): Promise<void> {
  const agencies = key.agencyId === undefined ? [] : [key.agencyId];
  const actor = await needs.directory.actor(caller, todayAt(needs.now()));
  needs.authorise(actor, "confirm", "grant", { agencies });
  const unknown = (): Refusal => new Refusal("not-found", "GRANT_UNKNOWN");
  const decide = (grant: Grant): Grant => {
    if (!isMeant(grant)) throw unknown();
    return confirm(grant, caller.personId);
  };
  const cause = causeOf(caller, roleIn(actor, agencies), needs.now());
  if ((await needs.grants.change(key, decide, cause)) === undefined) throw unknown();
}

export type ConfirmGrant = (caller: Caller, agencyId: AgencyId, grantId: string) => Promise<void>;
export const confirmGrant =
  (needs: Needs): ConfirmGrant =>
  (caller, agencyId, grantId) =>
    sign(needs, caller, { agencyId, grantId }, () => true);

export type ConfirmSiteGrant = (
  caller: Caller,
  seen: { readonly grantId: string; readonly personId: PersonId; readonly role: Role },
) => Promise<void>;

/** Who runs the site has proposed it at the server and told the officer its id, the person and the role: what differs is not confirmed. */
export const confirmSiteGrant =
  (needs: Needs): ConfirmSiteGrant =>
  (caller, { grantId, personId, role }) =>
    sign(
      needs,
      caller,
      { agencyId: undefined, grantId },
      (grant) => grant.personId === personId && grant.role === role,
    );
