import { type Period } from "@kinerja/common/kernel";

import { compilePolicy } from "../domain/policy/compile.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Outcome } from "../domain/policy/outcome.ts";
import { type Facts } from "../domain/policy/sources.ts";
import { type Fraction, isLess, minus, negative, textOf, whole } from "../oracle/fraction.ts";
import { interpret, type Reckoning } from "../oracle/interpret.ts";
import { randomFacts, shrinkFacts } from "./random-facts.ts";

type FlagLike = { readonly code: string; readonly severity: string };
const flagSet = (flags: readonly FlagLike[]): string =>
  [...new Set(flags.map(({ code, severity }) => `${code} ${severity}`))].toSorted().join(", ");
const blocks = (flags: readonly FlagLike[]): string[] =>
  flags.filter(({ severity }) => severity === "BLOCK").map(({ code }) => code);

type Told = string | number | bigint | undefined;
const told = (name: string, engine: Told, oracle: Told): string | undefined =>
  engine === oracle ? undefined : `${name}: the engine says ${engine ?? "nothing"}, the oracle ${oracle ?? "nothing"}`;

const columns = ["gross", "cut", "net", "monthsLate"] as const;

function compareComponents(engine: Outcome, oracle: Reckoning): string | undefined {
  const names = (components: readonly { readonly component: string }[]) =>
    components
      .map(({ component }) => component)
      .toSorted()
      .join(" ");
  const differs = told("components", names(engine.components), names(oracle.components));
  if (differs !== undefined) return differs;
  for (const component of oracle.components)
    for (const column of columns) {
      const found = engine.components.find((one) => one.component === component.component);
      const one = told(`${component.component}.${column}`, found?.[column], component[column]);
      if (one !== undefined) return one;
    }
  return undefined;
}

/** "7", "-7/3" or a decimal; what the engine writes. */
function fractionOf(text: string): Fraction {
  const [num = "", den] = text.split("/");
  const [before = "", after = ""] = num.split(".");
  if (den !== undefined) return [BigInt(num), BigInt(den)];
  return [BigInt(before + after), 10n ** BigInt(after.length)];
}

/** How far the amount of a line may lie from what it tells exactly: a unit, half of it where the result rounds to the nearest. */
function roomOf({ steps }: PolicyDocument): Fraction {
  const roundings = steps.flatMap((step) => (step.rule === "result" ? [step.rounding] : []));
  const unit = Math.max(...roundings.map((rounding) => rounding.unit));
  return roundings.every(({ mode }) => mode.startsWith("half")) ? [BigInt(unit), 2n] : whole(unit);
}

function isNear(amount: bigint, exact: Fraction, room: Fraction): boolean {
  const distance = minus(whole(amount), exact);
  return !isLess(room, distance) && !isLess(distance, negative(room));
}

/** A line that is not there tells 0. The line of what roundings leave over is the engine's own: it explains whole rupiah. */
function compareLines(document: PolicyDocument, { trace }: Outcome, { steps }: Reckoning): string | undefined {
  const room = roomOf(document);
  const lines = new Map(trace.filter(({ id }) => !id.endsWith(".rounding")).map((line) => [line.id, line]));
  for (const id of new Set([...steps.keys(), ...lines.keys()])) {
    const line = lines.get(id);
    const exact = line === undefined ? "0" : textOf(fractionOf(line.exact));
    const differs = told(`line ${id}`, exact, textOf(steps.get(id) ?? [0n, 1n]));
    if (differs !== undefined) return differs;
    if (line && !isNear(line.amount, fractionOf(line.exact), room))
      return `line ${id}: the amount ${line.amount} is far from ${line.exact}`;
  }
  return undefined;
}

/** A blocked row: inputs are all looked at; of what blocks later one is enough, since an engine may stop at the first. */
function compareBlocked(engine: Outcome, oracle: Reckoning): string | undefined {
  const nothing = [engine.gross, engine.cut, engine.net, engine.trace.length].map(Number).every((one) => one === 0);
  if (!nothing) return "a blocked row has amounts or lines";
  const known = blocks(oracle.flags);
  if (oracle.flags.every(({ code }) => code.startsWith("INPUT_")))
    return told("flags", flagSet(engine.flags), flagSet(oracle.flags));
  const common = blocks(engine.flags).some((code) => known.includes(code));
  return common ? undefined : told("flags", flagSet(engine.flags), flagSet(oracle.flags));
}

/** What differs between an engine's outcome and the naive reading; undefined when nothing does. */
export function compare(
  document: PolicyDocument,
  period: Period,
  facts: Facts,
  engine: Outcome,
  oracle: Reckoning = interpret(document, period, facts),
): string | undefined {
  const differs = told(
    "status",
    `${engine.status} (${flagSet(engine.flags)})`,
    `${oracle.status} (${flagSet(oracle.flags)})`,
  );
  if (engine.status !== oracle.status) return differs;
  if (oracle.status === "blocked") return compareBlocked(engine, oracle);
  return (
    told("flags", flagSet(engine.flags), flagSet(oracle.flags)) ??
    compareComponents(engine, oracle) ??
    told("gross", engine.gross, oracle.gross) ??
    told("cut", engine.cut, oracle.cut) ??
    told("net", engine.net, oracle.net) ??
    compareLines(document, engine, oracle)
  );
}

/** The facts by the ids of the inputs, as an example of a document gives them. */
export const factsAsGiven = ({ inputs }: PolicyDocument, facts: Facts): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([id, { from }]) => (facts[from] === undefined ? [] : [[id, facts[from]]])),
  );

/** Runs engine and oracle over the months of seeds; how many were payable. Throws with the smallest example on which they differ. */
export function agreeOn(document: PolicyDocument, period: Period, from: number, count: number): number {
  const policy = compilePolicy(document, period);
  let payable = 0;
  const difference = (facts: Facts): string | undefined => {
    try {
      const outcome = policy.evaluate(facts);
      if (outcome.status === "payable") payable += 1;
      return compare(document, period, facts, outcome);
    } catch (thrown) {
      return `thrown: ${String(thrown)}`;
    }
  };
  for (let seed = from; seed < from + count; seed += 1) {
    const facts = randomFacts(document, period, seed);
    const differs = difference(facts);
    if (differs === undefined) continue;
    const smallest = shrinkFacts(document, period, facts, (plainer) => difference(plainer) !== undefined);
    const example = JSON.stringify({ period, inputs: factsAsGiven(document, smallest) });
    throw new Error(`${document.id}, seed ${seed}: ${difference(smallest) ?? differs}\n${example}`);
  }
  return payable;
}
