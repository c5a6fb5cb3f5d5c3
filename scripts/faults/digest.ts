import { createHash } from "node:crypto";
import { type Query } from "../invariants/finding.ts";

/** What a month came to in money. */
export interface Money {
  readonly statements: number;
  readonly grossRupiah: string;
  readonly cutRupiah: string;
  readonly netRupiah: string;
  /** Over all statements with their facts and steps. */
  readonly statementsSha256: string;
  /** Over the sums of the ledger by agency and account. */
  readonly ledgerSha256: string;
}

interface Statement {
  readonly packed: string;
  readonly gross: string;
  readonly cut: string;
  readonly net: string;
}

/** Ids of employments are made anew in each import; everything else in a statement is the same in the same month. */
function withoutEmployment(packed: string): string {
  const fields = JSON.parse(packed) as unknown[];
  return JSON.stringify(
    fields.map((field, index) => (index === 3 ? (field as string[]).filter((_, at) => at !== 3) : field)),
  );
}

const sum = (amounts: readonly string[]): string =>
  amounts.reduce((total, amount) => total + BigInt(amount), 0n).toString();
const hash = (lines: readonly string[]): string => createHash("sha256").update(lines.join("\n")).digest("hex");

export async function moneyOf(allowance: Query): Promise<Money> {
  const rows = await allowance<Statement>(
    "select packed, gross::text as gross, cut::text as cut, net::text as net from entitlement",
  );
  const ledger = await allowance<{ line: string }>(
    `select concat_ws(' ', agency_id, account, sum(amount)) as line from posting group by agency_id, account order by 1`,
  );
  return {
    statements: rows.length,
    grossRupiah: sum(rows.map(({ gross }) => gross)),
    cutRupiah: sum(rows.map(({ cut }) => cut)),
    netRupiah: sum(rows.map(({ net }) => net)),
    statementsSha256: hash(rows.map(({ packed }) => withoutEmployment(packed)).sort()),
    ledgerSha256: hash(ledger.map(({ line }) => line)),
  };
}

/** Names of what differs. */
export const differences = (one: Money, other: Money): string[] =>
  (Object.keys(one) as (keyof Money)[]).filter((name) => one[name] !== other[name]);
