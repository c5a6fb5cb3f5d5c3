import { ownSourcePattern, sourceNames } from "../../domain/policy/sources.ts";
import { factSchema } from "./schema-facts.ts";
import { cutSchema, edged, scoreSchema, taxSchema } from "./schema-items.ts";
import { byKey, byName, cite, condition, eitherKey, flag, id, list, oneOf, percent, record, ref, said, type Schema, text, unit, whole, wordOr } from "./schema-parts.ts"; // prettier-ignore
import { stepSchema } from "./schema-steps.ts";

const day = said("YYYY-MM-DD", text(10));
const named: Schema = { id, label: text(120), cite };
const place = said("A place of this document by names, as steps.att_cut.on_exceed.", { type: "string", pattern: "^[^.]+(\\.[^.]+)*$", maxLength: 200 }); // prettier-ignore
const places = list(place, 1, 50);

/** What the articles say, by their names; a name has the length of `article` in a cite. */
const wording = said("What an article says, word for word, by its name as it is cited.", {
  type: "object",
  propertyNames: { minLength: 1, maxLength: 200 },
  minProperties: 1,
  maxProperties: 200,
  additionalProperties: text(10_000),
});

const law = record(
  {
    ref: said("Number and year.", text(100)),
    title: text(300),
    checked: said("Against the official text, a secondary source, or invented.", oneOf("official", "secondary", "invented")), // prettier-ignore
  },
  {
    url: said("Where the text was read.", { type: "string", pattern: "^https?://\\S+$", maxLength: 500 }),
    text_sha256: said("Of the text that was read.", { type: "string", pattern: "^[0-9a-f]{64}$" }),
    wording,
  },
);

