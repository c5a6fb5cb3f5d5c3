import { type AgencyId, type PersonId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { codeValidMs, printCode } from "../domain/activation-code.ts";
import { todayAt } from "../domain/validity.ts";
import { type HashCode } from "./activate.ts";
import { causeOf, roleIn } from "./authorise.ts";
import { type Machine } from "./directory.ts";
import { type AccessStore, type Actor, type Caller } from "./ports.ts";
import { type ReadNeeds } from "./read-people.ts";

export type IssuedCode = { readonly personId: PersonId; readonly code: string; readonly expiresAt: number };
export type IssueCodes = (
  caller: Caller,
  agencyId: AgencyId,
  people: readonly PersonId[],
) => Promise<readonly IssuedCode[]>;

export type IssueNeeds = ReadNeeds & {
  readonly access: AccessStore;
  readonly machine: Machine;
  readonly newCode: () => string;
  readonly hashCode: HashCode;
};

/** Whoever holds a code can become its person, so an agency's officer issues none for people who may act on other agencies. */
async function checkReceivers(
  { directory, machine, now }: IssueNeeds,
  actor: Actor,
  agencyId: AgencyId,
  people: readonly PersonId[],
): Promise<void> {
  const today = todayAt(now());
  const members = new Set(await directory.membersOf(agencyId, people, today));
  if (people.some((person) => !members.has(person))) throw new Refusal("not-found", "PERSON_UNKNOWN");
  const isSiteOfficer = actor.roles.some(({ role, agencyId: at }) => role === "PERSONNEL_OFFICER" && at === undefined);
  if (!isSiteOfficer && (await machine.withSiteRole(people, today)).length > 0)
    throw new Refusal("forbidden", "NOT_PERMITTED");
}

/** Codes are shown once and stored as hashes. A repeated call makes new ones, and only the newest works. */
export const issueCodes =
  (needs: IssueNeeds): IssueCodes =>
  async (caller, agencyId, people) => {
    const at = needs.now();
    const actor = await needs.directory.actor(caller, todayAt(at));
    needs.authorise(actor, "issue-code", "credential", { agencies: [agencyId] });
    const wanted = [...new Set(people)];
    await checkReceivers(needs, actor, agencyId, wanted);
    const codes = wanted.map((personId) => ({ personId, letters: needs.newCode(), expiresAt: at + codeValidMs }));
    await needs.access.issueCodes(
      codes.map(({ personId, letters, expiresAt }) => ({
        personId,
        codeHash: needs.hashCode(personId, letters),
        expiresAt,
      })),
      agencyId,
      causeOf(caller, roleIn(actor, [agencyId]), at),
    );
    return codes.map(({ personId, letters, expiresAt }) => ({ personId, code: printCode(letters), expiresAt }));
  };
