import { describe, expect, it } from "@jest/globals";
import { nextPeriod, parsePeriod, rupiah } from "@kinerja/common/kernel";
import fc from "fast-check";

import { digest, goodMonth, month, period, person, rowsOf, sha256, usualCalendar } from "../testing/month.ts";
import { policyDocument } from "../testing/policies.ts";
import {
  type FrozenPerson,
  frozenHash,
  knownText,
  packPeople,
  type PayoutKnown,
  readKnown,
  readPeople,
} from "./frozen.ts";
import { amountIn, readPayout } from "./payout-document.ts";
import { compilePolicy, type Policy } from "./policy/compile.ts";
import { type Payout as PayoutRule, type PolicyDocument } from "./policy/document.ts";
import { rangeBatches, sumsOf } from "./range-totals.ts";
import { anyPayoutMaker, computedRange, type ComputedPerson, documentsMaker, type DocumentRun, payoutMaker, payoutPeriodOf } from "./run-documents.ts"; // prettier-ignore
import { statementMaker } from "./statement.ts";

const cite = { legal: "permen", article: "Pasal 20" };
const run: DocumentRun = {
  ...{ agencyId: person(99), period, payoutPeriod: nextPeriod(period), policySha256: "f".repeat(64) },
  officers: [person(3)],
};
const withPayout = (payout: Partial<PayoutRule>): PolicyDocument => {
  const document = policyDocument("kemnaker-tukin");
  return { ...document, payout: { ...document.payout, ...payout } };
};
const plain = compilePolicy(withPayout({ contributions: [], tax: "none" }), period);
const deducting = compilePolicy(
  withPayout({
    contributions: [
      ...[{ id: "bpjs", label: "BPJS", cite, percent: 1, cap_rupiah: 12_000_000, already_deducted_in: "none", employer_percent: 4 } as const], // prettier-ignore
    ],
    tax: { id: "pph21", label: "PPh 21", cite, method: "ter", borne_by: "employee" },
    recovery: { cap_percent: 25, cite },
  }),
  period,
);
const frozen = (n: number, payout?: PayoutKnown): FrozenPerson => ({
  personId: person(n),
  rows: rowsOf(period, { months: [month(n)], ...only(n) }, new Map(), [usualCalendar(period)]),
  payout,
});
const only = (n: number) => {
  const all = goodMonth(n);
  return { roster: all.roster.slice(-1), predicates: all.predicates.slice(-1) };
};
const make = (policy: Policy, one: FrozenPerson, of = run): ComputedPerson => documentsMaker(policy, of, digest)(one);
const item = (amount: bigint, id = person(71)) => ({ id, label: "Kekurangan", period: parsePeriod("2026-08"), amount: rupiah(amount) }); // prettier-ignore
const net = 4_595_150n;