const choice = record({
  id: said("Its name among the choices; sources.md uses it.", { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]*$", maxLength: 60 }), // prettier-ignore
  question: said("What the law leaves open.", text(1_000)),
  choice: text(1_000),
  why: text(2_000),
  confirm_with: said("Who should confirm it.", text(200)),
  at: places,
});

const unverified = record({
  at: place,
  why: text(1_000),
  needs: said("What would settle it: a text, an answer.", text(1_000)),
});

const assumed = record({
  assume: said("The value in its place; 0 for an empty list.", { type: ["integer", "string"], maxLength: 60 }),
  flag: oneOf("warn", "note", "none"),
});

const input = record(
  {
    from: said("Where it comes from: of the platform, or the agency's own with a prefix.", {
      anyOf: [{ enum: sourceNames }, { type: "string", pattern: ownSourcePattern }],
      $comment: [...sourceNames, ownSourcePattern].join(", "),
    }),
    unit,
    label: said("Words for the statement, Indonesian.", text(120)),
    on_missing: said("What happens to a person without it.", wordOr("block", assumed)),
  },
  {
    values: said("Keys that a person can have, from the worst to the best where harm is said.", { ...list(text(60), 1, 200), uniqueItems: true }), // prettier-ignore
    harm: said("Whether more of it pays less.", oneOf("more_pays_less", "more_pays_more", "none")),
    at_most: said("The most that is possible; more is a wrong fact.", whole(1, 1_000_000_000_000)),
  },
);

const row: Schema = {
  type: ["integer", "string", "object"],
  if: { type: "object" },
  then: record({ min: whole(0), max: whole(0) }),
  else: percent,
};
const rows = said("Amount or percent by the key; several keys are joined with /.", byKey(row, 2_000));
const dated = record({ valid_from: day, rows }, { cite });

const table: Schema = {
  ...record(
    {
      key: said("Input or fact that chooses the row, or several.", {
        type: ["string", "array"],
        if: { type: "array" },
        then: list(id, 2, 4),
        else: id,
      }),
      unit: oneOf("rupiah", "percent"),
      cite,
    },
    {
      rows,
      values: said("Rows by the day they begin, ascending.", list(dated, 1, 60)),
      mid_month: said("A month in which new rows begin: by calendar days, or as on its first or last day.", oneOf("by_days", "first_day", "last_day")), // prettier-ignore
    },
  ),
  ...eitherKey("rows", ["values", "mid_month"]),
};

const approvalTimeout = record({
  ...named,
  days: said("Days of silence.", whole(1, 366)),
  on_timeout: oneOf("approve", "escalate", "reject"),
  sanction_on: oneOf("assessor", "none"),
});

const notice = record({ ...named, when: condition, severity: oneOf("block", "warn", "note") });

const watched = oneOf("block", "warn", "off");
/** What is looked for needs to be said, unless nothing is. */
const unlessOff = (key: string, schema: Schema): Schema => ({
  ...record({ severity: watched }, { [key]: schema }),
  if: { properties: { severity: { const: "off" } } },
  else: { required: [key] },
});

const anomalies = record(
  {},
  {
    jump: said("The net is so many times what was paid last, or that part of it.", unlessOff("ratio", said("Above 1.", ref("printed")))), // prettier-ignore
    zero: said("Nothing is paid.", record({ severity: watched })),
    negative_base: said("Cuts or corrections are more than what was earned.", record({ severity: watched })),
    over_maximum: said(
      "The gross of a component is above a maximum; without rupiah and of: the largest cell of its own table.",
      {
        // prettier-ignore
        ...record(
        { severity: watched },
        {
          rupiah: said("The maximum.", whole(1, 1_000_000_000_000)),
          of: said("A table of rupiah, whose largest cell is the maximum.", id),
        },
      ),
        ...eitherKey("rupiah", ["of"], []),
      },
    ),
    missing_predicate: said("There is no predicate, in a policy that does not ask for it.", record({ severity: watched })), // prettier-ignore
    late_data: said("A fact of the month was decided late.", unlessOff("after_day", said("The last day that is not late, of the month behind the one that is earned.", whole(1, 28)))), // prettier-ignore
    by_hand: said("A paid day of attendance rests on a person's word, in a policy that looks at attendance.", record({ severity: watched })), // prettier-ignore
    fact_unread: said("A confirmed fact of the registers is of the person's month, and no input reads it.", record({ severity: watched })), // prettier-ignore
  },
);

const contribution = record({
  ...named,
  percent,
  cap_rupiah: said("Of the base, a month.", whole(0, 1_000_000_000_000)),
  already_deducted_in: oneOf("salary", "none"),
  employer_percent: percent,
});

const payout = record(
  { month: said("Paid in the same month, or the next.", oneOf("same", "next")), tax: wordOr("none", ref("tax")), cite },
  {
    contributions: list(contribution, 1, 20),
    recovery: said("Of the month's net, the most that is taken back.", record({ cap_percent: percent, cite })),
  },
);

const exportMap = record({
  format: oneOf("adk-tukin", "adk-meals", "adk-overtime", "sipd", "bank-csv", "coretax", "recap"),
  header: flag,
  number_column: flag,
});

const given: Schema = {
  type: ["integer", "string", "array"],
  maxItems: 200,
  items: { type: ["integer", "object"], additionalProperties: { type: ["integer", "string", "boolean"] } },
};

const test = record(
  {
    name: text(200),
    source: said("Who reckoned it: the official text, the agency's manual, or the author.", oneOf("official", "agency-manual", "own")), // prettier-ignore
    given: said("By input, or by fact instead of what it is made from.", { type: "object", additionalProperties: given }), // prettier-ignore
    expect: said("Steps, items and facts exactly; gross, cut and net in whole rupiah.", { type: "object", minProperties: 1, additionalProperties: { type: ["integer", "string"] } }), // prettier-ignore
  },
  {
    ref: said("Where it is printed, or the arithmetic by hand.", text(1_000)),
    period: said("The month, YYYY-MM.", text(7)),
    flags: list(text(60), 0, 20),
  },
);

/** The branches are told apart by their keys; a fault within is told where it is, one between them at the whole. */
const shape = (required: readonly string[], optional: readonly string[] = []): Schema => ({
  required,
  propertyNames: { enum: [...required, ...optional] },
});

const counted = (description: string): Schema => said(description, whole(0));
const several = list(condition, 1, 20);

const conditions: Schema = {
  type: "object",
  additionalProperties: false,
  properties: {
    input: said("An input or a fact.", id),
    in: said("Its key is one of these.", list(text(60), 1, 50)),
    not_in: said("Its key is none of these.", list(text(60), 1, 50)),
    gte: counted("Its count is at least this."),
    gt: counted("Its count is more than this."),
    lte: counted("Its count is at most this."),
    lt: counted("Its count is less than this."),
    spans: said("An input of spans.", id),
    kinds: said("Spans of these kinds only.", list(text(60), 1, 50)),
    active: said("A day of it lies in the month, all days do, or the first day does.", oneOf("any_day", "whole_month", "first_day")), // prettier-ignore
    all: said("All of these hold.", several),
    any: said("One of these holds.", several),
    not: said("This does not hold.", condition),
  },
  anyOf: [
    ...["in", "not_in", "gte", "gt", "lte", "lt"].map((edge) => shape(["input", edge])),
    shape(["spans", "active"], ["kinds"]),
    ...["all", "any", "not"].map((key) => shape([key])),
  ],
  $comment: "input + in | not_in | gte | gt | lte | lt; spans + active; all; any; not",
};

const definitions: Schema = {
  id: { type: "string", pattern: "^[a-z][a-z0-9_]*$", maxLength: 40 },
  percent: { type: ["integer", "string"], pattern: "^\\d{1,12}(\\.\\d{1,12})?$", minimum: 0, maximum: 1_000_000_000 },
  printed: { type: ["integer", "string"], pattern: "^\\d{1,12}(\\.\\d{1,4})?$", minimum: 0, maximum: 1_000_000_000 },
  cite: record({
    legal: said("A key of legal.", id),
    article: said("Where the law says so: pasal, ayat, huruf, lampiran.", text(200)),
  }),
  bracket: edged({ percent }),
  point_bracket: edged({ points: ref("printed") }),
  condition: conditions,
  cut: cutSchema,
  score: scoreSchema,
  fact: factSchema,
  step: stepSchema,
  tax: taxSchema,
};

const key = { type: "string", pattern: "^[a-z][a-z0-9-]*$", maxLength: 60 };

const supersedes: Schema = {
  type: ["object", "null"],
  if: { type: "object" },
  then: record({ id: text(60), version: whole(1, 100_000) }),
};

/** The shape of a policy document; what it can't say is in `domain/policy/check.ts`. */
export const policySchema: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Kinerja policy document, kinerja.policy/v1",
  description: "How one agency pays between two days: dated, cited, without loops, expressions or floats.",
  ...record(
    {
      schema: { const: "kinerja.policy/v1" },
      id: said("The same through all versions.", key),
      version: said("One more with each change.", whole(1, 100_000)),
      title: text(200),
      kind: said("What is paid.", oneOf("tukin", "tpp", "thr", "gaji13", "rapel")),
      effective: said("In force from day to day; null: until it is replaced.", record({ from: day, to: { type: ["string", "null"] } })), // prettier-ignore
      supersedes: said("The version that it replaces, or null.", supersedes),
      legal: said("The regulations that it rests on, by a short name.", byName(law, 50)),
      governance: said("Who answers for it.", record({ owner: text(120), note: text(2_000) })),
      inputs: said("What is known of a person's month.", byName(input, 100)),
      tables: said("Rows by a key.", byName(table, 50)),
      steps: said("The calculation.", list(ref("step"), 1, 200)),
      payout: said("When and how it is paid out.", payout),
      tests: said("Worked examples.", list(test, 1, 500)),
    },
    {
      choices: said("What the law leaves open, and what was chosen.", list(choice, 1, 100)),
      unverified: said("What was not read in the official text.", list(unverified, 1, 100)),
      approval_timeout: said("What silence of a superior means for the entries of a day.", approvalTimeout),
      facts: said("What is made from inputs before any amount; each may use those before it.", list(ref("fact"), 1, 100)), // prettier-ignore
      notices: said("What a person should look at, without effect on the amount.", list(notice, 1, 50)),
      anomalies: said("What a run asks about although every rule was followed.", anomalies),
      exports: said("Files for the treasury.", list(exportMap, 1, 20)),
    },
  ),
  $defs: definitions,
};

/** The schema as it is published and as the command line prints it. */
export const policySchemaText = (): string => `${JSON.stringify(policySchema, null, 2)}\n`;
