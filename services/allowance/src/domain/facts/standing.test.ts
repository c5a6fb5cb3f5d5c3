import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { fact, factId, someFacts } from "../../testing/pay-facts.ts";
import { type FactRow, meet, ranks, rowAsOf } from "./row.ts";
import { isInForce, matterOf, standing } from "./standing.ts";

const id = factId;
const idsOf = (rows: readonly FactRow[]): string[] => standing(rows).rows.map((row) => row.id);

describe("what stands", () => {
  it("is what a person says, not what a file or a machine says, whatever came last", () => {
    const rows = [
      fact("LEAVE", ["2026-07-01", "2026-07-10"], { id: id(1), authority: "human", recordedAt: 1 }),
      fact("LEAVE", ["2026-07-05", "2026-07-31"], { id: id(2), authority: "import", recordedAt: 500 }),
      fact("LEAVE", ["2026-07-10", "2026-07-10"], { id: id(3), authority: "automatic", recordedAt: 900 }),
    ];
    expect(standing(rows)).toEqual({ rows: [rows[0]], conflicts: [] });
  });

  it("is the newer word where one authority says two things, and the conflict is told", () => {
    const months = ["2026-07-01", "2026-07-31"] as const;
    const rows = [
      fact("SCORE", months, { id: id(1), fields: { value: "80" }, recordedAt: 10 }),
      fact("SCORE", months, { id: id(2), fields: { value: "90" }, recordedAt: 20 }),
    ];
    const conflicts = [{ kind: "SCORE", newer: id(2), older: id(1), counts: false }];
    expect(standing(rows)).toEqual({ rows: [rows[1]], conflicts });
  });

  it("is told once where it was said twice, without a conflict", () => {
    const rows = [1, 2].map((n) => fact("SCORE", ["2026-07-01"], { id: id(n), recordedAt: n }));
    expect(standing(rows)).toEqual({ rows: [rows[1]], conflicts: [] });
  });

  it("is both where the policy has a rule for overlaps: leave of two kinds, and the conflict is told", () => {
    const rows = [
      fact("LEAVE", ["2026-07-01", "2026-07-10"], { id: id(1) }),
      fact("LEAVE", ["2026-07-05", "2026-07-31"], { id: id(2), fields: { kind: "cuti_besar" }, recordedAt: 1_001 }),
    ];
    const conflicts = [{ kind: "LEAVE", newer: id(2), older: id(1), counts: true }];
    expect(standing(rows)).toEqual({ rows, conflicts });
  });

  it("is each sanction, demotion and acted post by its own letter; the same letter corrects itself", () => {
    const letters = ["SK 1", "SK 2"].map((decree, n) =>
      fact("CLASS_DEMOTION", ["2026-07-01", "2027-06-30"], { id: id(n + 1), fields: { decree } }),
    );
    expect(standing(letters)).toEqual({ rows: letters, conflicts: [] });
    const shifted = fact("CLASS_DEMOTION", ["2026-08-01"], {
      id: id(3),
      fields: { decree: "sk  1" },
      recordedAt: 1_500,
    });
    expect(idsOf([...letters, shifted])).toEqual([id(2), id(3)]);
    expect(idsOf([...letters, { ...shifted, authority: "import" }])).toEqual([id(1), id(2)]);
  });

  it("is each change of the class, though none of them says when it ends", () => {
    const rows = ["2024-01-01", "2026-03-01"].map((from, n) => fact("CLASS", [from], { id: id(n + 1) }));
    expect(standing(rows)).toEqual({ rows, conflicts: [] });
  });

  it("keeps the days of other leave before a person's word, with its own first day", () => {
    const sick = fact("LEAVE", ["2026-01-01", "2026-03-31"], { id: id(1), authority: "import" });
    const long = fact("LEAVE", ["2026-03-20", "2026-04-20"], { id: id(2), fields: { kind: "cuti_besar" } });
    expect(standing([sick, long]).rows).toEqual([{ ...sick, validTo: "2026-03-19" }, long]);
    // Leave of the same kind is the same leave, told right.
    expect(idsOf([sick, fact("LEAVE", ["2026-03-20", "2026-04-20"], { id: id(2) })])).toEqual([id(2)]);
    expect(idsOf([{ ...sick, validFrom: long.validFrom }, long])).toEqual([id(2)]);
  });

  it("does not depend on the order in which rows come", () => {
    fc.assert(
      fc.property(
        someFacts.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
        ),
        ([rows, shuffled]) => expect(standing(shuffled)).toEqual(standing(rows)),
      ),
    );
  });

  it("never is what has ended, was not confirmed, or takes something back", () => {
    fc.assert(
      fc.property(someFacts, someFacts, fc.nat(2), (rows, others, how) => {
        const silent = others.map((row, n): FactRow => {
          const mute = { ...row, id: id(100 + n) };
          if (how === 0) return { ...mute, supersededAt: 5_000 };
          return how === 1 ? { ...mute, withdraws: true } : { ...mute, state: "REJECTED" };
        });
        expect(standing([...rows, ...silent])).toEqual(standing(rows));
      }),
    );
  });

  it("is never beside a higher word about the same matter and days", () => {
    fc.assert(
      fc.property(someFacts, (rows) => {
        const { rows: kept } = standing(rows);
        for (const one of kept)
          for (const other of kept)
            if (ranks[one.authority] > ranks[other.authority] && matterOf(one) === matterOf(other))
              expect(meet(one, other)).toBe(false);
      }),
    );
  });

  it("is always the highest and newest word of its matter", () => {
    fc.assert(
      fc.property(someFacts, (rows) => {
        for (const matter of Map.groupBy(rows.filter(isInForce), matterOf).values()) {
          const [best] = matter.toSorted(
            (a, b) => ranks[b.authority] - ranks[a.authority] || b.recordedAt - a.recordedAt || (a.id < b.id ? 1 : -1),
          );
          expect(idsOf(rows)).toContain(best?.id);
        }
      }),
    );
  });
});

describe("what was known at a moment", () => {
  const then = (rows: readonly FactRow[], moment: number): FactRow[] =>
    rows.map((row) => rowAsOf(row, moment)).filter((row) => row !== undefined);

  it("is never changed by what comes later", () => {
    fc.assert(
      fc.property(someFacts, someFacts, fc.integer({ min: 1, max: 1_500 }), fc.nat(3), (rows, more, moment, every) => {
        const later = more.map((row, n) => ({ ...row, id: id(100 + n), recordedAt: moment + n }));
        const changed = rows.map((row, index): FactRow => {
          if (index % 4 === every) return { ...row, supersededAt: Math.max(moment, row.recordedAt) + index };
          if (row.state !== "PROPOSED") return row;
          return { ...row, state: "CONFIRMED", decidedAt: Math.max(moment, row.recordedAt), decidedBy: id(9) };
        });
        expect(then([...later, ...changed], moment)).toEqual(then(rows, moment));
      }),
    );
  });

  it("is a proposal until it is decided, and nothing before it is recorded and after it has ended", () => {
    const row = fact("LEAVE", ["2026-07-01"], { recordedAt: 10, decidedAt: 20, supersededAt: 30 });
    expect([10, 11, 20, 21, 30, 31].map((moment) => rowAsOf(row, moment)?.state)).toEqual([
      ...[undefined, "PROPOSED", "PROPOSED", "CONFIRMED", "CONFIRMED", undefined],
    ]);
  });
});
