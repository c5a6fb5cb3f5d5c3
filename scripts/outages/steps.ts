import { percentile, sumOf } from "../figures.ts";
import { type OutageReport } from "./run.ts";
import { type Second } from "./sample.ts";
import { outages, slowMs } from "./strike.ts";

/** What happened, and when: seconds since it began. */
export interface Step {
  readonly at: number;
  readonly what: string;
}

const named = (status: string): string => (status === "0" ? "no answer" : status);

/** "503 × 12, no answer × 3" */
export const statuses = (all: readonly Readonly<Record<string, number>>[]): string => {
  const counts = new Map<string, number>();
  for (const one of all)
    for (const [status, count] of Object.entries(one)) counts.set(status, (counts.get(status) ?? 0) + count);
  return [...counts].map(([status, count]) => `${named(status)} × ${count}`).join(", ");
};

const whole = (value: number): string => Math.round(value).toLocaleString("en");
const inWords = (ms: number): string => (ms >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms)} ms`);

/** The second with the most of something. */
const mostOf = (seconds: readonly Second[], of: (second: Second) => number): Second | undefined =>
  seconds.reduce<Second | undefined>((most, one) => (most === undefined || of(one) > of(most) ? one : most), undefined);

const medianOf = (values: readonly number[]): number => percentile(values, 0.5) ?? 0;

/** How it is before: what to compare with. */
function usual(seconds: readonly Second[]): Step[] {
  const before = seconds.filter(({ at }) => at < 0);
  const rate = before.reduce((all, { acknowledged }) => all + acknowledged, 0) / Math.max(1, before.length);
  const [median, p99] = [
    medianOf(before.map(({ ackMedian = 0 }) => ackMedian)),
    medianOf(before.map(({ ackP99 = 0 }) => ackP99)),
  ];
  const behind = medianOf(before.map(({ behind: one }) => one));
  const what = `as always: ${whole(rate)} entries a second are acknowledged, half of them within ${inWords(median)}, 99 of a hundred within ${inWords(p99)}; ${whole(behind)} of them are on their way to the database`;
  return [{ at: seconds[0]?.at ?? 0, what }];
}

interface Spell {
  readonly from: number;
  readonly to: number;
  readonly looks: number;
}

/** Between two looks of one spell there may be good ones: a busy machine answers now and then. */
const gapS = 5;
/** What is shorter says more of the machine than of the platform. */
const shortestLooks = 3;

/** The longest spell, from the kill on, in which something was so. */
function longest(seconds: readonly Second[], isSo: (second: Second) => boolean): Spell | undefined {
  const spells: Spell[] = [];
  for (const { at } of seconds.filter((second) => second.at >= 0 && isSo(second))) {
    const last = spells.at(-1);
    if (last !== undefined && at - last.to <= gapS)
      spells[spells.length - 1] = { from: last.from, to: at, looks: last.looks + 1 };
    // A look tells of the second before it.
    else spells.push({ from: Math.max(0, at - 1), to: at, looks: 1 });
  }
  const most = spells.toSorted((one, other) => other.looks - one.looks)[0];
  return most !== undefined && most.looks >= shortestLooks ? most : undefined;
}

/** From when to when something was so, in steps of their own. */
function span(seconds: readonly Second[], isSo: (second: Second) => boolean, begins: string, ends: string): Step[] {
  const spell = longest(seconds, isSo);
  return spell === undefined
    ? []
    : [
        { at: spell.from, what: begins },
        { at: spell.to, what: ends },
      ];
}

/** Phones whose try came to nothing. */
function refusedTries(after: readonly Second[]): Step[] {
  const [first, last] = [after.find(hasRefused), after.findLast(hasRefused)];
  if (first === undefined || last === undefined) return [];
  const said = statuses(after.map(({ refused }) => refused));
  const what = `the first try to record that gets no receipt (in all: ${said}; the last at ${Math.round(last.at)} s); the phones keep those entries and come again`;
  return [{ at: Math.max(0, first.at - 1), what }];
}

function entrySteps({ seconds, backS, drainedS }: OutageReport): Step[] {
  const after = seconds.filter(({ at }) => at >= 0);
  const meanwhile = after.filter(({ at }) => at <= backS);
  const slowest = mostOf(after, ({ ackP99 = 0 }) => ackP99);
  const [behind, spooled, phones] = [
    mostOf(after, (one) => one.behind),
    mostOf(after, (one) => one.spooled),
    mostOf(after, (one) => one.waiting),
  ];
  const rate = meanwhile.reduce((all, one) => all + one.acknowledged, 0) / Math.max(1, meanwhile.length);
  const settled = meanwhile.filter(({ at }) => at > 15);
  const p99 = medianOf(settled.map(({ ackP99 = 0 }) => ackP99));
  return [
    ...span(seconds, (one) => one.bySpool > 0, "the spool takes the first entry", "the last entry that goes into the spool; from here on the log takes them again"),
    ...refusedTries(after),
    ...(slowest ? [{ at: slowest.at, what: `the slowest acknowledgements: 99 of a hundred within ${inWords(slowest.ackP99 ?? 0)}` }] : []),
    { at: Math.min(60, backS / 2), what: `how it goes on: ${whole(rate)} entries a second are acknowledged, 99 of a hundred within ${inWords(p99)}` },
    ...(spooled && spooled.spooled > 0 ? [{ at: spooled.at, what: `the spool is at its fullest: ${whole(spooled.spooled)} entries` }] : []),
    ...(phones && phones.waiting > 0 ? [{ at: phones.at, what: `most entries that phones keep to send them again: ${whole(phones.waiting)}` }] : []),
    ...(behind ? [{ at: behind.at, what: `most entries that are acknowledged and not in the database: ${whole(behind.behind)}` }] : []),
    { at: drainedS, what: `everything that had piled up is stored, ${(drainedS - backS).toFixed(1)} s after the return` },
  ];
} // prettier-ignore

/** Each process that told Kubernetes that it is not ready. */
function readySteps({ seconds }: OutageReport): Step[] {
  const names = new Set(seconds.flatMap(({ at, unready }) => (at >= 0 ? unready : [])));
  return [...names].flatMap((name) =>
    span(
      seconds,
      ({ unready }) => unready.includes(name),
      `${name} says that it is not ready`,
      `${name} is ready again`,
    ),
  );
}

const hasRefused = ({ refused }: Second): boolean => sumOf(refused) > 0;
const isRefused = (second: Second): boolean => Object.values(second.reads).some(({ refused }) => sumOf(refused) > 0);

/** Questions are refused for a while, or hardly ever. */
function questionSteps({ seconds }: OutageReport): Step[] {
  const steps = span(seconds, isRefused, "from here on questions are refused (which ones says the table below)", "the last question of that time that is refused");
  const few = seconds.filter((second) => second.at >= 0 && isRefused(second));
  const [first] = few;
  if (steps.length > 0 || first === undefined) return steps;
  const said = statuses(few.flatMap(({ reads }) => Object.values(reads).map(({ refused }) => refused)));
  return [{ at: first.at, what: `the first of few questions without a good answer (in all: ${said})` }];
} // prettier-ignore

/** An outage step by step, in order. */
export function stepsOf(report: OutageReport): Step[] {
  const { name, seconds, awayS, backS, ended } = report;
  const isSlow = name === "slow";
  const begins = isSlow ? `every answer of PostgreSQL to activity takes ${slowMs} ms more` : `${outages[name]} is killed (kill -9)`; // prettier-ignore
  const back = isSlow ? "PostgreSQL is as quick as before" : `${outages[name]} answers again`;
  const others = ended.filter((line) => !/SIGKILL/.test(line));
  return [
    ...usual(seconds),
    { at: 0, what: begins },
    ...questionSteps(report),
    ...readySteps(report),
    ...entrySteps(report),
    ...(isSlow ? [] : [{ at: awayS, what: `${outages[name]} is started again` }]),
    { at: backS, what: back },
    ...others.map((line) => ({ at: backS, what: `told meanwhile: ${line.split("\n")[0] ?? ""}` })),
  ].toSorted((a, b) => a.at - b.at);
}

/** How a page fared while it lasted. */
export interface PageRow {
  readonly page: string;
  readonly answered: number;
  readonly refused: string;
  /** Of the good answers. */
  readonly slowestMs: number;
  /** Seconds from the return until it was answered for good. */
  readonly backAfterS: number;
}

export function pagesOf({ seconds, backS }: OutageReport): PageRow[] {
  const pages = [...new Set(seconds.flatMap(({ reads }) => Object.keys(reads)))].sort();
  const meanwhile = seconds.filter(({ at }) => at > 0 && at <= backS);
  return pages.map((page) => {
    const looks = meanwhile.flatMap(({ reads }) => reads[page] ?? []);
    const last = seconds.findLast(({ at, reads }) => at > 0 && sumOf(reads[page]?.refused ?? {}) > 0)?.at ?? 0;
    return {
      page,
      answered: looks.reduce((all, { answered }) => all + answered, 0),
      refused: statuses(looks.map(({ refused }) => refused)),
      slowestMs: Math.max(0, ...looks.map(({ slowestMs }) => slowestMs)),
      backAfterS: Math.max(0, last - backS),
    };
  });
}
