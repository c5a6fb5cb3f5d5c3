import { type Component, partsOf } from "./components.ts";
import { isExcluded } from "./sentences.ts";
import { type PayoutLine, type Statement, type Step } from "./types.ts";

/** One line of the waterfall: it leads from one sum to the next. */
export interface Row {
  readonly id: string;
  /** `base`: a full amount; `change`: on the way; `zero`: one step or several that changed nothing; `others`: steps that apply to other people; `component`: what another result adds; `payout`: after the statement, line by line; `total`: what is left. */
  readonly kind: "base" | "change" | "zero" | "others" | "component" | "payout" | "total";
  /** Words of the policy; empty where the page has its own. */
  readonly label: string;
  readonly amount: bigint;
  readonly from: bigint;
  readonly to: bigint;
  /** What the line is made of, in the order of computation. */
  readonly steps: readonly Step[];
  /** Values between that were computed on the way to this line. */
  readonly between: readonly Step[];
  readonly component?: Component;
  /** An item of an earlier month, a contribution, tax or recovery. */
  readonly payoutLine?: PayoutLine;
}

const amountOf = ({ amountRupiah }: Step): bigint => BigInt(amountRupiah);
const isChange = ({ effect }: Step): boolean => effect === "ADD" || effect === "CUT";

/** "discipline_cut" of "discipline_cut.late"; empty for a step of its own. */
const familyOf = ({ stepId }: Step): string => (stepId.includes(".") ? stepId.slice(0, stepId.lastIndexOf(".")) : "");

/** Rules that tell facts only where they act. */
const told = new Set([
  "override_by_month",
  "override_by_days",
  "nth_occurrence",
  "rate_per_day_after",
  "duration",
  "lag",
]);

/** A rule for other kinds of staff, like the 80% of a CPNS for a PNS, or for what did not happen: it was asked and did not apply. */
function isForOthers(step: Step): boolean {
  const { rule, effect, amountRupiah, inputs } = step;
  if (effect !== "CUT" || amountRupiah !== "0" || familyOf(step) !== "") return false;
  if (rule === "exclude") return !isExcluded(step);
  return rule === "multiplier" || (told.has(rule) && Object.keys(inputs).length === 0);
}

interface Walk {
  readonly rows: Row[];
  sum: bigint;
  between: Step[];
}

function push(walk: Walk, kind: Row["kind"], label: string, amount: bigint, steps: readonly Step[]): void {
  const [first] = steps;
  const id = `${first?.employmentId ?? ""}/${first?.stepId ?? kind}`;
  const to = walk.sum + amount;
  walk.rows.push({ id, kind, label, amount, from: walk.sum, to, steps, between: walk.between });
  walk.sum = to;
  walk.between = [];
}

/** Steps of one family that changed nothing stand in one line with the family's name. */
function pushZero(walk: Walk, step: Step, labels: ReadonlyMap<string, string>): void {
  const family = familyOf(step);
  const last = walk.rows.at(-1);
  const before = last?.steps[0];
  const isSame = family !== "" && last?.kind === "zero" && before?.employmentId === step.employmentId && familyOf(before) === family; // prettier-ignore
  if (!isSame) {
    push(walk, "zero", step.label, 0n, [step]);
    return;
  }
  walk.rows.pop();
  const label = labels.get(`${step.employmentId}/${family}`) ?? last.label;
  walk.rows.push({ ...last, label, steps: [...last.steps, step], between: [...last.between, ...walk.between] });
  walk.between = [];
}

/** Lines from the full amounts over every change; steps that did not apply are left out. */
function walkOf(steps: readonly Step[]): Walk {
  const walk: Walk = { rows: [], sum: 0n, between: [] };
  const labels = new Map(steps.map(({ employmentId, stepId, label }) => [`${employmentId}/${stepId}`, label]));
  for (const step of steps) {
    if (step.effect === "BASE") push(walk, "base", step.label, amountOf(step), [step]);
    else if (isForOthers(step)) continue;
    else if (!isChange(step)) walk.between.push(step);
    else if (amountOf(step) === 0n) pushZero(walk, step, labels);
    else push(walk, "change", step.label, amountOf(step), [step]);
  }
  return walk;
}

/** What is said beside the sums: it leads nowhere. */
const aside = (kind: "others" | "payout", from: bigint, to: bigint, steps: readonly Step[]): Row => ({
  ...{ id: kind, kind, label: "", amount: to - from, from, to, steps, between: [] },
});

/** From what was earned to what is transferred; what no line says stands in one of its own, as parts that fall due in a later month. */
function payoutRows(earned: bigint, payout: bigint, lines: readonly PayoutLine[]): Row[] {
  const rows: Row[] = [];
  let sum = earned;
  for (const line of lines.filter(({ kind }) => kind === "DUE" || kind === "DEDUCTION")) {
    const to = sum + BigInt(line.amountRupiah);
    rows.push({ ...aside("payout", sum, to, []), id: `payout/${line.lineId}`, label: line.label, payoutLine: line });
    sum = to;
  }
  return sum === payout ? rows : [...rows, aside("payout", sum, payout, [])];
}

