import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { readPolicy } from "../adapters/policy/read-policy.ts";
import { compilePolicy } from "../domain/policy/compile.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Facts } from "../domain/policy/sources.ts";
import { agreeOn, compare } from "../testing/agree.ts";
import { smallDocuments } from "../testing/small-documents.ts";

const folder = join(__dirname, "../../policies");
const shipped = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

/** KINERJA_PROPERTY_RUNS=5000 looks fifty times as long. */
const times = Math.max(1, Number(process.env["KINERJA_PROPERTY_RUNS"] ?? 100) / 100);
const monthsOfYear = ["01", "02", "07", "12"];

/** January, February of a leap year too, July and December, as far as the document is in force. */
function periodsOf({ effective }: PolicyDocument): Period[] {
  const periods = [2020, 2024, 2025, 2026, 2027, 2028].flatMap((year) =>
    monthsOfYear.map((month) => `${year}-${month}`),
  );
  const inForce = periods.filter(
    (period) => period >= effective.from.slice(0, 7) && period <= (effective.to ?? "9999-12").slice(0, 7),
  );
  return (inForce.length > 0 ? inForce : [effective.from.slice(0, 7)]) as Period[];
}

function agreeInAll(document: PolicyDocument, count: number): number {
  const periods = periodsOf(document);
  const each = Math.ceil((count * times) / periods.length);
  return periods.reduce((payable, period, index) => payable + agreeOn(document, period, index * each, each), 0);
}

const sourceOf = ({ inputs }: PolicyDocument, id: string): string => inputs[id]?.from ?? "";

describe("engine and oracle agree", () => {
  it.each(shipped)("on what %s pays", (name) => {
    const { document, faults } = readPolicy(readFileSync(join(folder, name), "utf8"));
    if (!document) throw new Error(`${name}: ${JSON.stringify(faults)}`);
    expect(agreeInAll(document, 10_000)).toBeGreaterThan(0);
  });

  it.each(Object.keys(smallDocuments))("on every form of %s", (name) => {
    expect(agreeInAll(smallDocuments[name] as PolicyDocument, 600)).toBeGreaterThan(0);
  });

  it("that a spell goes on beyond its rows, where another one pays as little", () => {
    const { document } = readPolicy(readFileSync(join(folder, "kementan-68-2012.yaml"), "utf8"));
    if (!document) throw new Error("the policy has faults");
    const leave = [
      { kind: "cuti_besar", from: "2012-08-15" },
      { kind: "cuti_alasan_penting", from: "2012-08-28" },
    ];
    const period = "2012-11" as Period;
    const given = { allowance: 3_000_000, paid_days: 30, days_of_month: 30, calendar_workdays: 22, leave };
    const facts = Object.fromEntries(
      Object.entries(given).map(([id, value]) => [sourceOf(document, id), value]),
    ) as Facts;
    const outcome = compilePolicy(document, period).evaluate(facts);
    expect(compare(document, period, facts, outcome)).toBeUndefined();
    expect(outcome.flags.map(({ code }) => code)).toContain("OVERRIDE_BEYOND");
  });
});
