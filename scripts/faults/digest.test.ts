import { expect, it } from "@jest/globals";
import { type Query } from "../invariants/finding.ts";
import { differences, moneyOf } from "./digest.ts";

/** A store of allowance with one statement, made under some employment. */
const store =
  (employment: string, { net = "90", step = "late" } = {}): Query =>
  <Row>(sql: string): Promise<Row[]> => {
    const whose = ["agency", "2026-10", "person", employment, "31"];
    const packed = JSON.stringify(["form", "1", "policy", whose, [["fact", "1"]], "payable", [[step]], ["100", "10", net], []]);
    const rows = sql.includes("entitlement") ? [{ packed, gross: "100", cut: "10", net }] : [{ line: `agency paid ${net}` }];
    return Promise.resolve(rows as Row[]);
  }; // prettier-ignore

it("takes two months for the same when only ids of employments differ", async () => {
  expect(differences(await moneyOf(store("one")), await moneyOf(store("other")))).toEqual([]);
});

it("notices another amount, and another step to the same amount", async () => {
  const calm = await moneyOf(store("one"));
  const other = await moneyOf(store("one", { net: "89" }));
  expect(differences(calm, other)).toEqual(["netRupiah", "statementsSha256", "ledgerSha256"]);
  expect(differences(calm, await moneyOf(store("one", { step: "early" })))).toEqual(["statementsSha256"]);
});
