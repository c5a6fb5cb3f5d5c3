import { type DescEnum, type DescField, type DescMessage } from "@bufbuild/protobuf";

import { type Contract, isOptional, shortName } from "../contract.ts";
import { commentReader } from "./comments.ts";
import { schemaNames, type Uses } from "./names.ts";
import { defined, type Direction, scalarSchema, type Schema, timestampSchema } from "./scalar.ts";

export { type Schema } from "./scalar.ts";

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const unset: Schema = { type: "string", const: "UNSPECIFIED" };

export interface Schemas {
  /** One field on its own, for parameters. */
  field(field: DescField, direction: Direction): Schema;
  /** A reference to a message; `without` names fields that stand in the path. */
  message(desc: DescMessage, direction: Direction, without?: readonly string[]): Schema;
  isRequired(field: DescField): boolean;
  readonly comment: ReturnType<typeof commentReader>;
  /** All schemas that were referred to so far, by name. */
  components(): Record<string, Schema>;
}

/** What the writers of one document share. */
interface Writer {
  readonly contract: Contract;
  readonly uses: Uses;
  readonly comment: ReturnType<typeof commentReader>;
  readonly nameOf: ReturnType<typeof schemaNames>;
  readonly written: Map<string, Schema>;
}

function enumRef({ comment, nameOf, written }: Writer, desc: DescEnum): Schema {
  const values = desc.values.filter(({ number }) => number !== 0);
  const lines = values.map((value) => {
    const words = comment(desc, 2, desc.values.indexOf(value));
    return `- \`${shortName(desc.name, value.name)}\`: ${words}`;
  });
  written.set(nameOf(desc), {
    type: "string",
    description: [comment(desc), "", ...lines].join("\n"),
    enum: values.map(({ name }) => shortName(desc.name, name)),
  });
  return ref(nameOf(desc));
}

/** A choice in an answer that the service may leave unset. */
const maybeUnset = ({ contract }: Writer, field: DescField, direction: Direction): boolean =>
  direction === "answer" && field.fieldKind === "enum" && !isOptional(field) && !contract.isRequired(field);

/** The schema of a field's value, or of one item of its list. */
function valueSchema(writer: Writer, field: DescField, direction: Direction): Schema {
  const { contract } = writer;
  if (field.message?.typeName.startsWith("google.")) return timestampSchema;
  if (field.message) return messageRef(writer, field.message, direction);
  if (field.enum) {
    const choice = enumRef(writer, field.enum);
    return maybeUnset(writer, field, direction) ? { anyOf: [choice, unset] } : choice;
  }
  const required = contract.isRequired(field) || field.fieldKind === "list";
  return scalarSchema(field.scalar, contract.ruleOf(field), required, direction);
}

function fieldSchema(writer: Writer, field: DescField, direction: Direction): Schema {
  const { contract, comment } = writer;
  const value = valueSchema(writer, field, direction);
  const description = comment(field);
  if (field.fieldKind === "map") return { type: "object", description, additionalProperties: value };
  if (field.fieldKind !== "list") return { description, ...value };
  if (direction === "answer") return { type: "array", description, items: value };
  const { minItems = contract.isRequired(field) ? 1 : undefined, maxItems } = contract.ruleOf(field);
  return defined({ type: "array", description, items: value, minItems, maxItems });
}

function isAlwaysThere({ contract }: Writer, field: DescField, direction: Direction): boolean {
  if (contract.isRequired(field)) return true;
  const isInOneof = "oneof" in field && field.oneof !== undefined;
  return direction === "answer" && !isOptional(field) && !isInOneof;
}

function messageRef(writer: Writer, desc: DescMessage, direction: Direction, without: readonly string[] = []): Schema {
  const { uses, nameOf, written, comment } = writer;
  const isBoth = uses.inRequests.has(desc) && uses.inAnswers.has(desc);
  const name = nameOf(desc) + (isBoth && direction === "request" ? "Input" : "");
  if (written.has(name)) return ref(name);
  written.set(name, {}); // before its fields: a message may contain itself
  const fields = desc.fields.filter((field) => !without.includes(field.name));
  const required = fields.filter((field) => isAlwaysThere(writer, field, direction)).map(({ jsonName }) => jsonName);
  written.set(
    name,
    defined({
      type: "object",
      description: comment(desc),
      properties: Object.fromEntries(fields.map((field) => [field.jsonName, fieldSchema(writer, field, direction)])),
      required: required.length > 0 ? required : undefined,
      additionalProperties: direction === "request" ? false : undefined,
    }),
  );
  return ref(name);
}

/** Writes the schemas of messages and enums as they are referred to. */
export function schemaWriter(contract: Contract, uses: Uses): Schemas {
  const writer: Writer = {
    contract,
    uses,
    comment: commentReader(),
    nameOf: schemaNames(contract),
    written: new Map(),
  };
  return {
    field: (field, direction) => fieldSchema(writer, field, direction),
    message: (desc, direction, without) => messageRef(writer, desc, direction, without),
    isRequired: (field) => contract.isRequired(field),
    comment: writer.comment,
    components: () => Object.fromEntries([...writer.written].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
