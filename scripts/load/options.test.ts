import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { UsageError } from "../command-line.ts";
import { readOptions, scripts, usage } from "./options.ts";

describe("npm run load", () => {
  it("wants the list when nothing is named", () => expect(readOptions([])).toBeUndefined());

  it("takes one name, with sizes that are usual unless given", () => {
    expect(readOptions(["grpc"])).toEqual({ name: "grpc", users: 200, seed: 2026, keep: false });
    const given = ["offline", "--users", "60", "--seed", "7", "--keep"];
    expect(readOptions(given)).toEqual({ name: "offline", users: 60, seed: 7, keep: true });
    expect(readOptions(["flood"])).toMatchObject({ name: "flood" });
  });

  it.each([
    [["nothing"]],
    [["grpc", "offline"]],
    [["grpc", "--users", "59"]],
    [["grpc", "--users", "1001"]],
    [["--no"]],
  ])("refuses %j with its usage", (args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(usage);
  });

  it.each(Object.keys(scripts))("has a script for %s and lists it", (name) => {
    expect(existsSync(join(__dirname, `../k6/${name}.ts`))).toBe(true);
    expect(usage).toContain(`\n  ${name} `);
  });
});
