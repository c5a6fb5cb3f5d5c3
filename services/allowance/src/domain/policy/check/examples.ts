import { isDay, isPeriod, parseRational } from "@kinerja/common/kernel";

import { type Given, type PolicyDocument, type PolicyTest } from "../document.ts";
import { type Path, type Report } from "../fault.ts";
import { componentOf, resultsOf } from "../order.ts";
import { type Form } from "../sources.ts";
import { wordsOf } from "../words.ts";
import { isDecimal } from "./inputs.ts";
import { type Checked, checkKey, type Known } from "./scope.ts";

type Kind = "day" | "text" | "count" | "flag" | "clock";
type Keys = Readonly<Record<string, Kind>>;

const ofDay = { needed: { day: "day", work: "flag", status: "text" }, optional: { late: "count", early: "count", away: "count", missed_in: "flag", missed_out: "flag", check_in: "clock", check_out: "clock" } } as const; // prettier-ignore
const ofSpan = { needed: { kind: "text", from: "day" }, optional: { to: "day", class: "text", level: "text", pending: "flag" } } as const; // prettier-ignore

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
const kinds: Readonly<Record<Kind, readonly [fits: (value: unknown) => boolean, expected: string]>> = {
  day: [(value) => typeof value === "string" && isDay(value), "YYYY-MM-DD"],
  text: [(value) => typeof value === "string", "text"],
  count: [(value) => Number.isSafeInteger(value) && Number(value) >= 0, "0, 1, 2, …"],
  flag: [(value) => typeof value === "boolean", "true | false"],
  clock: [(value) => typeof value === "string" && clock.test(value), "HH:MM"],
};

function checkElement(
  element: Readonly<Record<string, unknown>>,
  { needed, optional }: { needed: Keys; optional: Keys },
  path: Path,
  report: Report,
): void {
  // prettier-ignore
  const known: Keys = { ...needed, ...optional };
  for (const name of Object.keys(needed))
    if (!Object.hasOwn(element, name)) report(path, "POLICY_KEY_MISSING", { name });
  for (const [name, value] of Object.entries(element)) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) report([...path, name], "POLICY_KEY_UNKNOWN", { name });
    else if (!kinds[kind][0](value)) report([...path, name], "POLICY_VALUE_WRONG", { expected: kinds[kind][1] });
  }
}

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);
type Elements = readonly Readonly<Record<string, unknown>>[];
const isElements = (value: Given): value is Elements & Given =>
  Array.isArray(value) && value.every((one: unknown) => typeof one === "object");

const forms: Readonly<Record<Form, readonly [fits: (value: Given) => boolean, expected: string]>> = {
  text: [(value) => typeof value === "string", "text"],
  count: [isWhole, "0, 1, 2, …"],
  rupiah: [isWhole, "0, 1, 2, …"],
  decimal: [isDecimal, '0, 1, "2.5", …'],
  counts: [(value) => Array.isArray(value) && value.every(isWhole), "[0, 1, …]"],
  days: [isElements, "[{ day, work, status, … }, …]"],
  spans: [isElements, "[{ kind, from, … }, …]"],
};

/** The form is checked, not whether the value is possible: an example may show that an impossible one is refused. */
function checkGiven(value: Given, known: Known, path: Path, report: Report): void {
  const [fits, expected] = forms[known.form];
  if (!fits(value)) report(path, "POLICY_VALUE_WRONG", { expected });
  else if (typeof value === "string") checkKey(known, value, path, report);
  else if (isElements(value)) {
    const shape = known.form === "days" ? ofDay : ofSpan;
    value.forEach((element, index) => checkElement(element, shape, [...path, index], report));
  }
}

/** A month with a day in force. */
function checkPeriod(
  { period }: PolicyTest,
  { from, to }: PolicyDocument["effective"],
  path: Path,
  report: Report,
): void {
  // prettier-ignore
  if (period === undefined) return;
  if (!isPeriod(period)) report(path, "POLICY_VALUE_WRONG", { expected: "YYYY-MM" });
  else if (period < from.slice(0, 7) || (to !== null && period > to.slice(0, 7)))
    report(path, "POLICY_TEST_PERIOD", { found: period, from, to: to ?? "∞" });
}

/** All lines that an example can expect: of the trace, and the totals of each component. */
function linesOf(document: PolicyDocument): ReadonlySet<string> {
  const components = resultsOf(document.steps).map(componentOf);
  const prefixes = ["", ...components.map((component) => `${component}.`)];
  const totals = prefixes.flatMap((prefix) => ["gross", "cut", "net"].map((total) => `${prefix}${total}`));
  return new Set([...wordsOf(document).keys(), ...totals]);
}

/** A key is expected as it is, a number exactly; a list has no one value. */
function checkExpectedFact(known: Known, value: number | string, path: Path, report: Report): void {
  if (known.form === "text") checkKey(known, String(value), path, report);
  else if (known.form !== "count")
    report(path, "POLICY_FORM_WRONG", { expected: "text | count", found: known.form, name: String(path.at(-1)) }); // prettier-ignore
  else if (!isWhole(Number(value))) report(path, "POLICY_VALUE_WRONG", { expected: "0, 1, 2, …" });
}

/** A worked example speaks of inputs, facts and steps that exist, in a month that the policy is in force. */
export function checkExamples({ document, scope, report }: Checked): void {
  const lines = linesOf(document);
  const facts = new Set((document.facts ?? []).map(({ id }) => id));
  document.tests.forEach((test, index) => {
    const path = ["tests", index];
    checkPeriod(test, document.effective, [...path, "period"], report);
    for (const [name, value] of Object.entries(test.given)) {
      const known = scope.get(name);
      if (known) checkGiven(value, known, [...path, "given", name], report);
      else report([...path, "given", name], "POLICY_REFERENCE_UNKNOWN", { name });
    }
    for (const [name, value] of Object.entries(test.expect)) {
      const place = [...path, "expect", name];
      const known = facts.has(name) ? scope.get(name) : undefined;
      if (known) checkExpectedFact(known, value, place, report);
      else if (!lines.has(name)) report(place, "POLICY_REFERENCE_UNKNOWN", { name });
      else if (!parseRational(String(value))) report(place, "POLICY_VALUE_WRONG", { expected: '0, "2.5", "2/3", …' });
    }
  });
}
