import { sourceNames } from "../../domain/policy/sources.ts";

type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const text = (maxLength: number): Schema => ({ type: "string", minLength: 1, maxLength });
const whole = (minimum: number, maximum = Number.MAX_SAFE_INTEGER): Schema => ({ type: "integer", minimum, maximum });
const oneOf = (...choices: string[]): Schema => ({ enum: choices });

/** Every key is needed unless it stands behind `optional`; there are no others. */
const record = (properties: Schema, optional: Schema = {}): Schema => ({
  type: "object",
  additionalProperties: false,
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
});
const byName = (items: Schema, most: number): Schema => ({
  type: "object",
  propertyNames: { pattern: "^[a-z0-9][a-z0-9_]*$", maxLength: 40 },
  maxProperties: most,
  additionalProperties: items,
});
const list = (items: Schema, minItems: number, maxItems: number): Schema => ({
  type: "array",
  items,
  minItems,
  maxItems,
});
const byRule = (alternatives: Schema): Schema => ({
  type: "object",
  required: ["rule"],
  discriminator: { propertyName: "rule" },
  oneOf: Object.entries(alternatives).map(([rule, own]) => {
    const { optional, ...needed } = own as { optional?: Schema };
    return record({ id: ref("id"), label: text(120), cite: ref("cite"), rule: { const: rule }, ...needed }, optional);
  }),
});

const id = ref("id");
const percent = ref("percent");
const brackets = list(ref("bracket"), 1, 100);
const rounding = { mode: oneOf("half-up", "half-even", "down", "up"), unit: { enum: [1, 100, 1000] } };
const days = { days: id, of_days: id };
const prorate = { optional: { prorate: record(days) } };
const limit = { of: id, rupiah: whole(0) };
/** What the articles say, by their names; a name has the length of `article` in a cite. */
const wording: Schema = {
  type: "object",
  propertyNames: { minLength: 1, maxLength: 200 },
  minProperties: 1,
  maxProperties: 200,
  additionalProperties: text(10_000),
};
const unit = oneOf("key", "day", "event", "minute");

const step = byRule({
  lookup: { table: id },
  share: { of: id, percent },
  scale_by_table: { of: id, table: id },
  tier: { of: id, input: id, brackets },
  sum_cuts: {
    of: id,
    items: list(ref("cut"), 1, 100),
    on_exceed: record({
      clamp: { const: "base" },
      flag: oneOf("warn", "note"),
      label: text(120),
    }),
  },
  sum: { of: list(id, 1, 50) },
  subtract: { of: id, cut: id },
  multiplier: { of: id, percent, when: ref("condition") },
  threshold_gate: { of: id, input: id, gte: whole(0), else_percent: percent, ...prorate },
  ratio_capped: { of: id, input: id, target: whole(1), cap_percent: percent, ...prorate },
  cap: limit,
  floor: limit,
  prorate: { of: id, ...days },
  round: { of: id, ...rounding },
  result: { gross: id, net: id, rounding: record(rounding) },
});

const definitions: Schema = {
  id: { type: "string", pattern: "^[a-z][a-z0-9_]*$", maxLength: 40 },
  percent: { type: ["integer", "string"], pattern: "^\\d{1,12}(\\.\\d{1,12})?$", minimum: 0, maximum: 1_000_000_000 },
  cite: record({ legal: id, article: text(200) }),
  bracket: record({ gte: whole(0), percent }, { lt: whole(1) }),
  condition: {
    anyOf: [
      record({ input: id, in: list(text(60), 1, 50) }),
      record({ input: id, gte: whole(0) }),
      record({ input: id, lt: whole(0) }),
    ],
  },
  cut: byRule({
    rate_per_unit: { input: id, percent, per: unit },
    tier: { input: id, per: oneOf("occurrence", "month"), brackets },
  }),
  step,
};

/** The shape of a policy document; what it can't say is in `domain/policy/check.ts`. */
export const policySchema: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Kinerja policy document, kinerja.policy/v1",
  ...record({
    schema: { const: "kinerja.policy/v1" },
    id: { type: "string", pattern: "^[a-z][a-z0-9-]*$", maxLength: 60 },
    version: whole(1, 100_000),
    title: text(200),
    kind: oneOf("tukin", "tpp"),
    effective: record({ from: text(10), to: { type: ["string", "null"] } }),
    supersedes: { anyOf: [{ type: "null" }, record({ id: text(60), version: whole(1, 100_000) })] },
    legal: byName(
      record({ ref: text(100), title: text(300), checked: oneOf("official", "secondary", "invented") }, { wording }),
      50,
    ),
    governance: record({ owner: text(120), note: text(1_000) }),
    inputs: byName(
      record({
        from: { enum: sourceNames },
        unit,
        label: text(120),
        on_missing: {
          anyOf: [
            { const: "block" },
            record({ assume: { type: ["integer", "string"] }, flag: oneOf("warn", "note", "none") }),
          ],
        },
      }),
      50,
    ),
    tables: byName(
      record({
        key: id,
        unit: oneOf("rupiah", "percent"),
        cite: ref("cite"),
        rows: { type: "object", minProperties: 1, maxProperties: 500, additionalProperties: percent },
      }),
      50,
    ),
    steps: list(ref("step"), 1, 200),
    payout: record({ month: oneOf("same", "next"), tax: { const: "none" }, cite: ref("cite") }),
    tests: list(
      record(
        {
          name: text(200),
          source: oneOf("official", "agency-manual", "own"),
          given: {
            type: "object",
            additionalProperties: { type: ["integer", "string", "array"], items: { type: "integer" } },
          },
          expect: { type: "object", minProperties: 1, additionalProperties: { type: ["integer", "string"] } },
        },
        { flags: list(text(60), 0, 20) },
      ),
      1,
      500,
    ),
  }),
  $defs: definitions,
};
