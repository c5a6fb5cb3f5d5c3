import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { parse } from "yaml";

const root = join(__dirname, "../../../..");

type Json = Readonly<Record<string, unknown>>;
interface Media {
  readonly schema: Json;
  readonly example?: unknown;
}
interface Described {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name?: string; readonly in?: string; readonly example?: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
}

/** One operation of docs/openapi.yaml with the values of its example. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly inPath: Json;
  readonly inQuery: Json;
  readonly body: Json | undefined;
}

const text = readFileSync(join(root, "docs/openapi.yaml"), "utf8");
const document = parse(text) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> };

function operationOf(path: string, method: string, { operationId, parameters = [], requestBody }: Described): Operation {
  const given = (place: string): Json =>
    Object.fromEntries(parameters.filter((one) => one.in === place && one.example !== undefined).map(({ name = "", example }) => [name, example]));
  const json = requestBody?.content["application/json"];
  const body = json === undefined ? undefined : ((json.example ?? {}) as Json);
  return { id: operationId, method: method.toUpperCase(), path, inPath: given("path"), inQuery: given("query"), body };
} // prettier-ignore

export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => operationOf(path, method, described)),
);

interface Validate {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string; readonly params: unknown }[];
}
interface Ajv {
  addSchema(schema: unknown, key: string): void;
  compile(schema: object): Validate;
}
/** The allowance service reads its policies by the same validator. */
const { Ajv2020 } = createRequire(join(root, "services/allowance/package.json"))("ajv/dist/2020") as {
  readonly Ajv2020: new (options: object) => Ajv;
};

/** What is promised is all there is: a field that the document does not name is a fault. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]));
  const isOpen = inner["type"] === "object" && "properties" in inner && !("additionalProperties" in inner);
  return isOpen ? { ...inner, additionalProperties: false } : inner;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const formats = {
  date: /^\d{4}-\d\d-\d\d$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uuid,
  "json-pointer": /^(\/.*)?$/,
  "uri-reference": /^\S+$/,
  uri: /^[a-z]+:\S+$/,
};
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, formats });
ajv.addSchema(closed(document), "openapi");

const escaped = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** Where in the document the answer of that status is described; nothing when it is not. */
function schemaAt({ path, method }: Operation, status: number): string {
  if (status >= 400 && status < 500) return "openapi#/components/responses/Refused/content/application~1problem+json/schema";
  const at = ["paths", path, method.toLowerCase(), "responses", String(status), "content", "application/json", "schema"];
  return `openapi#/${at.map((part) => encodeURIComponent(escaped(part))).join("/")}`;
} // prettier-ignore

const validators = new Map<string, Validate>();

function validatorOf(at: string): Validate {
  const validate = validators.get(at) ?? ajv.compile({ $ref: at });
  validators.set(at, validate);
  return validate;
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{\w+\}/g, "[^/:]+")}$`);
const patterns = operations.map((operation) => ({ operation, pattern: patternOf(operation.path) }));

/** The operation that an address with its query belongs to. */
export function operationAt(method: string, address: string): Operation | undefined {
  const [path = ""] = address.split("?");
  return patterns.find(({ operation, pattern }) => operation.method === method && pattern.test(path))?.operation;
}

/** What the answer has that the document does not promise, or lacks. */
export function faultsOf(operation: Operation, status: number, answer: unknown): readonly string[] {
  const validate = validatorOf(schemaAt(operation, status));
  if (validate(answer)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`,
  );
}
