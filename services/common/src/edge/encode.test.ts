import { describe, expect, it } from "@jest/globals";

import { Refusal } from "../errors/index.ts";
import { faults } from "../catalogue/index.ts";
import { ownContract } from "./contract.ts";
import { routeTable } from "./routes.ts";

const table = routeTable(ownContract());
const encodeOf = (name: string) => {
  const route = table.routes.find(({ rpc }) => rpc.name === name);
  if (route === undefined) throw new Error(`${name} has no route`);
  return route.encode;
};
const record = encodeOf("RecordEntries");

const entry = {
  id: "01890a5d-ac96-774b-bcce-b302099a8057",
  version: 1,
  employmentId: "00000000-0000-8000-8000-000000000000",
  workDate: "2026-10-05",
  kind: "PLANNED",
  description: "Supervisi rantai dingin",
};
const complaints = (encode: (value: unknown) => unknown, value: unknown): string[] => {
  try {
    encode(value);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    for (const { code } of thrown.violations) expect(faults).toHaveProperty(code);
    return thrown.violations.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};
const ofEntry = (change: Record<string, unknown>): string[] =>
  complaints(record, { entries: [{ ...entry, ...change }] }).map((words) => words.replace("/entries/0", ""));
const parsed = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe("an entry", () => {
  it.each<[Record<string, unknown>, string]>([
    [{ minutse: 5 }, "/minutse FIELD_UNKNOWN"],
    [{ work_date: "2026-10-05" }, "/work_date FIELD_UNKNOWN"],
    [parsed('{"__proto__":{"a":1}}'), "/__proto__ FIELD_UNKNOWN"],
    [{ constructor: 1 }, "/constructor FIELD_UNKNOWN"],
    [{ "a/b~c": 1 }, "/a~1b~0c FIELD_UNKNOWN"],
    [{ minutes: "90" }, "/minutes EXPECTED_INTEGER"],
    [{ minutes: 1.5 }, "/minutes EXPECTED_INTEGER"],
    [{ minutes: true }, "/minutes EXPECTED_INTEGER"],
    [{ minutes: {} }, "/minutes EXPECTED_INTEGER"],
    [{ minutes: 0 }, "/minutes NUMBER_OUT_OF_RANGE"],
    [{ minutes: 1441 }, "/minutes NUMBER_OUT_OF_RANGE"],
    [{ minutes: 2 ** 31 }, "/minutes NUMBER_OUT_OF_RANGE"],
    [{ minutes: null }, "/minutes NULL_NOT_ALLOWED"],
    [{ cancelled: "true" }, "/cancelled EXPECTED_BOOLEAN"],
    [{ kind: "ENTRY_KIND_PLANNED" }, "/kind CHOICE_UNKNOWN"],
    [{ kind: "UNSPECIFIED" }, "/kind CHOICE_UNKNOWN"],
    [{ kind: 1 }, "/kind CHOICE_UNKNOWN"],
    [{ kind: "toString" }, "/kind CHOICE_UNKNOWN"],
    [{ workDate: "2026-02-31" }, "/workDate DATE_FORM"],
    [{ workDate: "2025-02-29" }, "/workDate DATE_FORM"],
    [{ workDate: "2026-10-05T00:00:00Z" }, "/workDate TEXT_TOO_LONG"],
    [{ workDate: 20261005 }, "/workDate EXPECTED_TEXT"],
    [{ workDate: "" }, "/workDate FIELD_REQUIRED"],
    [{ startsAt: "24:00" }, "/startsAt TIME_FORM"],
    [{ startsAt: "7:30" }, "/startsAt TIME_FORM"],
    [{ id: "01890A5D-AC96-774B-BCCE-B302099A8057" }, "/id UUID_V7_FORM"],
    [{ id: "01890a5d-ac96-474b-bcce-b302099a8057" }, "/id UUID_V7_FORM"],
    [{ employmentId: "x" }, "/employmentId UUID_FORM"],
    [{ description: "ab" }, "/description TEXT_TOO_SHORT"],
    [{ description: "🦜🦜" }, "/description TEXT_TOO_SHORT"],
    [{ description: "x".repeat(1_001) }, "/description TEXT_TOO_LONG"],
    [{ description: "x".repeat(1_000_000) }, "/description TEXT_TOO_LONG"],
    [{ description: "abc\0" }, "/description TEXT_CONTROL_CHARACTER"],
    [{ description: "abc\u0085" }, "/description TEXT_CONTROL_CHARACTER"],
    [{ description: "abc\ud800" }, "/description TEXT_BROKEN"],
    [{ quantityUnit: "dua\nbaris" }, "/quantityUnit TEXT_CONTROL_CHARACTER"],
    [{ evidenceUrls: "https://a.id" }, "/evidenceUrls EXPECTED_LIST"],
    [{ evidenceUrls: {} }, "/evidenceUrls EXPECTED_LIST"],
    [{ evidenceUrls: [1] }, "/evidenceUrls/0 EXPECTED_TEXT"],
    [{ evidenceUrls: ["https://a.id", null] }, "/evidenceUrls/1 NULL_NOT_ALLOWED"],
    [{ evidenceUrls: ["javascript:alert(1)"] }, "/evidenceUrls/0 URL_FORM"],
    [{ evidenceUrls: ["https://user:secret@a.id/"] }, "/evidenceUrls/0 URL_FORM"],
    [{ evidenceUrls: ["//a.id/x"] }, "/evidenceUrls/0 URL_FORM"],
    [{ evidenceUrls: Array.from({ length: 6 }, () => "https://a.id") }, "/evidenceUrls LIST_TOO_LONG"],
    [{ deviceTime: "2026-11-22" }, "/deviceTime INSTANT_FORM"],
    [{ deviceTime: "2026-02-31T00:00:00Z" }, "/deviceTime INSTANT_FORM"],
    [{ deviceTime: "2026-11-22T07:30:00" }, "/deviceTime INSTANT_FORM"],
    [{ deviceTime: 1_795_000_000 }, "/deviceTime INSTANT_FORM"],
  ])("with %j is answered %j", (change, expected) => {
    expect(ofEntry(change)).toEqual([expected]);
  });

  it.each([
    { description: "Dua\nbaris\tdengan emoji 🦜 dan tanda ’" },
    { minutes: 1e2 },
    { deviceTime: "2026-11-22T07:30:00.123+07:00" },
    { evidenceUrls: ["http://a.id/berkas?x=1#y"] },
    { cancelled: false, quantity: 0 },
  ])("with %j is taken", (change) => {
    expect(ofEntry(change)).toEqual([]);
  });
});

describe("a request", () => {
  it.each([
    [[], " EXPECTED_OBJECT"],
    [null, " EXPECTED_OBJECT"],
    ["x", " EXPECTED_OBJECT"],
    [{}, "/entries FIELD_REQUIRED"],
    [{ entries: {} }, "/entries EXPECTED_LIST"],
    [{ entries: [] }, "/entries LIST_TOO_SHORT"],
    [{ entries: [null] }, "/entries/0 NULL_NOT_ALLOWED"],
    [{ entries: [[]] }, "/entries/0 EXPECTED_OBJECT"],
    [{ entries: Array.from({ length: 501 }, () => entry) }, "/entries LIST_TOO_LONG"],
  ])("%j is answered %j", (value, expected) => {
    expect(complaints(record, value)).toEqual([expected]);
  });

  it("takes no key that JSON.parse keeps and an object would hide", () => {
    const body = `{"entries":[${JSON.stringify(entry)}],"__proto__":{"entries":[]}}`;
    expect(complaints(record, JSON.parse(body))).toEqual(["/__proto__ FIELD_UNKNOWN"]);
  });

  it("names everything that is wrong at once, up to twenty", () => {
    const { id: _, ...nameless } = entry;
    const found = complaints(record, { entries: [{ ...nameless, version: "1", minutes: -1, odd: 1 }, entry], more: 1 });
    expect(found).toEqual([
      "/entries/0/id FIELD_REQUIRED",
      "/entries/0/version EXPECTED_INTEGER",
      "/entries/0/minutes NUMBER_OUT_OF_RANGE",
      "/entries/0/odd FIELD_UNKNOWN",
      "/more FIELD_UNKNOWN",
    ]);
    expect(complaints(record, { entries: Array.from({ length: 100 }, () => ({})) })).toHaveLength(20);
  });

  it.each([
    ["1987031420110129", ["/nip NIP_LENGTH"]],
    ["19870314201101290x", ["/nip NIP_DIGITS"]],
    ["19870314 201101 2 901", []],
  ])("with NIP %j is answered %j", (nip, expected) => {
    expect(complaints(encodeOf("SignIn"), { nip, password: "enam kata" })).toEqual(expected);
  });
});
