import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";

import { invalid } from "../errors/index.ts";
import { decodeAddress } from "./address.ts";
import { type Contract, type Rpc } from "./contract.ts";
import { type Decode, decoderOf, type Json } from "./decode.ts";
import { type Piece, pieceReader } from "./download.ts";
import { type Encode, encoderOf } from "./encode.ts";
import { contractFaults } from "./faults.ts";
import { pointerTo } from "./place.ts";
import { matchTemplate, parsePath, parseTemplate, type Template } from "./template.ts";

export interface Route {
  readonly method: "GET" | "POST";
  /** As in the proto, for metrics and documents: "/v1/sessions/{session_id}:end". */
  readonly path: string;
  readonly template: Template;
  readonly rpc: Rpc;
  readonly encode: Encode;
  /** How the answer is read: one message, or the pieces of a file. */
  readonly answer: { readonly decode: Decode } | { readonly readPiece: (bytes: Uint8Array) => Piece };
  /** Fields by their JSON name, for values that come as text in the address. */
  readonly fields: ReadonlyMap<string, DescField>;
}

export type Match =
  | { readonly route: Route; readonly pathValues: Readonly<Record<string, string>> }
  /** The path exists under other methods. */
  | { readonly allowed: readonly string[] };

export interface RouteTable {
  readonly routes: readonly Route[];
  find(method: string, path: string): Match | undefined;
}

const jsonNameOf = (desc: DescMessage, name: string): string =>
  desc.fields.find((field) => field.name === name)?.jsonName ?? name;

/** The table of all routes whose service is wanted. Throws when the contract can't be served, with every place that is wrong. */
export function routeTable(contract: Contract, serves: (service: string) => boolean = () => true): RouteTable {
  const faults = contractFaults(contract);
  if (faults.length > 0) throw new Error(`the contract can't be served:\n  ${faults.join("\n  ")}`);
  const [encoder, decoder] = [encoderOf(contract), decoderOf()];
  const routes = contract.rpcs
    .filter(({ service }) => serves(service))
    .flatMap((rpc) =>
      rpc.bindings.map(({ method, template }): Route => {
        return {
          method: method as Route["method"],
          path: template,
          template: parseTemplate(template) as Template,
          rpc,
          encode: encoder(rpc.input),
          answer: rpc.kind === "unary" ? { decode: decoder(rpc.output) } : { readPiece: pieceReader(rpc.output) },
          fields: new Map(rpc.input.fields.map((field) => [field.jsonName, field])),
        };
      }),
    );
  return { routes, find: finder(routes) };
}

function finder(routes: readonly Route[]): RouteTable["find"] {
  const fixed = new Map(
    routes
      .filter(({ template }) => template.fields.length === 0)
      .map((route) => [`${route.method} ${route.path}`, route]),
  );
  const byShape = new Map<string, Route[]>();
  for (const route of routes) {
    const shape = `${route.template.segments.length}:${route.template.verb}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), route]);
  }
  return (method, path) => {
    const direct = fixed.get(`${method} ${path}`);
    if (direct) return { route: direct, pathValues: {} };
    const parsed = parsePath(path);
    const allowed: string[] = [];
    for (const route of byShape.get(`${parsed.segments.length}:${parsed.verb}`) ?? []) {
      const pathValues = matchTemplate(route.template, parsed);
      if (pathValues === undefined) continue;
      if (route.method === method) return { route, pathValues };
      allowed.push(route.method);
    }
    return allowed.length > 0 ? { allowed } : undefined;
  };
}

/** A value that came as text, as JSON would have it; what doesn't fit stays text, and the walk complains. */
function fromText(field: DescField, text: string): unknown {
  const scalar = field.fieldKind === "scalar" || field.fieldKind === "list" ? field.scalar : undefined;
  if (scalar === ScalarType.INT32 || scalar === ScalarType.UINT32)
    return /^-?(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : text;
  if (scalar === ScalarType.BOOL && (text === "true" || text === "false")) return text === "true";
  return text;
}

function queryValue({ method, fields }: Route, name: string, texts: readonly string[]): unknown {
  if (method !== "GET") throw invalid(pointerTo(name), "FIELD_UNKNOWN");
  const field = fields.get(name);
  const values = field ? texts.map((text) => fromText(field, text)) : texts;
  if (field?.fieldKind === "list") return values;
  if (values.length > 1) throw invalid(pointerTo(name), "PARAMETER_REPEATED");
  return values[0];
}

/** Puts the values of path and query into the request, by the type of their fields. A field of the path stands nowhere else. */
export function addAddressValues(
  route: Route,
  value: Json,
  pathValues: Readonly<Record<string, string>>,
  query: ReadonlyMap<string, readonly string[]>,
): void {
  for (const [name, texts] of query) value[name] = queryValue(route, name, texts);
  for (const [name, text] of Object.entries(pathValues)) {
    const jsonName = jsonNameOf(route.rpc.input, name);
    const field = route.fields.get(jsonName);
    if (value[jsonName] !== undefined) throw invalid(pointerTo(jsonName), "FIELD_IN_PATH");
    if (field) value[jsonName] = fromText(field, decodeAddress(text));
  }
}
