import { casesOf } from "./cases.ts";
import { each } from "./each.ts";
import { agencyIdOf, personIdOf } from "./ids.ts";
import { type FirstOfficers } from "./people.ts";
import { type DemoPerson, type Province } from "./province.ts";
import { type Month, type Stage } from "./stage.ts";

/** A team inside of a division: its lead gives feedback and assesses nobody (ketua tim). */
export interface Team {
  readonly lead: DemoPerson;
  readonly members: readonly DemoPerson[];
}

const smallestDivision = 5;
const teamSize = 4;

/** One team in each division that is large enough; who goes to another agency is in none. */
export function leadsOf(world: { readonly province: Province; readonly month: Month }): Team[] {
  const moving = new Set(casesOf(world).moves.map(({ before }) => before.nip));
  const staff = world.province.people.filter(({ head, nip, superiorNip }) => !head && superiorNip !== "" && !moving.has(nip)); // prettier-ignore
  return [...Map.groupBy(staff, ({ superiorNip }) => superiorNip).values()].flatMap((division) => {
    const lead = division.toSorted((a, b) => b.positionClass - a.positionClass)[0];
    if (lead === undefined || division.length < smallestDivision) return [];
    return [{ lead, members: division.filter((one) => one !== lead).slice(0, teamSize) }];
  });
}

/** By decree of the agency. Returns how many people have a team lead. */
export async function appointLeads(stage: Stage, { maker }: FirstOfficers): Promise<number> {
  const teams = leadsOf(stage);
  await each(teams, 4, async ({ lead, members }) => {
    const path = `/v1/agencies/${agencyIdOf(lead.agency.siasnId)}/relations:set`;
    for (const member of members) {
      const token = await stage.accounts.access(maker);
      const people = { personId: personIdOf(member), otherPersonId: personIdOf(lead) };
      const body = { ...people, kind: "TEAM_LEAD", validFrom: `${stage.month.period}-01`, decree: "SK 800/88/2026" };
      await stage.http.post(path, body, token);
    }
  });
  return teams.reduce((sum, { members }) => sum + members.length, 0);
}
