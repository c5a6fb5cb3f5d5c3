import { exactOf, isWhole } from "./exact.ts";
import { type Statement, type Step } from "./types.ts";

/** What one result of a policy came to beside the main one, as the pay for an acted post. */
export interface Component {
  /** Its result: label, article, net. */
  readonly result: Step;
  readonly gross: bigint;
  readonly cut: bigint;
  readonly net: bigint;
  /** All of its lines but the result, in the order of the computation. */
  readonly steps: readonly Step[];
}

export interface Parts {
  /** Lines of the main components, their results among them. */
  readonly main: readonly Step[];
  readonly others: readonly Component[];
}

const amountOf = ({ amountRupiah }: Step): bigint => BigInt(amountRupiah);
const isChange = ({ effect }: Step): boolean => effect === "ADD" || effect === "CUT";
const isRoundingOf = (result: Step, { stepId }: Step): boolean => stepId === `${result.stepId}.rounding`;

/** Lines from one gross to the next; what is computed before a gross stands with it. */
function segmentsOf(steps: readonly Step[]): Step[][] {
  const segments: Step[][] = [];
  let waiting: Step[] = [];
  for (const step of steps) {
    waiting.push(step);
    if (step.effect === "BASE") segments.push(waiting);
    else if (isChange(step) && segments.length > 0) segments.at(-1)?.push(...waiting);
    else continue;
    waiting = [];
  }
  segments.at(-1)?.push(...waiting);
  return segments;
}

const grossOf = (steps: readonly Step[]): Step | undefined => steps.find(({ effect }) => effect === "BASE");

/** A gross is rounded on its line; the result names it exactly. */
function isGrossOf(result: Step, steps: readonly Step[]): boolean {
  const [told, gross] = [exactOf(result.base), grossOf(steps)];
  if (told === undefined || gross === undefined) return false;
  return gross.exact === result.base || (isWhole(told) && gross.amountRupiah === result.base);
}

/** The segments by their results; undefined unless each leads exactly to its own. */
function pairsOf(steps: readonly Step[]): readonly (readonly [result: Step, lines: readonly Step[]])[] | undefined {
  const results = steps.filter(({ effect }) => effect === "RESULT");
  const isOfEnd = (step: Step): boolean =>
    step.effect === "RESULT" || results.some((result) => isRoundingOf(result, step));
  const left = segmentsOf(steps.filter((step) => !isOfEnd(step)));
  if (left.length !== results.length) return undefined;
  const pairs = results.map((result) => {
    const at = left.findIndex((lines) => isGrossOf(result, lines));
    const found = at < 0 ? [] : left.splice(at, 1).flat();
    return [result, [...found, ...steps.filter((step) => isRoundingOf(result, step))]] as const;
  });
  const leads = ([result, lines]: (typeof pairs)[number]): boolean =>
    lines.filter((step) => step.effect === "BASE" || isChange(step)).reduce((sum, step) => sum + amountOf(step), 0n) === amountOf(result); // prettier-ignore
  return pairs.every(leads) ? pairs : undefined;
}

/**
 * Which lines lead to which result. The server tells them in one list, so they are told apart by where they stand, and only if every component
 * then adds up; else all of them are shown as one.
 */
export function partsOf({ steps }: Pick<Statement, "steps">): Parts {
  const employments = [...new Set(steps.map(({ employmentId }) => employmentId))];
  const parts = employments.map((employment): Parts => {
    const own = steps.filter(({ employmentId }) => employmentId === employment);
    const [main, ...others] = pairsOf(own) ?? [];
    if (main === undefined || others.length === 0) return { main: own, others: [] };
    return { main: [...main[1], main[0]], others: others.map(([result, lines]) => componentOf(result, lines)) };
  });
  return { main: parts.flatMap(({ main }) => main), others: parts.flatMap(({ others }) => others) };
}

function componentOf(result: Step, steps: readonly Step[]): Component {
  const gross = grossOf(steps);
  const [before, net] = [gross === undefined ? 0n : amountOf(gross), amountOf(result)];
  return { result, gross: before, cut: before - net, net, steps };
}
