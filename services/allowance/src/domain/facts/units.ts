/** Each unit of an agency with the one above it; empty for the root. */
export type UnitTree = ReadonlyMap<string, string>;

/** Whether the unit is the other or below it. A tree that goes round ends. */
export function isWithin(tree: UnitTree, unitId: string, above: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = unitId; at !== undefined && at !== "" && !seen.has(at); at = tree.get(at)) {
    if (at === above) return true;
    seen.add(at);
  }
  return false;
}
