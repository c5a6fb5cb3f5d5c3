import { type Rupiah } from "@kinerja/common/kernel";

import { type PolicyDocument } from "../domain/policy/document.ts";
import { type TraceStep } from "../domain/policy/outcome.ts";
import { isOfRule, wordsOf } from "../domain/policy/words.ts";

/** One line of a computation in the words of its policy. */
export type ShownLine = {
  readonly id: string;
  readonly label: string;
  readonly cite: string;
  readonly rule: string;
  readonly effect: string;
  readonly base: string;
  readonly factor: string;
  readonly exact: string;
  readonly amount: Rupiah;
  readonly inputs: Readonly<Record<string, string>>;
};

/** What a rule brings itself, beside the facts that it looked at. */
const ruleWords: Readonly<Record<string, string>> = {
  percent: "Persen menurut aturan",
  target: "Target",
  days: "Hari yang dihitung",
  leave: "Jenis cuti atau keadaan",
  month: "Bulan ke",
  occurrence: "Kejadian ke",
  events: "Kejadian yang berlaku",
  rupiah: "Rupiah tiap poin",
  table: "Nilai dari tabel",
  decimal: "Faktor menurut aturan",
};

/** Says the lines of a trace in the words of the document that made them. */
export function linesSayer(document: PolicyDocument): (line: TraceStep) => ShownLine {
  const words = wordsOf(document);
  const labels = new Map([
    ...Object.keys(document.tables).map((id): [string, string] => [id, ruleWords["table"] ?? id]),
    ...[...document.steps, ...(document.facts ?? [])].map(({ id, label }): [string, string] => [id, label]),
    ...Object.entries(document.inputs).map(([id, { label }]): [string, string] => [id, label]),
  ]);
  const nameOf = (rule: string, input: string): string =>
    (isOfRule(rule, input) ? undefined : labels.get(input)) ?? ruleWords[input] ?? input;
  return ({ id, base, factor, exact, amount, inputs }) => {
    const { label, cite, rule, effectOf } = words.get(id) ?? { label: id, cite: "", rule: "", effectOf: () => "PART" };
    const named = Object.fromEntries(inputs.map(([input, value]) => [nameOf(rule, input), value]));
    return { id, label, cite, rule, effect: effectOf(amount), base, factor, exact, amount, inputs: named };
  };
}
