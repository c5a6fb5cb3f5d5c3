import { Refusal } from "@kinerja/common/errors";
import { type Day, type Period } from "@kinerja/common/kernel";

import { type Member } from "./stores.ts";
import { planMonth, spanOf, type Term } from "../domain/period.ts";
import { type Employment, placesOf } from "../domain/place.ts";
import { type Plan } from "../domain/plan.ts";
import { type Caller } from "./authorise.ts";

export type Unit = {
  readonly unitId: string;
  readonly parentId: string | undefined;
  /** Also who acts as the head; missing while vacant. */
  readonly headPersonId: string | undefined;
};

/** What identity answers. */
export type Directory = {
  /** Employments of people that overlap the days. */
  employments(personIds: readonly string[], from: Day, to: Day): Promise<readonly Employment[]>;
  /** Everybody who held an employment in the agency in the month, as sealed by count and hash. */
  roster(agencyId: string, month: Period): Promise<readonly Employment[]>;
  /** Whom the caller assesses today, as the superior or acting for one. */
  assessed(caller: Caller): Promise<readonly string[]>;
  units(caller: Caller, agencyId: string): Promise<readonly Unit[]>;
  /** Holidays of the caller's agency between two days. */
  daysOff(caller: Caller, from: Day, to: Day): Promise<ReadonlySet<Day>>;
};

/** Set SKP of people in a month, by person; that of the member's own employment before others. */
export type SetPlans = (members: readonly Member[], month: Period) => Promise<ReadonlyMap<string, Plan>>;

/** Where people belong in a term; who had no employment then is left out. */
export async function membersIn(
  { employments }: Pick<Directory, "employments">,
  personIds: readonly string[],
  term: Term,
): Promise<readonly Member[]> {
  if (personIds.length === 0) return [];
  const { from, to } = spanOf(term);
  const places = placesOf(await employments(personIds, from, to));
  return personIds.flatMap((personId) => {
    const place = places.get(personId);
    return place === undefined ? [] : [{ personId, place }];
  });
}

/** Somebody without an employment in the term has no evaluation that one could ask for. */
export async function memberIn(
  directory: Pick<Directory, "employments">,
  personId: string,
  term: Term,
): Promise<Member> {
  const [member] = await membersIn(directory, [personId], term);
  if (member === undefined) throw new Refusal("not-found", "NOT_FOUND");
  return member;
}

export const planOf = async (setPlans: SetPlans, member: Member, term: Term): Promise<Plan | undefined> =>
  (await setPlans([member], planMonth(term))).get(member.personId);
