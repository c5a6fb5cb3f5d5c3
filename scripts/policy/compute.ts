import {
  compilePolicy,
  engineVersion,
  type FactValue,
  type Flag,
  type Form,
  hashOf,
  isOfRule,
  type Outcome,
  payoutPeriodOf,
  type PayoutResult,
  type PolicyDocument,
  settle,
  sha256,
  sourceOf,
  wordsOf,
} from "@kinerja/allowance/policy";
import { text } from "@kinerja/common/catalogue";
import { nextPeriod, type Period } from "@kinerja/common/kernel";
import { type ComputeInput, readComputeInput } from "./compute-input.ts";
import { type InputFault } from "./faults.ts";
import { decimalText, keyText, type Names, namesOf, rupiahText } from "@kinerja/allowance/policy-words";
import { type Language } from "./options.ts";
import { toldOf } from "./told.ts";

export const resultSchema = "kinerja.compute-result/1";

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

const hash = (content: string): string => hashOf(sha256, content);

/** Words that depend on the language are not hashed. */
const spoken: ReadonlySet<string> = new Set(["title", "words"]);

/** Keys in order, so that one value has one spelling. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const told = Object.entries(value).filter(([key]) => !spoken.has(key));
  const entries = told.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
const hashOfJson = (value: unknown): string => hash(JSON.stringify(sorted(value)));

const nothingAssumed = {
  id: (label: string): string => `${label} belum ada; dianggap tidak ada.`,
  en: (label: string): string => `${label} is not known; taken as none.`,
};

/** A list that is assumed is an empty one, whatever number stands for it. */
const isList = ({ inputs }: PolicyDocument, id: string): boolean => {
  const input = Object.hasOwn(inputs, id) ? inputs[id] : undefined;
  return input !== undefined && lists.has(sourceOf(input.from).form);
};
const lists: ReadonlySet<Form> = new Set<Form>(["counts", "days", "spans"]);

const flagJson =
  (document: PolicyDocument, language: Language) =>
  ({ code, severity, params }: Flag): Json => {
    const { title, detail } = text(code, params, language);
    const { input = "", label = "" } = params;
    const isNothing = code === "INPUT_ASSUMED" && isList(document, input);
    return { code, severity, title, words: isNothing ? nothingAssumed[language](label) : detail, params };
  };

/** A component whose payout comes later is not due with the others. */
const monthsAfter = (period: Period, months: number): Period =>
  Array.from({ length: months }).reduce<Period>((month) => nextPeriod(month), period);

function lineJson(outcome: Outcome, names: Names): Json[] {
  const words = wordsOf(names.document);
  return outcome.trace.map((line) => {
    const known = words.get(line.id);
    const effect = known?.effectOf(line.amount) ?? "PART";
    return {
      ...{ id: line.id, label: known?.label ?? line.id, cite: known?.cite ?? "", rule: known?.rule ?? "", effect },
      ...{ base: line.base, factor: line.factor, exact: line.exact, decimal: decimalText(line.exact) },
      amount: Number(line.amount),
      inputs: line.inputs.map(([id, value]) => {
        const label = isOfRule(known?.rule ?? "", id) ? keyText(id) : names.label(id);
        return { id, label, value };
      }),
      told: toldOf(line, effect, names),
    };
  });
}

type PayoutLine = PayoutResult["lines"][number];

/** "Iuran: 1% (dasar Rp8.905.878); dipotong Rp39.059." */
function payoutTold({ label, base, rate, amount }: PayoutLine, isPair: boolean): string {
  const how = rate === "" ? label : `${label}: ${rate} (dasar ${rupiahText(base)})`;
  const what = isPair ? "di luar jumlah pegawai" : amount < 0n ? "dipotong" : "dibayarkan";
  return `${how}; ${what} ${rupiahText(isPair || amount > 0n ? amount : 0n - amount)}.`;
}

const lineBody = (line: PayoutLine, names: Names) => ({
  ...{ id: line.id, label: line.label, cite: names.cite(line.cite), base: Number(line.base), rate: line.rate },
  amount: Number(line.amount),
  inputs: line.inputs.map(([label, value]) => ({ label, value })),
});
const deductionJson = (names: Names) => (line: PayoutLine) => ({
  ...lineBody(line, names),
  told: payoutTold(line, false),
});
const pairJson = (names: Names) => (pair: PayoutResult["pairs"][number]) => ({
  ...lineBody(pair, names),
  ...{ debit: pair.debit, credit: pair.credit, told: payoutTold(pair, true) },
});

