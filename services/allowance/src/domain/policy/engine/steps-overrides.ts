import { rational, type Rational } from "@kinerja/common/kernel";

import { compilePartial } from "../derive/condition.ts";
import { spans, tell } from "../derive/known.ts";
import { monthsOfLeave, occurrences, spellDays } from "../derive/leave.ts";
import { type Percent, type StepOf } from "../document.ts";
import { bracketFinder } from "./brackets.ts";
import { type Frame } from "./frame.ts";
import { decimalScale } from "./inputs.ts";
import { changeLine, textOf, whole } from "./line.ts";
import { type Compiled, percentOf, type Program } from "./program.ts";
import { rateAfter } from "./steps-cuts.ts";
import { comparing, constant, either, larger, minus, nothing, picked, times, type Value } from "./value.ts";

type Override = StepOf<"override_by_month" | "override_by_days" | "nth_occurrence" | "rate_per_day_after">;
type Told = (frame: Frame) => readonly (readonly [string, string])[];

const paidOf = (percent: Percent, means: "cut" | "paid"): Rational => {
  const exact = percentOf(percent);
  return means === "paid" ? exact : rational(exact.den - exact.num, exact.den);
};

/** What stands in the place of the running amount when a share of the tariff is still paid. */
function replacement(step: Override, program: Program, paid: Value): Value {
  const [of, running] = [program.valueOf(step.of), program.valueOf(step.replaces)];
  if (step.with_cuts === "erase") return times(of, paid);
  if (step.with_cuts === "scale") return times(running, paid);
  return larger(minus(running, times(of, minus(constant(whole), paid))), nothing);
}

/** `acts`: a spell is there; one that cuts nothing replaces nothing unless the rule says so. */
function override(
  step: Override,
  program: Program,
  paid: Value,
  acts: (frame: Frame) => boolean,
  inputs: Told,
): Compiled {
  const [of, running] = [program.valueOf(step.of), program.valueOf(step.replaces)];
  const value = program.name(step.id, either(acts, replacement(step, program, paid), running));
  const raises = comparing(value, running);
  program.flagWhen((frame) => acts(frame) && raises(frame) > 0, "OVERRIDE_RAISES", "WARN", { label: step.label });
  const told: Told = (frame) => (acts(frame) ? inputs(frame) : []);
  const line = changeLine(program, step, running, value, { inputs: told });
  return { value, lines: [{ ...line, base: step.with_cuts === "scale" ? running : of }] };
}

/** One choice of an override: what is paid of the tariff, and how it was found. 0 is: no spell. */
type Row = { readonly paid: Rational; readonly percent: Percent; readonly kind: string; readonly isBeyond?: boolean };

/** Of the rows that apply the one that pays least. */
function leastPaid(rows: readonly (Row | undefined)[], found: readonly number[]): number {
  const pays = (at: number): number => Number(rows[at]?.paid.num ?? 0n) / Number(rows[at]?.paid.den ?? 1n);
  return found.reduce((least, at) => (pays(at) < pays(least) ? at : least));
}

/** An override whose percents are rows: `find` names those that apply. */
function overrideByRows(
  step: Exclude<Override, { rule: "rate_per_day_after" }>,
  program: Program,
  rows: readonly Row[],
  find: (frame: Frame) => readonly number[],
  detail: (frame: Frame, at: number) => readonly (readonly [string, string])[],
): Compiled {
  const partial =
    step.rule === "override_by_month" && step.flag_if ? compilePartial(step.flag_if, step.label) : undefined;
  const flag = step.rule === "override_by_month" ? step.beyond.flag : "none";
  const all: readonly (Row | undefined)[] = [undefined, ...rows];
  const replaces = (at: number): boolean => {
    const row = all[at];
    return row !== undefined && (step.only_if === "always" || row.paid.num < row.paid.den);
  };
  const at = program.choose((frame) => {
    const found = find(frame);
    if (found.length === 0) return 0;
    const row = leastPaid(all, found);
    if (found.filter(replaces).length > 1) tell(frame.known, "OVERRIDE_OVERLAP", "WARN", { label: step.label });
    // Whichever spell is paid least: none of them goes on for longer than its rows say without being told.
    if (flag === "warn" && found.some((one) => all[one]?.isBeyond))
      tell(frame.known, "OVERRIDE_BEYOND", "WARN", { label: step.label });
    if (replaces(row)) partial?.(frame.known);
    return row;
  });
  const paid = picked(
    all.map((row) => row?.paid ?? whole),
    at,
  );
  return override(
    step,
    program,
    paid,
    (frame) => replaces(at(frame)),
    (frame) => [...detail(frame, at(frame)), ["percent", String(all[at(frame)]?.percent ?? "")]],
  );
}

