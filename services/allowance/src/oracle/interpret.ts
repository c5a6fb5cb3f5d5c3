import { type Period } from "@kinerja/common/kernel";

import { type PolicyDocument, type Step, type StepOf } from "../domain/policy/document.ts";
import { type Facts, type FactValue } from "../domain/policy/sources.ts";
import { monthNamed } from "./calendar.ts";
import { readFacts } from "./facts.ts";
import { type Fraction, minus, negative, reduced, rounded } from "./fraction.ts";
import { readGiven, readInputs } from "./inputs.ts";
import { type Reading, stepValue } from "./steps.ts";
import { attempt, holds, type OracleFlag, raise } from "./world.ts";

/*
 * The oracle: the slowest reading of a policy document that is obviously right, as a clerk would read the law. It shares nothing with the engine but
 * the types of the document: it has its own fractions and its own calendar, in which it walks from day to day, and looks everything up by name.
 */

export type ReadComponent = {
  readonly component: string;
  readonly gross: bigint;
  readonly cut: bigint;
  readonly net: bigint;
  readonly monthsLate: number;
};

export type Reckoning = {
  readonly status: "payable" | "blocked";
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Of every line: what it tells, in lowest terms. None when the row is blocked. */
  readonly steps: ReadonlyMap<string, Fraction>;
  readonly components: readonly ReadComponent[];
  readonly gross: bigint;
  readonly cut: bigint;
  readonly net: bigint;
  /** One of a code, severity and label (and id, where rules are told apart by it), sorted. */
  readonly flags: readonly OracleFlag[];
};

/** The names of the steps that a step reads. */
function readBy(step: Step): string[] {
  const names: string[] = [];
  if ("of" in step) names.push(...[step.of].flat());
  if ("replaces" in step) names.push(step.replaces);
  if (step.rule === "subtract") names.push(step.cut);
  if (step.rule === "difference") names.push(step.less);
  if (step.rule === "add_share") names.push(step.own);
  if (step.rule === "duration" || step.rule === "lag") names.push(step.base);
  if (step.rule === "product") names.push(...step.factors.flatMap((one) => ("step" in one ? one.step : [])));
  return names;
}

/** The gross of any result, and what it is made from. */
function underTheGross({ steps }: PolicyDocument): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    found.add(name);
    const step = steps.find(({ id }) => id === name);
    if (step) readBy(step).forEach(visit);
  };
  steps.forEach((step) => {
    if (step.rule === "result") visit(step.gross);
  });
  return found;
}

/** Rules whose line says what they are worth, never how they change another. */
const alwaysValues: ReadonlySet<Step["rule"]> = new Set([
  ...(["lookup", "amount", "share", "component_percent", "sum", "subtract"] as const),
  ...(["add_share", "score_sum", "point_value", "product", "result"] as const),
]);

/** The running amount that a step changes; of several amounts it is the first. */
function changedBy(step: Step): string | undefined {
  if ("replaces" in step) return step.replaces;
  return "of" in step ? [step.of].flat()[0] : undefined;
}

/** What the step's line tells. */
function lineOf(world: Reading, step: Step, isUnderGross: boolean): Fraction {
  const value = stepValue(world, step.id);
  if (step.rule === "sum_cuts") return negative(value);
  if (isUnderGross || alwaysValues.has(step.rule)) return value;
  const changed = changedBy(step);
  return changed === undefined ? value : minus(value, stepValue(world, changed));
}

function readComponent(world: Reading, step: StepOf<"result">): ReadComponent {
  const { mode, unit } = step.rounding;
  const gross = rounded(stepValue(world, step.gross), mode, unit);
  const net = rounded(stepValue(world, step.net), mode, unit);
  if (net < 0n || net > gross) raise(world, "NET_IMPOSSIBLE", "BLOCK", step.label);
  return { component: step.component ?? "main", gross, cut: gross - net, net, monthsLate: step.months_late ?? 0 };
}

function readNotices(world: Reading): void {
  const severities = { block: "BLOCK", warn: "WARN", note: "NOTE" } as const;
  for (const { id, when, severity, label } of world.document.notices ?? [])
    if (attempt(() => holds(world, when)) === true) raise(world, "NOTICE", severities[severity], label, id);
}

/** Steps as lines, and what they come to. */
function readSteps(world: Reading): ReadComponent[] {
  const underGross = underTheGross(world.document);
  const components: ReadComponent[] = [];
  for (const step of world.document.steps) {
    const line = attempt(() => lineOf(world, step, underGross.has(step.id)));
    if (line !== undefined) world.lines.set(step.id, line);
    const component = step.rule === "result" ? attempt(() => readComponent(world, step)) : undefined;
    if (component) components.push(component);
  }
  return components;
}

const isBlocked = ({ flags }: Reading): boolean => [...flags.values()].some(({ severity }) => severity === "BLOCK");
const textOfFlag = ({ code, severity }: OracleFlag): string => `${code} ${severity}`;
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

function reckoning(world: Reading, components: readonly ReadComponent[]): Reckoning {
  const blocked = isBlocked(world);
  const nothing = components.map((one) => ({ ...one, gross: 0n, cut: 0n, net: 0n }));
  const lines = [...world.lines].map(([id, value]) => [id, reduced(value)] as const);
  return {
    status: blocked ? "blocked" : "payable",
    facts: Object.fromEntries(
      (world.document.facts ?? []).flatMap(({ id }) => {
        const value = world.values.get(id);
        return value === undefined ? [] : [[id, value]];
      }),
    ),
    steps: new Map(blocked ? [] : lines),
    components: blocked ? nothing : components,
    gross: blocked ? 0n : sum(components.map(({ gross }) => gross)),
    cut: blocked ? 0n : sum(components.map(({ cut }) => cut)),
    net: blocked ? 0n : sum(components.map(({ net }) => net)),
    flags: [...world.flags.values()].toSorted((a, b) => (textOfFlag(a) < textOfFlag(b) ? -1 : 1)),
  };
}

/** What a document pays for the facts of one month. */
export function interpret(
  document: PolicyDocument,
  period: Period,
  facts: Facts,
  derived: Readonly<Record<string, FactValue>> = {},
): Reckoning {
  const world: Reading = {
    document,
    month: monthNamed(period),
    values: new Map(),
    flags: new Map(),
    told: new Map(),
    lines: new Map(),
  };
  readInputs(world, facts);
  readGiven(world, derived);
  if (isBlocked(world)) return reckoning(world, []);
  readFacts(world);
  readNotices(world);
  return reckoning(world, readSteps(world));
}