describe("the documents of a person", () => {
  it("are a statement for each post and one payout that names it by its hash", () => {
    const made = make(plain, frozen(1));
    const [statement] = made.entitlements;
    expect(made).toMatchObject({ batch: 1, flags: [], late: [] });
    expect(made.payout).toMatchObject({ gross: net, cut: 0n, net, amount: net, dues: [], recovered: [] });
    const read = readPayout(made.payout.packed);
    expect(read).toMatchObject({
      personId: person(1),
      period,
      payoutPeriod: "2026-11",
      lines: [],
      pairs: [],
      amount: net,
    });
    expect(Buffer.from(read.statements[0]!.sha256).equals(statement!.sha256)).toBe(true);
    expect(amountIn(made.payout, digest)).toBe(net);
    const forged = { ...made.payout, packed: Buffer.from(made.payout.packed).fill(7, 80, 81) }; // prettier-ignore
    expect(amountIn(forged, digest)).toBeUndefined();
    expect(make(plain, frozen(3)).batch).toBe(2);
  });

  it("are read as JSON where they were made so before", () => {
    const line = ["pph21", "PPh 21", "pp58", "Pasal 2", "100", "2", "-5", [["PTKP", "TK/0"]]];
    const whose = [person(98), period, person(1), "2026-11"];
    const old = ["kinerja.payout/2", "f".repeat(64), whose, [[person(5), "ab".repeat(32), "100"]], [[person(71), "Kekurangan", "2026-08", "7", "apart"]], [line], [[...line, "d", "c"]], "102"]; // prettier-ignore
    const packed = Buffer.from(JSON.stringify(old));
    expect(readPayout(packed)).toMatchObject({
      ...{ agencyId: person(98), personId: person(1), period, payoutPeriod: "2026-11", amount: 102n },
      statements: [{ employmentId: person(5), net: 100n }],
      dues: [{ id: person(71), amount: 7n, contributes: false }],
      lines: [{ id: "pph21", base: 100n, amount: -5n, inputs: [["PTKP", "TK/0"]] }],
      pairs: [{ id: "pph21", debit: "d", credit: "c" }],
    });
    expect(() => readPayout(Buffer.from('["kinerja.payout/1",0,[]]'))).toThrow("kinerja.payout/1");
    expect(() => readPayout(Buffer.from([7, 0, 0, 0, 0]))).toThrow("its form is 7");
  });

  it("deduct contribution, tax and what is paid back, and pay what is due", () => {
    const receivables = [{ id: "r1", label: "Kelebihan", since: "2026-05-01", open: rupiah(500_000n) }];
    const known: PayoutKnown = { due: [item(404_850n)], salary: rupiah(5_000_000n), ptkp: "TK/0", receivables };
    const { payout } = make(deducting, frozen(1, known));
    // 5,000,000 are paid; BPJS 1 % of 10,000,000; TER A of 10,000,000 is 2 %, the salary alone is free; 500,000 are taken back.
    expect(payout).toMatchObject({ gross: 5_000_000n, net: 5_000_000n, contribution: 100_000n, employer: 400_000n });
    expect(payout).toMatchObject({ tax: 200_000n, taxBorne: 0n, recovery: 500_000n, amount: 4_200_000n });
    expect(payout.recovered).toEqual([{ receivableId: "r1", amount: 500_000n }]);
    const { lines, pairs, dues } = readPayout(payout.packed);
    expect(lines.map(({ id, amount }) => [id, amount])).toEqual([["bpjs", -100_000n], ["pph21", -200_000n], ["recovery.r1", -500_000n]]); // prettier-ignore
    expect(pairs.map(({ id, amount, credit }) => [id, amount, credit])).toEqual([
      ["bpjs.pemberi_kerja", 400_000n, "utang.iuran.pemberi-kerja"],
    ]);
    expect(dues).toEqual([item(404_850n)]);
  });

  it("pay nothing below zero: the rest is carried", () => {
    const { payout, flags } = make(plain, frozen(1, { due: [item(-5_000_000n)] }));
    expect(payout).toMatchObject({ gross: net, cut: 5_000_000n, net: 0n, amount: 0n, dues: [person(71)] });
    expect(flags.map(({ code }) => code)).toEqual(["PAYOUT_NEGATIVE", "NET_ZERO"]);
    expect(readPayout(payout.packed).lines).toMatchObject([{ id: "carried", amount: 5_000_000n - net }]);
  });

  it("are paid to somebody of no roster, and blocked where the payout does not know enough", () => {
    const alone = make(plain, { personId: person(7), rows: [], payout: { due: [item(7n)] } });
    expect(alone).toMatchObject({ entitlements: [], payout: { gross: 7n, amount: 7n, dues: [person(71)] } });
    const blocked = make(deducting, frozen(1));
    expect(blocked.payout).toMatchObject({ gross: 0n, net: 0n, amount: 0n });
    expect(blocked.flags.map(({ code, severity }) => [code, severity])).toEqual([["INPUT_MISSING", "BLOCK"]]);
  });

  it("ask about what is far from the month before", () => {
    const jump = make(plain, frozen(1, { due: [], previousNet: rupiah(net * 2n) }));
    expect(jump.flags.map(({ code }) => code)).toEqual(["NET_JUMP"]);
    expect(make(plain, frozen(1, { due: [], previousNet: rupiah(net * 2n - 1n) })).flags).toEqual([]);
  });

  it("leave what is paid late to a later month", () => {
    const maker = payoutMaker(plain.document, run, digest);
    const [statement] = frozen(1).rows.map(statementMaker(plain, digest));
    const late = { component: "acting", gross: rupiah(300n), cut: rupiah(100n), net: rupiah(200n), monthsLate: 2 };
    const components = [{ component: "main", gross: rupiah(50n), cut: rupiah(20n), net: rupiah(30n), monthsLate: 0 }, late]; // prettier-ignore
    const both = {
      ...statement!,
      gross: rupiah(350n),
      cut: rupiah(120n),
      net: rupiah(230n),
      late: rupiah(200n),
      components,
    };
    expect(maker(person(1), [both], undefined).payout).toMatchObject({ gross: 50n, cut: 20n, net: 30n, amount: 30n });
  });

  it("are the same by the fast way and by the long one", () => {
    const isDeductingNothing = compilePolicy(withPayout({ tax: "none", contributions: [], recovery: { cap_percent: 25, cite } }), period); // prettier-ignore
    const long = make(isDeductingNothing, frozen(1, { due: [], receivables: [] }));
    expect(long.payout).toEqual(make(isDeductingNothing, frozen(1)).payout);
    const [short, any] = [payoutMaker, anyPayoutMaker].map((maker) => maker(plain.document, run, digest));
    const some = everybody.flatMap(({ rows }) => rows).map(statementMaker(plain, digest));
    const blocked = { ...some[0]!, status: "blocked", gross: rupiah(0n), cut: rupiah(0n), net: rupiah(0n), components: [] } as const; // prettier-ignore
    for (const earned of [[], some.slice(0, 1), some.slice(1, 4), [blocked], [blocked, some[1]!]])
      expect(short?.(person(1), earned, undefined)).toEqual(any?.(person(1), earned, undefined));
  });

  it("know their month of payment", () => {
    expect(payoutPeriodOf(withPayout({ month: "same" }), period)).toBe("2026-10");
    expect(payoutPeriodOf(withPayout({ month: "next" }), parsePeriod("2026-12"))).toBe("2027-01");
  });
});

