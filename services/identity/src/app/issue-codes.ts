import { type AgencyId, type PersonId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { codeValidMs, printCode } from "../domain/activation-code.ts";
import { receiptValidMs } from "../domain/code-receipt.ts";
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

/** Keeps an answer unreadable until the same request asks for it again. */
export type CodeReceipts = {
  seal(codes: readonly IssuedCode[], at: number, owner: string): Uint8Array;
  /** Undefined once it was forgotten. */
  open(sealed: Uint8Array, owner: string): { readonly at: number; readonly codes: readonly IssuedCode[] } | undefined;
};

export type IssueNeeds = ReadNeeds & {
  readonly receipts: CodeReceipts;
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

/**
 * Codes are shown once and stored as hashes; a call without a key, or with another one, makes new codes, and only the newest works.
 *
 * An answer that is lost on its way is worse than it looks: the people have lost their passwords and nobody knows the codes. So for ten minutes the
 * same officer gets the same answer again by the same key. Until then it lies sealed beside the key (AES-GCM, key not in the database, bound to the
 * officer and the request). Refusing the repetition instead would make the client issue anew under another key, which voids codes that may have been
 * printed already. After the ten minutes it is refused with CODES_SHOWN: issuing anew unasked would void codes that are in use.
 */
export const issueCodes =
  (needs: IssueNeeds): IssueCodes =>
  async (caller, agencyId, people) => {
    const at = needs.now();
    const actor = await needs.directory.actor(caller, todayAt(at));
    needs.authorise(actor, "issue-code", "credential", { agencies: [agencyId] });
    const wanted = [...new Set(people)];
    await checkReceivers(needs, actor, agencyId, wanted);
    const drawn = wanted.map((personId) => ({ personId, letters: needs.newCode(), expiresAt: at + codeValidMs }));
    const hashed = drawn.map(({ personId, letters, expiresAt }) => ({
      personId,
      codeHash: needs.hashCode(personId, letters),
      expiresAt,
    }));
    const codes = drawn.map(({ letters, ...one }): IssuedCode => ({ ...one, code: printCode(letters) }));
    const owner = `${caller.personId}/${caller.request?.key ?? ""}`;
    const answer = needs.receipts.seal(codes, at, owner);
    const cause = causeOf(caller, roleIn(actor, [agencyId]), at);
    const kept = await needs.access.issueCodes(hashed, agencyId, cause, answer);
    if (kept === answer) return codes;
    const receipt = needs.receipts.open(kept, owner);
    if (receipt === undefined || receipt.at + receiptValidMs <= at) throw new Refusal("conflict", "CODES_SHOWN");
    return receipt.codes;
  };
