import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { fact, factId, personId, someFacts } from "../../testing/pay-facts.ts";
import { type FactLine } from "./fact-file.ts";
import { countsOf, planImport } from "./import-plan.ts";
import { type FactRow } from "./row.ts";

const months = ["2026-07-01", "2026-07-31"] as const;
const score = (value: string, more: Partial<FactRow> = {}): FactRow =>
  fact("SCORE", months, { authority: "import", fields: { value }, ...more });
const open = { state: "PROPOSED", decidedBy: undefined, decidedAt: undefined } as const;
const lineOf = (content: FactRow): FactLine => ({
  line: 2,
  personId: content.personId,
  unitId: content.unitId,
  content,
});
const planned = (rows: readonly FactRow[], value = "90") => planImport([lineOf(score(value))], rows)[0];
const id = factId;

describe("a line of an import", () => {
  it.each<[string, readonly FactRow[], object]>([
    ["is added where nothing is known", [], { outcome: "added", replaces: undefined, closes: undefined }],
    ["is unchanged where a file said so", [score("90")], { outcome: "unchanged", replaces: undefined }],
    ["is unchanged where a person said so", [score("90", { authority: "human" })], { outcome: "unchanged" }],
    ["is unchanged where it is proposed already", [score("90", open)], { outcome: "unchanged" }],
    ["stands in for what a file said", [score("80")], { outcome: "superseded", replaces: id(1), closes: undefined }],
    [
      "stands in for what a machine said",
      [score("80", { authority: "automatic" })],
      { outcome: "superseded", replaces: id(1) },
    ],
    ["closes an open proposal", [score("80", open)], { outcome: "superseded", replaces: undefined, closes: id(1) }],
    [
      "closes an open correction, and corrects the same row",
      [score("70"), score("80", { ...open, id: id(2), replaces: id(1) })],
      { outcome: "superseded", replaces: id(1), closes: id(2) },
    ],
    ["is overruled by a person", [score("80", { authority: "human" })], { outcome: "overruled", replaces: undefined }],
    [
      "is overruled by what a person said about more months",
      [fact("SCORE", ["2026-06-01", "2026-08-31"], { fields: { value: "80" } })],
      { outcome: "overruled" },
    ],
    [
      "is added beside what a file said about more months",
      [fact("SCORE", ["2026-06-01", "2026-08-31"], { fields: { value: "80" }, authority: "import" })],
      { outcome: "added" },
    ],
    ["is overruled by a person's proposal", [score("80", { ...open, authority: "human" })], { outcome: "overruled" }],
    [
      "does not bring back what a person has corrected to other days",
      [
        score("90", { supersededAt: 5_000 }),
        fact("SCORE", ["2026-08-01"], { id: id(2), replaces: id(1), fields: { value: "90" } }),
      ],
      { outcome: "overruled" },
    ],
    [
      "does not bring back what a person has taken back",
      [
        score("90", { supersededAt: 5_000 }),
        score("90", { id: id(2), replaces: id(1), withdraws: true, authority: "human" }),
      ],
      { outcome: "overruled" },
    ],
    ["is added anew where it was rejected", [score("90", { state: "REJECTED" })], { outcome: "added" }],
    [
      "is added where another file's correction took it to other days",
      [
        score("90", { supersededAt: 5_000 }),
        fact("SCORE", ["2026-08-01"], { id: id(2), replaces: id(1), authority: "import" }),
      ],
      { outcome: "added" },
    ],
    [
      "has nothing to do with another score",
      [fact("SCORE", months, { fields: { code: "lain" } })],
      { outcome: "added" },
    ],
    ["has nothing to do with somebody else", [score("90", { personId: "other" })], { outcome: "added" }],
  ])("%s", (_, rows, plan) => expect(planned(rows)).toMatchObject(plan));

  it("about leave that a person's word covers in part is added for the days before it", () => {
    const besar = fact("LEAVE", ["2026-03-20", "2026-04-20"], { fields: { kind: "cuti_besar" } });
    const line = (from: string) => lineOf(fact("LEAVE", [from, "2026-03-31"], { authority: "import" }));
    expect(planImport([line("2026-01-01"), line("2026-03-21")], [besar]).map(({ outcome }) => outcome)).toEqual([
      ...["added", "overruled"],
    ]);
  });

  it("of a unit is not that of the agency", () => {
    const outage = (unitId: string | undefined): FactRow =>
      fact("OUTAGE", ["2026-07-01", "2026-07-02"], { unitId, authority: "import" });
    expect(planImport([lineOf(outage("a"))], [outage("a")])[0]?.outcome).toBe("unchanged");
    expect(planImport([lineOf(outage("a"))], [outage(undefined)])[0]?.outcome).toBe("added");
  });

  it("is counted by what becomes of it", () => {
    const rows = [score("90"), fact("SCORE", ["2026-08-01"], { id: id(2), fields: { value: "1" } })];
    const lines = [score("90"), fact("SCORE", ["2026-08-01"]), fact("KEY", months)].map(lineOf);
    expect(countsOf(planImport(lines, rows))).toEqual({ added: 1, superseded: 0, unchanged: 1, overruled: 1 });
  });

  it("changes nothing the second time, once it is confirmed", () => {
    fc.assert(
      fc.property(someFacts, someFacts, (rows, said) => {
        const lines = new Map(
          said.map((row) => [JSON.stringify([row.kind, row.validFrom]), { ...lineOf(row), personId }]),
        );
        const first = planImport([...lines.values()], rows).filter(({ outcome }) => outcome !== "overruled");
        const ended = new Set(first.flatMap(({ replaces, closes }) => [replaces, closes]));
        const fresh = first
          .filter(({ outcome }) => outcome !== "unchanged")
          .map(({ content, replaces, unitId }, n): FactRow => {
            const own = { id: id(200 + n), unitId, personId, replaces };
            const said = { authority: "import", state: "CONFIRMED", recordedAt: 9_000, decidedAt: 9_001 } as const;
            return { ...fact("KEY", months), ...content, ...own, ...said, decidedBy: "other" };
          });
        const after = [...rows.map((row) => (ended.has(row.id) ? { ...row, supersededAt: 9_000 } : row)), ...fresh];
        const second = planImport(
          first,
          after.map((row) => ({ ...row, personId })),
        );
        for (const { outcome } of second) expect(["unchanged", "overruled"]).toContain(outcome);
      }),
    );
  });
});
