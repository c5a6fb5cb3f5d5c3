import { describe, expect, it } from "@jest/globals";
import { rupiah } from "@kinerja/common/kernel";

import { type TraceStep } from "../policy/outcome.ts";
import { changesMonth } from "./employment-change.ts";
import { differing, type SeenRow } from "./differing.ts";
import { changedLines } from "./lines.ts";

const step = (id: string, exact: string, inputs: TraceStep["inputs"] = []): TraceStep => ({
  ...{ id, base: "", factor: "", exact, amount: rupiah(BigInt(exact)), inputs },
});

describe("the void and the add of a statement", () => {
  it("are the lines that differ, with what is new and what is gone", () => {
    const [same, less, gone, fresh] = [step("tarif", "100"), step("cut", "5"), step("old", "1"), step("new", "2")];
    const more = step("cut", "7");
    expect(changedLines("e", [same, less, gone], [same, more, fresh])).toEqual([
      { employmentId: "e", voided: less, added: more },
      { employmentId: "e", voided: undefined, added: fresh },
      { employmentId: "e", voided: gone, added: undefined },
    ]);
  });

  it("tell a line whose facts are others though its value is the same", () => {
    const [before, after] = [step("cut", "5", [["menit", "10"]]), step("cut", "5", [["menit", "11"]])];
    expect(changedLines("e", [before], [after])).toHaveLength(1);
    expect(changedLines("e", [before], [before])).toEqual([]);
  });
});

describe("two sealed revisions side by side", () => {
  async function* rows(...texts: string[]): AsyncGenerator<SeenRow> {
    for (const text of texts) yield await Promise.resolve({ personId: text.slice(0, 1), text });
  }
  const changed = async (before: string[], after: string[]): Promise<string[]> => {
    const people: string[] = [];
    for await (const person of differing(rows(...before), rows(...after))) people.push(person);
    return [...new Set(people)];
  };
  it.each([
    ["nobody", ["a1", "b1"], ["a1", "b1"], []],
    ["whose row is another one", ["a1", "b1", "c1"], ["a1", "b2", "c1"], ["b"]],
    ["who is only in the later one", ["a1"], ["a1", "b1"], ["b"]],
    ["who is only in the earlier one", ["a1", "b1", "c1"], ["a1", "c1"], ["b"]],
    ["who has one row more", ["a1", "b1"], ["a1", "a2", "b1"], ["a"]],
    ["who has one row less", ["a1", "a2", "b1"], ["a1", "b1"], ["a"]],
    ["all, when there is nothing to compare with", [], ["a1", "b1"], ["a", "b"]],
  ])("differ in %s", async (_, before, after, expected) => expect(await changed(before, after)).toEqual(expected));
});

describe("an employment that has changed", () => {
  const now = {
    ...{ employmentId: "e", validFrom: "2024-01-01" as never, validTo: undefined, primary: true },
    ...{ positionClass: "8", staffKind: "pns" },
  };
  const all = 2 ** 30 - 1;
  const frozen = { employmentId: "e", days: all, positionClass: "8", staffKind: "pns", sharesDays: false };
  const september = "2026-09" as never;
  const changes = (post: object, rows = [frozen]): boolean => changesMonth(september, { ...now, ...post }, rows);
  it.each([
    ["nothing of the month", {}, [frozen], false],
    ["its class", { positionClass: "9" }, [frozen], true],
    ["its kind of staff", { staffKind: "cpns" }, [frozen], true],
    ["its last day", { validTo: "2026-09-15" }, [frozen], true],
    ["something after the month", { validTo: "2026-10-15" }, [frozen], false],
    ["that it ended before the month", { validTo: "2026-08-31", positionClass: "9" }, [frozen], true],
    ["that it is a second post", { primary: false }, [frozen], true],
    ["that it is there at all", {}, [], true],
    ["that it begins after the month", { validFrom: "2026-10-01" }, [], false],
    ["days that two employments share, by an end in the month", { validTo: "2026-09-15" }, [{ ...frozen, days: 7 }, { ...frozen, employmentId: "f" }], true],
    ["days that another run pays", {}, [{ ...frozen, days: 7, sharesDays: true }], false],
  ])("changes %s", (_, post, rows, expected) => expect(changes(post, rows)).toBe(expected)); // prettier-ignore
});
