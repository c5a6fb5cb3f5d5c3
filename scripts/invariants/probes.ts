import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A call that reads, as the contract describes it. */
export interface Route {
  readonly operation: string;
  /** "/v1/agencies/{agencyId}/runs/{runId}" */
  readonly path: string;
  readonly query: readonly { readonly name: string; readonly isRequired: boolean }[];
}

/** One existing object of each kind, by the name that the contract gives its id. */
export type ForeignObjects = Readonly<Record<string, string>>;

export interface Probe {
  readonly operation: string;
  readonly path: string;
  /** Whether the question names an object of another agency. */
  readonly names: "foreign" | "nothing";
  /** The answer is everybody's: which agencies there are, when holidays are. */
  readonly isShared: boolean;
}

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
}
interface OpenApi {
  readonly paths: Record<
    string,
    { readonly get?: { readonly operationId: string; readonly parameters?: readonly Parameter[] } }
  >;
}

const document = join(import.meta.dirname, "../../docs/openapi.yaml");
const shared = new Set(["listAgencies", "getKeys", "listHolidays", "getCalendar"]);

/** All calls of the API that read, from the document that is generated from the protos. */
export function readRoutes(): Route[] {
  // The other half of the document describes messages; reading it takes longer than asking a hundred questions.
  const [calls = ""] = readFileSync(document, "utf8").split(/^components:/m);
  const { paths } = parse(calls) as OpenApi;
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (get === undefined) return [];
    const query = (get.parameters ?? []).flatMap(({ name, in: where, required = false }) =>
      name !== undefined && where === "query" ? [{ name, isRequired: required }] : [],
    );
    return [{ operation: get.operationId, path, query }];
  });
}

type Values = Readonly<Record<string, string>>;

function fill({ path, query }: Route, values: Values): string | undefined {
  const missing = (name: string): boolean => values[name] === undefined;
  const named = path.match(/\{(\w+)\}/g)?.map((one) => one.slice(1, -1)) ?? [];
  if (named.some(missing) || query.some(({ name, isRequired }) => isRequired && missing(name))) return undefined;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const asked = query.flatMap(({ name }) =>
    values[name] === undefined ? [] : [`${name}=${encodeURIComponent(values[name])}`],
  );
  return asked.length === 0 ? filled : `${filled}?${asked.join("&")}`;
}

const namesOf = ({ path, query }: Route): string[] => [
  ...(path.match(/\{(\w+)\}/g)?.map((one) => one.slice(1, -1)) ?? []),
  ...query.map(({ name }) => name),
];

/** Values that name nobody's object. */
const isHarmless = (name: string): boolean => /^(period|year|fromDate|toDate|weekStart|batch|onDate)$/.test(name);

/** Each question with the ids of another agency; where an agency is named beside another object, also with the own agency and the other's object. */
export function probesOf(routes: readonly Route[], foreign: ForeignObjects, ownAgencyId: string): Probe[] {
  return routes.flatMap((route): Probe[] => {
    const names = namesOf(route).filter((name) => foreign[name] !== undefined && !isHarmless(name));
    const worlds: Values[] = [foreign];
    if (names.includes("agencyId") && names.length > 1) worlds.push({ ...foreign, agencyId: ownAgencyId });
    return worlds.flatMap((values): Probe[] => {
      const path = fill(route, values);
      if (path === undefined) return [];
      const { operation } = route;
      const isForeign = names.some((name) => values[name] === foreign[name]);
      return [{ operation, path, names: isForeign ? "foreign" : "nothing", isShared: shared.has(operation) }];
    });
  });
}
