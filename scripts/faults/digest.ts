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
  readonly layout: string;
  readonly packed: Buffer;
  readonly gross: string;
  readonly cut: string;
  readonly net: string;
}

/** Ids of employments and facts are made anew in each import; everything else in a statement is the same in the same month. */
async function wordsOf(statements: readonly Statement[]): Promise<string[]> {
  const { statementReader } = await import("@kinerja/allowance/recompute");
  const readers = new Map(statements.map(({ layout }) => [layout, statementReader(layout)]));
  const plain = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
  return statements.map(({ layout, packed }) => {
    const { employmentId: _employment, refs: _refs, ...said } = readers.get(layout)?.(packed) ?? {};
    return JSON.stringify([layout, said], plain);
  });
}

const sum = (amounts: readonly string[]): string =>
  amounts.reduce((total, amount) => total + BigInt(amount), 0n).toString();
const hash = (lines: readonly string[]): string => createHash("sha256").update(lines.join("\n")).digest("hex");

export async function moneyOf(allowance: Query): Promise<Money> {
  const rows = await allowance<Statement>(
    `select r.layout, e.packed, e.gross::text as gross, e.cut::text as cut, e.net::text as net from entitlement e join run r on r.id = e.run_id`,
  );
  const ledger = await allowance<{ line: string }>(
    "select concat_ws(' ', agency_id, account, sum(amount)) as line from posting group by agency_id, account order by 1",
  );
  return {
    statements: rows.length,
    grossRupiah: sum(rows.map(({ gross }) => gross)),
    cutRupiah: sum(rows.map(({ cut }) => cut)),
    netRupiah: sum(rows.map(({ net }) => net)),
    statementsSha256: hash((await wordsOf(rows)).sort()),
    ledgerSha256: hash(ledger.map(({ line }) => line)),
  };
}

/** Names of what differs. */
export const differences = (one: Money, other: Money): string[] =>
  (Object.keys(one) as (keyof Money)[]).filter((name) => one[name] !== other[name]);
