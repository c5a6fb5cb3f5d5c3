import { describe, expect, it } from "@jest/globals";
import { type Period, rupiah } from "@kinerja/common/kernel";

import { policyDocument } from "../testing/policies.ts";
import { oddityFinder, type PaidMonth } from "./oddities.ts";
import { compilePolicy } from "./policy/compile.ts";
import { type Anomalies, type AnomalySeverity, type PolicyDocument } from "./policy/document.ts";
import { type Flag, type Severity } from "./policy/outcome.ts";

const period = "2026-10" as Period;
const kemnaker = policyDocument("kemnaker-tukin");
// A policy that does not ask for the predicate.
const bawaslu = policyDocument("bawaslu-tukin");

const component = (gross: number, net: number) => ({
  ...{ component: "main", gross: rupiah(BigInt(gross)), cut: rupiah(BigInt(gross - net)), net: rupiah(BigInt(net)) },
  monthsLate: 0,
});
/** Somebody who has earned so much, by one statement. */
function earned(gross: number, net = gross, more: Partial<PaidMonth> = {}): PaidMonth {
  const one = component(gross, net);
  return {
    rows: [{ facts: { "evaluation.predicate": "baik" } }],
    entitlements: [{ gross: one.gross, net: one.net, components: [one] }],
    payout: { gross: one.gross, cut: one.cut, net: one.net },
    ...{ known: undefined, flags: [] },
    ...more,
  };
}
const due = (...amounts: number[]) => ({
  due: amounts.map((amount, at) => ({ id: `d${at}`, label: "Koreksi", period, amount: rupiah(BigInt(amount)) })),
});
/** With items that are due beside. */
function withDue(net: number, ...amounts: number[]): PaidMonth {
  const total = amounts.reduce((sum, one) => sum + one, net);
  const flags: Flag[] = total < 0 ? [{ code: "PAYOUT_NEGATIVE", severity: "WARN", params: {} }] : [];
  const taken = amounts.filter((one) => one < 0).reduce((sum, one) => sum - one, 0);
  const payout = { gross: rupiah(BigInt(total + taken)), cut: rupiah(BigInt(taken)), net: rupiah(BigInt(Math.max(total, 0))) }; // prettier-ignore
  return earned(net, net, { payout, known: due(...amounts), flags });
}
const last = (net: number, previous: number): PaidMonth =>
  earned(net, net, { known: { due: [], previousNet: rupiah(BigInt(previous)) } });
const cutAway = (severity: Severity): PaidMonth =>
  earned(4_000_000, 0, { flags: [{ code: "CUT_EXCEEDS_BASE", severity, params: {} }] });
const withoutPredicate = earned(4_000_000, 4_000_000, { rows: [{ facts: {} }] });
const late = earned(4_000_000, 4_000_000, { known: { due: [], lateFact: "2026-11-06" } });
const byHand = earned(4_000_000, 4_000_000, { known: { due: [], byHand: { days: 2, first: "2026-10-05" } } });
const unread = earned(4_000_000, 4_000_000, { known: { due: [], unread: ["attendance.outages", "list.upacara"] } });
const sealedAnew = earned(4_000_000, 4_000_000, { known: { due: [], sealedAnew: 2 } });

const find = (month: PaidMonth, anomalies?: Anomalies, document: PolicyDocument = kemnaker) => {
  const policy = compilePolicy(anomalies ? { ...document, anomalies } : document, period);
  return oddityFinder(policy)(month).map(({ code, severity, params }) => [code, severity, params]);
};
const codes = (...of: Parameters<typeof find>): unknown[] => find(...of).map(([code]) => code);
const told: Readonly<Record<AnomalySeverity, Severity | undefined>> = { block: "BLOCK", warn: "WARN", off: undefined };
const severities = ["block", "warn", "off"] as const;

type Case = readonly [name: keyof Anomalies, code: string, month: PaidMonth, more: object, params: object];
const cases: readonly Case[] = [
  ["jump", "NET_JUMP", last(4_000_000, 6_000_000), { ratio: "1.5" }, { ratio: "1.5" }],
  ["zero", "NET_ZERO", earned(4_000_000, 0), {}, {}],
  ["negative_base", "NEGATIVE_BASE", withDue(4_000_000, 9_000_000, -5_000_000), {}, {}],
  ["over_maximum", "OVER_MAXIMUM", earned(4_000_000), { rupiah: 3_999_999 }, { gross: "4000000", most: "3999999" }],
  ["missing_predicate", "PREDICATE_MISSING", withoutPredicate, {}, {}],
  ["late_data", "DATA_LATE", late, { after_day: 5 }, { day: "2026-11-06" }],
  ["late_data", "MONTH_SEALED_ANEW", sealedAnew, { after_day: 5 }, { revision: "2" }],
  ["by_hand", "ATTENDANCE_BY_HAND", byHand, {}, { days: "2", first: "2026-10-05" }],
  ["fact_unread", "FACT_UNREAD", unread, {}, { facts: "Gangguan alat presensi, Butir daftar upacara" }],
];

