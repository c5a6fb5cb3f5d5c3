import { Refusal } from "@kinerja/common/errors";

import { decidableOf, refuseUnlessDecidable, type Verdict } from "../../domain/facts/decide.ts";
import { type FactRow } from "../../domain/facts/row.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "../authorise.ts";
import { type Caller } from "../ports.ts";
import { beginChange, noteOf, reasonOf } from "./parts.ts";
import { rowsOfOwnUnits, type UnitNeeds } from "./units.ts";

export type DecideNeeds = OfficerNeeds & UnitNeeds;

export type DecideCommand = {
  readonly agencyId: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** Rows one by one, all or none; or all of an imported file that are still open and not about the decider. */
  readonly which: { readonly ids: readonly string[] } | { readonly fileId: string };
};

export type Decided = { readonly decided: number };

const mostIds = 1_000;

const rightToDecide = ["decide", "fact"] as const;

/** What of it concerns units of the decider, asked before any lock is held. */
async function ofOwnUnits(needs: DecideNeeds, caller: Caller, { agencyId, which }: DecideCommand) {
  const rows = await asOfficer(needs, caller, rightToDecide, agencyId, ({ records: { facts } }) =>
    "fileId" in which ? facts.ofFile(agencyId, which.fileId) : facts.find(agencyId, which.ids),
  );
  return rowsOfOwnUnits(needs, caller, agencyId, decidableOf(rows, caller.personId));
}

async function rowsOf(
  { records }: Acting,
  { agencyId, which }: DecideCommand,
  by: string,
  own: ReadonlySet<string>,
): Promise<FactRow[]> {
  if ("fileId" in which) {
    const rows = decidableOf(await records.facts.ofFile(agencyId, which.fileId), by, own);
    if (rows.length === 0) throw new Refusal("refused", "FACT_STATE");
    return rows;
  }
  const ids = [...new Set(which.ids)];
  const rows = await records.facts.find(agencyId, ids);
  if (rows.length < ids.length) throw new Refusal("not-found", "FACT_UNKNOWN");
  return rows;
}

/** The rows that end with these: each is still in force, or the corrections were made to something that is no more. */
async function endReplaced({ records }: Acting, agencyId: string, rows: readonly FactRow[], at: number): Promise<void> {
  const ids = rows.flatMap(({ replaces }) => (replaces === undefined ? [] : [replaces]));
  if (ids.length === 0) return;
  const old = await records.facts.find(agencyId, ids);
  if (old.some(({ supersededAt }) => supersededAt !== undefined)) throw new Refusal("conflict", "FACT_REPLACED");
  await records.facts.end(agencyId, ids, at);
}

/** Whoever decides on it has a part in it, like everybody else of the agency: the audit says so. */
const isOfWholeAgency = ({ personId, unitId }: FactRow): boolean => personId === undefined && unitId === undefined;

/** One note for each person's row, or one for a whole file, which names its lines itself. */
async function note(acting: Acting, command: DecideCommand, rows: readonly FactRow[], moment: number): Promise<void> {
  const { records, actor } = acting;
  const action = command.verdict === "CONFIRMED" ? "confirm" : "reject";
  if ("fileId" in command.which) {
    const ofAgency = rows.filter(isOfWholeAgency).length;
    const detail = { rows: rows.length, reason: command.reason, ...(ofAgency > 0 && { wholeAgency: ofAgency }) };
    const { agencyId, which } = command;
    await records.audit(actor, { action, resource: "fact-file", objectId: which.fileId, agencyId, detail }, moment);
    return;
  }
  for (const row of rows) {
    const detail = { reason: command.reason, ...(isOfWholeAgency(row) && { wholeAgency: 1 }) };
    await records.audit(actor, noteOf(row, action, detail), moment);
  }
}

function refuseUnlessCounted(which: DecideCommand["which"]): void {
  if ("fileId" in which || (which.ids.length > 0 && which.ids.length <= mostIds)) return;
  const [code, params] = which.ids.length === 0 ? ["LIST_TOO_SHORT", { min: 1 }] : ["LIST_TOO_LONG", { max: mostIds }];
  throw new Refusal("invalid", "REQUEST_INVALID", {}, [
    { pointer: "/ids", code, params: { ...params, length: which.ids.length } },
  ]);
}

/**
 * Confirms or rejects proposals of somebody else, about somebody else and other units than the own. What a confirmed one replaces ends in the same
 * transaction.
 */
export const decideFacts =
  (needs: DecideNeeds) =>
  async (caller: Caller, given: DecideCommand): Promise<Decided> => {
    refuseUnlessCounted(given.which);
    const own = await ofOwnUnits(needs, caller, given);
    return asOfficer(needs, caller, rightToDecide, given.agencyId, async (acting) => {
      const { records } = acting;
      const command = { ...given, reason: reasonOf(given.reason) };
      const { agencyId, verdict } = command;
      const decided = await records.once(caller, async () => {
        const moment = await beginChange(acting, agencyId);
        const rows = await rowsOf(acting, command, caller.personId, own);
        refuseUnlessDecidable(rows, caller.personId, own);
        if (verdict === "CONFIRMED") await endReplaced(acting, agencyId, rows, moment);
        const ids = rows.map(({ id }) => id);
        await records.facts.decide(agencyId, ids, verdict, caller.personId, moment);
        await note(acting, command, rows, moment);
        const told = { kind: "FACT", agencyId, key: String(moment), at: moment } as const;
        if (verdict === "CONFIRMED") await records.corrections.enqueue({ ...told, body: { type: "facts", moment } });
        return String(rows.length);
      });
      return { decided: Number(decided) };
    });
  };
