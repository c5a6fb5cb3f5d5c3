import { type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";

import { type Authz, type Binding, type Contract, isOptional, type Rpc, shortName } from "./contract.ts";
import { isPiece } from "./download.ts";
import { formatLimit } from "./text.ts";
import { overlaps, parseTemplate, type Template } from "./template.ts";

const apiScalars: ReadonlySet<ScalarType | undefined> = new Set([
  undefined,
  ScalarType.INT32,
  ScalarType.UINT32,
  ScalarType.INT64,
  ScalarType.BOOL,
  ScalarType.STRING,
]);
const isInstant = (desc: DescMessage | undefined): boolean => desc?.typeName === "google.protobuf.Timestamp";
const placeOf = (field: DescField): string => `${field.parent.typeName}.${field.name}`;

/** The words of all checks that found something wrong. */
const complaints = (place: string, checks: readonly (readonly [wrong: boolean, words: string])[]): string[] =>
  checks.filter(([wrong]) => wrong).map(([, words]) => `${place}: ${words}`);

/** All messages of one direction, each once, with those that contain themselves. */
function messagesIn(root: DescMessage): {
  readonly all: ReadonlySet<DescMessage>;
  readonly recursive: readonly string[];
} {
  const all = new Set<DescMessage>();
  const recursive: string[] = [];
  const visit = (desc: DescMessage, above: readonly DescMessage[]): void => {
    if (above.includes(desc)) recursive.push(desc.typeName);
    if (all.has(desc) || isInstant(desc)) return;
    all.add(desc);
    for (const field of desc.fields) if (field.message) visit(field.message, [...above, desc]);
  };
  visit(root, []);
  return { all, recursive };
}

const nobody: Authz = { action: "", resource: "", scope: "UNSPECIFIED" };

function authzFaults({ authz, path, bindings }: Rpc): string[] {
  const { action, resource, scope } = authz ?? nobody;
  return complaints(path, [
    [authz === undefined, "has no authz option"],
    [authz !== undefined && (action === "" || resource === ""), "authz names no action or resource"],
    [authz !== undefined && scope === "UNSPECIFIED", "authz names no scope"],
    [scope === "SERVICE" && bindings.length > 0, "is for services only and has an HTTP route"],
  ]);
}

/** A field of the path or the query stands alone: text, number, choice or instant; in the query also a list of them. */
const fitsQuery = ({ fieldKind, message }: DescField): boolean =>
  fieldKind !== "map" && (message === undefined || isInstant(message));
const fitsPath = ({ fieldKind }: DescField): boolean => fieldKind === "scalar" || fieldKind === "enum";

function addressFaults(place: string, { input }: Rpc, { method, template }: Binding): string[] {
  const parsed = parseTemplate(template);
  if (parsed === undefined) return [`${place}: this form of path is not served`];
  const path = parsed.fields.flatMap((name) => {
    const field = input.fields.find((candidate) => candidate.name === name);
    return complaints(place, [
      [field === undefined, `the request has no field ${name}`],
      [field !== undefined && !fitsPath(field), `${name} can't stand in a path`],
    ]);
  });
  const query = input.fields.filter((field) => method === "GET" && !fitsQuery(field));
  return [...path, ...query.map(({ name }) => `${place}: ${name} can't stand in a query`)];
}

const isDownload = ({ kind, output }: Rpc, method: string): boolean =>
  kind === "server_streaming" && method === "GET" && isPiece(output);

function bindingFaults(rpc: Rpc, binding: Binding): string[] {
  const { method, template, body } = binding;
  const place = `${rpc.path} (${method} ${template})`;
  const shape = complaints(place, [
    [method !== "GET" && method !== "POST", "only GET and POST are served"],
    [rpc.kind !== "unary" && !isDownload(rpc, method), `a ${rpc.kind} call has no HTTP form`],
    [method === "POST" && body !== "*", `a POST has body "*", not "${body}"`],
    [method === "GET" && body !== "", "a GET has no body"],
  ]);
  return [...shape, ...addressFaults(place, rpc, binding)];
}

function enumFaults(desc: DescEnum): string[] {
  const [zero] = desc.values;
  const bare = desc.values.find(({ name }) => shortName(desc.name, name) === name);
  const zeroName = zero?.number === 0 ? shortName(desc.name, zero.name) : "";
  return complaints(desc.typeName, [
    [zeroName !== "UNSPECIFIED", "value 0 is not …_UNSPECIFIED"],
    [bare !== undefined, `${bare?.name ?? ""} lacks the prefix of its enum`],
  ]);
}

/** What stands in the way of a JSON form, in either direction. */
function shapeFaults(field: DescField): string[] {
  const type = field.message?.typeName ?? "";
  const place = complaints(placeOf(field), [
    [field.jsonName in {}, `the name ${field.jsonName} is taken by every JavaScript object`],
    [!apiScalars.has(field.scalar), `${ScalarType[field.scalar ?? 0] ?? ""} has no form in the API`],
    [type.startsWith("google.protobuf.") && !isInstant(field.message), `${type} has no form in the API`],
  ]);
  return field.enum ? [...place, ...enumFaults(field.enum)] : place;
}

const oneofOf = (field: DescField): boolean => "oneof" in field && field.oneof !== undefined;

const requestShapeFaults = (field: DescField): string[] =>
  complaints(placeOf(field), [
    [field.fieldKind === "map", "a map can't stand in a request"],
    [oneofOf(field), "a oneof can't stand in a request"],
  ]);

const isUnlimitedText = (field: DescField, contract: Contract): boolean => {
  const { maxLength, format } = contract.ruleOf(field);
  return (
    field.fieldKind !== "map" && field.scalar === ScalarType.STRING && maxLength === undefined && format === undefined
  );
};

/** Each scalar says whether it must be there, each text and list how long it may be. */
function presenceFaults(field: DescField, contract: Contract): string[] {
  const isPlain = fitsPath(field) && !oneofOf(field);
  const { format = "" } = contract.ruleOf(field);
  const [optional, required] = [isOptional(field), contract.isRequired(field)];
  return complaints(placeOf(field), [
    [isPlain && !optional && !required, "is neither optional nor REQUIRED"],
    [isPlain && optional && required, "is both optional and REQUIRED"],
    [isUnlimitedText(field, contract), "has neither max_length nor format"],
    [!(format in formatLimit) && format !== "", `format ${format} is not known here`],
    [field.fieldKind === "list" && contract.ruleOf(field).maxItems === undefined, "has no max_items"],
  ]);
}

function messageFaults(rpc: Rpc, contract: Contract): string[] {
  const request = messagesIn(rpc.input);
  const fields = [...request.all].flatMap((desc) => desc.fields);
  const faults = fields.flatMap((field) => presenceFaults(field, contract));
  if (rpc.bindings.length === 0) return faults;
  const answer = isPiece(rpc.output) ? [] : [...messagesIn(rpc.output).all].flatMap((desc) => desc.fields);
  return [
    ...faults,
    ...request.recursive.map((name) => `${name}: a request can't contain itself`),
    ...fields.flatMap(requestShapeFaults),
    ...[...fields, ...answer].flatMap(shapeFaults),
  ];
}

interface Placed {
  readonly place: string;
  readonly method: string;
  readonly template: Template;
}

function ambiguousRoutes(rpcs: readonly Rpc[]): string[] {
  const placed = rpcs.flatMap(({ path, bindings }) =>
    bindings.flatMap(({ method, template: text }): Placed[] => {
      const template = parseTemplate(text);
      return template ? [{ place: `${path} (${method} ${text})`, method, template }] : [];
    }),
  );
  return placed.flatMap((one, index) =>
    placed
      .slice(index + 1)
      .filter((other) => other.method === one.method && overlaps(one.template, other.template))
      .map((other) => `${one.place}: a path could also mean ${other.place}`),
  );
}

/** Everything that keeps a contract from being served, each with its place; none = serve it. */
export function contractFaults(contract: Contract): string[] {
  const faults = contract.rpcs.flatMap((rpc) => [
    ...authzFaults(rpc),
    ...rpc.bindings.flatMap((binding) => bindingFaults(rpc, binding)),
    ...messageFaults(rpc, contract),
  ]);
  return [...new Set([...faults, ...ambiguousRoutes(contract.rpcs)])];
}