describe.each(cases)("%s", (name, code, month, more, params) => {
  it.each(severities)("asks as severely as the policy says: %s", (severity) => {
    const found = find(month, { [name]: { ...more, severity } }, bawaslu);
    const wanted = told[severity];
    expect(found).toEqual(wanted === undefined ? [] : [[code, wanted, expect.objectContaining(params)]]);
  });
});

describe("a month", () => {
  it("that is as usual has nothing odd, whatever is looked for", () => {
    const all: Anomalies = {
      jump: { ratio: 2, severity: "block" },
      zero: { severity: "block" },
      negative_base: { severity: "block" },
      over_maximum: { rupiah: 4_000_000, severity: "block" },
      missing_predicate: { severity: "block" },
      late_data: { after_day: 5, severity: "block" },
      by_hand: { severity: "block" },
      fact_unread: { severity: "block" },
    };
    expect(find(last(4_000_000, 4_000_001), all, bawaslu)).toEqual([]);
    expect(find(withDue(4_000_000, -4_000_000, 1), { ...all, jump: { severity: "off" } }, bawaslu)).toEqual([]);
  });

  it("is looked at as it is usual where the policy says nothing", () => {
    expect(find(last(4_000_000, 8_000_000))).toEqual([["NET_JUMP", "WARN", { ratio: "2" }]]);
    expect(find(last(4_000_000, 2_000_000))).toEqual([["NET_JUMP", "WARN", { ratio: "2" }]]);
    expect(codes(last(4_000_000, 7_999_999))).toEqual([]);
    expect(codes(last(4_000_000, 0))).toEqual([]);
    expect(codes(last(0, 4_000_000))).toEqual(["NET_ZERO"]);
    expect(find(earned(33_240_001))).toEqual([["OVER_MAXIMUM", "WARN", expect.objectContaining({ most: "33240000" })]]);
    expect(codes(earned(33_240_000))).toEqual([]);
    expect(codes(withoutPredicate, undefined, bawaslu)).toEqual([]);
    expect(codes(late)).toEqual([]);
    expect(find(byHand)).toEqual([["ATTENDANCE_BY_HAND", "WARN", { days: "2", first: "2026-10-05" }]]);
  });

  it("that falls to nothing is a jump where nothing alone is not asked about", () => {
    expect(codes(last(0, 4_000_000), { zero: { severity: "off" } })).toEqual(["NET_JUMP"]);
    expect(codes(last(0, 4_000_000), { zero: { severity: "off" }, jump: { severity: "off" } })).toEqual([]);
  });

  it("whose predicate the policy asks for itself is the policy's", () => {
    expect(codes(withoutPredicate, { missing_predicate: { severity: "block" } })).toEqual([]);
  });
});

describe("a base below nothing", () => {
  const block: Anomalies = {
    negative_base: { severity: "block" },
    zero: { severity: "off" },
    jump: { severity: "off" },
  };

  it("is an item that outweighs what was earned, though another makes up for it", () => {
    expect(codes(withDue(4_000_000, -4_000_001, 9_000_000), block)).toEqual(["NEGATIVE_BASE"]);
    expect(codes(withDue(4_000_000, -4_000_000), block)).toEqual([]);
    expect(codes(withDue(4_000_000, -2_000_000, -2_000_001), block)).toEqual(["NEGATIVE_BASE"]);
  });

  it("is the sum of arrears, which earn nothing", () => {
    const arrears = (...amounts: number[]): PaidMonth => ({ ...withDue(0, ...amounts), rows: [], entitlements: [] });
    expect(codes(arrears(10_000, -4_000), block)).toEqual([]);
    expect(codes(arrears(4_000, -10_000), block)).toEqual(["NEGATIVE_BASE"]);
  });

  it("is a statement whose cuts have left nothing", () => {
    expect(codes(cutAway("NOTE"), block)).toEqual(["NEGATIVE_BASE"]);
    expect(codes(earned(4_000_000, 1, { flags: cutAway("WARN").flags }), block)).toEqual([]);
  });

  it("is not warned of twice", () => {
    const warn: Anomalies = { ...block, negative_base: { severity: "warn" } };
    expect(codes(withDue(4_000_000, -4_000_001), warn)).toEqual([]);
    expect(codes(withDue(4_000_000, -4_000_001), block)).toEqual(["NEGATIVE_BASE"]);
    expect(codes(cutAway("WARN"), warn)).toEqual([]);
    expect(codes(cutAway("NOTE"), warn)).toEqual(["NEGATIVE_BASE"]);
  });
});

it("finds nothing of the person before", () => {
  const finder = oddityFinder(compilePolicy(kemnaker, period));
  const first = finder(earned(4_000_000, 0));
  expect(finder(earned(4_000_000))).toEqual([]);
  expect(first.map(({ code }) => code)).toEqual(["NET_ZERO"]);
});
