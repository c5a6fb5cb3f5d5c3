import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { inputsIn, inputsOf, inputsPage, plainTables, withInputs } from "./inputs.ts";
import { exampleFolder, shipped, shippedIds } from "./testing/shipped.ts";

describe("the inputs of a policy", () => {
  const kemnaker = (language: "id" | "en"): string[] => inputsOf(shipped("kemnaker-tukin"), language).split("\n");
  const rowOf = (id: string, language: "id" | "en" = "en"): string =>
    kemnaker(language).find((line) => line.startsWith(`| \`${id}\` |`)) ?? "";

  it("are told with form, known words, and what their absence means", () => {
    expect(rowOf("predikat")).toContain("| key | `sangat_kurang`, `kurang`, `butuh_perbaikan`, `baik`, `sangat_baik` | blocks |"); // prettier-ignore
    expect(rowOf("staff_kind")).toContain("taken as `pns` (warning)");
    expect(rowOf("paid_days")).toContain("| at most 31 days | taken from the month; in a run: blocks |");
    expect(rowOf("days")).toMatch(/\| days \| status: `ALPA`.* \| taken as none \(warning\) \|/);
    expect(rowOf("leave")).toMatch(/kind: .*`cuti_besar`/);
    expect(rowOf("outages")).toContain("kind: any");
    expect(rowOf("acted_posts")).toMatch(/kind: .*`plt`.*; level: .*`same`.*; `class`: /);
  });

  it("are told in Indonesian", () => {
    expect(kemnaker("id")[0]).toBe("| Id | Sebutan | Bentuk | Yang dikenal | Bila tidak ada |");
    expect(rowOf("missed_ceremonies", "id")).toContain("| bilangan | paling banyak 62 kali | dianggap 0 kali");
  });

  it("need the marks of a page", () => {
    expect(withInputs("no marks", "x")).toBeUndefined();
  });

  it("stand on the page about computing as they are; scripts/policy.ts inputs … --lang en --into writes them", () => {
    const page = readFileSync(join(exampleFolder, "../compute.md"), "utf8");
    const tables = inputsPage(shippedIds.toSorted().map(shipped), "en");
    expect(inputsIn(page)).toBe(plainTables(tables));
    expect(inputsIn(withInputs(page, tables) ?? "")).toBe(plainTables(tables));
  });
});
