import { describe, expect, it } from "@jest/globals";
import { digest } from "../../services/allowance/src/adapters/ids.ts";
import { type FactRefs } from "../../services/allowance/src/domain/facts/month.ts";
import { compilePolicy } from "../../services/allowance/src/domain/policy/compile.ts";
import { type Facts } from "../../services/allowance/src/domain/policy/sources.ts";
import { layoutOf, statementMaker } from "../../services/allowance/src/domain/statement.ts";
import { employment, goodMonth, period, person, rowsOf } from "../../services/allowance/src/testing/month.ts";
import { policyDocument } from "../../services/allowance/src/testing/policies.ts";
import { type Query } from "../invariants/finding.ts";
import { differences, moneyOf } from "./digest.ts";

const policy = compilePolicy(policyDocument("contoh-tpp"), period);
const make = statementMaker(policy, digest);

/** A store of allowance with one statement, made under some employment from some facts. */
const store =
  (of: string, { net = 90, facts = {}, refs = {} }: { net?: number; facts?: Facts; refs?: FactRefs } = {}): Query =>
  <Row>(sql: string): Promise<Row[]> => {
    const [row] = rowsOf(period, goodMonth(1));
    if (row === undefined) throw new Error("a good month has a row");
    const { packed } = make({ ...row, employmentId: of, refs, facts: { ...row.facts, ...facts } });
    const statements = [{ layout: layoutOf(policy), packed, gross: "100", cut: "10", net: String(net) }];
    return Promise.resolve((sql.includes("entitlement") ? statements : [{ line: `agency paid ${net}` }]) as Row[]);
  };

describe("a month's money", () => {
  it("is the same when only ids of employments and facts differ", async () => {
    const refs = { "attendance.days": [person(7)] };
    expect(differences(await moneyOf(store(employment(1))), await moneyOf(store(employment(2), { refs })))).toEqual([]);
  });

  it("is another by another amount, and by other steps to the same amount", async () => {
    const calm = await moneyOf(store(employment(1)));
    const other = await moneyOf(store(employment(1), { net: 89 }));
    expect(differences(calm, other)).toEqual(["netRupiah", "ledgerSha256"]);
    const facts = { "activity.approved_minutes": 1_000 };
    expect(differences(calm, await moneyOf(store(employment(1), { facts })))).toEqual(["statementsSha256"]);
  });
});
