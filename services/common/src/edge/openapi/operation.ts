import { type Json } from "../decode.ts";
import { type Route } from "../routes.ts";
import { type Schema, type Schemas } from "./schema.ts";

const problems = {
  "4XX": { $ref: "#/components/responses/Refused" },
  "5XX": { $ref: "#/components/responses/Unavailable" },
};
const idempotencyKey = { $ref: "#/components/parameters/IdempotencyKey" };
const acceptLanguage = { $ref: "#/components/parameters/AcceptLanguage" };
const json = (schema: Schema, example?: unknown): Schema => ({
  "application/json": { schema, ...(example === undefined ? {} : { example }) },
});

const without = (record: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/** The first sentence of a comment, and all of it. */
function wordsOf(comment: string): { summary: string; description: string } {
  const [first = ""] = /^.*?[.:](?=\s|$)/.exec(comment) ?? [comment];
  return { summary: first.replace(/[.:]$/, ""), description: comment };
}

const authzWords = ({ rpc: { authz } }: Route): string =>
  authz?.scope === "PUBLIC"
    ? "For everybody."
    : `Permission: \`${authz?.action ?? ""}\` on \`${authz?.resource ?? ""}\`, scope ${authz?.scope.toLowerCase() ?? ""}.`;

/** Path and query parameters, with their values of the example. */
function parameters({ template, rpc, method }: Route, schemas: Schemas, example: Json): Schema[] {
  const fields = rpc.input.fields.filter(({ name }) => method === "GET" || template.fields.includes(name));
  return fields.map((field) => {
    const inPath = template.fields.includes(field.name);
    const { description, ...schema } = schemas.field(field, "request");
    const required = inPath || schemas.isRequired(field);
    const value = example[field.jsonName];
    const shown = value === undefined ? {} : { example: value };
    return { name: field.jsonName, in: inPath ? "path" : "query", required, description, schema, ...shown };
  });
}

function requestBody({ rpc, method, template, fields }: Route, schemas: Schemas, example: Json): Json {
  if (method === "GET") return {};
  const pathNames = [...fields.values()]
    .filter(({ name }) => template.fields.includes(name))
    .map(({ jsonName }) => jsonName);
  const schema = schemas.message(rpc.input, "request", template.fields);
  const body = without(example, pathNames);
  return { requestBody: { required: Object.keys(body).length > 0, content: json(schema, body) } };
}

function success({ rpc, answer }: Route, schemas: Schemas): Schema {
  if ("decode" in answer) return { description: "Done.", content: json(schemas.message(rpc.output, "answer")) };
  const content = { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
  return { description: "The file; its type is in Content-Type, its name in Content-Disposition.", content };
}

/** One route as an operation of OpenAPI. */
export function operationOf(route: Route, schemas: Schemas): Schema {
  const { rpc, method } = route;
  const isPublic = rpc.authz?.scope === "PUBLIC";
  const example = JSON.parse(rpc.example ?? "{}") as Json;
  const { summary, description } = wordsOf(schemas.comment(rpc.desc));
  return {
    operationId: rpc.name.charAt(0).toLowerCase() + rpc.name.slice(1),
    tags: [rpc.desc.parent.name.replace(/Service$/, "")],
    summary,
    description: `${description}\n\n${authzWords(route)}`,
    security: isPublic ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: [
      ...parameters(route, schemas, example),
      ...(method === "POST" && !isPublic ? [idempotencyKey] : []),
      acceptLanguage,
    ],
    ...requestBody(route, schemas, example),
    responses: {
      "200": success(route, schemas),
      ...problems,
    },
  };
}

/** "/v1/agencies/{agencyId}/people": the path's fields as the API names them. */
export const pathOf = ({ path, fields }: Route): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const field = [...fields.values()].find((candidate) => candidate.name === name);
    return `{${field?.jsonName ?? name}}`;
  });
