import { Refusal } from "@kinerja/common/errors";
import { type Day, parseDay, periodOf } from "@kinerja/common/kernel";

import { type Acting, asOfficer, type OfficerNeeds } from "../authorise.ts";
import { reasonOf } from "../facts/parts.ts";
import { type Caller } from "../ports.ts";
import { type CaseQuery, type NewCase, type StoredCase, type StoredReceivable } from "./ports.ts";
import { type Page } from "../ports.ts";

export type CaseRef = { readonly agencyId: string; readonly caseId: string };

export async function existingCase({ records }: Acting, { agencyId, caseId }: CaseRef): Promise<StoredCase> {
  const found = await records.corrections.find(agencyId, caseId);
  if (!found) throw new Refusal("not-found", "CORRECTION_UNKNOWN");
  return found;
}

/** What such a run pays and taxes was frozen before the correction: it would be decided without it. */
export async function refuseWhileRunOpen({ records }: Acting, found: StoredCase): Promise<void> {
  const { agencyId, personId, affectedFrom } = found;
  const period = await records.corrections.openRunFrom(agencyId, personId, periodOf(affectedFrom));
  if (period !== undefined) throw new Refusal("refused", "CORRECTION_RUN_OPEN", { period });
}

/**
 * Makes the case of a trigger in the transaction of whatever has triggered it: an accepted objection calls this with its id as the key. The same
 * trigger again makes nothing and returns undefined.
 */
export async function openCase({ records, actor, at }: Acting, fresh: NewCase): Promise<string | undefined> {
  const id = await records.corrections.open(fresh, at);
  if (id === undefined) return undefined;
  const { agencyId, triggerKind, affectedFrom } = fresh;
  const detail = { trigger: triggerKind, affectedFrom };
  await records.audit(actor, { action: "open", resource: "correction", objectId: id, agencyId, detail }, at);
  return id;
}

export type OpenNeeds = OfficerNeeds & {
  readonly newId: () => string;
  /** Which of these people work or worked in the agency, as identity has it. */
  readonly peopleIn: (agencyId: string, personIds: readonly string[]) => Promise<ReadonlySet<string>>;
};
export type OpenCommand = {
  readonly agencyId: string;
  readonly personId: string;
  readonly affectedFrom: string;
  readonly note: string;
};

/** An officer asks for a person's months to be computed anew. While such a case stands, asking again gives it. */
export const openCorrection =
  (needs: OpenNeeds) =>
  async (caller: Caller, { agencyId, personId, affectedFrom: text, note: given }: OpenCommand): Promise<StoredCase> => {
    const affectedFrom: Day = parseDay(text, "/affectedFrom");
    const right = ["open", "correction"] as const;
    // The right comes first: who may not open one learns nothing about people.
    await asOfficer(needs, caller, right, agencyId, () => Promise.resolve());
    if (!(await needs.peopleIn(agencyId, [personId])).has(personId)) throw new Refusal("not-found", "PERSON_UNKNOWN");
    return asOfficer(needs, caller, right, agencyId, async (acting) => {
      const { records } = acting;
      const note = reasonOf(given, "/note");
      const caseId = await records.once(caller, async () => {
        const asked = { agencyId, personId, affectedFrom, triggerKind: "OFFICER" } as const;
        await records.lock(`correction/${agencyId}/${personId}`);
        const standing = await records.corrections.standing(asked);
        if (standing !== undefined) return standing;
        const triggerKey = needs.newId();
        const id = await openCase(acting, { ...asked, note, triggerKey, openedBy: caller.personId });
        if (id === undefined) throw new Error("a new key is new");
        return id;
      });
      return existingCase(acting, { agencyId, caseId });
    });
  };

/** Cases of an agency, newest first; a page is one audit row. */
export const listCorrections =
  (needs: OfficerNeeds) =>
  (caller: Caller, agencyId: string, query: CaseQuery): Promise<StoredCase[]> =>
    asOfficer(needs, caller, ["list", "correction"], agencyId, async ({ records, actor, at }) => {
      const { personId, state = "", after = "", limit } = query;
      const detail = { state, after, limit };
      const note = { action: "list", resource: "correction", objectId: personId ?? agencyId, agencyId, detail };
      await records.audit(actor, note, at);
      return records.corrections.page(agencyId, query);
    });

/** What people owe to the agency, oldest first; a page is one audit row. */
export const listReceivables =
  (needs: OfficerNeeds) =>
  (
    caller: Caller,
    agencyId: string,
    query: Page & { readonly personId: string | undefined },
  ): Promise<StoredReceivable[]> =>
    asOfficer(needs, caller, ["list", "receivable"], agencyId, async ({ records, actor, at }) => {
      const detail = { after: query.after ?? "", limit: query.limit };
      const note = { action: "list", resource: "receivable", objectId: query.personId ?? agencyId, agencyId, detail };
      await records.audit(actor, note, at);
      return records.corrections.receivables(agencyId, query);
    });
