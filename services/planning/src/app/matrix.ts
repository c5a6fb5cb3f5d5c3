import { checkMatrix, type Cell } from "../domain/matrix.ts";
import { type Caller, ownGrant } from "./authorise.ts";
import { type Directory } from "./directory.ts";
import { type MatrixStore } from "./stores.ts";
import { type ReadStore } from "./views.ts";

export type MatrixCommand = { readonly year: number; readonly cells: readonly Cell[] };

/** Records the role-result matrix of the caller for a year, whole. Members of a team that the caller leads count as subordinates here. */
export const saveRoleMatrix =
  (needs: { readonly matrices: MatrixStore; readonly directory: Pick<Directory, "subordinatesOf"> }) =>
  async (caller: Caller, command: MatrixCommand): Promise<number> => {
    const subordinates = new Set((await needs.directory.subordinatesOf(caller)).map(({ personId }) => personId));
    const act = { caller, grant: ownGrant(caller), need: ["save", "matrix"], command } as const;
    const key = { leaderId: caller.personId, year: command.year };
    return needs.matrices.replace(act, key, command.cells, (leaderRhks) =>
      checkMatrix(command.cells, leaderRhks, subordinates),
    );
  };

/** The caller's matrix, or the cells of others that name the caller. */
export const getRoleMatrix =
  (needs: { readonly store: ReadStore }) =>
  (caller: Caller, query: { readonly year: number; readonly namingMe: boolean }): Promise<readonly Cell[]> =>
    needs.store.look(ownGrant(caller), undefined, (view) =>
      query.namingMe ? view.cellsNaming(caller.personId, query.year) : view.cellsOf(caller.personId, query.year),
    );
