/** A unit of the tree. */
export type TreeUnit = { readonly id: string; readonly parentId: string | undefined };

/** Deeper than any agency; a tree with a circle in it ends here, too. */
const mostLevels = 20;

/** Finds a unit and those above it, the nearest first; a unit that is not in the tree stands alone. */
export function unitPaths(units: readonly TreeUnit[]): (unitId: string) => readonly string[] {
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId]));
  const known = new Map<string, readonly string[]>();
  const walk = (unitId: string): readonly string[] => {
    const path: string[] = [];
    for (let at: string | undefined = unitId; at !== undefined && path.length < mostLevels; at = parents.get(at))
      if (path.includes(at)) break;
      else path.push(at);
    return path;
  };
  return (unitId) => {
    const path = known.get(unitId) ?? walk(unitId);
    known.set(unitId, path);
    return path;
  };
}
