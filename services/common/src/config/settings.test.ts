import { describe, expect, it } from "@jest/globals";

import { settings, type Settings } from "./index.ts";

const read = (env: Record<string, string>) => (use: (from: Settings) => unknown) => {
  const from = settings(env);
  return from.done(use(from));
};

describe("settings", () => {
  it("are read with their kinds", () => {
    const env = { SITE: "jt", BROKERS: "a:1, b:2,", PORT: "7010", TRACE: "true", KIND: "demo", EMPTY: "" };
    const config = read(env)((from) => ({
      site: from.text("SITE"),
      brokers: from.list("BROKERS"),
      port: from.int("PORT", { min: 0, max: 65_535 }),
      trace: from.flag("TRACE", false),
      kind: from.oneOf("KIND", ["demo", "province"]),
      clockFile: from.optional("EMPTY"),
    }));
    expect(config).toEqual({
      site: "jt",
      brokers: ["a:1", "b:2"],
      port: 7010,
      trace: true,
      kind: "demo",
      clockFile: undefined,
    });
  });

  it("fall back, also where the variable is empty", () => {
    const config = read({ HOST: "" })((from) => ({
      host: from.text("HOST", "127.0.0.1"),
      peers: from.list("PEERS", ""),
      size: from.int("SIZE", { min: 1, max: 9 }, 4),
      on: from.flag("ON", true),
      kind: from.oneOf("KIND", ["demo", "province"], "province"),
    }));
    expect(config).toEqual({ host: "127.0.0.1", peers: [], size: 4, on: true, kind: "province" });
  });

  it("tell all faults in one error", () => {
    const env = { PORT: "65536", SIZE: "3.5", TRACE: "yes", KIND: "prod", BROKERS: " , ," };
    const use = (from: Settings): unknown => ({
      site: from.text("SITE"),
      peers: from.list("PEERS"),
      brokers: from.list("BROKERS"),
      port: from.int("PORT", { min: 0, max: 65_535 }),
      size: from.int("SIZE", { min: 1, max: 9 }),
      age: from.int("AGE", { min: 1, max: 9 }),
      trace: from.flag("TRACE", false),
      kind: from.oneOf("KIND", ["demo", "province"]),
    });
    expect(() => read(env)(use)).toThrow(
      [
        "bad settings:",
        "SITE is missing: a text",
        "PEERS is missing: values with commas between",
        "BROKERS= , ,: must be values with commas between",
        "PORT=65536: must be a whole number from 0 to 65535",
        "SIZE=3.5: must be a whole number from 1 to 9",
        "AGE is missing: a whole number from 1 to 9",
        "TRACE=yes: must be one of true, false",
        "KIND=prod: must be one of demo, province",
      ].join("\n  "),
    );
  });

  it.each(["0x10", "1e2", " 8", "8 ", "--8", "NaN", "Infinity", "9999999999999999999"])(
    "take no whole number from %j",
    (text) =>
      expect(() => read({ N: text })((from) => from.int("N", { min: 0, max: 2 ** 53 }))).toThrow(/^bad settings/),
  );
});
