import { type Contract } from "../contract.ts";
import { type Route, routeTable } from "../routes.ts";
import { fixedComponents, uploadPath } from "./fixed.ts";
import { usesOf } from "./names.ts";
import { operationOf, pathOf } from "./operation.ts";
import { type Schema, schemaWriter } from "./schema.ts";

export { type Schema } from "./schema.ts";

/** A document of OpenAPI 3.1. */
export interface OpenApi {
  readonly openapi: "3.1.0";
  readonly info: Schema;
  readonly servers: readonly Schema[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly components: Schema;
}

export interface OpenApiOptions {
  readonly version: string;
  /** SPDX. */
  readonly license: string;
}

const about =
  "Performance management for Indonesia's civil servants. Every call below is one RPC of the protos; this document is generated from them. " +
  "Numbers of rupiah and other 64-bit integers are digits in a text. Days are `YYYY-MM-DD`, months `YYYY-MM`, instants RFC 3339. " +
  "What is wrong with a request is answered as `application/problem+json` with all faults at once.";

/** The HTTP API as the route table serves it: same routes, same limits, same words as the protos. */
export function openApi(contract: Contract, { version, license }: OpenApiOptions): OpenApi {
  const { routes } = routeTable(contract);
  const schemas = schemaWriter(contract, usesOf(routes.map(({ rpc }) => rpc)));
  const services = [...new Set(routes.map(({ rpc }) => rpc.desc.parent))];
  const operations = routes.map((route) => ({ path: pathOf(route), route, operation: operationOf(route, schemas) }));
  const paths: Record<string, Record<string, Schema>> = { "/v1/files": uploadPath };
  for (const { path, route, operation } of operations) paths[path] = { ...paths[path], [verb(route)]: operation };
  return {
    openapi: "3.1.0",
    info: { title: "Kinerja API", version, description: about, license: { name: license, identifier: license } },
    servers: [{ url: "/", description: "This site." }],
    tags: [
      ...services.map((service) => ({
        name: service.name.replace(/Service$/, ""),
        description: schemas.comment(service),
      })),
      { name: "Files", description: "Uploaded files, known by their content." },
    ],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: { ...fixedComponents, schemas: { ...schemas.components(), ...fixedComponents.schemas } },
  };
}

const verb = ({ method }: Route): string => method.toLowerCase();
