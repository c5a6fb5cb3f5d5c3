import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createFormat } from "../../i18n/format.ts";
import { exactOf, numberText, percentOf, printedOf, rounded } from "./exact.ts";
import { type PayoutLine, type Statement, type Step } from "./types.ts";
import { axisOf, barOf, besideOf, componentsOf, rowsOf, rowsOfComponent } from "./waterfall.ts";

const step = (stepId: string, effect: string, amount: bigint, employmentId = "e1"): Step => ({
  ...{ stepId, effect, employmentId, label: `Label ${stepId}`, cite: "Pasal 1", rule: "tier", base: "", factor: "" },
  ...{ amountRupiah: String(amount), exact: String(amount), inputs: {}, statementSha256: "" },
});

const statement = (steps: Step[], net: bigint, payout = net): Statement => ({
  ...{ personId: "p", period: "2026-10", agencyId: "a", policyTitle: "TPP", policySha256: "", policyId: "" },
  ...{ grossRupiah: "0", cutRupiah: "0", posted: true, flags: [], payoutSha256: "", steps },
  ...{ payoutLines: [], versions: [], payoutPeriod: "2026-11", runKind: "REGULAR", runId: "r" },
  ...{ netRupiah: String(net), payoutRupiah: String(payout) },
});

describe("the waterfall", () => {
  it("goes from the full amount over every change to what is left", () => {
    const rows = rowsOf(
      statement(
        [
          step("basic", "PART", 500n),
          step("base", "BASE", 500n),
          step("part", "PART", 300n),
          step("gate", "CUT", 0n),
          step("late", "CUT", -40n),
          step("result", "RESULT", 460n),
        ],
        460n,
      ),
    );
    expect(rows.map(({ kind, amount, from, to }) => [kind, amount, from, to])).toEqual([
      ["base", 500n, 0n, 500n],
      ["zero", 0n, 500n, 500n],
      ["change", -40n, 500n, 460n],
      ["total", 460n, 0n, 460n],
    ]);
    expect(rows.map(({ between }) => between.map(({ stepId }) => stepId))).toEqual([
      ["basic"],
      ["part"],
      [],
      ["result"],
    ]);
  });

  it("puts steps of one family that changed nothing into one line, and keeps those that did", () => {
    const cuts = [step("cut.absent", "CUT", 0n), step("cut.missed", "CUT", 0n), step("cut.late", "CUT", -5n), step("cut.early", "CUT", 0n)]; // prettier-ignore
    const rows = rowsOf(statement([step("base", "BASE", 100n), ...cuts, step("cut", "PART", -5n)], 95n));
    expect(rows.map(({ label, steps }) => [label, steps.length])).toEqual([
      ["Label base", 1],
      ["Label cut", 2],
      ["Label cut.late", 1],
      ["Label cut.early", 1],
      ["", 0],
    ]);
  });

  it("puts what applies to other people into one line before what is left", () => {
    const forOthers = (id: string) => ({ ...step(id, "CUT", 0n), rule: "multiplier" });
    const applied = { ...step("leave", "CUT", -20n), rule: "multiplier" };
    const steps = [step("base", "BASE", 100n), forOthers("cpns"), applied, forOthers("plt"), step("result", "RESULT", 80n)]; // prettier-ignore
    const rows = rowsOf(statement(steps, 80n));
    expect(rows.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ["base", 0n, 100n],
      ["change", 100n, 80n],
      ["others", 80n, 80n],
      ["total", 0n, 80n],
    ]);
    expect(rows[2]?.steps.map(({ stepId }) => stepId)).toEqual(["cpns", "plt"]);
    expect(rows[3]?.between.map(({ stepId }) => stepId)).toEqual(["result"]);
  });

  it("puts what did not happen into that line as well, but not what acted without effect", () => {
    const zero = (id: string, rule: string, more: Partial<Step> = {}) => ({ ...step(id, "CUT", 0n), rule, ...more });
    const acted = { inputs: { Cuti: "cuti_besar" } };
    const steps = [
      step("base", "BASE", 100n),
      zero("leave", "override_by_month"),
      zero("sanction", "duration"),
      zero("acted", "override_by_days", acted),
      zero("entitled", "exclude", { factor: "0" }),
      zero("nothing", "exclude", { factor: "-1" }),
      zero("cut.grace", "rate_per_day_after"),
      step("result", "RESULT", 100n),
    ];
    const rows = rowsOf(statement(steps, 100n));
    expect(rows.map(({ kind, steps: own }) => [kind, own.map(({ stepId }) => stepId)])).toEqual([
      ["base", ["base"]],
      ["zero", ["acted"]],
      ["zero", ["nothing"]],
      ["zero", ["cut.grace"]],
      ["others", ["leave", "sanction", "entitled"]],
      ["total", []],
    ]);
  });

  it("adds up two employments, and shows what payout takes", () => {
    const rows = rowsOf(
      statement(
        [step("base", "BASE", 100n), step("base", "BASE", 60n, "e2"), step("x", "CUT", -10n, "e2")],
        150n,
        140n,
      ),
    );
    expect(rows.map(({ kind, to }) => [kind, to])).toEqual([
      ["base", 100n],
      ["base", 160n],
      ["change", 150n],
      ["payout", 140n],
      ["total", 140n],
    ]);
  });

  it("never loses a step, and its changes always lead from the bases to the net", () => {
    const change = fc.record({ family: fc.constantFrom("", "cut"), amount: fc.bigInt({ min: -50n, max: 20n }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const steps = [
          step("base", "BASE", 10_000n),
          ...changes.map(({ family, amount }, at) =>
            step(family === "" ? `s${String(at)}` : `cut.s${String(at)}`, amount > 0n ? "ADD" : "CUT", amount),
          ),
        ];
        const net = steps.reduce((sum, { amountRupiah }) => sum + BigInt(amountRupiah), 0n);
        const rows = rowsOf(statement(steps, net));
        expect(rows.flatMap((row) => row.steps)).toEqual(steps);
        expect(rows.at(-2)?.to).toBe(net);
        for (const [at, row] of rows.slice(1, -1).entries()) expect(row.from).toBe(rows[at]?.to);
      }),
    );
  });
});

