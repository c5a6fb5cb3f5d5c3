import { type Caller, ownGrant } from "./authorise.ts";
import { type Directory } from "./directory.ts";
import { type ParentChoice, type ReadStore } from "./views.ts";

const choiceLimit = 300;

export type OfferedParent = ParentChoice & { readonly role: string };

/** What the results of the caller's SKP can lean on. Who works under somebody may read that one's results, wherever the two are employed. */
export const listParentChoices =
  (needs: { readonly store: ReadStore; readonly directory: Pick<Directory, "superiorOf" | "employmentsOf"> }) =>
  async (caller: Caller, { year }: { readonly year: number }): Promise<readonly OfferedParent[]> => {
    const [superior, employments] = await Promise.all([
      needs.directory.superiorOf(caller),
      needs.directory.employmentsOf(caller, year),
    ]);
    const own = ownGrant(caller);
    const cells = await needs.store.look(own, undefined, (view) => view.cellsNaming(caller.personId, year));
    const roles = new Map(cells.map(({ leaderRhkId, result }) => [leaderRhkId, result]));
    const query = {
      carriers: superior === undefined ? [] : [superior],
      rhkIds: [...roles.keys()],
      unitIds: employments.map(({ unitId }) => unitId),
      year,
    };
    const grant = { ...own, person: superior ?? own.person };
    const found = await needs.store.look(grant, undefined, (view) => view.parents(query, choiceLimit));
    return found.map((choice) => ({ ...choice, role: roles.get(choice.parentId) ?? "" }));
  };