function compileByMonth(step: StepOf<"override_by_month">, program: Program): Compiled {
  const monthsOf = monthsOfLeave(step, program.period);
  const rows: Row[] = [];
  const first = new Map<string, { readonly at: number; readonly count: number }>();
  for (const [kind, percents] of Object.entries(step.rows)) {
    first.set(kind, { at: rows.length + 1, count: percents.length });
    for (const percent of percents) rows.push({ paid: paidOf(percent, step.means), percent, kind });
    const { percent } = step.beyond;
    rows.push({ paid: paidOf(percent, step.means), percent, kind, isBeyond: true });
  }
  const months = (frame: Frame): ReturnType<typeof monthsOf> => {
    const all = spans(frame.known, step.spans);
    return all.length === 0 ? [] : monthsOf(all);
  };
  const indexOf = (kind: string, month: number): number => {
    const { at, count } = first.get(kind) ?? { at: 0, count: 0 };
    return at + Math.min(month - 1, count);
  };
  return overrideByRows(
    step,
    program,
    rows,
    (frame) => months(frame).map(({ kind, month }) => indexOf(kind, month)),
    (frame, at) => {
      const leave = months(frame).find(({ kind, month }) => indexOf(kind, month) === at);
      return leave ? [["leave", leave.kind], ["month", String(leave.month)]] : []; // prettier-ignore
    },
  );
}

function compileByDays(step: StepOf<"override_by_days">, program: Program): Compiled {
  const daysOf = spellDays(step, program.period);
  const find = bracketFinder(step.brackets);
  const rows = step.brackets.map(({ percent }): Row => ({ paid: paidOf(percent, step.means), percent, kind: "" }));
  const spells = (frame: Frame): readonly number[] => {
    const all = spans(frame.known, step.spans);
    return all.length === 0 ? [] : daysOf(all);
  };
  const indexOf = (days: number): number => find(days * decimalScale) + 1;
  return overrideByRows(
    step,
    program,
    rows,
    (frame) => spells(frame).map(indexOf),
    (frame, at) => [["days", String(spells(frame).find((days) => indexOf(days) === at) ?? 0)]],
  );
}

function compileNth(step: StepOf<"nth_occurrence">, program: Program): Compiled {
  const ordinalsOf = occurrences(step, program.period);
  const rows = step.rows.map((percent): Row => ({ paid: paidOf(percent, step.means), percent, kind: "" }));
  const ordinals = (frame: Frame): readonly number[] => {
    const all = spans(frame.known, step.spans);
    return all.length === 0 ? [] : ordinalsOf(all);
  };
  const indexOf = (n: number): number => Math.min(n, rows.length);
  return overrideByRows(
    step,
    program,
    rows,
    (frame) => ordinals(frame).map(indexOf),
    (frame, at) => [["occurrence", String(ordinals(frame).find((n) => indexOf(n) === at) ?? 0)]],
  );
}

function compileDaysAfter(step: StepOf<"rate_per_day_after">, program: Program): Compiled {
  const { rate, days, inputs } = rateAfter(step, program);
  const paid = program.keep(minus(constant(whole), rate));
  const spellsOf = spellDays({ kinds: step.kinds, count: "in_month" }, program.period);
  const hasSpell = (frame: Frame): boolean => spellsOf(spans(frame.known, step.spans)).length > 0;
  const acts = (frame: Frame): boolean => days(frame) > 0 || (step.only_if === "always" && hasSpell(frame));
  return override(step, program, paid, acts, (frame) => inputs.map(([name, told]) => [name, textOf(told, frame)]));
}

export const overrideSteps = {
  override_by_month: compileByMonth,
  override_by_days: compileByDays,
  nth_occurrence: compileNth,
  rate_per_day_after: compileDaysAfter,
} as const;
