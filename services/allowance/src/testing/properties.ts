import { type Period } from "@kinerja/common/kernel";

import { compilePolicy, type Policy } from "../domain/policy/compile.ts";
import { type Input, type PolicyDocument } from "../domain/policy/document.ts";
import { type Outcome } from "../domain/policy/outcome.ts";
import { type DayFact, type Facts, type FactValue, sourceOf, type SpanFact } from "../domain/policy/sources.ts"; // prettier-ignore
import { type StepWords, wordsOf } from "../domain/policy/words.ts";
import { factsAsGiven } from "./agree.ts";
import { randomFacts, shrinkFacts } from "./random-facts.ts";

/** What is tried: a policy for a month, and a row of facts. */
type Tried = { readonly policy: Policy; readonly words: ReadonlyMap<string, StepWords>; readonly facts: Facts };
/** What is wrong; undefined when the property holds. */
export type Property = (tried: Tried) => string | undefined;

const isPaid = ({ status }: Outcome): boolean => status === "payable";

/** gross − cut = net in whole rupiah, of each component and of all; nobody is paid less than nothing or more than the gross. */
const whole: Property = ({ policy, facts }) => {
  const outcome = policy.evaluate(facts);
  const sums = { gross: 0n, cut: 0n, net: 0n };
  for (const one of outcome.components) {
    if (one.gross - one.cut !== one.net || one.net < 0n || one.net > one.gross)
      return `${one.component}: ${one.gross} − ${one.cut} = ${one.net}`;
    sums.gross += one.gross;
    sums.cut += one.cut;
    sums.net += one.net;
  }
  const isSum = sums.gross === outcome.gross && sums.cut === outcome.cut && sums.net === outcome.net;
  return isSum ? undefined : "the components are not the whole";
};

/** The lines that a statement counts lead from the gross to the net without a rupiah left over. */
const told: Property = ({ policy, words, facts }) => {
  const { trace, gross, net } = policy.evaluate(facts);
  const sumOf = (effects: readonly string[]): bigint =>
    trace
      .filter(({ id, amount }) => effects.includes(words.get(id)?.effectOf(amount) ?? ""))
      .reduce((sum, { amount }) => sum + amount, 0n);
  const unnamed = trace.find(({ id }) => !words.has(id));
  if (unnamed) return `the line ${unnamed.id} has no words`;
  if (sumOf(["BASE"]) !== gross) return `the gross is ${gross}, its lines come to ${sumOf(["BASE"])}`;
  return sumOf(["BASE", "ADD", "CUT"]) === net
    ? undefined
    : `the lines come to ${sumOf(["BASE", "ADD", "CUT"])}, not ${net}`;
};