describe("several components", () => {
  const result = (id: string, gross: string, net: bigint) => ({ ...step(id, "RESULT", net), base: gross });
  const main = [step("tariff", "PART", 100n), step("base", "BASE", 100n), step("late", "CUT", -9n)];
  const acting = [step("acted", "BASE", 20n), step("absent", "CUT", -5n)];
  const ends = [step("result.rounding", "CUT", -1n), result("result", "100", 90n), result("extra", "20", 15n)];
  const whole = statement([...main, ...acting, ...ends], 105n);
  const kindsOf = (rows: readonly { kind: string; amount: bigint }[]) => rows.map(({ kind, amount }) => [kind, amount]);

  it("stand in one line of the whole, and each by itself", () => {
    expect(kindsOf(rowsOf(whole))).toEqual([["base", 100n], ["change", -9n], ["change", -1n], ["component", 15n], ["total", 105n]]); // prettier-ignore
    const [component] = componentsOf(whole);
    expect(component).toMatchObject({ gross: 20n, cut: 5n, net: 15n, result: { stepId: "extra" } });
    expect(component && kindsOf(rowsOfComponent(component))).toEqual([
      ["base", 20n],
      ["change", -5n],
      ["total", 15n],
    ]);
  });

  it("are told apart wherever they stand", () => {
    const swapped = statement([...acting, ...main, ...ends], 105n);
    expect(componentsOf(swapped).map(({ result: { stepId }, net }) => [stepId, net])).toEqual([["extra", 15n]]);
  });

  it("are of no weight when they came to nothing", () => {
    const none = [step("acted", "BASE", 0n), result("result", "100", 91n), result("extra", "0", 0n)];
    const rows = rowsOf(statement([...main, ...none], 91n));
    expect(rows.map(({ kind }) => kind)).toEqual(["base", "change", "others", "total"]);
    expect(rows[2]?.steps.map(({ stepId }) => stepId)).toEqual(["acted", "extra"]);
    expect(componentsOf(statement([...main, ...none], 91n))).toEqual([]);
  });

  it("are shown as one where they don't add up, or a gross is not known", () => {
    const mixed = statement([...main, ...acting, result("result", "100", 80n), result("extra", "20", 25n)], 105n);
    expect(componentsOf(mixed)).toEqual([]);
    expect(kindsOf(rowsOf(mixed))).toEqual([["base", 100n], ["change", -9n], ["base", 20n], ["change", -5n], ["payout", -1n], ["total", 105n]]); // prettier-ignore
    const unknown = statement([...main, ...acting, result("result", "?", 91n), result("extra", "20", 15n)], 106n);
    expect(componentsOf(unknown)).toEqual([]);
    expect(componentsOf(statement([...main, result("result", "100", 91n), result("extra", "20", 15n)], 106n))).toEqual(
      [],
    );
  });

  it("have an axis of their own that is not broken", () => {
    const rows = rowsOf(statement([step("base", "BASE", 100n), step("c", "CUT", -1n)], 99n));
    expect([axisOf(rows).start, axisOf(rows, false).start]).toEqual([97n, 0n]);
  });
});