const everybody = Array.from({ length: 9 }, (_, index) => frozen(index + 1, index % 3 === 0 ? { due: [item(BigInt(index - 4))] } : undefined)); // prettier-ignore

/** The cuts of a list, as positions. */
const anySplit = fc.subarray([1, 2, 3, 4, 5, 6, 7, 8]);
const splitBy = (cuts: readonly number[]): FrozenPerson[][] =>
  [0, ...cuts].map((from, index) => everybody.slice(from, cuts[index] ?? everybody.length));

describe("ranges", () => {
  it("give the same documents, sums and batches, however they are cut and whoever computes them first", () => {
    const whole = computedRange(sha256, 0, everybody.map(documentsMaker(plain, run, digest)));
    fc.assert(
      fc.property(anySplit, fc.boolean(), (cuts, isTurned) => {
        const parts = splitBy(cuts).map((people, no) => ({ people, no }));
        const inTurn = isTurned ? parts.toReversed() : parts;
        const made = inTurn
          .map(({ people, no }) => computedRange(sha256, no, people.map(documentsMaker(plain, run, digest))))
          .toSorted((a, b) => a.no - b.no);
        expect(made.flatMap(({ people }) => people)).toEqual(whole.people);
        expect(made.reduce((sum, { net: one }) => sum + one, 0n)).toBe(whole.net);
        expect(sumsOf(made.flatMap(({ batches }) => batches))).toEqual(sumsOf(whole.batches));
        expect(made.reduce((sum, { statements }) => sum + statements, 0)).toBe(whole.statements);
      }),
      { numRuns: 40 },
    );
  });

  it("leave a held person out of sums and hash, and count it", () => {
    const rows = everybody.map((one, index) => {
      const { payout, batch, personId } = make(plain, one);
      return { ...payout, personId, batch, held: index === 1 };
    });
    const [all, held] = [rangeBatches(sha256, 0, rows.map((row) => ({ ...row, held: false }))), rangeBatches(sha256, 0, rows)]; // prettier-ignore
    expect(all.map(({ batch, rows: paid }) => [batch, paid])).toEqual([[1, 8], [2, 1]]); // prettier-ignore
    expect(held[0]).toMatchObject({ rows: 7, held: 1, net: all[0]!.net - net });
    expect(held[0]?.sha256).not.toBe(all[0]?.sha256);
    expect(held[1]).toEqual(all[1]);
  });
});

