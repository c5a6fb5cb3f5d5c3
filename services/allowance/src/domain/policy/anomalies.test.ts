import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { everyRuleDocument } from "../../testing/every-rule.ts";
import { policyDocument, policyTexts } from "../../testing/policies.ts";
import { diffPolicies } from "../policy-diff.ts";
import { factsUntil, largestCell, maximaOf, sourcesRead, usualAnomalies } from "./anomalies.ts";
import { checkPolicy } from "./check.ts";
import { compilePolicy } from "./compile.ts";
import { type Anomalies, type PolicyDocument, type Table } from "./document.ts";
import { anomalySentences } from "./say/anomalies.ts";
import { namesOf } from "./say/names.ts";
import { givenFacts, periodOfTest } from "./worked-examples.ts";

const period = "2026-10" as Period;
const kemnaker = policyDocument("kemnaker-tukin");
const withAnomalies = (anomalies: Anomalies, document = kemnaker): PolicyDocument => ({ ...document, anomalies });
const cite = { legal: "x", article: "y" };

describe("the maximum of a component", () => {
  it("is the largest cell of its own table, of a table that is named, or an amount", () => {
    const own = maximaOf(kemnaker, period);
    expect(own.get("main")).toBe(33_240_000n);
    expect(maximaOf(withAnomalies({ over_maximum: { rupiah: 7, severity: "warn" } }), period).get("main")).toBe(7n);
    const [name = ""] = Object.keys(kemnaker.tables).filter((id) => kemnaker.tables[id]?.unit === "rupiah");
    expect(maximaOf(withAnomalies({ over_maximum: { of: name, severity: "block" } }), period).get("main")).toBe(33_240_000n); // prettier-ignore
    expect(maximaOf(withAnomalies({ over_maximum: { severity: "off" } }), period).size).toBe(0);
  });

  it("is of the rows that a day of the month is paid by", () => {
    const day = (text: string) => text as Day;
    const rows = (amount: number) => ({ "1": amount });
    const values = [
      { valid_from: day("2026-01-01"), rows: rows(9) },
      { valid_from: day("2026-08-01"), rows: { "1": { min: 1, max: 5 } } },
      { valid_from: day("2026-10-15"), rows: rows(4) },
      { valid_from: day("2026-11-01"), rows: rows(99) },
    ];
    const table = { key: "k", unit: "rupiah", cite, mid_month: "by_days", values } as Table;
    const at = (month: string) => largestCell(table, month as Period);
    expect(["2025-12", "2026-07", "2026-10", "2026-11"].map(at)).toEqual([undefined, 9n, 5n, 99n]);
  });

  it("is not guessed where a gross is more than a part of one row, and must be said where somebody asks", () => {
    const kementan = policyDocument("kementan-68-2012");
    expect(maximaOf(kementan, period).size).toBe(0);
    const asked = (over_maximum: Anomalies["over_maximum"] & object) =>
      checkPolicy(withAnomalies({ over_maximum }, kementan)).map(({ code, path }) => `${code} ${path.join(".")}`);
    expect(asked({ severity: "warn" })).toEqual(["POLICY_KEY_MISSING anomalies.over_maximum"]);
    expect(asked({ severity: "off" })).toEqual([]);
    expect(asked({ severity: "warn", rupiah: 1 })).toEqual([]);
  });

  it("is above every worked example of every policy that is shipped", () => {
    let compared = 0;
    for (const id of policyTexts.keys()) {
      const document = policyDocument(id);
      for (const test of document.tests) {
        const of = periodOfTest(document, test);
        const { facts, derived } = givenFacts(document, test.given);
        const maxima = maximaOf(document, of);
        for (const { component, gross } of compilePolicy(document, of).evaluate(facts, derived).components) {
          const most = maxima.get(component);
          if (most === undefined) continue;
          compared += 1;
          expect([id, test.name, component, gross <= most]).toEqual([id, test.name, component, true]);
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});

describe("what is looked for", () => {
  it("has a last day for facts, and a source of its own, only where somebody asks", () => {
    expect(factsUntil(kemnaker, period)).toBeUndefined();
    expect(factsUntil(withAnomalies({ late_data: { after_day: 5, severity: "warn" } }), period)).toBe("2026-11-05");
    expect(factsUntil(withAnomalies({ late_data: { after_day: 5, severity: "off" } }), period)).toBeUndefined();
    const unasked: PolicyDocument = { ...kemnaker, inputs: {} };
    expect(sourcesRead(unasked).size).toBe(0);
    expect([...sourcesRead(withAnomalies({ missing_predicate: { severity: "block" } }, unasked))]).toEqual(["evaluation.predicate"]); // prettier-ignore
  });

  it("is told whole, also what is usual", () => {
    const told = (document: PolicyDocument) => [...anomalySentences(namesOf(document)).values()];
    expect(told(kemnaker)).toEqual([
      "jumlah 2 kali atau lebih, atau seper-2 atau kurang, dari pembayaran terakhir (harus dilihat petugas)",
      "jumlah nol (harus dilihat petugas)",
      "potongan atau koreksi lebih besar daripada yang diperoleh (harus dilihat petugas)",
      expect.stringMatching(
        /^bruto satu komponen di atas batasnya \(.*angka terbesar tabel .*\) \(harus dilihat petugas\)$/,
      ),
      "predikat kinerja belum ada, padahal tidak diminta aturan ini (tidak diperiksa)",
      "data bulan itu yang terlambat diputuskan (tidak diperiksa)",
      "hari yang dibayar memakai kehadiran yang dikoreksi petugas, atau sif yang ditetapkan sesudahnya (harus dilihat petugas)",
      "catatan bulan itu yang sudah dikonfirmasi tetapi tidak dibaca aturan ini (harus dilihat petugas)",
    ]);
    const strict: Anomalies = {
      jump: { ratio: "1.5", severity: "block" },
      over_maximum: { rupiah: 5_000_000, severity: "block" },
      late_data: { after_day: 5, severity: "warn" },
    };
    expect(told(withAnomalies(strict))).toEqual(
      expect.arrayContaining([
        "jumlah 1,5 kali atau lebih, atau seper-1,5 atau kurang, dari pembayaran terakhir (ditahan)",
        "bruto satu komponen di atas Rp5.000.000 (ditahan)",
        "data bulan itu yang diputuskan setelah tanggal 5 bulan berikutnya (harus dilihat petugas)",
      ]),
    );
  });

  it("is told with the table that is the maximum, if there is one", () => {
    const maximum = (document: PolicyDocument) => anomalySentences(namesOf(document)).get("over_maximum");
    expect(maximum(everyRuleDocument())).toBe("bruto satu komponen di atas angka terbesar tabel tariff (harus dilihat petugas)"); // prettier-ignore
    expect(maximum(policyDocument("kementan-68-2012"))).toContain("(tidak ada batas yang dapat diambil dari tabel)");
    expect(maximum(policyDocument("bawaslu-tukin"))).toMatch(/batasnya \(angka terbesar tabel [^:]*\) \(/);
    const off = anomalySentences(namesOf(withAnomalies({ jump: { severity: "off" } })));
    expect(off.get("jump")).toBe("jumlah yang jauh berbeda dari pembayaran terakhir (tidak diperiksa)");
  });

  it("is a difference of two policies where another thing holds", () => {
    expect(diffPolicies(kemnaker, withAnomalies(usualAnomalies))).toEqual([]);
    const [part] = diffPolicies(kemnaker, withAnomalies({ zero: { severity: "block" } }));
    expect(part).toMatchObject({
      part: "NOTICES",
      differences: [{ key: "anomalies.zero", before: { text: "jumlah nol (harus dilihat petugas)" }, after: { text: "jumlah nol (ditahan)" } }], // prettier-ignore
    });
  });
});