const textOf = (outcome: Outcome): string =>
  JSON.stringify(outcome, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

/** The same facts give the same result to the last byte, whatever was computed between. */
const repeatable: Property = ({ policy, facts }) => {
  const first = textOf(policy.evaluate(facts));
  policy.evaluate({});
  return textOf(policy.evaluate(facts)) === first ? undefined : "computed again it is another result";
};

/** What was there is there again, to the last byte, when the last event of each list is taken away and added back. */
const restored: Property = ({ policy, facts }) => {
  const changed = (change: (list: readonly unknown[]) => readonly unknown[], from: Facts): Facts =>
    Object.fromEntries(
      Object.entries(from).map(([name, value]) => [name, typeof value === "object" ? change(value) : value]),
    ) as Facts;
  const first = textOf(policy.evaluate(facts));
  policy.evaluate(changed((list) => list.slice(0, -1), facts));
  const again = changed((list) => [...list.slice(0, -1), ...list.slice(-1)], facts);
  return textOf(policy.evaluate(again)) === first ? undefined : "an event taken away and added back changes the result";
};

/** Without telling its steps a row comes to the same. */
const short: Property = ({ policy, facts }) => {
  const { status, gross, net } = policy.evaluate(facts);
  const computed = policy.compute(facts);
  if (status === "blocked") return undefined;
  return computed?.gross === gross && computed.net === net
    ? undefined
    : `computed it is ${computed?.gross}/${computed?.net}`;
};

const reversed = (value: FactValue): FactValue =>
  typeof value === "object" ? ([...value].reverse() as FactValue) : value;

/** Neither the order of facts nor that of events says anything. */
const unordered: Property = ({ policy, facts }) => {
  const known = Object.entries(facts) as [string, FactValue][];
  const turned = known.map(([name, value]) => [name, reversed(value)]).reverse();
  const [one, other] = [policy.evaluate(facts), policy.evaluate(Object.fromEntries(turned) as Facts)];
  return one.net === other.net && one.status === other.status
    ? undefined
    : `in another order ${other.status} ${other.net}`;
};

/** More of a number or a list, the next key of those that are listed, one more day of something; undefined where there is no more. */
function moreOf(input: Input, value: FactValue, by: number): FactValue | undefined {
  const { form } = sourceOf(input.from);
  if (typeof value === "number") return value + by;
  if (form === "decimal") return (Number(value) + by).toFixed(4);
  if (typeof value === "string") return input.values?.[input.values.indexOf(value) + 1];
  if (form === "counts") return [...(value as readonly number[]), by];
  return undefined;
}

/** Whether more of one input pays on the wrong side; undefined when it does not. */
function wrongWay(policy: Policy, facts: Facts, one: Outcome, [id, input]: [string, Input]): string | undefined {
  const { from, harm = "none" } = input;
  const value = facts[from];
  if (harm === "none" || value === undefined) return undefined;
  for (const by of [1, 7, 90]) {
    const more = moreOf(input, value, by);
    const other = more === undefined ? one : policy.evaluate({ ...facts, [from]: more });
    const isWrong = harm === "more_pays_less" ? other.net > one.net : other.net < one.net;
    if (isPaid(other) && isWrong)
      return `${id} ${JSON.stringify(value)} pays ${one.net}, ${JSON.stringify(more)} pays ${other.net}`;
  }
  return undefined;
}

/** An input that says so pays less (more) the more there is of it. */
const monotone: Property = ({ policy, facts }) => {
  const one = policy.evaluate(facts);
  if (!isPaid(one)) return undefined;
  for (const entry of Object.entries(policy.document.inputs)) {
    const wrong = wrongWay(policy, facts, one, entry);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};

type Charge = { readonly what: string; readonly to: (day: DayFact) => DayFact };
const charges: readonly Charge[] = [
  { what: "late", to: (day) => ({ ...day, late: (day.late ?? 0) + 31 }) },
  { what: "early", to: (day) => ({ ...day, early: (day.early ?? 0) + 61 }) },
  { what: "away", to: (day) => ({ ...day, away: (day.away ?? 0) + 5 }) },
  { what: "a missed check", to: (day) => ({ ...day, missed_out: true }) },
];

/** A present day that was worse never pays more. */
const worseDays: Property = ({ policy, facts }) => {
  const days = facts["attendance.days"] as readonly DayFact[] | undefined;
  const at = days?.findIndex(({ status, work }) => work && status === "HADIR") ?? -1;
  const one = policy.evaluate(facts);
  if (!days || at < 0 || !isPaid(one)) return undefined;
  for (const { what, to } of charges) {
    const worse = days.map((day, index) => (index === at ? to(day) : day));
    const other = policy.evaluate({ ...facts, "attendance.days": worse });
    if (isPaid(other) && other.net > one.net)
      return `${what} on ${days[at]?.day} pays ${other.net} instead of ${one.net}`;
  }
  return undefined;
};

/** Leave that no rule names changes nothing. */
const neutral: Property = ({ policy, facts }) => {
  const leave = facts["leave.spans"] as readonly SpanFact[] | undefined;
  if (!leave) return undefined;
  const one = policy.evaluate(facts);
  const holiday: SpanFact = { kind: "cuti_yang_tidak_diatur", from: `${policy.period}-03` as SpanFact["from"], to: `${policy.period}-05` as SpanFact["from"] }; // prettier-ignore
  const with_ = policy.evaluate({ ...facts, "leave.spans": [...leave, holiday] });
  return with_.net === one.net ? undefined : `leave that no rule names pays ${with_.net} instead of ${one.net}`;
};

/** What must hold of every policy, whatever it says (the domain's rules for a policy). */
export const properties: Readonly<Record<string, Property>> = {
  "pays whole rupiah between nothing and the gross, and cuts the rest": whole,
  "explains the way from gross to net without a rupiah left over": told,
  "comes to the same bytes when it is computed again": repeatable,
  "comes to the same bytes when an event is taken away and added back": restored,
  "comes to the same without telling its steps": short,
  "does not look at the order of facts or events": unordered,
  "never pays more for what the document calls harmful, never less for what it calls good": monotone,
  "never pays more for a worse day": worseDays,
  "is not changed by leave that it does not name": neutral,
};

/** Tries a property on many months; the smallest one that breaks it, or undefined. */
export function counterexample(
  document: PolicyDocument,
  period: Period,
  property: Property,
  seeds: { from: number; count: number },
): string | undefined {
  const policy = compilePolicy(document, period);
  const words = wordsOf(document);
  const wrong = (facts: Facts): string | undefined => property({ policy, words, facts });
  for (let seed = seeds.from; seed < seeds.from + seeds.count; seed++) {
    const facts = randomFacts(document, period, seed);
    if (wrong(facts) === undefined) continue;
    const smallest = shrinkFacts(document, period, facts, (plainer) => wrong(plainer) !== undefined);
    return `${wrong(smallest)}\n${JSON.stringify({ period, inputs: factsAsGiven(document, smallest) })}`;
  }
  return undefined;
}