/** Paid by others beside the amount: contributions of the employer, tax that the state or the region bears. */
export const besideOf = ({ payoutLines }: Statement): readonly PayoutLine[] =>
  payoutLines.filter(({ kind }) => kind === "BESIDE");

const totalOf = (amount: bigint, between: readonly Step[]): Row => ({
  ...{ id: "total", kind: "total", label: "", amount, from: 0n, to: amount, steps: [], between },
});

const isEmpty = ({ gross, net }: Component): boolean => gross === 0n && net === 0n;

/**
 * The lines of a statement, from its trace and nothing else: each full amount, each change, what other components add, and what is left.
 * Contributions and tax of the month of payment stand between the entitlement and the payout.
 */
export function rowsOf({ steps, payoutRupiah, payoutLines }: Statement): Row[] {
  const parts = partsOf({ steps });
  const walk = walkOf(parts.main);
  const { rows, between } = walk;
  for (const component of parts.others.filter((one) => !isEmpty(one))) {
    const { result, net } = component;
    const from = walk.sum;
    walk.sum += net;
    const id = `${result.employmentId}/${result.stepId}`;
    rows.push({ id, kind: "component", label: result.label, amount: net, from, to: walk.sum, steps: [result], between: [], component }); // prettier-ignore
  }
  const empty = parts.others.filter(isEmpty).flatMap((component) => [...component.steps, component.result]);
  const others = [...parts.main.filter(isForOthers), ...empty];
  if (others.length > 0) rows.push(aside("others", walk.sum, walk.sum, others));
  rows.push(...payoutRows(walk.sum, BigInt(payoutRupiah), payoutLines));
  const payout = BigInt(payoutRupiah);
  rows.push(totalOf(payout, between));
  return rows;
}

/** The lines of one component alone. */
export function rowsOfComponent({ steps, net }: Component): Row[] {
  const { rows, sum, between } = walkOf(steps);
  const others = steps.filter(isForOthers);
  return [...rows, ...(others.length > 0 ? [aside("others", sum, sum, others)] : []), totalOf(net, between)];
}

/** Components that came to something, each to be shown by itself. */
export const componentsOf = (statement: Statement): readonly Component[] =>
  partsOf(statement).others.filter((component) => !isEmpty(component));

export interface Axis {
  /** 0, or where a shortened axis begins. */
  readonly start: bigint;
  /** Share of the width, 0 to 100. */
  xOf: (sum: bigint) => number;
}

/** The rightmost sum stands here, so that its line is not at the very edge. */
const width = 97n;

/** Small cuts of a great sum would be a pixel wide: then the axis begins at a round sum below them, and the page says so. */
export function axisOf(rows: readonly Row[], mayBreak = true): Axis {
  const sums = rows.flatMap(({ from, to, kind }) => (kind === "base" || kind === "total" ? [to] : [from, to]));
  const most = sums.reduce((one, other) => (other > one ? other : one), 0n);
  const least = sums.reduce((one, other) => (other < one ? other : one), most);
  const spread = most - least;
  const wanted = least - 2n * spread;
  const unit = 10n ** BigInt(Math.max(String(spread).length - 1, 0));
  const start = mayBreak && spread > 0n && wanted * 10n > most * 3n ? (wanted / unit) * unit : 0n;
  const whole = most - start;
  return {
    start,
    xOf: (sum) => (whole <= 0n || sum <= start ? 0 : Number(((sum - start) * width * 100n) / whole) / 100),
  };
}

export interface Bar {
  readonly x: number;
  readonly width: number;
  /** gt: a full amount; gn: what is left; gc: a cut; ga: an addition; undefined: nothing changed. */
  readonly tone: "gt" | "gn" | "gc" | "ga" | undefined;
  /** It reaches from the very left; with a shortened axis it is drawn broken. */
  readonly isFull: boolean;
  /** Where the lines from the row above and to the row below stand. */
  readonly above: number;
  readonly below: number;
}

function toneOf({ kind, amount }: Row): Bar["tone"] {
  if (kind === "zero" || kind === "others") return undefined;
  if (kind === "total") return "gn";
  if (kind === "base") return "gt";
  return amount < 0n ? "gc" : "ga";
}

/** One line's row of the picture, 0 to 100 wide. */
export function barOf(row: Row, { xOf }: Axis): Bar {
  const isFull = row.kind === "total" || (row.kind === "base" && row.from === 0n);
  const [one, other] = [isFull ? 0 : xOf(row.from), xOf(row.to)];
  const x = Math.min(one, other);
  const above = row.kind === "total" ? other : xOf(row.from);
  return { x, width: Math.max(one, other) - x, tone: toneOf(row), isFull, above, below: other };
}
