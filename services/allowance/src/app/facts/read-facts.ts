import { type Period } from "@kinerja/common/kernel";

import {
  type DayOfChecks,
  type OutageCandidate,
  outageCandidates,
  type OutageSigns,
} from "../../domain/facts/outage-candidates.ts";
import { type FactRow } from "../../domain/facts/row.ts";
import { shownTo } from "../../domain/facts/shown.ts";
import { asOfficer, type OfficerNeeds } from "../authorise.ts";
import { type Caller } from "../ports.ts";
import { type FactPage, type FactQuery } from "./ports.ts";

/** Facts name people: reading them is one audit row. */
export const listFacts =
  (needs: OfficerNeeds) =>
  (caller: Caller, agencyId: string, query: FactQuery): Promise<FactRow[]> =>
    asOfficer(needs, caller, ["list", "fact"], agencyId, async ({ records, actor, at }) => {
      const { kind = "", personId = "", fileId = "", after = "", open, limit } = query;
      const detail = { kind, personId, fileId, open: String(open), after, limit };
      await records.audit(actor, { action: "list", resource: "fact", objectId: agencyId, agencyId, detail }, at);
      return (await records.facts.page(agencyId, query)).map((row) => shownTo(row, actor.role));
    });

/** What is recorded about the caller, open and ended rows too: everybody may see what the own pay rests on. */
export const listOwnFacts =
  ({ store }: Pick<OfficerNeeds, "store">) =>
  ({ personId }: Caller, page: FactPage): Promise<FactRow[]> =>
    store.transaction({ agencies: [], person: personId }, ({ facts }) => facts.pageOfPerson(personId, page));

export type CandidateNeeds = OfficerNeeds & {
  /** The missed checks of the agency's month by day, or of one of its units, as activity has them. */
  readonly checksOf: (
    caller: Caller,
    agencyId: string,
    unitId: string | undefined,
    period: Period,
  ) => Promise<readonly DayOfChecks[]>;
  readonly signs: OutageSigns;
};
export type CandidatesQuery = {
  readonly agencyId: string;
  readonly unitId: string | undefined;
  readonly period: Period;
};

/** Days on which the machines may have failed. Nothing is applied: a person proposes an outage, with a reason. */
export const listOutageCandidates =
  (needs: CandidateNeeds) =>
  async (caller: Caller, { agencyId, unitId, period }: CandidatesQuery): Promise<OutageCandidate[]> => {
    await asOfficer(needs, caller, ["list", "fact"], agencyId, ({ records, actor, at }) => {
      const detail = { period, unitId: unitId ?? "" };
      const note = { action: "list", resource: "outage-candidate", objectId: agencyId, agencyId, detail };
      return records.audit(actor, note, at);
    });
    return outageCandidates(await needs.checksOf(caller, agencyId, unitId, period), needs.signs);
  };
