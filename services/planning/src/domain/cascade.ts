import { Refusal, type Violation } from "@kinerja/common/errors";

import { type Content, type Parent, type PositionKind, type WorkResult } from "./content.ts";

/** Something that a result can lean on. */
export type Node = {
  readonly id: string;
  readonly kind: "INDICATOR" | "RHK";
  /** Who carries a result; undefined for an indicator of an agreement. */
  readonly personId: string | undefined;
  readonly unitId: string;
  readonly year: number;
  readonly parentId: string | undefined;
  /** Whether it is set now, whatever else is being written. */
  readonly isSet: boolean;
};

/** What stands above some results, by id: their parents, the parents of those, and so on. */
export type Cascade = ReadonlyMap<string, Node>;

/** Whose results somebody may lean on. */
export type Leaders = {
  /** The superior, and who acts for the superior. */
  readonly people: ReadonlySet<string>;
  /** Results that a role matrix gave the person a part of, whoever carries them (penugasan dari unit lain). */
  readonly assigned: ReadonlySet<string>;
};

/** Levels of the cascade, from a result up to the agreement. A ministry has five. */
export const deepest = 12;

type End = "agreement" | "open" | "cycle" | "too-deep";

/** Where the way up from a node ends. */
function climb(start: string, cascade: Cascade, own: ReadonlyMap<string, string | undefined>): End {
  const seen = new Set<string>();
  let id: string | undefined = start;
  for (let level = 0; level <= deepest; level++) {
    if (id === undefined) return "open";
    if (seen.has(id)) return "cycle";
    seen.add(id);
    const node = cascade.get(id);
    if (node?.kind === "INDICATOR") return "agreement";
    id = own.has(id) ? own.get(id) : node?.parentId;
  }
  return "too-deep";
}

const pointerOf = (at: number): string => `/content/results/${at}/parentId`;

function refuseWith(code: string, violations: readonly Violation[]): void {
  if (violations.length > 0) throw new Refusal("refused", code, {}, violations);
}

type Way = { readonly result: WorkResult; readonly end: End };

function checkWays(results: readonly WorkResult[], cascade: Cascade): Way[] {
  const own = new Map(results.map(({ id, parent }) => [id, parent?.id]));
  const ways = results.map((result) => ({ result, end: climb(result.id, cascade, own) }));
  const faults = (wanted: End, code: string): Violation[] =>
    ways.flatMap(({ end }, at) => (end === wanted ? [{ pointer: pointerOf(at), code }] : []));
  refuseWith("CASCADE_CYCLE", faults("cycle", "CASCADE_CYCLE"));
  refuseWith("CASCADE_TOO_DEEP", faults("too-deep", "CASCADE_TOO_DEEP"));
  return ways;
}

function mayLeanOn(parent: Parent, node: Node | undefined, leaders: Leaders): boolean {
  if (node === undefined) return false;
  if (parent.kind === "AGREEMENT_INDICATOR" || node.kind === "INDICATOR")
    return node.kind === "INDICATOR" && parent.kind === "AGREEMENT_INDICATOR";
  return leaders.assigned.has(node.id) || (node.personId !== undefined && leaders.people.has(node.personId));
}

function kindOf(node: Node, year: number): Parent["kind"] {
  if (node.kind === "INDICATOR") return "AGREEMENT_INDICATOR";
  return node.isSet && node.year === year ? "SUPERIOR_RHK" : "PROVISIONAL";
}

function withTrueParent(result: WorkResult, cascade: Cascade, year: number): WorkResult {
  const node = result.parent && cascade.get(result.parent.id);
  return node ? { ...result, parent: { id: node.id, kind: kindOf(node, year) } } : result;
}

/** A draft may lean on what is not set yet, on last year's and on nothing: only a wrong leader and a circle are refused. */
export function checkDraft(content: Content, cascade: Cascade, leaders: Leaders, year: number): Content {
  checkWays(content.results, cascade);
  refuseWith(
    "PARENT_NOT_OF_SUPERIOR",
    content.results.flatMap(({ parent }, at) =>
      parent === undefined || mayLeanOn(parent, cascade.get(parent.id), leaders)
        ? []
        : [{ pointer: pointerOf(at), code: "PARENT_NOT_OF_SUPERIOR" }],
    ),
  );
  return { ...content, results: content.results.map((result) => withTrueParent(result, cascade, year)) };
}

export type Setting = {
  readonly content: Content;
  readonly positionKind: PositionKind;
  readonly unitId: string;
  readonly year: number;
};

/** The own unit's agreement is for heads of units; a result is for who works under its carrier. */
function mayBeSetOn(parent: Parent, node: Node, { positionKind, unitId, year }: Setting, leaders: Leaders): boolean {
  if (node.kind === "INDICATOR") return positionKind === "UNIT_HEAD" && node.unitId === unitId;
  return mayLeanOn({ ...parent, kind: kindOf(node, year) }, node, leaders);
}

function faultOfMain(
  { result: { parent }, end }: Way,
  setting: Setting,
  { cascade, leaders }: { readonly cascade: Cascade; readonly leaders: Leaders },
): string | undefined {
  if (parent === undefined) return "PARENT_MISSING";
  const node = cascade.get(parent.id);
  if (!node?.isSet || node.year !== setting.year) return "PARENT_NOT_SET";
  if (!mayBeSetOn(parent, node, setting, leaders)) return "PARENT_NOT_OF_SUPERIOR";
  return end === "agreement" ? undefined : "PARENT_NOT_SET";
}

/** Every main result leans on what is set, of the superior or of the own unit's agreement, and its way ends there. Then no parent is provisional any more. */
export function checkSettable(setting: Setting, cascade: Cascade, leaders: Leaders): Content {
  const { results } = setting.content;
  const faults = checkWays(results, cascade).flatMap((way, at): Violation[] => {
    const code = way.result.kind === "UTAMA" ? faultOfMain(way, setting, { cascade, leaders }) : undefined;
    return code === undefined ? [] : [{ pointer: pointerOf(at), code }];
  });
  refuseWith(
    "PARENT_NOT_OF_SUPERIOR",
    faults.filter(({ code }) => code === "PARENT_NOT_OF_SUPERIOR"),
  );
  refuseWith("PARENT_NOT_SET", faults);
  return { ...setting.content, results: results.map((result) => withTrueParent(result, cascade, setting.year)) };
}
