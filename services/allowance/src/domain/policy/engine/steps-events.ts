import { compare, multiply, rational, type Rational, subtract, zero } from "@kinerja/common/kernel";

import { actedPosts, type ActedPost, laggedEvents, runningEvents } from "../derive/events.ts";
import { spans, tell } from "../derive/known.ts";
import { type StepOf } from "../document.ts";
import { type Frame } from "./frame.ts";
import { changeLine, exactText, valueLine } from "./line.ts";
import { type Compiled, percentOf, type Program } from "./program.ts";
import { numerators } from "./steps-cuts.ts";
import { isRange } from "./tables.ts";
import { comparing, counted, larger, minus, nothing, ofRatio, times } from "./value.ts";

/** Spans of one row at most; a sum over them stays a whole number. */
const mostEvents = 500;

type Acting = { readonly percents: readonly number[]; readonly kinds: readonly string[] };

/** What is taken from the running amount for events of which several may act at once. */
function eventCut(
  step: StepOf<"duration" | "lag">,
  program: Program,
  percents: readonly Rational[],
  acting: (frame: Frame) => Acting,
): Compiled {
  const { den, numbers, most } = numerators(percents);
  const chosen = program.choose((frame) => {
    const rates = acting(frame).percents.map((at) => numbers[at] as number);
    return overlapping(step, rates, frame);
  });
  const rate = counted({ den, lo: 0n, hi: BigInt(most * mostEvents) }, chosen);
  const [running, base] = [program.valueOf(step.of), program.valueOf(step.base)];
  const asked = program.keep(minus(running, times(base, rate)));
  const isBelow = comparing(asked, nothing);
  program.flagWhen((frame) => isBelow(frame) < 0, "CUT_EXCEEDS_BASE", "WARN", { label: step.label });
  const value = program.name(step.id, larger(asked, nothing));
  const line = changeLine(program, step, running, value, {
    inputs: (frame) => {
      const { kinds } = acting(frame);
      return kinds.length === 0 ? [] : [["events", kinds.join(" ")], ["percent", exactText(multiply(rate.exact(frame), rational(100n)))]]; // prettier-ignore
    },
  });
  return { value, lines: [{ ...line, base }] };
}

function overlapping(
  { on_overlap, label }: StepOf<"duration" | "lag">,
  rates: readonly number[],
  { known }: Frame,
): number {
  if (rates.length <= 1) return rates[0] ?? 0;
  if (on_overlap === "sum") return rates.reduce((sum, rate) => sum + rate, 0);
  tell(known, "EVENT_OVERLAP", on_overlap === "block" ? "BLOCK" : "WARN", { label });
  return on_overlap === "once" ? (rates.at(-1) ?? 0) : Math.max(...rates);
}

const nobody: Acting = { percents: [], kinds: [] };

function compileDuration(step: StepOf<"duration">, program: Program): Compiled {
  const find = runningEvents(step, program.period);
  const index = new Map<string, number>();
  const percents: Rational[] = [];
  step.rows.forEach(({ rows }, at) => {
    for (const [kind, { percent }] of Object.entries(rows)) {
      index.set(`${at}/${kind}`, percents.length);
      percents.push(percentOf(percent));
    }
  });
  return eventCut(step, program, percents, (frame) => {
    const all = spans(frame.known, step.spans);
    if (all.length === 0) return nobody;
    const { running, pending, ended } = find(all);
    if (ended) tell(frame.known, "EVENT_ENDED", "WARN", { label: step.label });
    if (pending) tell(frame.known, "DECREE_PENDING", "WARN", { label: step.label });
    return {
      percents: running.map(({ rows, kind }) => index.get(`${rows}/${kind}`) as number),
      kinds: running.map(({ kind }) => kind),
    };
  });
}

function compileLag(step: StepOf<"lag">, program: Program): Compiled {
  const find = laggedEvents(step, program.period);
  const kinds = Object.keys(step.rows);
  const percents = Object.values(step.rows).map(percentOf);
  return eventCut(step, program, percents, (frame) => {
    const all = spans(frame.known, step.spans);
    if (all.length === 0) return nobody;
    const { acting, pending } = find(all);
    if (pending) tell(frame.known, "DECREE_PENDING", "WARN", { label: step.label });
    return { percents: acting.map(({ kind }) => kinds.indexOf(kind)), kinds: acting.map(({ kind }) => kind) };
  });
}

/** Pay for acted posts: a percent of the acted tariff, or what it is above the own, for each month. Few have any, so it is a ratio: 0 for all others. */
function compileActing(step: StepOf<"add_share">, program: Program): Compiled {
  const find = actedPosts(step, program.period);
  const { cells } = program.table(step.table);
  const own = program.valueOf(step.own);
  const payOf = (post: ActedPost, frame: Frame): Rational => {
    const row = Object.hasOwn(step.levels, post.level) ? step.levels[post.level] : undefined;
    const tariff = cells.get(post.class);
    if (!row || !tariff || isRange(tariff)) {
      tell(frame.known, "TABLE_ROW_MISSING", "BLOCK", { table: step.table, key: `${post.class} ${post.level}` });
      return zero;
    }
    const above = "percent" in row ? multiply(tariff, percentOf(row.percent)) : subtract(tariff, own.exact(frame));
    return compare(above, zero) < 0 ? zero : multiply(above, rational(BigInt(post.months)));
  };
  const postsOf = (frame: Frame): readonly ActedPost[] => {
    const all = spans(frame.known, step.spans);
    return all.length === 0 ? [] : find(all).posts;
  };
  const value = program.name(
    step.id,
    ofRatio((frame) => {
      const all = spans(frame.known, step.spans);
      if (all.length === 0) return zero;
      const { posts, pending } = find(all);
      if (pending) tell(frame.known, "DECREE_PENDING", "WARN", { label: step.label });
      if (posts.length > 1)
        tell(frame.known, "ACTING_OVERLAP", step.on_overlap === "block" ? "BLOCK" : "WARN", { label: step.label });
      return posts.map((post) => payOf(post, frame)).reduce((best, pay) => (compare(pay, best) > 0 ? pay : best), zero);
    }),
  );
  const line = valueLine(step.id, value, {
    inputs: (frame) =>
      postsOf(frame).map(({ kind, class: acted, level, months }) => [kind, `${acted} ${level} ${months}`]),
  });
  return { value, lines: [line] };
}

export const eventSteps = { duration: compileDuration, lag: compileLag, add_share: compileActing } as const;
