import { policySchema } from "../adapters/policy/schema.ts";

/** An object of a document or of the schema. */
export type Tree = Readonly<Record<string, unknown>>;
export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** By rule and key, as `tolerance/mode`: the words that can stand there. */
const words = new Map<string, readonly unknown[]>();
/** By rule and key: what can be left out. */
const optional = new Set<string>();

type Shape = { readonly properties?: Tree; readonly required?: readonly string[]; readonly maxProperties?: number };
type Words = { readonly enum?: readonly unknown[]; readonly items?: { readonly enum?: readonly unknown[] } };

function readProperty(place: string, { enum: single = [], items = {} }: Words): void {
  const found = [...single, ...(items.enum ?? [])];
  if (found.length > 0) words.set(place, [...new Set([...(words.get(place) ?? []), ...found])]);
}

function readProperties(rule: string, { properties = {}, required = [], maxProperties }: Shape): void {
  for (const [key, value] of Object.entries(properties)) readProperty(`${rule}/${key}`, value as Words);
  // One key of several is none that can be left out; neither are the rows of a table.
  if (rule === "table" || maxProperties === 1) return;
  for (const key of Object.keys(properties)) if (!required.includes(key)) optional.add(`${rule}/${key}`);
}

function readAt(rule: string, schema: unknown): void {
  if (Array.isArray(schema)) schema.forEach((one) => readAt(rule, one));
  if (!isTree(schema)) return;
  readProperties(rule, schema);
  Object.values(schema).forEach((one) => readAt(rule, one));
}

type Alternatives = { readonly oneOf: readonly { readonly title: string }[] };
const definitions = policySchema["$defs"] as {
  fact: Alternatives;
  step: Alternatives;
  cut: Alternatives;
  condition: Tree;
};
for (const { oneOf } of [definitions.fact, definitions.step, definitions.cut])
  for (const rule of oneOf) readAt(rule.title, rule);
const { inputs, tables, notices } = policySchema["properties"] as { inputs: Tree; tables: Tree; notices: Tree };
readAt("input", inputs);
readAt("table", tables);
readAt("notice", notices);
readAt("", definitions.condition);

const named = ({ oneOf }: Alternatives): string[] => oneOf.map(({ title }) => title);

/** What the published schema knows of the rules. */
export const rulesOf = {
  facts: named(definitions.fact),
  steps: named(definitions.step),
  items: named(definitions.cut),
  conditions: Object.keys(definitions.condition["properties"] as Tree).filter(
    (key) => key !== "input" && key !== "spans",
  ),
  words: (rule: string, key: string): readonly unknown[] => words.get(`${rule}/${key}`) ?? words.get(`/${key}`) ?? [],
  isOptional: (rule: string, key: string): boolean => optional.has(`${rule}/${key}`),
};
