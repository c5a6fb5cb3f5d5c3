import { add, compare, one, parseRational, rational, type Rational, zero } from "@kinerja/common/kernel";

import { type Bracket, type Edges, type Percent, type Printed } from "../document.ts";
import { type Path, type Report } from "../fault.ts";

const longestPercent = 40;
const hundred = rational(100n);

export function checkPercent(percent: Percent, path: Path, report: Report): void {
  const value = String(percent).length <= longestPercent ? parseRational(String(percent)) : undefined;
  if (!value || value.num < 0n) report(path, "POLICY_PERCENT");
}

/** A percent that is cut from the whole, or paid of it. */
export function checkPart(percent: Percent, path: Path, report: Report): void {
  checkPercent(percent, path, report);
  const value = parseRational(String(percent));
  if (value && compare(value, hundred) > 0) report(path, "POLICY_PERCENT_MORE");
}

/** A place on the number line: at a number, or just above it. */
type Place = { readonly at: Rational; readonly above: boolean; readonly printed: string };

const start: Place = { at: zero, above: false, printed: "0" };

const placeAt = (printed: Printed, above: boolean): Place => ({
  at: parseRational(String(printed)) ?? zero,
  above,
  printed: String(printed),
});

/** Of whole numbers, just above 30 is 31: "1 to 30" and "31 to 60" leave nothing out. */
const whole = ({ at, above, printed }: Place): Place =>
  above ? { at: add(at, one), above: false, printed: String(at.num + 1n) } : { at, above, printed };

function lowerOf({ gte, gt }: Edges): Place {
  return gte === undefined ? placeAt(gt ?? 0, true) : placeAt(gte, false);
}

function upperOf({ lt, lte }: Edges): Place | undefined {
  if (lt !== undefined) return placeAt(lt, false);
  return lte === undefined ? undefined : placeAt(lte, true);
}

const isAfter = (a: Place, b: Place): boolean => {
  const order = compare(a.at, b.at);
  return order > 0 || (order === 0 && a.above && !b.above);
};
const isSame = (a: Place, b: Place): boolean => compare(a.at, b.at) === 0 && a.above === b.above;

/** The value between two brackets: a range, or one edge that neither of them holds. */
function reportGap(from: Place, to: Place, path: Path, report: Report): void {
  if (compare(from.at, to.at) === 0) report(path, "POLICY_TIER_EDGE", { at: from.printed });
  else report(path, "POLICY_TIER_GAP", { from: from.printed, to: to.printed });
}

function checkWhole(edges: Edges, path: Path, report: Report): boolean {
  const broken = (["gte", "gt", "lt", "lte"] as const).filter(
    (edge) => parseRational(String(edges[edge] ?? 0))?.den !== 1n,
  );
  for (const edge of broken) report([...path, edge], "POLICY_VALUE_WRONG", { expected: "0, 1, 2, …" });
  return broken.length === 0;
}

type Extent = { readonly lower: Place; readonly upper: Place | undefined; readonly path: Path; readonly edges: Edges };

function extentsOf(brackets: readonly Edges[], path: Path, isWhole: boolean): Extent[] {
  const norm = isWhole ? whole : (place: Place): Place => place;
  return brackets.map((edges, index): Extent => {
    const upper = upperOf(edges);
    return { lower: norm(lowerOf(edges)), upper: upper && norm(upper), path: [...path, index], edges };
  });
}

/** Where a bracket begins: just where the one before it ends, which has no end if `reached` is not there. */
function checkLower(reached: Place | undefined, { lower, path, edges }: Extent, report: Report): void {
  const place = [...path, edges.gte === undefined ? "gt" : "gte"];
  if (!reached || isAfter(reached, lower)) report(place, "POLICY_TIER_OVERLAP", { at: lower.printed });
  else if (!isSame(reached, lower)) reportGap(reached, lower, place, report);
}

function checkUpper({ lower, upper, path, edges }: Extent, report: Report): void {
  if (upper && !isAfter(upper, lower))
    report([...path, edges.lt === undefined ? "lte" : "lt"], "POLICY_TIER_EMPTY", { at: upper.printed });
}

/**
 * Brackets in ascending order hold everything from 0 on exactly once. `isWhole`: what is measured comes in whole numbers only, and so do the edges.
 */
export function checkEdges(brackets: readonly Edges[], path: Path, isWhole: boolean, report: Report): void {
  if (isWhole && !brackets.map((edges, index) => checkWhole(edges, [...path, index], report)).every(Boolean)) return;
  let reached: Place | undefined = start;
  for (const extent of extentsOf(brackets, path, isWhole)) {
    checkLower(reached, extent, report);
    checkUpper(extent, report);
    reached = extent.upper;
  }
  if (reached) report([...path, brackets.length - 1], "POLICY_TIER_GAP", { from: reached.printed, to: "∞" });
}

export function checkBrackets(brackets: readonly Bracket[], path: Path, isWhole: boolean, report: Report): void {
  brackets.forEach(({ percent }, index) => checkPercent(percent, [...path, index, "percent"], report));
  checkEdges(brackets, path, isWhole, report);
}
