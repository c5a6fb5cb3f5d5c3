import { type SkpState } from "./skp.ts";

/** A node of a unit's cascade, as stored. */
export type TreeRow = {
  readonly id: string;
  readonly kind: "INDICATOR" | "RHK";
  readonly parentId: string | undefined;
  readonly text: string;
  readonly personId: string | undefined;
  readonly unitId: string;
  /** Of the SKP that it stands in; undefined for an indicator. */
  readonly state: SkpState | undefined;
  readonly isSet: boolean;
  /** A main result must lead to an agreement; an additional one need not. */
  readonly isMain: boolean;
  /** Somebody carries it, here or elsewhere. */
  readonly isCarried: boolean;
  /** Its way up ends at an indicator of an agreement. */
  readonly isAnchored: boolean;
};

export type TreeNode = TreeRow & { readonly isGap: boolean };

const isGap = ({ kind, isMain, isCarried, isAnchored }: TreeRow): boolean =>
  kind === "INDICATOR" ? !isCarried : isMain && !isAnchored;

/** Parents before children, each branch together; a parent outside of the rows is a top, and so is one row of a circle. */
export function orderTree(rows: readonly TreeRow[]): TreeNode[] {
  const ids = new Set(rows.map(({ id }) => id));
  const children = Map.groupBy(rows, ({ parentId = "" }) => (ids.has(parentId) ? parentId : ""));
  const ordered = new Set<TreeRow>();
  // The tops lie on top of the stack; what a circle keeps from being reached follows at the end.
  const open = [...rows.toReversed(), ...(children.get("") ?? []).toReversed()];
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (ordered.has(row)) continue;
    ordered.add(row);
    open.push(...(children.get(row.id) ?? []).toReversed());
  }
  return [...ordered].map((row) => ({
    ...row,
    parentId: row.parentId !== undefined && ids.has(row.parentId) ? row.parentId : undefined,
    isGap: isGap(row),
  }));
}
