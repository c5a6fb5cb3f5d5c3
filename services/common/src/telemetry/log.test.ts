import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { createLog, errorFields, type Log } from "./index.ts";

const nip = "198703142011012901";

function capture(use: (log: Log) => void): { readonly text: string; readonly line: Record<string, unknown> } {
  const lines: string[] = [];
  use(createLog("identity", { write: (line) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  const text = lines.join("");
  return { text, line: JSON.parse(text) as Record<string, unknown> };
}

describe("a log line", () => {
  it("has service, level, time, text and the fields of the list", () => {
    const { line } = capture((log) => log.info({ port: 7010, topic: "kinerja.jt.identity.person.v1" }, "started"));
    expect(line).toEqual({
      level: "info",
      service: "identity",
      port: 7010,
      topic: "kinerja.jt.identity.person.v1",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      msg: "started",
    });
  });

  it("drops every other field", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (key, value) => {
        const field = `x${key}`;
        const { line } = capture((log) => log.warn({ [field]: `<${value}>`, name: "kept" }, "text"));
        expect(Object.keys(line).sort()).toEqual(["level", "msg", "name", "service", "time"]);
      }),
      { numRuns: 50 },
    );
  });

  it("keeps plain values only, so that no object brings fields of its own", () => {
    const { line } = capture((log) =>
      log.info({ cause: { nip, amount: 5 }, partitions: [1, { nip }, 3], rows: 9_007_199_254_740_993n }, "text"),
    );
    expect(line).toMatchObject({ partitions: [1, null, 3] });
    expect(line).not.toHaveProperty("cause");
  });

  it("stays whole when an id looks like a number", () => {
    const fields = {
      personId: "00000000-0000-8000-8000-000000000901",
      traceId: "12345678901234567890123456789012",
      offset: 1234567890123456,
    };
    expect(capture((log) => log.info(fields, "at 1774926000000")).line).toMatchObject({
      ...fields,
      msg: "at 1774926000000",
    });
  });
});

describe("a NIP", () => {
  const driverError = Object.assign(new Error(`invalid input syntax for type date: "${nip}"`), {
    code: "22007",
    detail: `Key (nip)=(${nip}) already exists.`,
    parameters: [nip],
  });
  const spaced = "19870314 201101 2 901";
  it.each<[string, (log: Log) => void]>([
    ["the fields of an error", (log) => log.error(errorFields(driverError), "bug")],
    ["an error alone", (log) => log.error(driverError)],
    ["an error and a text", (log) => log.error(driverError, `failed for ${nip}`)],
    ["an error as a field", (log) => log.error({ err: driverError, error: driverError, cause: driverError }, "bug")],
    ["a field that is not listed", (log) => log.error({ nip, employee: { nip } }, "text")],
    ["a field that is listed", (log) => log.error({ reason: `no ${nip}`, rows: [nip, spaced] }, "text")],
    ["the text", (log) => log.error(`no person ${spaced} (${nip})`)],
    ["the values of a format", (log) => log.error({ count: 1 }, "no person %s", nip)],
  ])("does not come through %s", (_, use) => {
    const { text, line } = capture(use);
    expect(text).not.toContain(nip);
    expect(text).not.toContain(spaced);
    expect(line).toMatchObject({ level: "error", service: "identity" });
  });

  it("is not in an error's name, code and stack", () => {
    const fields = errorFields(driverError);
    expect(fields.error).toBe("Error 22007");
    expect(fields.stack).toContain("log.test.ts");
    expect(JSON.stringify(fields)).not.toContain(nip);
  });

  it.each([[nip], [undefined], [null], [{ nip }], [7]])("is not in what is thrown instead of an error: %p", (thrown) =>
    expect(errorFields(thrown)).toEqual({ error: typeof thrown }),
  );
});
