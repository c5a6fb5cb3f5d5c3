import { readFileSync } from "node:fs";
import { join } from "node:path";

import { status } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";

import { grpcStatus, httpStatus, invalid, type Kind, kindOfGrpcStatus, Refusal } from "./index.ts";

const table: readonly [Kind, keyof typeof status, number][] = [
  ["invalid", "INVALID_ARGUMENT", 400],
  ["unauthenticated", "UNAUTHENTICATED", 401],
  ["forbidden", "PERMISSION_DENIED", 403],
  ["not-found", "NOT_FOUND", 404],
  ["exists", "ALREADY_EXISTS", 409],
  ["conflict", "ABORTED", 409],
  ["refused", "FAILED_PRECONDITION", 422],
  ["limit", "RESOURCE_EXHAUSTED", 429],
  ["unavailable", "UNAVAILABLE", 503],
  ["deadline", "DEADLINE_EXCEEDED", 504],
];

describe("the two tables", () => {
  it.each(table)("%s is %s and %i", (kind, name, http) => {
    expect(grpcStatus[kind]).toBe(status[name]);
    expect(httpStatus[grpcStatus[kind]]).toBe(http);
    expect(kindOfGrpcStatus(status[name])).toBe(kind);
  });

  it("have a row for each kind, and the test for each row", () => {
    const source = readFileSync(join(__dirname, "refusal.ts"), "utf8");
    const kinds = [...source.slice(0, source.indexOf(";")).matchAll(/\| "([a-z-]+)"/g)].map(([, kind]) => kind);
    expect(table.map(([kind]) => kind).sort()).toEqual(kinds.sort());
    expect(Object.keys(grpcStatus).sort()).toEqual(kinds.sort());
  });

  it.each(["OK", "UNKNOWN", "INTERNAL", "UNIMPLEMENTED", "DATA_LOSS", "CANCELLED"] as const)(
    "%s is no refusal",
    (name) => expect(kindOfGrpcStatus(status[name])).toBeUndefined(),
  );

  it.each(["UNKNOWN", "INTERNAL", "UNIMPLEMENTED", "DATA_LOSS"] as const)("%s is a bug of ours", (name) =>
    expect(httpStatus[status[name]]).toBeUndefined(),
  );
});

describe("a refusal", () => {
  it("is an error that carries keys and values", () => {
    const refusal = new Refusal("refused", "PERIOD_SEALED", { period: "2026-03" });
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({
      name: "Refusal",
      message: "PERIOD_SEALED",
      kind: "refused",
      params: { period: "2026-03" },
      violations: [],
    });
  });

  it("names the field that is wrong", () =>
    expect(invalid("/entries/0/workDate", "DATE_FORM")).toMatchObject({
      kind: "invalid",
      code: "REQUEST_INVALID",
      violations: [{ pointer: "/entries/0/workDate", code: "DATE_FORM", params: {} }],
    }));
});
