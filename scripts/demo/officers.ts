import { type DemoPerson, type Province } from "./province.ts";

export const byAgency = (people: readonly DemoPerson[]): ReadonlyMap<string, readonly DemoPerson[]> => {
  const groups = new Map<string, DemoPerson[]>();
  for (const person of people) {
    const group = groups.get(person.agency.siasnId) ?? [];
    groups.set(person.agency.siasnId, group);
    group.push(person);
  }
  return groups;
};

export interface Officers {
  /** By agency: the personnel officer, the three who pay, and the second personnel officer, who closes the months whose files the first has brought. */
  readonly [agencySiasnId: string]: Readonly<
    Record<"personnel" | "maker" | "checker" | "approver" | "secondPersonnel", DemoPerson>
  >;
}

export const officerRoles = [
  ["personnel", "PERSONNEL_OFFICER"],
  ["maker", "PAY_MAKER"],
  ["checker", "PAY_CHECKER"],
  ["approver", "PAY_APPROVER"],
  ["secondPersonnel", "PERSONNEL_OFFICER"],
] as const;

/** Who looks at the first agency without changing anything: the last of its staff outside of the personnel unit. */
export const auditorOf = ({ agencies, people }: Pick<Province, "agencies" | "people">): DemoPerson | undefined =>
  people.findLast(
    ({ agency, head, department }) => agency === agencies[0] && !head && department?.isPersonnel === false,
  );

/** Five people of each agency's personnel unit hold its offices: their own rows are in the runs too. */
export function officersOf({ province }: { readonly province: Pick<Province, "people"> }): Officers {
  const chosen = [...byAgency(province.people)].map(([agency, people]) => {
    const unit = people.filter(({ department, division }) => department?.isPersonnel && division !== undefined);
    // Staff first; a small agency has too few of them, and heads of divisions sign too.
    const candidates = [...unit.filter(({ head }) => !head), ...unit.filter(({ head }) => head)];
    const named = officerRoles.map(([key], index) => [key, candidates[index]] as const);
    return [agency, Object.fromEntries(named)] as const;
  });
  return Object.fromEntries(chosen) as unknown as Officers;
}
