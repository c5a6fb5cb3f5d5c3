import { invalid, Refusal } from "@kinerja/common/errors";

import { type DecisionKind } from "../domain/decide.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";

type Seen = { readonly entryId: string; readonly version: number };

export type DecideCommand = {
  readonly personId: string;
  readonly kind: DecisionKind;
  readonly seen: readonly Seen[];
  readonly reason: string | undefined;
  readonly note: string | undefined;
};

export type DecideResult = { readonly decided: number; readonly changedEntryIds: readonly string[] };

export type DecisionStore = {
  /**
   * One transaction: refuses with PERIOD_SEALED when the month of an entry is sealed and with NOT_FOUND when an entry is not the person's;
   * else writes states, days, the decision and its audit row. The same request key gives the first answer.
   */
  decide(caller: Caller, grant: Grant, command: DecideCommand): Promise<DecideResult>;
  /**
   * Two steps below whom the person stands to whom all that was seen went up in these versions, since nobody had decided in time: whose entries they
   * are, or somebody above. None when some of it did not go up to the person.
   */
  escalatedVia(caller: Caller, command: DecideCommand): Promise<readonly string[]>;
};

const maxSeen = 500;

function checkSeen({ seen, kind, reason, note }: DecideCommand): void {
  if (seen.length === 0) throw invalid("/seen", "LIST_TOO_SHORT", { min: 1, length: 0 });
  if (seen.length > maxSeen) throw invalid("/seen", "LIST_TOO_LONG", { max: maxSeen, length: seen.length });
  if (new Set(seen.map(({ entryId }) => entryId)).size < seen.length) throw invalid("/seen", "ENTRY_NAMED_TWICE");
  if (kind === "returned" && reason === undefined) throw invalid("/reason", "FIELD_REQUIRED");
  if (kind === "returned" && reason === "OTHER" && note === undefined) throw invalid("/note", "FIELD_REQUIRED");
}

type DecideNeeds = { readonly decisions: DecisionStore; readonly accessTo: AccessTo };

/**
 * Who stands above a superior that stayed silent may decide too, on what went up and nothing else. Identity says at this moment whether the caller
 * stands two steps above; who stood below that is as it was when it went up.
 */
async function escalated(needs: DecideNeeds, caller: Caller, command: DecideCommand, refusal: unknown): Promise<Grant> {
  if (!(refusal instanceof Refusal) || !["forbidden", "not-found"].includes(refusal.kind)) throw refusal;
  const via = await needs.decisions.escalatedVia(caller, command);
  const [nearest] = await Promise.all(
    via.map((personId) => authorise(needs.accessTo, caller, ["decide-escalated", "entry"], { personId })),
  );
  if (nearest === undefined) throw refusal;
  if (via.every((personId) => personId === command.personId)) return nearest;
  const { agencies } = await needs.accessTo(caller, "decide-escalated", "entry", { personId: command.personId });
  return { ...nearest, agencies };
}

/** Approves or returns what was seen, by id and version; what is newer stays open and is named. */
export const decideEntries =
  (needs: DecideNeeds) =>
  async (caller: Caller, command: DecideCommand): Promise<DecideResult> => {
    checkSeen(command);
    if (command.personId === caller.personId) throw new Refusal("forbidden", "NOT_THE_ASSESSOR");
    const action = command.kind === "approved" ? "approve" : "return";
    const allowed = authorise(needs.accessTo, caller, [action, "entry"], { personId: command.personId });
    const grant = await allowed.catch((refusal: unknown) => escalated(needs, caller, command, refusal));
    return needs.decisions.decide(caller, grant, command);
  };
