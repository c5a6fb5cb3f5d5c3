export type Schema = Readonly<Record<string, unknown>>;

export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
export const text = (maxLength: number): Schema => ({ type: "string", minLength: 1, maxLength });
export const whole = (minimum: number, maximum = Number.MAX_SAFE_INTEGER): Schema => ({ type: "integer", minimum, maximum }); // prettier-ignore
export const oneOf = (...choices: readonly string[]): Schema => ({ enum: choices });
export const flag: Schema = { type: "boolean" };

/** What an editor shows at a key. */
export const said = (description: string, schema: Schema): Schema => ({ ...schema, description });

/** Every key is needed unless it stands behind `optional`; there are no others. */
export const record = (properties: Schema, optional: Schema = {}): Schema => ({
  type: "object",
  additionalProperties: false,
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
});

/** Exactly one of these keys. The comment is what a fault says was expected. */
export const oneKeyOf = (properties: Schema): Schema => ({
  type: "object",
  $comment: Object.keys(properties).join(" | "),
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  properties,
});

/** Where `key` stands the others do not; where it does not they must, if they are needed. */
export const eitherKey = (key: string, others: readonly string[], needed: readonly string[] = others): Schema => ({
  if: { required: [key] },
  then: { properties: Object.fromEntries(others.map((other) => [other, false])) },
  else: { required: needed },
});

/** A word for all the rest, or more to say. */
export const wordOr = (word: string, schema: Schema): Schema => ({
  type: ["string", "object"],
  if: { type: "string" },
  then: { const: word },
  else: schema,
});

export const list = (items: Schema, minItems: number, maxItems: number): Schema => ({ type: "array", items, minItems, maxItems }); // prettier-ignore

/** An object whose keys are ids. */
export const byName = (items: Schema, most: number): Schema => ({
  type: "object",
  propertyNames: { pattern: "^[a-z0-9][a-z0-9_]*$", maxLength: 40 },
  maxProperties: most,
  additionalProperties: items,
});

/** An object whose keys are words of the platform or of the agency. */
export const byKey = (items: Schema, most: number): Schema => ({
  type: "object",
  propertyNames: { minLength: 1, maxLength: 120 },
  minProperties: 1,
  maxProperties: most,
  additionalProperties: items,
});

export type Alternative = { readonly says: string; readonly needed: Schema; readonly optional?: Schema }; // prettier-ignore

const named: Schema = {
  id: said("Its name in this document; the statement and the examples use it.", ref("id")),
  label: said("Words for the statement, Indonesian.", text(120)),
  cite: ref("cite"),
};

/** Alternatives that a key tells apart, so that a fault is that of the one that was meant. */
export const bySelector = (selector: string, alternatives: Readonly<Record<string, Alternative>>): Schema => ({
  type: "object",
  required: [selector],
  discriminator: { propertyName: selector },
  oneOf: Object.entries(alternatives).map(([word, { says, needed, optional }]) => ({
    title: word,
    description: says,
    ...record({ ...named, [selector]: { const: word }, ...needed }, optional),
  })),
});

export const byRule = (alternatives: Readonly<Record<string, Alternative>>): Schema => bySelector("rule", alternatives);

export const id = ref("id");
export const percent = ref("percent");
export const cite = ref("cite");
export const condition = ref("condition");
export const unit = said("What its number counts.", oneOf("key", "day", "event", "minute", "hour", "percent", "point", "rupiah", "span")); // prettier-ignore
export const kinds = said("Kinds of the spans that count, as the platform or the agency writes them.", list(text(60), 1, 50)); // prettier-ignore
export const spans = said("Input of spans: times with a beginning and maybe an end.", id);
export const brackets = said("Brackets in ascending order, which hold everything from 0 on exactly once.", list(ref("bracket"), 1, 100)); // prettier-ignore
