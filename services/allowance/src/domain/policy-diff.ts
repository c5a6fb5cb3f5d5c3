import { type PolicyDocument, type Rows, type Table } from "./policy/document.ts";
import { anomalySentences } from "./policy/say/anomalies.ts";
import { conditionText } from "./policy/say/conditions.ts";
import { factText } from "./policy/say/facts.ts";
import { type Names, namesOf, quoted, unitWords } from "./policy/say/names.ts";
import { keyText, percentText, rupiahText } from "./policy/say/numbers.ts";
import { payoutItems } from "./policy/say/payout.ts";
import { itemText, stepText } from "./policy/say/steps.ts";

/** What one part of a document says, in Indonesian. */
type Sentence = {
  readonly text: string;
  /** What it is about, where the id alone does not say it, and what stands between the two in a sentence. */
  readonly label?: string;
  readonly joint?: string;
  readonly cite?: string;
};

/** By the id of what says it. */
type Said = ReadonlyMap<string, Sentence>;

export type PartName =
  "GENERAL" | "LEGAL" | "INPUTS" | "TABLES" | "FACTS" | "NOTICES" | "STEPS" | "PAYOUT" | "CHOICES" | "UNVERIFIED";

/** Undefined on the side that does not have it. */
export type Difference = {
  readonly key: string;
  readonly before: Sentence | undefined;
  readonly after: Sentence | undefined;
};
export type DiffPart = { readonly part: PartName; readonly differences: readonly Difference[] };

function general({ document }: Names): Said {
  const { title, version, kind, effective, governance } = document;
  const dates = `${effective.from} sampai ${effective.to ?? "seterusnya"}`;
  const told = { judul: title, versi: String(version), jenis: kind, berlaku: dates, "penanggung jawab": governance.owner };
  return new Map(Object.entries(told).map(([key, text]) => [key, { text }]));
} // prettier-ignore

const laws = ({ document }: Names): Said =>
  new Map(
    Object.entries(document.legal).map(([key, { ref, title, checked }]) => [
      key,
      { text: `${ref}, ${title} (${checked})` },
    ]),
  );

function inputs({ document }: Names): Said {
  return new Map(
    Object.entries(document.inputs).map(([id, { label, from, unit, on_missing, at_most }]) => {
      const missing =
        on_missing === "block" ? "ditahan" : `dianggap ${keyText(String(on_missing.assume))} (${on_missing.flag})`;
      const most = at_most === undefined ? "" : `, paling banyak ${at_most}`;
      const text = `dari ${from}, ${unitWords[unit] || unit}${most}; bila tidak ada ${missing}`;
      return [id, { label, joint: ", ", text }];
    }),
  );
}

function rowsSaid(id: string, rows: Rows, unit: Table["unit"], since: string): [string, Sentence][] {
  const one = (value: string | number): string => (unit === "rupiah" ? rupiahText(value) : percentText(value));
  return Object.entries(rows).map(([key, row]) => [
    `${keyText(id)} ${keyText(key)}${since}`,
    { text: typeof row === "object" ? `${one(row.min)} sampai ${one(row.max)}` : one(row) },
  ]);
}

const tables = ({ document }: Names): Said =>
  new Map(
    Object.entries(document.tables).flatMap(([id, table]) =>
      "rows" in table
        ? rowsSaid(id, table.rows, table.unit, "")
        : table.values.flatMap(({ valid_from, rows }) => rowsSaid(id, rows, table.unit, ` sejak ${valid_from}`)),
    ),
  );

const facts = (names: Names): Said =>
  new Map(
    (names.document.facts ?? []).map((rule) => [
      rule.id,
      { text: factText(rule, quoted(names)), cite: names.cite(rule.cite) },
    ]),
  );

const anomalies = (names: Names): [string, Sentence][] =>
  [...anomalySentences(names)].map(([name, text]) => [`anomalies.${name}`, { text }]);

/** What the document marks itself, and what a run asks about, told or usual. */
const notices = (names: Names): Said =>
  new Map([
    ...(names.document.notices ?? []).map(({ id, label, when, severity, cite }): [string, Sentence] => [
      id,
      { label, joint: " ", text: `(${severity}), bila ${conditionText(when, quoted(names))}`, cite: names.cite(cite) },
    ]),
    ...anomalies(names),
  ]);

/** Each step, and each of its items for itself. */
function steps(names: Names): Said {
  return new Map(
    names.document.steps.flatMap((step): [string, Sentence][] => {
      const items = step.rule === "sum_cuts" || step.rule === "score_sum" ? step.items : [];
      const own = { label: step.label, joint: ": ", text: stepText(step, quoted(names)), cite: names.cite(step.cite) };
      const parts = items.map((item): [string, Sentence] => [
        `${step.id}.${item.id}`,
        { label: item.label, joint: ": ", text: itemText(item, quoted(names)), cite: names.cite(item.cite) },
      ]);
      return [[step.id, own], ...parts];
    }),
  );
}

const payout = (names: Names): Said =>
  new Map(
    payoutItems(names).map(({ text, cite }) => [
      text.split(/[ :]/)[0] ?? "",
      { text, ...(cite !== undefined && { cite }) },
    ]),
  );

const choices = ({ document }: Names): Said =>
  new Map((document.choices ?? []).map(({ id, question, choice }) => [id, { text: `${question} ${choice}` }]));
const unverified = ({ document }: Names): Said =>
  new Map((document.unverified ?? []).map(({ at, why }) => [at, { text: why }]));

const parts: readonly (readonly [PartName, (names: Names) => Said])[] = [
  ["GENERAL", general],
  ["LEGAL", laws],
  ["INPUTS", inputs],
  ["TABLES", tables],
  ["FACTS", facts],
  ["NOTICES", notices],
  ["STEPS", steps],
  ["PAYOUT", payout],
  ["CHOICES", choices],
  ["UNVERIFIED", unverified],
];

const isSame = (one: Sentence | undefined, other: Sentence | undefined): boolean =>
  one?.text === other?.text && one?.label === other?.label && one?.cite === other?.cite;

/** What is gone, new or otherwise between two documents that have no fault, part by part in the order of a document; parts without are left out. */
export function diffPolicies(before: PolicyDocument, after: PolicyDocument): DiffPart[] {
  const [old, next] = [namesOf(before), namesOf(after)];
  return parts.flatMap(([part, say]): DiffPart[] => {
    const [was, is] = [say(old), say(next)];
    const differences = [...new Set([...was.keys(), ...is.keys()])]
      .map((key): Difference => ({ key, before: was.get(key), after: is.get(key) }))
      .filter((one) => !isSame(one.before, one.after));
    return differences.length === 0 ? [] : [{ part, differences }];
  });
}
