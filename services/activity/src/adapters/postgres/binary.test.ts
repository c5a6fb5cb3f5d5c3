import { randomUUID } from "node:crypto";

import { describe, expect, it } from "@jest/globals";

import { byteaArray, dateArray, int2Array, nullableInt2Array, timestampArray, uuidArray } from "./binary.ts";

describe("arrays in PostgreSQL's binary format", () => {
  it("carry UUIDs", () => {
    const ids = Array.from({ length: 50 }, () => randomUUID());
    const array = uuidArray(ids);
    ids.forEach((id, index) => {
      const at = 20 + index * 20;
      expect(array.readInt32BE(at)).toBe(16);
      expect(array.subarray(at + 4, at + 20).toString("hex")).toBe(id.replaceAll("-", ""));
    });
  });

  it("begin with dimensions, nulls, type, length and lower bound", () => {
    const head = (array: Buffer): number[] => [0, 4, 8, 12, 16].map((at) => array.readInt32BE(at));
    expect(head(int2Array([1, 2]))).toEqual([1, 0, 21, 2, 1]);
    expect(head(nullableInt2Array([1, undefined]))).toEqual([1, 1, 21, 2, 1]);
    expect(head(byteaArray([]))).toEqual([1, 0, 17, 0, 1]);
  });

  it("count days and microseconds from the year 2000", () => {
    expect(dateArray(["1999-12-31", "2000-01-01", "2026-10-05"]).subarray(20).toString("hex")).toMatch(
      /^00000004ffffffff0000000400000000/,
    );
    expect(timestampArray([Date.UTC(2000, 0, 1, 0, 0, 1)]).readBigInt64BE(24)).toBe(1_000_000n);
  });

  it("mark what is missing", () => {
    expect(nullableInt2Array([undefined, 7]).subarray(20).toString("hex")).toBe("ffffffff000000020007");
  });
});
