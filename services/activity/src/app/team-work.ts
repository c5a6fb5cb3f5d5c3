import { withDerivedFlags } from "../domain/listing.ts";
import { byUrgency, memberWork, type MemberWork, todaysAt } from "../domain/team-work.ts";
import { type Caller, type Grant } from "./authorise.ts";
import { type InboxNeeds } from "./inbox.ts";
import { pageOfPeople } from "./people-page.ts";
import { spanOf } from "./read.ts";

export type TeamWorkQuery = {
  readonly from: string;
  readonly to: string;
  readonly pageSize?: number | undefined;
  readonly pageToken?: string | undefined;
};

export type TeamWorkPage = { readonly members: readonly MemberWork[]; readonly next: string };

/** A month of so many people is read in one go. */
const peopleAtOnce = 50;

/** What everybody who reports to the caller did in some days; on a page the most urgent first. */
export const getTeamWork =
  ({ store, subordinatesOf, now }: Omit<InboxNeeds, "workingDays">) =>
  async (caller: Caller, query: TeamWorkQuery): Promise<TeamWorkPage> => {
    const span = spanOf(query.from, query.to);
    const team = await subordinatesOf(caller);
    const { people: personIds, next } = pageOfPeople(
      "work",
      team.map(({ personId }) => personId),
      query,
    );
    if (personIds.length === 0) return { members: [], next };
    const agencies = [...new Set(team.map(({ agencyId }) => agencyId))];
    const grant: Grant = { agencies, person: caller.personId, role: "superior" };
    const note = { caller, action: "inbox", resource: "entry", objectId: span.from };
    const members = await store.look(grant, note, async (view) => {
      const tasks = await view.taskCounts(personIds, span, todaysAt(now()));
      const work: MemberWork[] = [];
      for (let at = 0; at < personIds.length; at += peopleAtOnce) {
        const people = personIds.slice(at, at + peopleAtOnce);
        const listed = await view.listedOf(people, span);
        const flagged = Map.groupBy(withDerivedFlags(listed, await view.known(listed)), ({ personId }) => personId);
        work.push(...people.map((id) => memberWork(id, flagged.get(id) ?? [], tasks.get(id))));
      }
      return work.sort(byUrgency);
    });
    return { members, next };
  };
