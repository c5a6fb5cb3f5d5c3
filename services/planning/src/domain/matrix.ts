import { invalid, Refusal, type Violation } from "@kinerja/common/errors";

/** One role-result of the matriks pembagian peran dan hasil (MPPH): which subordinate carries which result of the leader. */
export type Cell = { readonly leaderRhkId: string; readonly personId: string; readonly result: string };

function refuseStrangers(code: string, field: keyof Cell, cells: readonly Cell[], known: ReadonlySet<string>): void {
  const violations = cells.flatMap((cell, at): Violation[] =>
    known.has(cell[field]) ? [] : [{ pointer: `/cells/${at}/${field}`, code }],
  );
  if (violations.length > 0) throw new Refusal("refused", code, {}, violations);
}

/** The matrix is whole: each cell joins a result of the leader with somebody who reports to the leader, once. */
export function checkMatrix(
  cells: readonly Cell[],
  leaderRhks: ReadonlySet<string>,
  subordinates: ReadonlySet<string>,
): void {
  if (cells.length === 0) throw invalid("/cells", "LIST_TOO_SHORT", { min: 1, length: 0 });
  const keys = cells.map(({ leaderRhkId, personId }) => `${leaderRhkId}/${personId}`);
  const places = new Map(keys.map((key, at) => [key, at]));
  const repeated = keys.findIndex((key, at) => places.get(key) !== at);
  if (repeated >= 0) throw invalid(`/cells/${repeated}`, "ITEM_NAMED_TWICE");
  refuseStrangers("LEADER_RHK_UNKNOWN", "leaderRhkId", cells, leaderRhks);
  refuseStrangers("NOT_A_SUBORDINATE", "personId", cells, subordinates);
}
