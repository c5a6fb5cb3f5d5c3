import { describe, expect, it } from "@jest/globals";
import { parseDay, parsePeriod, rupiah } from "@kinerja/common/kernel";

import { type PayoutFacts } from "../facts/month.ts";
import { type PayoutContent } from "../payout-document.ts";
import { type Payout as PayoutRule } from "../policy/document.ts";
import { askedBy, dueScopeOf, mayLeave, paysDue } from "./asked.ts";
import { monthSoFar, yearSoFar } from "./so-far.ts";

const month = (text: string) => parsePeriod(text);
const cite = { legal: "permen", article: "Pasal 20" };
const named = (id: string) => ({ id, label: id, cite });

type Content = Pick<PayoutContent, "statements" | "dues" | "lines" | "pairs">;
const paid = (own: bigint, employer: bigint, id = "bpjs", due = -40): Content => {
  const line = { ...named(id), base: rupiah(1n), rate: "", inputs: [] };
  return {
    statements: [{ employmentId: "e", sha256: new Uint8Array(), net: rupiah(100n) }],
    dues: [{ id: "d", label: "Koreksi", period: month("2026-05"), amount: rupiah(BigInt(due)) }],
    lines: [{ ...line, amount: rupiah(-own) }],
    pairs: [
      { ...line, id: `${id}.pemberi_kerja`, amount: rupiah(employer), debit: "belanja.iuran.pemberi-kerja", credit: "utang.iuran.pemberi-kerja" }, // prettier-ignore
      { ...line, id: "pph21", amount: rupiah(9n), debit: "beban.pajak-ditanggung", credit: "utang.pajak.pph21" },
    ],
  };
};
const documents = (...all: Content[]) => all as PayoutContent[];

describe("the month so far", () => {
  it("adds up what earlier payments have taken, by the id of the contribution", () => {
    const sums = { net: rupiah(900n), taxed: rupiah(800n), tax: rupiah(18n), recovery: rupiah(3n) };
    expect(monthSoFar(sums, documents(paid(10n, 40n), paid(5n, 20n), paid(1n, 0n, "jht", -101)))).toEqual({
      ...{ allowance: 900n, taxed: 800n, tax: 18n, recovered: 3n },
      contributions: {
        bpjs: { allowance: 120n, own: 15n, employer: 60n },
        jht: { allowance: 0n, own: 1n, employer: 0n },
      },
    });
  });

  it("leaves out what a payment has set right of other months", () => {
    const one = paid(10n, 40n);
    const apart = { id: "k", label: "Koreksi", period: month("2026-05"), amount: rupiah(7n), contributes: false };
    const pair = { ...one.pairs[0]!, id: "k", amount: rupiah(4n) };
    const document: Content = { ...one, dues: [...one.dues, apart], pairs: [...one.pairs, pair] };
    const sums = { net: rupiah(67n), taxed: rupiah(67n), tax: rupiah(0n), recovery: rupiah(0n) };
    expect(monthSoFar(sums, documents(document)).contributions).toEqual({
      bpjs: { allowance: 60n, own: 10n, employer: 40n },
    });
  });

  it("counts what corrections have set right of this month: the statements that stand, and differences that were owed or given back apart", () => {
    const sums = { net: rupiah(160n), taxed: rupiah(160n), tax: rupiah(0n), recovery: rupiah(0n) };
    const contributions = [{ id: "bpjs", own: rupiah(3n), employer: rupiah(12n) }];
    const setRight = { shifts: [rupiah(30n), rupiah(-70n)], contributions };
    expect(monthSoFar({ ...sums, setRight }, documents(paid(10n, 40n), paid(5n, 20n))).contributions).toEqual({
      // 60 + 30; the other one stands at less than nothing.
      bpjs: { allowance: 90n, own: 18n, employer: 72n },
    });
  });

  it("counts for a contribution only the payments that it was taken of", () => {
    const thr: Content = { ...paid(0n, 0n), lines: [], pairs: [] };
    const sums = { net: rupiah(160n), taxed: rupiah(160n), tax: rupiah(0n), recovery: rupiah(0n) };
    expect(monthSoFar(sums, documents(thr, paid(1n, 4n))).contributions).toEqual({
      bpjs: { allowance: 60n, own: 1n, employer: 4n },
    });
    expect(monthSoFar(sums, documents(thr)).contributions).toEqual({});
  });
});

