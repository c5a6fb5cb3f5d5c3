import { describe, expect, it } from "@jest/globals";
import { parsePeriod, type Period, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";
import { array, assert, bigInt, constantFrom, integer, pre, property, record } from "fast-check";

import { accounts } from "../ledger.ts";
import { type PayoutResult, type PayoutSnapshot, settle } from "../payout/settle.ts";
import { type MonthSoFar, nothingSoFar } from "../payout/snapshot.ts";
import { monthSoFar, yearSoFar } from "../payout/so-far.ts";
import { type Payout as PayoutRule } from "../policy/document.ts";
import { deductionsOf, owedContributions, type PaidMonth, type PostedPayout } from "./deductions.ts";

const cite = { legal: "perpres", article: "Pasal 30" };
const named = (id: string) => ({ id, label: `Label ${id}`, cite });
const jkn = { ...named("jkn"), percent: 1, cap_rupiah: 12_000_000, already_deducted_in: "salary", employer_percent: 4 } as const; // prettier-ignore
const ter = (borne_by: "state" | "employee") => ({ ...named("pph21"), method: "ter", borne_by }) as const;
const ruleOf = (more: Partial<PayoutRule>): PayoutRule => ({ month: "same", cite, tax: "none", ...more });
const both = ruleOf({ contributions: [jkn], tax: ter("employee") });

const monthOf = (number: number, year = 2026): Period => parsePeriod(`${year}-${String(number).padStart(2, "0")}`);
const rp = (amount: number | bigint): Rupiah => rupiah(BigInt(amount));
const none = new Map<string, Rupiah>();

/** A payout that is computed and posted. */
function posted(rule: PayoutRule, snapshot: PayoutSnapshot, net: Rupiah, runId: string = snapshot.period) {
  const { period, ...known } = snapshot;
  const statement = { id: "e", label: "Tukin", period, amount: net };
  const result = settle({ ...snapshot, due: [statement, ...snapshot.due] }, rule);
  const document = {
    statements: [{ employmentId: "e", sha256: new Uint8Array(), net }],
    ...{ dues: snapshot.due, lines: result.lines, pairs: result.pairs },
  };
  return { result, payout: { runId, rule, document, known } satisfies PostedPayout };
}

const month = (payoutPeriod: Period, payouts: PostedPayout[], more: Partial<PaidMonth> = {}): PaidMonth => ({
  ...{ payoutPeriod, payouts, settled: {}, facts: { salary: undefined, taxedSalary: undefined, ptkp: undefined } },
  ...more,
});
const june = monthOf(6);
const snapshot = (period: Period): PayoutSnapshot => ({ period, due: [], salary: rp(5_000_000), ptkp: "TK/0" });
/** 8,757,600 beside a salary of 5,000,000: BPJS 70,000 and 280,000, PPh 825,456. */
const paidInJune = month(june, [posted(both, snapshot(june), rp(8_757_600)).payout]);
const shiftOfJune = (amount: number) => ({ earlier: none, now: new Map([[june, rp(amount)]]) });

describe("what a corrected month has deducted", () => {
  it("is told beside what it would have, by the tables and the policy of then", () => {
    // 5,000,000 + 5,000,000 lie below the cap: 1 % is 100,000, of which the salary has paid 50,000; TER A of 10,000,000 is 2 %.
    expect(deductionsOf([paidInJune], shiftOfJune(-3_757_600), june)).toEqual([
      {
        payoutPeriod: june,
        contributions: [
          { id: "jkn", label: "Label jkn", was: { own: 70_000n, employer: 280_000n }, right: { own: 50_000n, employer: 200_000n } }, // prettier-ignore
        ],
        tax: { label: "Label pph21", borneBy: "employee", was: 825_456n, right: 200_000n, way: "NEXT_PAYMENT" },
      },
    ]);
  });

  it("is nothing where all of it stays as it was", () => {
    expect(deductionsOf([paidInJune], shiftOfJune(0), june)).toEqual([]);
    // Above the cap already: the contribution is that of 12,000,000 whatever is added, and nobody is taxed.
    const free = ruleOf({ contributions: [jkn] });
    const paid = month(june, [posted(free, snapshot(june), rp(8_757_600)).payout]);
    expect(deductionsOf([paid], shiftOfJune(1_000_000), june)).toEqual([]);
  });

  it("counts what earlier corrections have set right, so that the same difference is owed once", () => {
    const [first] = deductionsOf([paidInJune], shiftOfJune(-3_757_600), june);
    const owed = owedContributions(first!)[0]!;
    expect(owed).toMatchObject({ id: "jkn", own: -20_000n, employer: -80_000n });
    const again = month(june, [...paidInJune.payouts], { settled: { jkn: owed } });
    const earlier = new Map([[june, rp(-3_757_600)]]);
    expect(deductionsOf([again], { earlier, now: none }, june)).toEqual([]);
  });

  it("is of all payments of the month together, with what each of them pays of other months left out", () => {
    const first = posted(both, snapshot(june), rp(6_000_000), "first");
    const soFar = {
      ...{ allowance: rp(6_000_000), taxed: rp(6_000_000), tax: first.result.tax, recovered: rp(0) },
      contributions: { jkn: { allowance: rp(6_000_000), own: first.result.contribution, employer: rp(240_000) } },
    };
    const item = { id: "d", label: "Koreksi", period: monthOf(5), amount: rp(4_000_000), contributes: false };
    const second = posted(both, { ...snapshot(june), due: [item], monthSoFar: soFar }, rp(500_000), "second");
    expect([first.result.contribution, second.result.contribution]).toEqual([60_000n, 5_000n]);
    const shifts = { earlier: none, now: new Map([["first", rp(2_000_000)]]) };
    const [found] = deductionsOf([month(june, [first.payout, second.payout])], shifts, june);
    // 5,000,000 + 8,500,000 lie above the cap.
    expect(found?.contributions).toMatchObject([
      { was: { own: 65_000n }, right: { own: 70_000n, employer: 280_000n } },
    ]);
  });

  it("follows a salary and a tax status that were told later", () => {
    const facts = { salary: rp(9_000_000), taxedSalary: rp(9_000_000), ptkp: "K/3" as const };
    const [found] = deductionsOf([month(june, [...paidInJune.payouts], { facts })], { earlier: none, now: none }, june);
    // The salary's run has taken 90,000 of 120,000.
    expect(found?.contributions).toMatchObject([{ right: { own: 30_000n, employer: 120_000n } }]);
    expect(found?.tax?.right).not.toBe(found?.tax?.was);
  });

  it("stays as it was where it can't be computed any more", () => {
    const ended = month(june, [{ ...paidInJune.payouts[0]!, known: { due: [] } }]);
    expect(deductionsOf([ended], shiftOfJune(1), june)).toEqual([]);
  });
});

describe("how the tax is set right", () => {
  const year = { gross: rp(60_000_000), withheld: rp(0), own: rp(0), borne: rp(0), pension: rp(0), months: 12, unknownMonths: 0 }; // prettier-ignore
  const december = monthOf(12);
  const trueUp = month(december, [
    posted(both, { ...snapshot(december), yearSoFar: { ...year, gross: rp(80_000_000) } }, rp(6_000_000)).payout,
  ]);
  const wayOf = (months: PaidMonth[], amount: number, next: Period) =>
    deductionsOf(months, shiftOfJune(amount), next).map(({ payoutPeriod, tax }) => [payoutPeriod.slice(5), tax?.way]);

  it.each([
    ["by the next payments of the year and its last month", [paidInJune], -3_000_000, monthOf(8), [["06", "NEXT_PAYMENT"]]],
    ["by arrears of the last month, which is paid", [paidInJune, trueUp], 3_000_000, december, [["06", "ARREARS"], ["12", "ARREARS"]]],
    ["by the officer, where the last month is paid and nothing falls due", [paidInJune, trueUp], -3_000_000, december, [["06", "RETURNS"], ["12", "RETURNS"]]],
    ["by the officer, where the year is over", [paidInJune], -3_000_000, monthOf(1, 2027), [["06", "RETURNS"]]],
    ["in the year in which it is paid", [paidInJune], 3_000_000, monthOf(1, 2027), [["06", "PAID_YEAR"]]],
  ] as const)("%s", (_, months, amount, next, expected) => {
    expect(wayOf([...months], amount, next)).toEqual(expected);
  }); // prettier-ignore

  it("by the officer, where another tax status of a former year was told", () => {
    const told = month(june, [...paidInJune.payouts], { facts: { salary: undefined, taxedSalary: undefined, ptkp: "K/3" } }); // prettier-ignore
    expect(wayOf([told], 100_000, monthOf(1, 2027))).toEqual([["06", "RETURNS"]]);
  });

  it("by the officer, where a final tax was too much", () => {
    const final = ruleOf({ tax: { ...named("final"), method: "final", borne_by: "employee", by: "grade", rows: { III: 5 } } }); // prettier-ignore
    const paid = month(june, [posted(final, { ...snapshot(june), keys: { grade: "III" } }, rp(1_000_000)).payout]);
    expect(wayOf([paid], -100_000, june)).toEqual([["06", "RETURNS"]]);
    expect(wayOf([paid], 100_000, june)).toEqual([["06", "NEXT_PAYMENT"]]);
  });

  it("the last month of the year counts what the months before it would have paid and withheld", () => {
    const [inJune, inDecember] = deductionsOf([paidInJune, trueUp], shiftOfJune(-3_757_600), december);
    const difference = (one: typeof inJune) => (one?.tax?.right ?? 0n) - (one?.tax?.was ?? 0n);
    // 86,000,000 less 4,300,000 and 54,000,000: 5 % of 27,700,000. Less 3,757,600: 5 % of 24,130,000, half-up from the cost on.
    const whole = (gross: bigint) => ((gross - gross / 20n - 54_000_000n) / 1_000n) * 50n;
    expect(difference(inJune) + difference(inDecember)).toBe(whole(82_242_400n) - whole(86_000_000n));
  });
});

type Plan = {
  readonly rule: PayoutRule;
  readonly salary: Rupiah;
  readonly last: Rupiah;
  /** January to November: as they were paid, and as they should have been. */
  readonly months: readonly { readonly paid: Rupiah; readonly right: Rupiah }[];
  /** After the payment of a month, another amount of one of the months up to it. */
  readonly corrections: readonly { readonly after: number; readonly of: number; readonly amount: Rupiah }[];
  /** In the same months, behind the corrections: arrears, which pay what is due and an amount that contributes. */
  readonly arrears: readonly { readonly of: number; readonly amount: Rupiah }[];
};

/** A tax year of one person, month by month, as runs and corrections make it. */
class Year {
  readonly #plan: Plan;
  readonly #posted: PaidMonth[] = [];
  readonly #results: ReturnType<typeof posted>[][] = [];
  readonly #stands: Rupiah[] = [];
  readonly #shifts = new Map<string, Rupiah>();
  readonly #settled = new Map<string, { own: Rupiah; employer: Rupiah }>();
  #dues: PayoutSnapshot["due"][number][] = [];
  #items: NonNullable<PayoutSnapshot["contributionItems"]>[number][] = [];
  #claims: NonNullable<PayoutSnapshot["receivables"]>[number][] = [];
  #claimed = 0n;
  #ids = 0;
  readonly #sums = { net: 0n, own: 0n, borne: 0n, amount: 0n, contribution: 0n, employer: 0n };
  /** A month has not paid enough for its own contribution, or the last one for the year's tax: what it is short of is told by a flag. */
  isShort = false;
  /** A month that was corrected has contributed what it should, as often as it paid more. */
  #isRight = true;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  pay(number: number, net: Rupiah): void {
    this.#pay(number, net, nothingSoFar, monthOf(number));
    this.#stands.push(net);
  }

  payArrears(number: number, amount: Rupiah): void {
    const period = monthOf(number);
    this.#dues.push({ id: `r${(this.#ids += 1)}`, label: "Dilepas", period, amount });
    this.#pay(number, rp(0), this.#monthSoFar(number), `${period}/${this.#ids}`);
    const paid = month(period, [...this.#posted[number - 1]!.payouts], { settled: this.#settledOf(period) });
    this.#isRight &&=
      deductionsOf([paid], { earlier: this.#shifts, now: none }, period).flatMap(owedContributions).length === 0;
  }

  #monthSoFar(number: number): MonthSoFar {
    const paid = this.#results[number - 1] ?? [];
    const sum = (of: (result: PayoutResult) => Rupiah) => sumRupiah(paid.map(({ result }) => of(result)));
    const taxOf = ({ tax, pairs }: PayoutResult) =>
      sumRupiah([tax, ...pairs.filter(({ credit }) => credit === accounts.tax).map(({ amount }) => amount)]);
    const net = sum((result) => result.net);
    const shifts = paid.map(({ payout: { runId } }) => this.#shifts.get(runId) ?? rp(0));
    const contributions = Object.entries(this.#settledOf(monthOf(number))).map(([id, shares]) => ({ id, ...shares }));
    const sums = { net, taxed: net, tax: sum(taxOf), recovery: sum(({ recovery }) => recovery) };
    const documents = paid.map(({ payout }) => payout.document);
    return monthSoFar({ ...sums, setRight: { shifts, contributions } }, documents);
  }

  #pay(number: number, net: Rupiah, soFar: MonthSoFar, runId: string): void {
    const { rule, salary } = this.#plan;
    const period = monthOf(number);
    const paid = { net: rp(this.#sums.net), own: rp(this.#sums.own), borne: rp(this.#sums.borne) };
    const facts = { salary, taxedSalary: salary, pension: rp(0), ptkp: "TK/0" as const, outside: undefined };
    const months = Array.from({ length: number }, (_, index) => ({ period: monthOf(index + 1), facts }));
    const year = yearSoFar(months, { ...paid, overpaid: rp(this.#claimed) }, { status: "TK/0", hasLeft: false });
    const { result, payout } = posted(
      rule,
      {
        ...{ period, due: this.#dues, contributionItems: this.#items, receivables: this.#claims, salary, ptkp: "TK/0" },
        ...{ monthSoFar: soFar, ...(number === 12 && { yearSoFar: year }) },
      },
      net,
      runId,
    );
    const beside = (credit: string) =>
      sumRupiah(result.pairs.filter((pair) => pair.credit === credit).map(({ amount }) => amount));
    this.#sums.net += result.net;
    this.#sums.own += result.tax;
    this.#sums.borne += beside(accounts.tax);
    this.#sums.amount += result.amount;
    this.#sums.contribution += result.contribution;
    this.#sums.employer += beside(accounts.employer);
    this.#results[number - 1] = [...(this.#results[number - 1] ?? []), { result, payout }];
    this.#posted[number - 1] = month(period, [...(this.#posted[number - 1]?.payouts ?? []), payout]);
    this.#dues = [];
    this.#items = this.#items.filter(({ id }) => !result.contributionItems.some((one) => one.id === id));
    const taken = new Map(result.recovered.map(({ receivable, amount }) => [receivable.id, amount]));
    this.#claims = this.#claims.map((one) => ({ ...one, open: rupiah(one.open - (taken.get(one.id) ?? 0n)) }));
    this.isShort ||= result.flags.some(
      ({ code, params }) =>
        (code === "TAX_EXCEEDS_NET" && number === 12) ||
        (code === "CONTRIBUTION_EXCEEDS_NET" && params["label"] === jkn.label),
    );
  }

  correct(of: number, amount: Rupiah): void {
    const delta = rupiah(amount - (this.#stands[of - 1] ?? 0n));
    if (delta === 0n) return;
    const runId = monthOf(of);
    const months = this.#posted
      .filter(({ payoutPeriod }) => payoutPeriod >= runId)
      .map((one) => ({ ...one, settled: this.#settledOf(one.payoutPeriod) }));
    const shifts = { earlier: new Map(this.#shifts), now: new Map([[runId, delta]]) };
    for (const found of deductionsOf(months, shifts, months.at(-1)!.payoutPeriod))
      for (const owed of owedContributions(found)) this.#owe(found.payoutPeriod, owed);
    this.#shifts.set(runId, rupiah((this.#shifts.get(runId) ?? 0n) + delta));
    this.#stands[of - 1] = amount;
    const id = `${(this.#ids += 1)}`.padStart(4, "0");
    if (delta > 0n) this.#dues.push({ id, label: "Koreksi", period: monthOf(of), amount: delta, contributes: false });
    else {
      this.#claims.push({ id, label: "Koreksi", since: id, open: rupiah(0n - delta) });
      this.#claimed -= delta;
    }
  }

  #settledOf(period: Period): PaidMonth["settled"] {
    const found = this.#settled.get(period);
    return found ? { jkn: found } : {};
  }

  #owe(period: Period, { id: contribution, label, own, employer }: ReturnType<typeof owedContributions>[number]): void {
    const before = this.#settled.get(period) ?? { own: rp(0), employer: rp(0) };
    this.#settled.set(period, { own: rupiah(before.own + own), employer: rupiah(before.employer + employer) });
    this.#items.push({ id: `k${(this.#ids += 1)}`, contribution, label, period, own, employer });
  }

  /** What the person has in the end, and what is owed to whom; what is still open counts as if it were paid. */
  get outcome() {
    const { own, borne, amount, contribution, employer } = this.#sums;
    const open = this.#claims.reduce((sum, one) => sum + one.open, 0n);
    const rest = this.#items.reduce((sum, item) => sum + item.own, 0n);
    const restOfEmployer = this.#items.reduce((sum, item) => sum + item.employer, 0n);
    return {
      ...{ person: amount - open - rest, contribution: contribution + rest, employer: employer + restOfEmployer },
      ...{ tax: own + borne, isRight: this.#isRight },
    };
  }
}

function yearOf(plan: Plan): Year {
  const year = new Year(plan);
  plan.months.forEach(({ paid, right }, index) => {
    year.pay(index + 1, paid);
    for (const { after, of, amount } of plan.corrections)
      if (after === index + 1 && of <= after) year.correct(of, amount);
    for (const { of, amount } of plan.arrears) if (of === index + 1) year.payArrears(of, amount);
    // Before the year's last month everything is found.
    if (index === 10) plan.months.forEach((one, at) => year.correct(at + 1, index === at ? right : one.right));
  });
  year.pay(12, plan.last);
  return year;
}

describe("any corrections within a year", () => {
  const amount = bigInt({ min: 0n, max: 12_000_000n }).map((value) => rupiah(value));
  const plans = record({
    rule: record({
      borneBy: constantFrom("state" as const, "employee" as const),
      deductedIn: constantFrom("salary" as const, "none" as const),
      cap: constantFrom(10, 25, 100),
    }).map(({ borneBy, deductedIn, cap }) =>
      ruleOf({
        ...{ contributions: [{ ...jkn, already_deducted_in: deductedIn }], tax: ter(borneBy) },
        recovery: { cap_percent: cap, cite },
      }),
    ),
    salary: bigInt({ min: 2_500_000n, max: 13_000_000n }).map((value) => rupiah(value)),
    last: bigInt({ min: 8_000_000n, max: 12_000_000n }).map((value) => rupiah(value)),
    months: array(record({ paid: amount, right: amount }), { minLength: 11, maxLength: 11 }),
    corrections: array(record({ after: integer({ min: 1, max: 11 }), of: integer({ min: 1, max: 11 }), amount }), { maxLength: 8 }), // prettier-ignore
    arrears: array(record({ of: integer({ min: 1, max: 11 }), amount }), { minLength: 4, maxLength: 11 }),
  });

  it("end at what one right computation pays, contributes and is taxed", () => {
    assert(
      property(plans, (plan) => {
        const right = plan.months.map((one) => ({ ...one, paid: one.right }));
        const [corrected, single] = [yearOf(plan), yearOf({ ...plan, months: right, corrections: [] })];
        pre(!corrected.isShort && !single.isShort);
        expect(corrected.outcome).toEqual({ ...single.outcome, isRight: true });
      }),
      { numRuns: 100 },
    );
  });
});
