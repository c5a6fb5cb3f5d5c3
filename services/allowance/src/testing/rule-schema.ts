import { policySchema } from "../adapters/policy/schema.ts";

/** An object of a document or of the schema. */
export type Tree = Readonly<Record<string, unknown>>;
export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** By rule and key, as `tolerance/mode`: the words that can stand there. */
const words = new Map<string, unknown[]>();
/** By rule and key: what can be left out. */
const optional = new Set<string>();

function readAt(rule: string, schema: unknown): void {
  if (Array.isArray(schema)) schema.forEach((one) => readAt(rule, one));
  if (!isTree(schema)) return;
  const { properties = {}, required = [], maxProperties } = schema as { properties?: Tree; required?: readonly string[]; maxProperties?: number }; // prettier-ignore
  for (const [key, value] of Object.entries(properties)) {
    const place = `${rule}/${key}`;
    if (isTree(value) && Array.isArray(value["enum"])) words.set(place, [...(words.get(place) ?? []), ...value["enum"]]);
    // One key of several is no key that can be left out.
    if (maxProperties !== 1 && !required.includes(key)) optional.add(place);
  }
  Object.values(schema).forEach((one) => readAt(rule, one));
}

type Alternatives = { readonly oneOf: readonly { readonly title: string }[] };
const definitions = policySchema["$defs"] as { fact: Alternatives; step: Alternatives; cut: Alternatives; condition: Tree };
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
  words: (rule: string, key: string): readonly unknown[] => words.get(`${rule}/${key}`) ?? words.get(`/${key}`) ?? [],
  isOptional: (rule: string, key: string): boolean => optional.has(`${rule}/${key}`),
};
