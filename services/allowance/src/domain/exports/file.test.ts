import { describe, expect, it } from "@jest/globals";

import { byText, columnSums, dotted, fileName, sealed, sumOf, textBytes, textOf, totalDifferences, totalsOfFiles } from "./file.ts"; // prettier-ignore

describe("a file", () => {
  it("has a name of small letters, digits and dashes", () => {
    expect(fileName(["adk-tukin", "2026-07", "019011", "../X Y"], "txt")).toBe("adk-tukin-2026-07-019011-x-y.txt");
    expect(fileName(["--a", "b--"], "csv")).toBe("a-b.csv");
  });

  it("is sealed with the hash that it is given", () => {
    const file = { name: "a.txt", contentType: "text/plain", bytes: textBytes("é\r\n"), rows: 1, totals: { net: 1n } };
    expect(sealed(file, (bytes) => `${bytes.length}`)).toEqual({ ...file, sha256: "4" });
    expect(textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 65))).toBe("A");
  });

  it.each([
    [0n, "0"],
    [999n, "999"],
    [1_000n, "1.000"],
    [461_029_358n, "461.029.358"],
    [-1_000n, "-1.000"],
  ])("writes %s as %s", (amount, text) => expect(dotted(amount)).toBe(text));

  it("sorts by the text alone", () => {
    expect(["b", "a", "B", "a"].sort(byText)).toEqual(["B", "a", "a", "b"]);
    expect(sumOf([])).toBe(0n);
  });
});

describe("the three-way check", () => {
  const files = [{ totals: { gross: 10n, net: 7n } }, { totals: { net: 3n } }];

  it("adds the files of a batch", () => {
    expect(totalsOfFiles(files)).toEqual({ gross: 10n, net: 10n });
    expect(columnSums([{ net: 1n }, {}], ["net"])).toEqual({ net: 1n });
  });

  it("is silent when files, ledger and traces say the same", () => {
    const totals = { net: 10n };
    expect(totalDifferences({ file: totalsOfFiles(files), ledger: totals, trace: totals }, ["net"])).toEqual([]);
    expect(totalDifferences({ file: totals, ledger: totals }, [])).toEqual([]);
  });

  it("names the column and what each of them says, also nothing", () => {
    const sources = { file: { gross: 10n, net: 10n }, ledger: { gross: 10n, net: 9n }, trace: { net: 10n } };
    expect(totalDifferences(sources, ["gross", "net"])).toEqual([
      { column: "gross", amounts: { file: 10n, ledger: 10n, trace: undefined } },
      { column: "net", amounts: { file: 10n, ledger: 9n, trace: 10n } },
    ]);
    expect(totalDifferences({ file: {}, ledger: {} }, ["net"])).toHaveLength(1);
  });
});
