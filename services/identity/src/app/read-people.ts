import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { everywhere, type Today, todayAt } from "../domain/validity.ts";
import { type Authorise, type Can, causeOf, factsOf, roleIn } from "./authorise.ts";
import { type Directory, type ListedPerson, type NameView, type SubordinateView, type Tie } from "./directory.ts";
import { type Actor, type Caller, type Now } from "./ports.ts";

export type ReadNeeds = {
  readonly directory: Directory;
  readonly authorise: Authorise;
  readonly can: Can;
  readonly now: Now;
};

export const dayOrToday = (needs: Pick<ReadNeeds, "now">, day: Day | undefined): Today =>
  day === undefined ? todayAt(needs.now()) : everywhere(day);

/** Beside whom the policy names: people who ever answered for each other know each other's names, across agencies. */
function maySeeName(can: Can, actor: Actor, { personId, agencies, related }: Tie): boolean {
  const target = { agencies, self: personId === actor.personId };
  return related || can("lookup", "person", factsOf(actor, target)) === "allow";
}

export type LookupPeople = (caller: Caller, people: readonly PersonId[]) => Promise<readonly NameView[]>;
export const lookupPeople =
  (needs: ReadNeeds): LookupPeople =>
  async (caller, people) => {
    const today = todayAt(needs.now());
    const actor = await needs.directory.actor(caller, today);
    const ties = await needs.directory.ties(actor.personId, [...new Set(people)]);
    const visible = ties.filter((tie) => maySeeName(needs.can, actor, tie));
    const agencies = [...new Set(visible.flatMap((tie) => tie.agencies))];
    const detail = { asked: people.length, shown: visible.map(({ personId }) => personId) };
    const cause = causeOf(caller, roleIn(actor, agencies), needs.now());
    await needs.directory.audit({ action: "lookup", resource: "person", detail }, cause);
    const ids = visible.map(({ personId }) => personId);
    return needs.directory.names({ agencies, person: actor.personId }, ids, today);
  };

export type ListPeople = (
  caller: Caller,
  query: {
    readonly agencyId: AgencyId;
    readonly unitId: string | undefined;
    readonly onDay: Day | undefined;
    readonly namePrefix: string | undefined;
    readonly activated: boolean | undefined;
    readonly hasSuperior: boolean | undefined;
    readonly pageSize: number;
    readonly after: string | undefined;
  },
) => Promise<{ readonly people: readonly ListedPerson[]; readonly next: string | undefined }>;

export const listPeople =
  (needs: ReadNeeds): ListPeople =>
  async (caller, { agencyId, onDay, pageSize, ...query }) => {
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    needs.authorise(actor, "list", "person", { agencies: [agencyId] });
    const detail = { unitId: query.unitId ?? "", after: query.after ?? "", pageSize };
    const cause = causeOf(caller, roleIn(actor, [agencyId]), needs.now());
    await needs.directory.audit({ action: "list", resource: "person", agencyId, detail }, cause);
    const today = dayOrToday(needs, onDay);
    const found = await needs.directory.people(
      { agencies: [agencyId] },
      { ...query, agencyId, today, limit: pageSize + 1 },
    );
    const people = found.slice(0, pageSize);
    return { people, next: found.length > pageSize ? people.at(-1)?.employment.id : undefined };
  };

export type ListSubordinates = (caller: Caller, onDay: Day | undefined) => Promise<readonly SubordinateView[]>;
export const listSubordinates =
  (needs: ReadNeeds): ListSubordinates =>
  async (caller, onDay) => {
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    const subordinates = await needs.directory.subordinates(actor.personId, dayOrToday(needs, onDay));
    const detail = { shown: subordinates.map(({ person }) => person.personId) };
    const entry = { action: "list-subordinates", resource: "person", detail };
    await needs.directory.audit(entry, causeOf(caller, "SUPERIOR", needs.now()));
    return subordinates;
  };

export type GetMe = (caller: Caller) => Promise<Awaited<ReturnType<Directory["self"]>> & Pick<Actor, "roles">>;
export const getMe =
  ({ directory, now }: ReadNeeds): GetMe =>
  async (caller) => {
    const today = todayAt(now());
    const { roles } = await directory.actor(caller, today);
    return { ...(await directory.self(caller.personId, today)), roles };
  };

/** An id that stands for nothing the caller may see. */
export const unknown = (code: string): Refusal => new Refusal("not-found", code);
