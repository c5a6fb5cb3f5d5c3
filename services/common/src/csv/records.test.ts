import { describe, expect, it } from "@jest/globals";

import { CsvFault, piecesOf, readCsvRecords } from "./index.ts";

async function read(text: string | Iterable<string>, delimiterOf?: (header: string) => string) {
  const records: [readonly string[], number][] = [];
  const pieces = typeof text === "string" ? piecesOf(text) : text;
  for await (const { cells, line } of readCsvRecords(pieces, delimiterOf)) records.push([cells, line]);
  return records;
}

describe("records of a CSV", () => {
  it.each([
    ["semicolons, a mark, Windows ends", "\u{feff}a;b\r\n1;2\r\n"],
    ["commas, bare line feeds", "a,b\n1,2\n"],
    ["carriage returns alone", "a,b\r1,2\r"],
    ["quotes", '"a","b"\n"1","2"'],
  ])("come with %s", async (_, text) =>
    expect(await read(text)).toEqual([
      [["a", "b"], 1],
      [["1", "2"], 2],
    ]),
  );

  it("have the number of their line, empty ones and breaks inside of quotes counted", async () =>
    expect(await read('a,b\n\n1,"2\n3"\n4\n')).toEqual([
      [["a", "b"], 1],
      [["1", "2\n3"], 4],
      [["4"], 5],
    ]));

  it("are the same however the text is cut", async () => {
    const text = '\u{feff}nama;nip\r\n"PUTRA; I ""MADE""";1\r\nꦲꦤ;2\r\n';
    const whole = await read(text);
    expect(whole).toHaveLength(3);
    for (const size of [1, 2, 3, 7])
      expect(await read(Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size)))).toEqual(whole); // prettier-ignore
  });

  it("are parted as the header is", async () =>
    expect(await read("a\tb,c\n1\t2\n", () => "\t")).toEqual([
      [["a", "b,c"], 1],
      [["1", "2"], 2],
    ]));

  it("end at a line that is none, with its number", async () => {
    const fault = await read(`a,b\n1,"${"x".repeat(70_000)}\n`).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(CsvFault);
    expect((fault as CsvFault).line).toBeGreaterThan(1);
  });

  it("tell what the text itself refuses, and let go of it when nobody wants more", async () => {
    function* broken(): Generator<string> {
      yield "a,b\n1,2\n";
      throw new Error("no UTF-8");
    }
    await expect(read(broken())).rejects.toThrow("no UTF-8");
    let isLeft = false;
    function* endless(): Generator<string> {
      try {
        for (;;) yield "a,b\n".repeat(10_000);
      } finally {
        isLeft = true;
      }
    }
    for await (const record of readCsvRecords(endless())) if (record.line > 2) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isLeft).toBe(true);
  });
});