describe("the axis", () => {
  const rows = (full: bigint, cut: bigint) => rowsOf(statement([step("base", "BASE", full), step("c", "CUT", -cut)], full - cut)); // prettier-ignore

  it("begins above nothing only where the cuts are small", () => {
    expect(axisOf(rows(5_764_000n, 360_714n)).start).toBe(4_600_000n);
    expect(axisOf(rows(4_500_000n, 2_400_000n)).start).toBe(0n);
    expect(axisOf(rows(4_500_000n, 0n)).start).toBe(0n);
    expect(axisOf(rows(4_500_000n, 4_500_000n)).xOf(0n)).toBe(0);
    expect(axisOf(rowsOf(statement([], 0n))).xOf(0n)).toBe(0);
  });

  it("keeps the order of sums within the width", () => {
    const { xOf } = axisOf(rows(5_764_000n, 360_714n));
    expect(xOf(5_764_000n)).toBe(97);
    expect(xOf(5_403_286n)).toBeGreaterThan(50);
    expect(xOf(5_403_286n)).toBeLessThan(97);
  });
});

describe("a bar", () => {
  it("begins where the one above ended", () => {
    const all = rowsOf(statement([step("base", "BASE", 400n), step("z", "CUT", 0n), step("c", "CUT", -100n)], 300n));
    const axis = axisOf(all);
    const bars = all.map((row) => barOf(row, axis));
    expect(bars.map(({ tone }) => tone)).toEqual(["gt", undefined, "gc", "gn"]);
    for (const [at, { above }] of bars.slice(1).entries()) expect(above).toBe(bars[at]?.below);
    const [full, , cut, rest] = bars;
    expect(full).toMatchObject({ x: 0, width: 97, isFull: true });
    expect(cut && cut.x + cut.width).toBe(97);
    expect(rest?.width).toBe(cut?.x);
  });
});

describe("exact amounts", () => {
  it.each([
    ["606000", 606_000n, 60_600_000, true],
    ["-101/450", 0n, -22.444, false],
    ["3/5", 1n, 60, true],
    ["-1/2", -1n, -50, true],
    ["1/400", 0n, 0.25, true],
  ])("%s", (text, whole, percent, isExact) => {
    const exact = exactOf(text);
    expect(exact && rounded(exact)).toBe(whole);
    expect(exact && percentOf(exact)).toEqual({ percent, isExact });
  });

  it("know what is none", () => {
    for (const text of ["", "x", "1/0", "1.5"]) expect(exactOf(text)).toBeUndefined();
  });

  it.each([
    ["5764000", "5.764.000"],
    ["171/2", "85,5"],
    ["-1/8", "−0,125"],
    ["-5/4", "−1,25"],
    ["0.0125", "0,0125"],
    ["-12.50", "−12,5"],
    ["1/3", "1/3"],
    ["9007199254740993", "9.007.199.254.740.993"],
    ["x", undefined],
  ])("write %s as %s", (text, written) => expect(numberText(text, createFormat("id"))).toBe(written));

  it("are read as a rule prints them", () => {
    expect(printedOf("1.49")).toEqual({ over: 149n, under: 100n });
    expect(printedOf("-1/2")).toEqual({ over: -1n, under: 2n });
    expect(printedOf("1,5")).toBeUndefined();
  });
});

const payoutLine = (lineId: string, kind: PayoutLine["kind"], amount: bigint): PayoutLine => ({
  ...{
    lineId,
    kind,
    label: `Label ${lineId}`,
    cite: "Pasal 2",
    period: "2026-09",
    baseRupiah: "0",
    rate: "",
    inputs: {},
  },
  amountRupiah: String(amount),
});

describe("the way from the net to what is transferred", () => {
  const steps = [step("tpp", "BASE", 1_000n), step("cut", "CUT", -100n)];
  const lines = [
    payoutLine("due", "DUE", 50n),
    payoutLine("bpjs", "DEDUCTION", -9n),
    payoutLine("employer", "BESIDE", 36n),
    payoutLine("tax", "DEDUCTION", -41n),
  ];

  it("is a line for each item, contribution and tax, one after the other", () => {
    const rows = rowsOf({ ...statement(steps, 950n, 900n), payoutLines: lines });
    expect(rows.filter(({ kind }) => kind === "payout").map(({ label, from, to }) => [label, from, to])).toEqual([
      ["Label due", 900n, 950n],
      ["Label bpjs", 950n, 941n],
      ["Label tax", 941n, 900n],
    ]);
    expect(rows.at(-1)).toMatchObject({ kind: "total", amount: 900n });
  });

  it("says what no line tells in a line of its own", () => {
    const late = rowsOf({ ...statement(steps, 700n, 691n), payoutLines: [payoutLine("bpjs", "DEDUCTION", -9n)] });
    expect(late.filter(({ kind }) => kind === "payout").map(({ label, amount }) => [label, amount])).toEqual([
      ["Label bpjs", -9n],
      ["", -200n],
    ]);
  });

  it("leaves out what others pay beside", () => {
    expect(besideOf({ ...statement(steps, 900n), payoutLines: lines }).map(({ lineId }) => lineId)).toEqual([
      "employer",
    ]);
  });
});