describe("what is frozen of a person", () => {
  const known: PayoutKnown = {
    due: [item(-3n), { ...item(4n), contributes: false }],
    contributionItems: [
      {
        ...{ id: "k", contribution: "bpjs", label: "Koreksi", period: parsePeriod("2026-05") },
        ...{ own: rupiah(-2n), employer: rupiah(-8n) },
      },
    ],
    ...{ salary: rupiah(5n), taxedSalary: rupiah(6n), ptkp: "K/1", keys: { grade: "III/c" } },
    monthSoFar: { allowance: rupiah(1n), taxed: rupiah(12n), contributions: { bpjs: { allowance: rupiah(13n), own: rupiah(2n), employer: rupiah(3n) } }, tax: rupiah(4n), recovered: rupiah(5n) }, // prettier-ignore
    yearSoFar: { gross: rupiah(9n), withheld: rupiah(8n), own: rupiah(-14n), borne: rupiah(15n), pension: rupiah(7n), months: 12, unknownMonths: 3 }, // prettier-ignore
    receivables: [{ id: "r", label: "Kelebihan", since: "2026-01-01", open: rupiah(10n ** 15n) }],
    previousNet: rupiah(11n),
  };

  /** As the table gives them back. */
  function storedRange() {
    const { rows, ...range } = packPeople(sha256, everybody);
    return { ...range, rows: rows.map((row) => ({ ...row, facts: Buffer.from(row.facts).toString() })) };
  }

  it("comes back as it was", () => {
    expect(readKnown(knownText(known))).toEqual(known);
    expect(readKnown(knownText({ due: [] }))).toEqual({ due: [] });
  });

  it("has another hash for another fact, and the hash of a range is that of its stored rows", () => {
    const hash = (payout: PayoutKnown | undefined): string => packPeople(sha256, [frozen(1, payout)]).sha256;
    expect(new Set([hash(known), hash({ ...known, ptkp: "K/2" }), hash({ ...known, salary: rupiah(6n) }), hash(undefined)]).size).toBe(4); // prettier-ignore
    const { rows, shapes, sha256: whole } = storedRange();
    expect(frozenHash(sha256, rows, shapes)).toBe(whole);
    const altered: readonly Partial<(typeof rows)[number]>[] = [
      ...[{ days: 1 }, { facts: "[]" }, { flags: "[]" }, { payout: "{}" }, { employmentId: person(98) }, { personId: person(98) }], // prettier-ignore
    ];
    for (const change of altered)
      expect(frozenHash(sha256, [{ ...rows[0]!, ...change }, ...rows.slice(1)], shapes)).not.toBe(whole);
    expect(frozenHash(sha256, rows, `${shapes} `)).not.toBe(whole);
    expect(frozenHash(sha256, rows.slice(1), shapes)).not.toBe(whole);
  });

  it("is read person by person, and only what is wanted of it", () => {
    const { rows, shapes } = storedRange();
    expect([...readPeople(rows, shapes)]).toEqual(everybody);
    const classes = [...readPeople(rows, shapes, (name) => name === "roster.class")].map((one) => one.rows[0]?.facts);
    expect(classes).toEqual(everybody.map(({ rows: [row] }) => ({ "roster.class": row?.facts["roster.class"] })));
  });
});
