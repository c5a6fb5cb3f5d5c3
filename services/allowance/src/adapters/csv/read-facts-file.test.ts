import { describe, expect, it } from "@jest/globals";
import { parseDay } from "@kinerja/common/kernel";

import { createFactFile, withPeople } from "../../domain/facts/fact-file.ts";
import { columnsOf } from "../../domain/facts/read-content.ts";
import { factKinds } from "../../domain/facts/kinds.ts";
import { person } from "../../testing/month.ts";
import { examples, timeOf } from "../../testing/pay-facts.ts";
import { readFactsFile } from "./read-facts-file.ts";

const one = person(1);
const nip = "198703142011012901";

describe("facts by CSV", () => {
  it.each([
    ["commas", `person_id,from,to,kind\n${one},2026-07-01,2026-07-05,cuti_sakit\n`],
    [
      "semicolons, BOM, CRLF, quotes, notes and another order",
      `\ufeff"Kind";nama;PERSON_ID;to;from\r\n"cuti_sakit";"Budi, S.Sos";${one};2026-07-05;2026-07-01\r\n;;;;\r\n\r\n`,
    ],
  ])("are read with %s", async (_, text) => {
    const content = { kind: "LEAVE", validFrom: "2026-07-01", validTo: "2026-07-05", body: { kind: "cuti_sakit" } };
    expect(await readFactsFile("LEAVE", text)).toEqual({
      lines: [{ line: 2, namedBy: "person_id", name: one, content: { ...content, decree: "" } }],
      violations: [],
    });
  });

  it.each(factKinds)("are read in all columns of kind %s", async (kind) => {
    // An item of a list ends in the month in which it begins.
    const until = parseDay(kind === "LIST_ITEM" ? "2026-01-31" : "2026-12-31");
    const cells: Record<string, string> = {
      ...timeOf(kind, parseDay("2026-01-01"), until),
      ...examples[kind],
      ...(kind === "OUTAGE" ? { unit_id: one } : { nip }),
    };
    const columns = [kind === "OUTAGE" ? "unit_id" : "nip", ...columnsOf(kind).possible];
    const { lines, violations } = await readFactsFile(
      kind,
      `${columns.join(";")}\n${columns.map((column) => cells[column] ?? "").join(";")}\n`,
    );
    expect(violations).toEqual([]);
    expect(lines).toMatchObject([{ content: { kind } }]);
  });

  it.each([
    ["", "/lines/1/nip", "COLUMN_MISSING"],
    ["nip,from\n", "/lines/1/kind", "COLUMN_MISSING"],
    ["nip,from,kind,until\n", "/lines/1/until", "FIELD_UNKNOWN"],
    ["nip,from,kind,from\n", "/lines/1/from", "PARAMETER_REPEATED"],
    ["nip,from,kind\n,2026-07-01,cuti_sakit", "/lines/2/nip", "FIELD_REQUIRED"],
    ["nip,from,kind\n12345,2026-07-01,cuti_sakit", "/lines/2/nip", "NIP_LENGTH"],
    ["nip,from,kind\n1.98703E+17,2026-07-01,cuti_sakit", "/lines/2/nip", "NIP_SCIENTIFIC"],
    ["person_id,from,kind\nx,2026-07-01,cuti_sakit", "/lines/2/person_id", "UUID_FORM"],
    [`person_id,from,kind\n\n${one},1 Juli,cuti_sakit`, "/lines/3/from", "DATE_FORM"],
    [`person_id,from,kind\n${one},2026-07-01,Cuti`, "/lines/2/kind", "WORD_FORM"],
  ])("are refused by line and column: %j", async (text, pointer, code) => {
    const { lines, violations } = await readFactsFile("LEAVE", text);
    expect(lines).toEqual([]);
    expect(violations).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it("name a unit or the whole agency where they are about no person", async () => {
    const { lines } = await readFactsFile("OUTAGE", "from,to,items\n2026-07-01,2026-07-02,missed_in\n");
    expect(lines).toMatchObject([{ namedBy: "unit_id", name: "", content: { body: { items: "missed_in" } } }]);
    expect(withPeople(lines, () => "never asked").lines).toMatchObject([{ personId: undefined, unitId: undefined }]);
    const ofUnit = await readFactsFile("OUTAGE", `unit_id,from,to,items\n${one},2026-07-01,2026-07-02,missed_in\n`);
    expect(withPeople(ofUnit.lines, ({ name }) => name).lines).toMatchObject([{ personId: undefined, unitId: one }]);
  });

  it("count the id where a line has both, and one matter of a person and day once, however the person is named", async () => {
    const who = [`,${nip}`, `${one},198703142011012902`, ",198703142011012903"];
    const lines = who.map((cells) => `${cells},2026-07-01,cuti_sakit`);
    const read = await readFactsFile("LEAVE", ["person_id,nip,from,kind", ...lines].join("\n"));
    const found = withPeople(read.lines, ({ name }) => ([nip, one].includes(name) ? one : undefined));
    expect(found.lines.map(({ line, personId }) => [line, personId])).toEqual([
      [2, one],
      [3, one],
    ]);
    expect(found.violations).toEqual([
      { pointer: "/lines/3", code: "LINE_TWICE" },
      { pointer: "/lines/4/nip", code: "PERSON_UNKNOWN" },
    ]);
  });

  it("say where a quotation is not closed", async () => {
    const { violations } = await readFactsFile("LEAVE", `person_id,from,kind\n${one},2026-07-01,"cuti\n${one},x,y\n`);
    expect(violations).toEqual([{ pointer: expect.stringMatching(/^\/lines\/\d$/), code: "LINE_QUOTES" }]);
  });

  it("are not read past the first hundred mistakes, nor beyond twenty thousand lines", async () => {
    const wrong = await readFactsFile("LEAVE", `person_id,from,kind\n${`${one},x,cuti\n`.repeat(200)}`);
    expect(wrong.violations).toHaveLength(100);
    const file = createFactFile("LEAVE");
    file.take(["person_id", "from", "kind"], 1);
    let line = 1;
    while (file.take([one, "2026-07-01", "cuti_sakit"], ++line));
    expect(line).toBe(20_002);
    expect(file.result()).toMatchObject({ lines: [], violations: [{ pointer: "/lines", code: "LIST_TOO_LONG" }] });
    const many = Array.from({ length: 150 }, (_, n) => ({ line: n, namedBy: "nip" as const, name: String(n) }));
    const [content] = (await readFactsFile("LEAVE", `person_id,from,kind\n${one},2026-07-01,cuti_sakit`)).lines;
    const lines = many.map((who) => ({ ...who, content: content!.content }));
    expect(withPeople(lines, () => undefined).violations).toHaveLength(100);
  });
});
