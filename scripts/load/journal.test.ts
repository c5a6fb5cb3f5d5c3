import { describe, expect, it } from "@jest/globals";
import { acknowledgedLine, refusedLine, sentLine, wrongLine } from "../k6/lib/journal.ts";
import { bestRate, readJournal } from "./journal.ts";

const people = [
  { personId: "p0", agencyId: "a0" },
  { personId: "p1", agencyId: "a1" },
];
const read = (...lines: readonly string[]) => readJournal(`${lines.join("\n")}\n`, people);

describe("a journal", () => {
  it("gives each entry its person, and each acknowledgement its hash", () => {
    const receipts = [{ id: "i1", bodySha256: "ff" }];
    const { history, acknowledged } = read(sentLine(1, ["i1", "i2"]), acknowledgedLine(1, 7.9, receipts), refusedLine(1, ["i2"]));
    const who = { person: "p1", agency: "a1", version: 1 };
    expect(history).toEqual([
      { op: "invoke", ...who, id: "i1" },
      { op: "invoke", ...who, id: "i2" },
      { op: "ok", ...who, id: "i1", sha256: "ff" },
      { op: "fail", ...who, id: "i2" },
    ]);
    expect(acknowledged).toBe(1);
  });

  it("counts wrong answers by what they were, however they are written", () => {
    const { wrong, history } = read(wrongLine("record", "504 1504 too\nslow"), wrongLine("record", "504 1504 too slow"), wrongLine("month", "0 1050"));
    expect([...wrong]).toEqual([["wrong record 504 1504 too slow", 2], ["wrong month 0 1050", 1]]);
    expect(history).toEqual([]);
  });

  it.each(["hello", "ok 9 1 i=ff", "sent x i", "done 0 i"])("does not pass over what it does not know: %s", (line) => {
    const { wrong, history } = read(line);
    expect([...wrong.keys()]).toEqual([line]);
    expect(history).toEqual([]);
  });

  it("knows when acknowledgements came", () => {
    const two = [{ id: "i1", bodySha256: "ff" }, { id: "i2", bodySha256: "ff" }];
    const { bySecond } = read(acknowledgedLine(0, 7.2, two), acknowledgedLine(1, 7.8, two), acknowledgedLine(1, 8, two));
    expect([...bySecond]).toEqual([[7, 4], [8, 2]]);
  });
}); // prettier-ignore

describe("the best rate", () => {
  it("is that of the best ten seconds", () => {
    expect(bestRate(new Map([[0, 100], [9, 50], [10, 60], [30, 40]]))).toBe(15);
    expect(bestRate(new Map([[5, 20], [10, 60], [14, 100], [15, 1_000]]))).toBe(116);
    expect(bestRate(new Map())).toBe(0);
  }); // prettier-ignore
});
