import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";
import { type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { parse } from "yaml";

import { deltaOf, type MonthPaid, paidSoFar } from "../domain/corrections/delta.ts";
import { contributionOf } from "../domain/payout/contribution.ts";
import { compilePolicy } from "../domain/policy/compile.ts";
import { type PolicyDocument, type PolicyTest } from "../domain/policy/document.ts";
import { givenFacts, runExamples } from "../domain/policy/worked-examples.ts";
import { policyDocument as readDocument } from "../testing/policies.ts";

const known = new Map<string, PolicyDocument>();
function policyDocument(id: string): PolicyDocument {
  const document = known.get(id) ?? readDocument(id);
  known.set(id, document);
  return document;
}

type Expect = Readonly<Record<string, number | string>>;
type Block =
  | (Pick<PolicyTest, "period" | "given" | "flags"> & { policy: string; expect: Expect; tested: readonly string[] })
  | { rapel: string; period: Period; paid: PolicyTest["given"]; now: PolicyTest["given"]; corrected: number; expect: Expect } // prettier-ignore
  | { contribution: string; salary: number; allowance: number; expect: Expect };
type Example = { readonly title: string; readonly text: string; readonly block: Block };

/** Every block of the page, with the words that lead to it. */
function examplesOf(page: string): Example[] {
  return page
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const title = section.slice(0, section.indexOf("\n"));
      const parts = section.slice(title.length).split(/```yaml\n([^]*?)```/);
      return parts.flatMap((part, index): Example[] =>
      index % 2 === 1 ? [{ title, text: parts.slice(0, index).filter((_, at) => at % 2 === 0).join("\n"), block: parse(part) as Block }] : [],
    ); // prettier-ignore
    });
}

const page = readFileSync(join(__dirname, "../../../../docs/policy/worked-examples.md"), "utf8");
const examples = examplesOf(page);

const netBy = (document: PolicyDocument, period: Period, given: PolicyTest["given"]): Rupiah => {
  const { facts, derived } = givenFacts(document, given);
  const outcome = compilePolicy(document, period).evaluate(facts, derived);
  expect(outcome.status).toBe("payable");
  return outcome.net;
};

/** What the engine gives for the numbers of a block, by their names. */
function computed(block: Block): Expect {
  if ("contribution" in block) {
    const [rule] = policyDocument(block.contribution).payout.contributions ?? [];
    if (!rule) throw new Error(`${block.contribution} has no contribution`);
    const nothing = { own: rupiah(0n), employer: rupiah(0n) };
    const month = {
      salary: rupiah(BigInt(block.salary)),
      allowance: rupiah(BigInt(block.allowance)),
      already: nothing,
    };
    return numbered(contributionOf(rule, month));
  }
  if ("rapel" in block) {
    const document = policyDocument(block.rapel);
    const statements = netBy(document, block.period, block.paid);
    const month: MonthPaid = {
      statements,
      late: rupiah(0n),
      corrected: rupiah(BigInt(block.corrected)),
      correctedLate: rupiah(0n),
      state: "PAID",
    };
    const net = netBy(document, block.period, block.now);
    return numbered({ paid: paidSoFar(month), net, delta: deltaOf(net, month) });
  }
  return block.expect;
}
const numbered = (amounts: Readonly<Record<string, bigint>>): Expect =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, Number(amount)]));

/** As an example of its policy: the same comparison, exact to the sen, with the flags. */
function faultsOf({ title, block }: Example): string[] {
  if (!("policy" in block)) return [];
  const document = policyDocument(block.policy);
  const test: PolicyTest = { name: title, source: "own", ...block };
  const faults = runExamples({ ...document, tests: [test] });
  return faults.filter(({ code }) => code.startsWith("POLICY_TEST_")).map(({ code, params }) => [code, ...Object.values(params)].join(" "));
} // prettier-ignore

/** 1,751,520 and −484,050, as the page prints them. */
const printed = (value: number | string): string => {
  const [whole = "", rest] = String(value).replace("-", "").split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest === undefined ? "" : `.${rest}`);
};

describe("docs/policy/worked-examples.md", () => {
  it("has an example of each kind that nobody has published", () => {
    const titles = examples.map(({ title }) => title).join("\n");
    for (const kind of ["Plt", "CPNS", "THR", "13th", "Minutes", "three months after", "Rapel", "BPJS"])
      expect(titles).toContain(kind);
  });

  it.each(examples.map((example, index) => [`${index + 1} ${example.title}`, example] as const))("%s", (_, example) => {
    expect(faultsOf(example)).toEqual([]);
    expect(computed(example.block)).toMatchObject(example.block.expect);
    // Every number of the block stands in the words before it, and one of them is the answer.
    for (const value of Object.values(example.block.expect))
      if (String(value) !== "0") expect(example.text).toContain(printed(value));
    const answers = [...example.text.matchAll(/\*\*−?([\d.,]+)\*\*/g)].map(([, amount]) => amount);
    expect(Object.values(example.block.expect).map(printed)).toContain(answers.at(-1));
  });

  it("names examples of the policies that are there", () => {
    for (const { block } of examples) {
      if (!("policy" in block)) continue;
      const names = policyDocument(block.policy).tests.map(({ name }) => name);
      for (const name of block.tested) expect(names).toContain(name);
    }
  });

  it("fails with a number that the engine does not give", () => {
    const [first] = examples;
    if (!first || !("policy" in first.block)) throw new Error("the first example is one of a policy");
    const wrong = { ...first, block: { ...first.block, expect: { ...first.block.expect, "acting.net": 1751521 } } };
    expect(faultsOf(wrong)).toEqual(["POLICY_TEST_FAILS 1751521 1751520"]);
  });
});
