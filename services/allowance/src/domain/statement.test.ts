import { describe, expect, it } from "@jest/globals";
import { type Day, noRupiah, rupiah } from "@kinerja/common/kernel";
import fc from "fast-check";

import { agency, employment, period, person, sha256 } from "../testing/month.ts";
import { anyFacts, policyDocument } from "../testing/policies.ts";
import { postingsOf } from "./ledger.ts";
import { paymentFile, textCell } from "./payment-file.ts";
import { amountIn, oddities, settle } from "./payout.ts";
import { compilePolicy } from "./policy/compile.ts";
import { type Facts } from "./policy/sources.ts";
import { computeEntitlement, unpackStatement } from "./statement.ts";

const policy = compilePolicy(policyDocument("kemnaker-tukin"), period);
const frame = { agencyId: agency(1), period, policySha256: "f".repeat(64) };
const rowWith = (facts: Facts) => ({
  personId: person(1),
  employmentId: employment(1),
  days: 2 ** 31 - 1,
  facts,
  flags: [],
});

describe("a statement", () => {
  it("has the same bytes whenever it is computed again, whatever the order of its facts", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const first = computeEntitlement(policy, frame, rowWith(facts), sha256);
        const turned = Object.fromEntries(Object.entries(facts).reverse()) as Facts;
        const again = computeEntitlement(
          compilePolicy(policyDocument("kemnaker-tukin"), period),
          frame,
          rowWith(turned),
          sha256,
        );
        expect([again.packed, again.sha256]).toEqual([first.packed, first.sha256]);
      }),
    );
  });

  it("is read back as it was computed", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { trace, flags } = unpackStatement(computeEntitlement(policy, frame, rowWith(facts), sha256).packed);
        const outcome = policy.evaluate(facts);
        expect(trace).toEqual(outcome.trace);
        expect(flags).toEqual(outcome.flags.map(({ code }) => code));
      }),
    );
  });

  it("refuses to read another form", () => {
    expect(() => unpackStatement('["kinerja.statement/9"]')).toThrow("kinerja.statement/9");
  });

  it("pays nothing for a row that the freeze has blocked", () => {
    const [facts] = fc.sample(anyFacts, 1);
    const flags = [{ code: "DAYS_PAID_ELSEWHERE", severity: "BLOCK" as const, params: {} }];
    expect(computeEntitlement(policy, frame, { ...rowWith(facts ?? {}), flags }, sha256)).toMatchObject({
      status: "blocked",
      net: 0n,
      flags,
    });
  });
});

describe("a payout", () => {
  const earned = (net: bigint, n = 1) => ({
    personId: person(1),
    employmentId: employment(n),
    gross: rupiah(net + 10n),
    cut: rupiah(10n),
    net: rupiah(net),
    sha256: `s${n}`,
  });

  it("settles all statements of a month, less nothing while no tax is computed", () => {
    const payout = settle(policy.document, frame, [earned(100n, 1), earned(50n, 2)], sha256);
    expect(payout).toMatchObject({
      payoutPeriod: "2026-11",
      gross: 170n,
      cut: 20n,
      net: 150n,
      deduction: 0n,
      amount: 150n,
    });
    expect(amountIn(payout, sha256)).toBe(150n);
    expect(amountIn({ ...payout, packed: payout.packed.replace("150", "151") }, sha256)).toBeUndefined();
  });

  it.each([
    [0n, undefined, ["NET_ZERO"]],
    [100n, undefined, []],
    [100n, 0n, []],
    [100n, 199n, []],
    [100n, 200n, ["NET_JUMP"]],
    [200n, 100n, ["NET_JUMP"]],
  ])("of %s after %s is odd as %j", (net, before, codes) => {
    expect(oddities(rupiah(net), before === undefined ? undefined : rupiah(before)).map(({ code }) => code)).toEqual(
      codes,
    );
  });

  it("is two lines of the ledger that sum to zero, or none", () => {
    expect(postingsOf("tpp", { personId: person(1), amount: rupiah(7n) })).toEqual([
      { personId: person(1), account: "belanja.tambahan-penghasilan", amount: 7n },
      { personId: person(1), account: "utang.pegawai", amount: -7n },
    ]);
    expect(postingsOf("tukin", { personId: person(1), amount: noRupiah })).toEqual([]);
  });

  it("stands in the payment file with the sums of its lines", () => {
    const row = (personId: string, gross: bigint, cut: bigint, net: bigint) =>
      ({ personId, gross: rupiah(gross), cut: rupiah(cut), net: rupiah(net), amount: rupiah(net) }) as const;
    const rows = [row("a", 10n, 3n, 7n), row("b", 9_007_199_254_740_993n, 0n, 1n)];
    const header = "no,nip,nama,bank,nomor_rekening,nama_rekening,bruto,potongan,neto,dibayarkan,person_id\r\n";
    const ani = { name: 'ANI "A", S.E.', nip: "198703142011012901", bankName: "Bank", accountNumber: "0000000901", holderName: "ANI" }; // prettier-ignore
    const file = (withBom: boolean): string => [...paymentFile(rows, new Map([["a", ani]]), { withBom })].join("");
    expect(file(false)).toBe(
      `${header}1,198703142011012901,"ANI ""A"", S.E.",Bank,0000000901,ANI,10,3,7,7,a\r\n` +
        "2,,,,,,9007199254740993,0,1,1,b\r\n,,jumlah,,,,9007199254741003,3,8,8,\r\n",
    );
    expect(file(true)).toBe(`\u{feff}${file(false)}`);
  });

  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+62", "'+62"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    [" =1", "' =1"],
    ["\t=1", "' =1"],
    ["\r\n=1", "' =1"],
    ["\uff1d1", "'\uff1d1"],
    ['="a",1', `"'=""a"",1"`],
    ["A;B", '"A;B"'],
    ["NI LUH AYU, S.E.", '"NI LUH AYU, S.E."'],
    ["ANI-BUDI", "ANI-BUDI"],
  ])("shows %j as %j, which no spreadsheet computes", (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });
});

describe("a component that is paid later", () => {
  it("holds the row when it pays something, and is nothing to others", () => {
    const tukin = policyDocument("kemnaker-tukin");
    const acted: Facts = {
      "roster.class": "11",
      "roster.paid_days": 31,
      "calendar.days_of_month": 31,
      "evaluation.predicate": "baik",
      "attendance.days": [],
    };
    const posts = [{ kind: "plt", from: "2026-09-01" as Day, class: "11", level: "same" }];
    const flagsOf = (facts: Facts): string[] =>
      computeEntitlement(compilePolicy(tukin, period), frame, rowWith(facts), sha256)
        .flags.filter(({ severity }) => severity === "BLOCK")
        .map(({ code }) => code);
    expect(flagsOf(acted)).toEqual([]);
    expect(flagsOf({ ...acted, "acting.posts": posts })).toEqual(["COMPONENT_NOT_DUE"]);
  });
});
