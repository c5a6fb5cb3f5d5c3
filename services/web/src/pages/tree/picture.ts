import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
export type TreeNode = Readonly<Schemas["TreeNode"]>;
export type Objective = Readonly<Omit<Schemas["AgreementObjective"], "indicators">> & {
  readonly indicators: readonly { readonly indicatorId?: string }[];
};
export interface Agreement {
  readonly unitId: string;
  readonly objectives: readonly Objective[];
}

export interface Branch {
  readonly node: TreeNode;
  readonly children: readonly Branch[];
  /** People who carry it, here and below. */
  readonly people: number;
}

/** What is shown at once: an objective with its indicators, or one result that leans on something above the unit. */
export interface Group {
  readonly unitId: string;
  /** Words of the objective; undefined where the only branch is itself the top. */
  readonly objective: string | undefined;
  readonly branches: readonly Branch[];
}

export interface Figures {
  readonly indicators: number;
  readonly carried: number;
  readonly results: number;
  readonly connected: number;
  readonly provisional: number;
}

export interface Picture {
  readonly groups: readonly Group[];
  readonly figures: Figures;
  /** Indicators that nobody carries, with the number of their group. */
  readonly uncarried: readonly { readonly node: TreeNode; readonly group: number }[];
  /** Results that lead nowhere. */
  readonly orphans: readonly TreeNode[];
}

export const isIndicator = ({ kind }: TreeNode): boolean => kind === "AGREEMENT_INDICATOR";
const isOrphan = (node: TreeNode): boolean => node.gap && !isIndicator(node);

function countOf(nodes: readonly TreeNode[]): Figures {
  const indicators = nodes.filter(isIndicator);
  const results = nodes.filter((node) => !isIndicator(node));
  return {
    indicators: indicators.length,
    carried: indicators.filter(({ gap }) => !gap).length,
    results: results.length,
    connected: results.filter(({ gap }) => !gap).length,
    provisional: results.filter(({ kind }) => kind === "PROVISIONAL").length,
  };
}

/** Parents stand before children, so each branch is complete when its parent is made. */
function branchesOf(nodes: readonly TreeNode[]): Branch[] {
  const waiting = new Map<string, Branch[]>();
  const people = new Map<string, Set<string>>();
  for (const node of nodes.toReversed()) {
    const children = (waiting.get(node.nodeId) ?? []).toReversed();
    const carriers = new Set(children.flatMap((child) => [...(people.get(child.node.nodeId) ?? [])]));
    if (node.personId !== "") carriers.add(node.personId);
    people.set(node.nodeId, carriers);
    const siblings = waiting.get(node.parentId) ?? [];
    waiting.set(node.parentId, [...siblings, { node, children, people: carriers.size }]);
  }
  return (waiting.get("") ?? []).toReversed();
}

function groupsOf(branches: readonly Branch[], agreements: readonly Agreement[]): Group[] {
  const objectives = new Map(
    agreements.flatMap(({ unitId, objectives: all }) =>
      all.flatMap((objective) =>
        objective.indicators.map(({ indicatorId = "" }) => [indicatorId, { unitId, objective }] as const),
      ),
    ),
  );
  const groups = new Map<string, Group>();
  for (const branch of branches.filter(({ node }) => !isOrphan(node))) {
    const found = objectives.get(branch.node.nodeId);
    const key = found === undefined ? branch.node.nodeId : `${found.unitId}/${found.objective.objectiveId ?? ""}`;
    groups.set(key, {
      unitId: branch.node.unitId,
      objective: found?.objective.text,
      branches: [...(groups.get(key)?.branches ?? []), branch],
    });
  }
  return [...groups.values()];
}

/** Orders the nodes of a cascade into what a person looks at. */
export function pictureOf(nodes: readonly TreeNode[], agreements: readonly Agreement[]): Picture {
  const groups = groupsOf(branchesOf(nodes), agreements);
  return {
    groups,
    figures: countOf(nodes),
    uncarried: groups.flatMap(({ branches }, group) =>
      branches.filter(({ node }) => node.gap && isIndicator(node)).map(({ node }) => ({ node, group })),
    ),
    orphans: nodes.filter(isOrphan),
  };
}

const needsLook = ({ node }: Branch): boolean => node.gap || node.kind === "PROVISIONAL";
const siblingLimit = 8;

/** Beyond eight siblings the rest is folded; what needs a look is never in the fold. */
export function foldOf(branches: readonly Branch[]): { readonly shown: readonly Branch[]; readonly rest: Branch[] } {
  if (branches.length <= siblingLimit) return { shown: branches, rest: [] };
  const ordered = [...branches.filter(needsLook), ...branches.filter((branch) => !needsLook(branch))];
  const place = Math.max(siblingLimit - 1, ordered.filter(needsLook).length);
  return { shown: ordered.slice(0, place), rest: ordered.slice(place) };
}

const depthOf = (branches: readonly Branch[]): number =>
  branches.reduce((deepest, { children }) => Math.max(deepest, 1 + depthOf(children)), 0);

/** Columns that fit beside each other on a desktop; deeper levels are folded into their parent. */
export const columnLimit = 4;

export function columnsOf({ objective, branches }: Group): number {
  return Math.min(columnLimit, depthOf(branches) + (objective === undefined ? 0 : 1));
}

/** Everybody in a group, for the names. */
export function peopleOf(branches: readonly Branch[]): string[] {
  return branches.flatMap(({ node, children }) => [node.personId, ...peopleOf(children)]);
}
