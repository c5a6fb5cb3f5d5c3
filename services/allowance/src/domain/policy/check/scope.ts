import { type FactRule, type FactRuleOf, type Input, type PolicyDocument, type Step } from "../document.ts";
import { type Path, type Report } from "../fault.ts";
import { type Form, sourceOf, type Unit } from "../sources.ts";

/** What stands behind the name of an input or a fact. `values` are all the keys that it can have, where the document says so. */
export type Known = { readonly unit: Unit; readonly form: Form; readonly values?: readonly string[] };
export type Scope = ReadonlyMap<string, Known>;

/** What is looked at, and where faults go. */
export type Checked = {
  readonly document: PolicyDocument;
  readonly scope: Scope;
  readonly byId: ReadonlyMap<string, Step>;
  readonly report: Report;
};

const knownInput = ({ from, values }: Input): Known => ({ ...sourceOf(from), ...(values && { values }) });

function aggregated({ take, how }: FactRuleOf<"aggregate">): Known {
  const units = { days: "day", late: "minute", early: "minute", away: "minute", missed: "event" } as const;
  const unit = how === "count" ? "day" : units[take];
  return { unit, form: how === "each" ? "counts" : "count" };
}

function substituted({ class: name, rows }: FactRuleOf<"substitute_class">, scope: Scope): Known {
  const values = scope.get(name)?.values;
  return { unit: "key", form: "text", ...(values && { values: [...new Set([...values, ...Object.values(rows)])] }) };
}

type KnownFacts = { readonly [Rule in FactRule["rule"]]: (fact: FactRuleOf<Rule>, scope: Scope) => Known };

const days = (): Known => ({ unit: "day", form: "days" });
const countOf = (unit: Unit) => (): Known => ({ unit, form: "count" });

const knownFacts: KnownFacts = {
  aggregate: aggregated,
  tolerance: days,
  classify: days,
  data_validity: days,
  outage: days,
  same_day: days,
  credit: countOf("minute"),
  total: ({ unit }) => ({ unit, form: "count" }),
  count_spans: countOf("event"),
  span_days: countOf("day"),
  effective_class: ({ class: own }, scope) => ({ ...scope.get(own), unit: "key", form: "text" }),
  substitute_class: substituted,
  start_rule: () => ({ unit: "key", form: "text" }),
};

function knownFact(fact: FactRule, scope: Scope): Known {
  const known = knownFacts[fact.rule] as (fact: FactRule, scope: Scope) => Known;
  return known(fact, scope);
}

export const inputScope = ({ inputs }: PolicyDocument): Map<string, Known> =>
  new Map(Object.entries(inputs).map(([id, input]) => [id, knownInput(input)]));

/** Adds a fact to those that are known before it; an id that is taken keeps its first meaning. */
export function addFact(scope: Map<string, Known>, fact: FactRule): void {
  if (!scope.has(fact.id)) scope.set(fact.id, knownFact(fact, scope));
}

export function scopeOf(document: PolicyDocument): Scope {
  const scope = inputScope(document);
  document.facts?.forEach((fact) => addFact(scope, fact));
  return scope;
}

type Wanted = { readonly forms: readonly Form[]; readonly unit?: Unit | undefined };

/** The input or fact of that name, if it has one of the forms, and the unit where one is needed; else a fault. */
export function checkUse(
  { scope, report }: Pick<Checked, "scope" | "report">,
  name: string,
  path: Path,
  { forms, unit }: Wanted,
): Known | undefined {
  const known = scope.get(name);
  if (!known) {
    report(path, "POLICY_REFERENCE_UNKNOWN", { name });
    return undefined;
  }
  if (unit !== undefined && known.unit !== unit) {
    report(path, "POLICY_UNIT_WRONG", { expected: unit, found: known.unit });
    return undefined;
  }
  if (!forms.includes(known.form)) {
    report(path, "POLICY_FORM_WRONG", { expected: forms.join(" | "), found: known.form, name });
    return undefined;
  }
  return known;
}

/** A key that nobody can have is misspelt. */
export function checkKey(known: Known | undefined, key: string, path: Path, report: Report): void {
  if (known?.values && !known.values.includes(key))
    report(path, "POLICY_VALUE_UNKNOWN", { found: key, known: known.values.join(", ") });
}