const facts = (salary: bigint | undefined, more: Partial<PayoutFacts> = {}): PayoutFacts => ({
  ...{
    salary: salary === undefined ? undefined : rupiah(salary),
    taxedSalary: undefined,
    pension: undefined,
    ptkp: "TK/0",
  },
  outside: undefined,
  ...more,
});
const nothing = { net: rupiah(0n), own: rupiah(0n), borne: rupiah(0n), overpaid: rupiah(0n) };
const stays = { status: "TK/0", hasLeft: false } as const;

describe("the year so far", () => {
  it("has the salaries of its months with what was withheld on them, the allowances, and what others have paid", () => {
    const months = [
      // 5,400,000 are the last that is free in table A; 5,400,001 lies in 0.25 %.
      { period: month("2026-10"), facts: facts(5_400_000n, { pension: rupiah(200_000n) }) },
      { period: month("2026-11"), facts: facts(undefined) },
      {
        period: month("2026-12"),
        facts: facts(5_400_000n, {
          ...{ taxedSalary: rupiah(5_600_000n), pension: rupiah(1n) },
          outside: { gross: rupiah(1_000n), tax: rupiah(50n) },
        }),
      },
    ];
    const paidInYear = { net: rupiah(7n), own: rupiah(3n), borne: rupiah(2n), overpaid: rupiah(4n) };
    expect(yearSoFar(months, paidInYear, stays)).toEqual({
      ...{ gross: 5_400_000n + 5_600_000n + 7n - 4n + 1_000n, withheld: 14_000n + 3n + 2n + 50n },
      ...{ own: 3n, borne: 2n, pension: 200_001n, months: 2, unknownMonths: 0 },
    });
  });

  it("has one month at least, and no tax before there was a table", () => {
    expect(yearSoFar([{ period: month("2026-12"), facts: facts(undefined) }], nothing, stays).months).toBe(1);
    expect(yearSoFar([{ period: month("2023-12"), facts: facts(90_000_000n) }], nothing, stays).withheld).toBe(0n);
  });

  it("taxes 10 million that were paid too much in March, and taken back by July, as if they had not been paid", () => {
    const months = [{ period: month("2026-12"), facts: facts(5_000_000n) }];
    const kept = { ...nothing, net: rupiah(40_000_000n) };
    const returned = { ...nothing, net: rupiah(50_000_000n), overpaid: rupiah(10_000_000n) };
    expect(yearSoFar(months, returned, stays)).toEqual(yearSoFar(months, kept, stays));
  });

  it("knows how many of its months nobody has spoken of", () => {
    const salaried = (...all: string[]) => all.map((one) => ({ period: month(one), facts: facts(5_000_000n) }));
    const unknown = (months: ReturnType<typeof salaried>, hasLeft = false) =>
      yearSoFar(months, nothing, { ...stays, hasLeft }).unknownMonths;
    const all = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, "0")}`);
    expect(unknown(salaried(...all))).toBe(0);
    expect(unknown(salaried(...all.slice(5)))).toBe(5);
    const told = {
      period: month("2026-12"),
      facts: facts(5_000_000n, { outside: { gross: rupiah(0n), tax: rupiah(0n) } }),
    };
    expect(unknown([told])).toBe(0);
    // Left in March: what came behind it is no question of this agency; what was before is.
    const august = { period: month("2026-08"), facts: facts(undefined) };
    expect(unknown([...salaried("2026-01", "2026-02", "2026-03"), august], true)).toBe(0);
    expect(unknown([...salaried("2026-03"), august], true)).toBe(2);
    expect(unknown([august], true)).toBe(0);
    expect(unknown([...salaried("2026-01", "2026-02", "2026-03"), august])).toBe(5);
  });
});

describe("what a payout asks", () => {
  const rule = (more: Partial<PayoutRule>): PayoutRule => ({ month: "same", cite, tax: "none", ...more });
  const ter = { ...named("pph21"), method: "ter", borne_by: "state" } as const;
  const bpjs = {
    ...named("bpjs"),
    percent: 1,
    cap_rupiah: 1,
    already_deducted_in: "salary",
    employer_percent: 4,
  } as const;
  const nothingAsked = { dues: true, salary: false, ptkp: false, key: undefined, month: "none", year: "none", receivables: false }; // prettier-ignore

  it.each<[string, Partial<PayoutRule>, string, object]>([
    ["nothing of a rule that deducts nothing", {}, "2026-12", {}],
    ["the salary for a contribution", { contributions: [bpjs] }, "2026-12", { salary: true, month: "all" }],
    [
      "salary and status for the monthly rate",
      { tax: ter },
      "2026-11",
      { salary: true, ptkp: true, month: "all", year: "leaving" },
    ],
    ["the whole year in December", { tax: ter }, "2026-12", { salary: true, ptkp: true, month: "all", year: "all" }],
    [
      "the key of a final tax",
      { tax: { ...ter, method: "final", by: "grade", rows: {} } },
      "2026-12",
      { key: "grade" },
    ],
    ["what is owed where it may be taken back", { recovery: { cap_percent: 25, cite } }, "2026-11", { month: "owing", receivables: true }], // prettier-ignore
  ])("is %s", (_, more, payoutPeriod, asked) => {
    expect(askedBy(rule(more), { kind: "REGULAR", duesOnly: false }, month(payoutPeriod))).toEqual({
      ...nothingAsked,
      ...asked,
    });
  });

  it("is the year of who leaves, where the roster can tell: arrears ask only in December", () => {
    const of = (kind: "REGULAR" | "THR" | "RAPEL", duesOnly: boolean, at: string) =>
      askedBy(rule({ tax: ter }), { kind, duesOnly }, month(at)).year;
    const asked = [of("THR", false, "2026-03"), of("RAPEL", true, "2026-03"), of("RAPEL", true, "2026-12")];
    expect(asked).toEqual(["leaving", "none", "all"]);
    expect(of("THR", true, "2026-03")).toBe("none");
    const row = (validTo: string | undefined) => ({ validTo: validTo === undefined ? undefined : parseDay(validTo) });
    const leaves = (...days: (string | undefined)[]) => mayLeave(days.map(row), month("2026-06"));
    expect([leaves(), leaves("2026-06-30"), leaves("2026-05-31", "2026-06-15")]).toEqual([true, true, true]);
    expect([leaves(undefined), leaves("2026-07-01"), leaves("2026-06-15", undefined)]).toEqual([false, false, false]);
  });

  it("is what is due where the kind of run pays it", () => {
    const [regular, arrears] = [
      { kind: "REGULAR", duesOnly: false },
      { kind: "RAPEL", duesOnly: true },
    ] as const;
    const [thr, rest] = [
      { kind: "THR", duesOnly: false },
      { kind: "THR", duesOnly: true },
    ] as const;
    expect([thr, rest].map((run) => askedBy(rule({}), run, month("2026-03")).dues)).toEqual([false, true]);
    const paid = (["LATE", "CORRECTION", "RELEASE", "STAGE"] as const).map((due) =>
      [regular, arrears, thr, rest].map((run) => paysDue(run, due)),
    );
    expect(paid).toEqual([
      [true, false, false, true],
      [true, true, false, true],
      [true, true, false, true],
      [true, false, false, true],
    ]);
    const scope = (kind: "REGULAR" | "RAPEL" | "GAJI13") => dueScopeOf({ kind, period: month("2026-03") });
    expect([scope("REGULAR"), scope("RAPEL")]).toEqual(Array(2).fill({ origin: "REGULAR", period: undefined }));
    expect(scope("GAJI13")).toEqual({ origin: "GAJI13", period: "2026-03" });
  });
});