function payoutJson(outcome: Outcome, { period, payout }: ComputeInput, names: Names, language: Language): Json {
  if (payout === undefined || outcome.status === "blocked") return undefined;
  const { document } = names;
  const month = payout.period ?? payoutPeriodOf(document, period);
  const labelOf = (component: string): string =>
    component === "main" ? document.title : `${document.title}: ${component}`;
  const isDue = ({ monthsLate }: { monthsLate: number }): boolean => monthsLate === 0;
  const due = outcome.components.filter(isDue).map(({ component, net }) => {
    return { id: component, label: labelOf(component), period, amount: net };
  });
  const result = settle({ ...payout, period: month, due: [...due, ...payout.due] }, document.payout);
  const later = outcome.components.filter((one) => !isDue(one));
  return {
    ...{ period: month, status: result.status, net: Number(result.net), contribution: Number(result.contribution) },
    ...{ tax: Number(result.tax), recovery: Number(result.recovery), amount: Number(result.amount) },
    carried: Number(result.carried),
    lines: result.lines.map(deductionJson(names)),
    pairs: result.pairs.map(pairJson(names)),
    later: later.map(({ component, net, monthsLate }) => ({
      component,
      period: monthsAfter(month, monthsLate),
      net: Number(net),
    })),
    flags: result.flags.map(flagJson(document, language)),
  };
}

/** Facts that the document derives, and those that were given in their place. */
function derivedJson(document: PolicyDocument, values: ReadonlyMap<string, FactValue>): Json {
  const ids = (document.facts ?? []).map(({ id }) => id).filter((id) => values.has(id));
  return Object.fromEntries(ids.map((id) => [id, values.get(id) as Json]));
}

/** What only the engine finds impossible: told with its place in the file. */
function impossible(document: PolicyDocument, { flags }: Outcome): InputFault[] {
  const found = flags.filter(({ code }) => code === "INPUT_IMPOSSIBLE");
  return found.map(({ params }) => {
    const id = params["input"] ?? "";
    const path = `$.${Object.hasOwn(document.inputs, id) ? "inputs" : "facts"}.${id}`;
    return { path, code: "NOT_POSSIBLE", params: { label: params["label"] ?? id } };
  });
}

export type Computed =
  | { readonly result: Json; readonly faults: readonly [] }
  | { readonly result: undefined; readonly faults: readonly InputFault[] };

/** Computes one person's month; the policy's text gives its hash. */
export function compute(document: PolicyDocument, policyText: string, inputText: string, language: Language): Computed {
  const { input, faults } = readComputeInput(document, inputText);
  if (!input) return { result: undefined, faults };
  const names = namesOf(document);
  const policy = compilePolicy(document, input.period);
  const outcome = policy.evaluate(input.facts, input.derived);
  const wrong = impossible(document, outcome);
  if (wrong.length > 0) return { result: undefined, faults: wrong };
  const { id, version, title } = document;
  const body = {
    schema: resultSchema,
    policy: { id, version, title, sha256: hash(policyText) },
    ...{ period: input.period, engine: engineVersion, status: outcome.status },
    ...{ gross: Number(outcome.gross), cut: Number(outcome.cut), net: Number(outcome.net) },
    components: outcome.components.map(({ component, gross, cut, net, monthsLate }) => ({
      ...{ component, gross: Number(gross), cut: Number(cut), net: Number(net), months_late: monthsLate },
    })),
    lines: lineJson(outcome, names),
    taken: Object.entries(input.taken).map(([name, value]) => ({ id: name, label: names.label(name), value })),
    facts: derivedJson(document, policy.derive(input.facts, input.derived)),
    flags: outcome.flags.map(flagJson(document, language)),
    payout: payoutJson(outcome, input, names, language),
  };
  const hashes = { policy: hash(policyText), input: hashOfJson(JSON.parse(inputText)), result: hashOfJson(body) };
  return { result: { ...body, hashes }, faults: [] };
}
