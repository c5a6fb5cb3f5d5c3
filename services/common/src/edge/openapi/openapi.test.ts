import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";

import { ownContract } from "../contract.ts";
import { routeTable } from "../routes.ts";
import { openApi } from "./index.ts";

const root = join(__dirname, "../../../../..");
const { version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
  license: string;
};
const contract = ownContract();
const document = openApi(contract, { version, license });

describe("the API document", () => {
  it("is committed as it is generated: run scripts/openapi.ts", () => {
    expect(parse(readFileSync(join(root, "docs/openapi.yaml"), "utf8"))).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it("has each route once, under a name of its own", () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const names = operations.map(({ operationId }) => operationId);
    expect(operations).toHaveLength(routeTable(contract).routes.length + 1); // and the upload of files
    expect(new Set(names).size).toBe(names.length);
  });

  it("knows what a request must hold and what an answer always holds", () => {
    const schemas = document.components["schemas"] as Record<
      string,
      { required?: string[]; additionalProperties?: boolean }
    >;
    expect(schemas["EntryInput"]?.required).not.toContain("evidenceUrls");
    expect(schemas["EntryInput"]?.additionalProperties).toBe(false);
    expect(schemas["Entry"]?.required).toContain("evidenceUrls");
    expect(schemas["Entry"]?.required).not.toContain("reason");
  });

  it("leaves what stands in the path out of the body", () => {
    const { parameters, requestBody } = document.paths["/v1/sessions/{sessionId}:end"]?.["post"] as Record<
      string,
      unknown
    >;
    expect(parameters).toContainEqual(expect.objectContaining({ name: "sessionId", in: "path", required: true }));
    expect(JSON.stringify(requestBody)).not.toContain("sessionId");
  });

  it("refers only to what is there", () => {
    const names = [...JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)];
    expect(names.length).toBeGreaterThan(100);
    for (const [, kind = "", name = ""] of names) expect(document.components[kind]).toHaveProperty(name);
  });
});
