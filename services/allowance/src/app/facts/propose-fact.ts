import { Refusal } from "@kinerja/common/errors";

import { refuseUnlessCurrent, refuseUnlessOwnWord } from "../../domain/facts/decide.ts";
import { type FactKind } from "../../domain/facts/kinds.ts";
import { type Cells } from "../../domain/facts/read-content.ts";
import { type FactContent, type FactRow } from "../../domain/facts/row.ts";
import { type Acting, asOfficer } from "../authorise.ts";
import { type Caller } from "../ports.ts";
import {
  beginChange,
  contentOf,
  existingFact,
  type FactNeeds,
  type FactRef,
  noteOf,
  reasonOf,
  refuseStranger,
} from "./parts.ts";
import { type NewFact } from "./ports.ts";
import { refuseStrangeUnits } from "./units.ts";

export type ProposeCommand = {
  readonly agencyId: string;
  readonly kind: FactKind;
  readonly personId: string | undefined;
  /** Of a shared fact; without it the whole agency. */
  readonly unitId: string | undefined;
  /** The kind's fields and the time, by the names of the columns of its file. */
  readonly fields: Cells;
  readonly reason: string;
};

const rightToPropose = ["propose", "fact"] as const;

type Whom = Pick<FactRow, "agencyId" | "personId" | "unitId">;

/** A word of a person; that of a file and a machine is written by the import. */
const wordOf = (
  { agencyId, personId, unitId }: Whom,
  content: FactContent,
  said: Pick<NewFact, "id" | "reason" | "recordedBy" | "recordedAt" | "replaces" | "withdraws">,
): NewFact => ({
  ...{ agencyId, personId, unitId },
  ...content,
  ...{ authority: "human", fileId: undefined, line: undefined },
  ...said,
});

const contentOfRow = ({ kind, validFrom, validTo, body, decree }: FactRow): FactContent => ({
  ...{ kind, validFrom, validTo, body, decree },
});

/** Says one fact of one person, or of a unit or the agency. It counts once somebody else has confirmed it. */
export const proposeFact =
  (needs: FactNeeds) =>
  async (caller: Caller, command: ProposeCommand): Promise<FactRow> => {
    const { agencyId, kind, personId, unitId } = command;
    const [content, reason] = [contentOf(kind, command.fields), reasonOf(command.reason)];
    // The right comes first: who may not propose learns nothing about people.
    await asOfficer(needs, caller, rightToPropose, agencyId, () => Promise.resolve());
    await refuseStranger(needs, agencyId, kind, personId);
    await refuseStrangeUnits(needs, caller, agencyId, [{ unitId, from: content.validFrom }]);
    return asOfficer(needs, caller, rightToPropose, agencyId, async (acting) => {
      const { records, actor } = acting;
      const factId = await records.once(caller, async () => {
        const moment = await beginChange(acting, agencyId);
        const said = { reason, recordedBy: caller.personId, recordedAt: moment };
        const fact = wordOf({ agencyId, personId, unitId }, content, {
          ...{ ...said, id: needs.newId(), replaces: undefined, withdraws: false },
        });
        await records.facts.insert([fact]);
        await records.audit(actor, noteOf(fact, "propose"), moment);
        return fact.id;
      });
      return existingFact(acting, { agencyId, factId });
    });
  };

/** Nobody else is about to end the row. */
async function refuseIfBeingReplaced({ records }: Acting, { agencyId, id }: FactRow): Promise<void> {
  const open = await records.facts.replacementsOf(agencyId, [id]);
  if (open.length > 0) throw new Refusal("conflict", "FACT_REPLACED");
}

type Instead = { readonly content: FactContent; readonly withdraws: boolean; readonly reason: string };

/** An open proposal ends at once; a confirmed row goes on until the new one is confirmed. */
async function replace(
  { newId }: FactNeeds,
  acting: Acting,
  old: FactRow,
  { content, withdraws, reason }: Instead,
  moment: number,
): Promise<string> {
  const { records, actor } = acting;
  const isOpen = old.state === "PROPOSED";
  if (isOpen) await records.facts.end(old.agencyId, [old.id], moment);
  else await refuseIfBeingReplaced(acting, old);
  const said = { reason, recordedBy: actor.personId, recordedAt: moment, withdraws };
  const fact = wordOf(old, content, { ...said, id: newId(), replaces: isOpen ? old.replaces : old.id });
  await records.facts.insert([fact]);
  await records.audit(actor, noteOf(fact, withdraws ? "revoke" : "supersede", { instead_of: old.id }), moment);
  return fact.id;
}

export type SupersedeCommand = FactRef & { readonly fields: Cells; readonly reason: string };

/** Corrects a fact: a new row that stands in for the old one. */
export const supersedeFact =
  (needs: FactNeeds) =>
  (caller: Caller, command: SupersedeCommand): Promise<FactRow> =>
    asOfficer(needs, caller, rightToPropose, command.agencyId, async (acting) => {
      const { records } = acting;
      const reason = reasonOf(command.reason);
      const factId = await records.once(caller, async () => {
        const moment = await beginChange(acting, command.agencyId);
        const old = await existingFact(acting, command);
        refuseUnlessCurrent(old);
        refuseUnlessOwnWord(old, caller.personId);
        const content = contentOf(old.kind, command.fields);
        return replace(needs, acting, old, { content, withdraws: false, reason }, moment);
      });
      return existingFact(acting, { agencyId: command.agencyId, factId });
    });

export type RevokeCommand = FactRef & { readonly reason: string };

/** Takes a fact back: an open proposal at once, a confirmed one by a proposal of its own. The row that has now the say is returned. */
export const revokeFact =
  (needs: FactNeeds) =>
  (caller: Caller, command: RevokeCommand): Promise<FactRow> =>
    asOfficer(needs, caller, rightToPropose, command.agencyId, async (acting) => {
      const { records, actor } = acting;
      const reason = reasonOf(command.reason);
      const factId = await records.once(caller, async () => {
        const moment = await beginChange(acting, command.agencyId);
        const old = await existingFact(acting, command);
        refuseUnlessOwnWord(old, caller.personId);
        if (old.state === "PROPOSED" && old.supersededAt === undefined) {
          await records.facts.end(old.agencyId, [old.id], moment);
          await records.audit(actor, noteOf(old, "revoke", { reason }), moment);
          return old.id;
        }
        refuseUnlessCurrent(old);
        return replace(needs, acting, old, { content: contentOfRow(old), withdraws: true, reason }, moment);
      });
      return existingFact(acting, { agencyId: command.agencyId, factId });
    });
