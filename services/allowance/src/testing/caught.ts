import { type Period } from "@kinerja/common/kernel";

import { compilePolicy, type Policy } from "../domain/policy/compile.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Outcome } from "../domain/policy/outcome.ts";
import { type Facts } from "../domain/policy/sources.ts";
import * as calendar from "../oracle/calendar.ts";
import { interpret, type Reckoning } from "../oracle/interpret.ts";
import { compare } from "./agree.ts";
import { type Mutant } from "./mutants.ts";
import { randomFacts } from "./random-facts.ts";

/** A random month, and what engine and oracle make of it. */
type Month = {
  readonly period: Period;
  readonly facts: Facts;
  readonly outcome: Outcome;
  readonly reckoning: Reckoning;
};
/** A fault in one of the two: what becomes of a month. */
export type Fault = { readonly name: string; readonly in: (period: Period) => (month: Month) => Month };

/** The engine reads what somebody has programmed, the oracle the law; then the other way round. */
export const faultsOf = ({ name, document }: Mutant): Fault[] => [
  {
    name: `engine: ${name}`,
    in: (period) => {
      const { evaluate } = compilePolicy(document, period);
      return (month) => ({ ...month, outcome: evaluate(month.facts) });
    },
  },
  {
    name: `oracle: ${name}`,
    in: (period) => (month) => ({ ...month, reckoning: interpret(document, period, month.facts) }),
  },
];

/** A plain month, the last and the first of a year, and those round a day that the document names. */
function periodsOf({ effective, tables, steps }: PolicyDocument): readonly Period[] {
  const days = JSON.stringify([tables, steps]).match(/\d{4}-\d\d-\d\d/g) ?? [];
  const months = [...new Set(days)].map((day) => calendar.monthNamed(day.slice(0, 7)));
  const round = months.flatMap((month) => [month - 1, month, month + 1]);
  const periods = ["2026-07", "2026-12", "2026-01", ...round.map((month) => calendar.dayText(calendar.firstDayOf(month)).slice(0, 7))]; // prettier-ignore
  return [...new Set(periods)].filter((period) => period >= effective.from.slice(0, 7)) as Period[];
}

/** Random months of a document, made when one is looked at first. */
function monthsOf(document: PolicyDocument, periods: readonly Period[]): (seed: number) => Month {
  const policies = new Map<Period, Policy>(periods.map((period) => [period, compilePolicy(document, period)]));
  const made: Month[] = [];
  const make = (seed: number): Month => {
    const period = periods[seed % periods.length] as Period;
    const facts = randomFacts(document, period, seed);
    const outcome = (policies.get(period) as Policy).evaluate(facts);
    return { period, facts, outcome, reckoning: interpret(document, period, facts) };
  };
  return (seed) => (made[seed] ??= make(seed));
}

/** An engine that throws is noticed too. */
function isSeen(document: PolicyDocument, month: Month, look: (month: Month) => Month): boolean {
  try {
    const { period, facts, outcome, reckoning } = look(month);
    return compare(document, period, facts, outcome, reckoning) !== undefined;
  } catch {
    return true;
  }
}

type Months = {
  readonly periods: readonly Period[];
  readonly monthOf: (seed: number) => Month;
  readonly count: number;
};

function isCaught(document: PolicyDocument, { periods, monthOf, count }: Months, fault: Fault): boolean {
  const looks = new Map(periods.map((period) => [period, fault.in(period)]));
  for (let seed = 0; seed < count; seed += 1) {
    const month = monthOf(seed);
    const look = looks.get(month.period) as (month: Month) => Month;
    if (isSeen(document, month, look)) return true;
  }
  return false;
}

/** The faults on which engine and oracle agree in all of so many months. */
export function survivors(document: PolicyDocument, faults: readonly Fault[], count: number): string[] {
  const periods = periodsOf(document);
  const months = { periods, monthOf: monthsOf(document, periods), count };
  return faults.filter((fault) => !isCaught(document, months, fault)).map(({ name }) => name);
}
