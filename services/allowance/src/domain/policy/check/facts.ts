import { type FactRule, type FactRuleOf, type Impossible } from "../document.ts";
import { type Path, type Report } from "../fault.ts";
import { type Form } from "../sources.ts";
import { checkCondition } from "./conditions.ts";
import { addFact, type Checked, checkKey, checkUse, inputScope, type Scope } from "./scope.ts";

type Asking = { readonly scope: Scope; readonly report: Report };

const days: readonly Form[] = ["days"];
const spans: readonly Form[] = ["spans"];
const key = { forms: ["text"], unit: "key" } as const;

function checkTotal({ scope, report }: Asking, { of, unit }: FactRuleOf<"total">, path: Path): void {
  of.forEach((name, index) => checkUse({ scope, report }, name, [...path, "of", index], { forms: ["count"], unit }));
  if (new Set(of).size < of.length) report([...path, "of"], "POLICY_COUNTED_TWICE");
}

function checkSubstitute(asking: Asking, fact: FactRuleOf<"substitute_class">, path: Path): void {
  checkUse(asking, fact.class, [...path, "class"], key);
  checkCondition(asking, fact.when, [...path, "when"]);
  const by = checkUse(asking, fact.by, [...path, "by"], key);
  for (const row of Object.keys(fact.rows)) checkKey(by, row, [...path, "rows", row], asking.report);
}

/** Working days are looked up in the attendance; calendar days need none. */
function checkSpanDays(asking: Asking, { of, day_kind, days: worked }: FactRuleOf<"span_days">, path: Path): void {
  checkUse(asking, of, [...path, "of"], { forms: spans });
  if (worked !== undefined) checkUse(asking, worked, [...path, "days"], { forms: days });
  if (day_kind === "working" && worked === undefined) asking.report(path, "POLICY_KEY_MISSING", { name: "days" });
  if (day_kind === "calendar" && worked !== undefined)
    asking.report([...path, "days"], "POLICY_KEY_UNFIT", { name: "days" });
}

const saysNothing = ({ from, until, at }: Impossible): boolean =>
  from === undefined && until === undefined && at === undefined;

/** A rule on taps or checks without any is forgotten work. */
function checkTaps({ report }: Asking, fact: FactRuleOf<"data_validity" | "classify">, path: Path): void {
  if (fact.rule === "classify") {
    if (fact.no_check_in_as === undefined && fact.no_check_out_as === undefined)
      report(path, "POLICY_KEY_MISSING", { name: "no_check_in_as" });
    return;
  }
  if (!fact.check_in && !fact.check_out) report(path, "POLICY_KEY_MISSING", { name: "check_in" });
  for (const tap of ["check_in", "check_out"] as const) {
    const impossible = fact[tap];
    if (impossible && saysNothing(impossible)) report([...path, tap], "POLICY_KEY_MISSING", { name: "from" });
  }
}

function checkSameDay({ report }: Asking, { order }: FactRuleOf<"same_day">, path: Path): void {
  if (new Set(order).size < order.length) report([...path, "order"], "POLICY_COUNTED_TWICE");
}

type Check<Rule extends FactRule["rule"]> = (asking: Asking, fact: FactRuleOf<Rule>, path: Path) => void;
type OfOne = { readonly of: string };

const ofForm =
  (forms: readonly Form[]) =>
  (asking: Asking, { of }: OfOne, path: Path): void =>
    void checkUse(asking, of, [...path, "of"], { forms });
const ofDays = ofForm(days);
const ofSpans = ofForm(spans);

/** Names and forms by rule. */
const checks: { readonly [Rule in FactRule["rule"]]: Check<Rule> } = {
  aggregate: ofDays,
  tolerance: ofDays,
  credit: ofDays,
  classify: (asking, fact, path) => {
    ofDays(asking, fact, path);
    checkTaps(asking, fact, path);
  },
  data_validity: (asking, fact, path) => {
    ofDays(asking, fact, path);
    checkTaps(asking, fact, path);
  },
  same_day: (asking, fact, path) => {
    ofDays(asking, fact, path);
    checkSameDay(asking, fact, path);
  },
  outage: (asking, fact, path) => {
    ofDays(asking, fact, path);
    checkUse(asking, fact.outages, [...path, "outages"], { forms: spans });
  },
  count_spans: ofSpans,
  span_days: checkSpanDays,
  total: checkTotal,
  substitute_class: checkSubstitute,
  effective_class: (asking, fact, path) => {
    checkUse(asking, fact.class, [...path, "class"], key);
    checkUse(asking, fact.demotions, [...path, "demotions"], { forms: spans });
  },
  start_rule: (asking, { history }, path) => void checkUse(asking, history, [...path, "history"], { forms: spans }),
};

function checkFact(asking: Asking, fact: FactRule, path: Path): void {
  const check = checks[fact.rule] as (asking: Asking, fact: FactRule, path: Path) => void;
  check(asking, fact, path);
}

/** Each fact is made of inputs and of facts before it. */
export function checkFacts({ document, report }: Pick<Checked, "document" | "report">): void {
  const scope = inputScope(document);
  document.facts?.forEach((fact, index) => {
    const path = ["facts", index];
    if (scope.has(fact.id)) report([...path, "id"], "POLICY_ID_REPEATED", { name: fact.id });
    checkFact({ scope, report }, fact, path);
    addFact(scope, fact);
  });
}

/** What a person should look at asks inputs and facts. */
export function checkNotices(checked: Checked): void {
  const seen = new Set<string>();
  checked.document.notices?.forEach(({ id, when }, index) => {
    const path = ["notices", index];
    if (seen.has(id)) checked.report([...path, "id"], "POLICY_ID_REPEATED", { name: id });
    seen.add(id);
    checkCondition(checked, when, [...path, "when"]);
  });
}
