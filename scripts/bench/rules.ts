import { join } from "node:path";

import { compilePolicy, digest, type Facts, type Policy, statementMaker } from "@kinerja/allowance/policy";
import { type Period } from "@kinerja/common/kernel";

import { type ReportRow } from "../reports.ts";
import { payByHand, type Row } from "./allowance/hand-written.ts";
import { type Effort } from "./edge.ts";
import { policyAt } from "./policies.ts";
import { rowOf } from "./rows.ts";
import { interleaved, ratios } from "./sample.ts";
import { benchShipped } from "./shipped.ts";

const month = "2026-07" as Period;

const policyOf = (path: string): Policy => compilePolicy(policyAt(path), month);

const oneOf = <T>(choices: readonly T[], index: number): T => choices[index % choices.length] as T;

/** Rows as an agency has them: most people did nothing wrong, some did much. The same whenever it runs. */
function makeRows(count: number): Row[] {
  return Array.from({ length: count }, (_, index): Row => {
    const isBad = index % 7 === 0;
    return {
      class: oneOf(["5", "6", "7", "8", "9", "10", "11", "12"], index),
      staffKind: oneOf(["pns", "pns", "pns", "pppk", "cpns"], index * 3),
      place: oneOf(["kota", "desa", "kota", "pulau"], index * 5),
      predicate: isBad ? oneOf(["butuh_perbaikan", "kurang"], index) : "baik",
      minutes: isBad ? (index * 37) % 5_000 : 6_000 + (index % 900),
      absent: isBad ? index % 23 : 0,
      missed: index % 3,
      late: (index * 13) % (isBad ? 900 : 90),
      early: (index * 7) % (isBad ? 300 : 40),
      away: isBad ? index % 200 : 0,
      ceremonies: index % 11 === 0 ? 1 : 0,
      sick: index % 9 === 0 ? 2 : 0,
      report: index % 13 === 0 ? 1 : 0,
    };
  });
}

const factsOf = (row: Row): Facts => ({
  "roster.class": row.class,
  "roster.staff_kind": row.staffKind,
  "key.place": row.place,
  "evaluation.predicate": row.predicate,
  "activity.approved_minutes": row.minutes,
  "attendance.absent_days": row.absent,
  "attendance.missed_checks": row.missed,
  "attendance.late_minutes": row.late,
  "attendance.early_minutes": row.early,
  "minutes.away": row.away,
  "list.upacara": row.ceremonies,
  "attendance.sick_days": row.sick,
  "list.report": row.report,
});

/** Time on the processor for each of `count`, in µs, and what came out of it. */
async function timed(count: number, work: () => bigint | number): Promise<number> {
  const before = process.cpuUsage();
  const sum = work();
  const { user, system } = process.cpuUsage(before);
  if (sum === 0) throw new Error("nobody was paid anything");
  return Promise.resolve((user + system) / count);
}

function refuseDifferent(policy: Policy, rows: readonly Row[]): void {
  for (const row of rows) {
    const [ours, hand] = [policy.evaluate(factsOf(row)), payByHand(row)];
    const computed = policy.compute(factsOf(row));
    if (ours.gross !== BigInt(hand.gross) || ours.net !== BigInt(hand.net) || computed?.net !== ours.net)
      throw new Error(
        `the engine pays ${ours.gross}/${ours.net}, by hand ${hand.gross}/${hand.net}: ${JSON.stringify(row)}`,
      );
  }
}

/** Ids of people as long as real ones. */
const idOf = (kind: number, n: number): string => `0000000${kind}-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** Packs, hashes and forgets the statements of rows: how much was paid. */
function packer(policy: Policy, facts: readonly Facts[]): () => bigint {
  const make = statementMaker(policy, digest);
  const rows = facts.map((own, n) => {
    return { personId: idOf(1, n), employmentId: idOf(3, n), days: 2 ** 31 - 1, facts: own, flags: [] };
  });
  return () => rows.reduce((sum, row) => sum + make(row).net, 0n);
}

/** T10: the engine beside the same steps written by hand; both must agree to the rupiah. And each shipped policy beside its own target. */
export async function benchRules({ rounds, divisor }: Effort): Promise<ReportRow[]> {
  const policy = policyOf(join(import.meta.dirname, "allowance/thirty-steps.yaml"));
  const rows = makeRows(2_000);
  const facts = rows.map(factsOf);
  refuseDifferent(policy, rows);
  const pack = packer(policy, facts);
  const again = Math.ceil(200 / divisor);
  const count = rows.length * again;
  const repeat = (one: () => void): void => {
    for (let time = 0; time < again; time++) one();
  };
  const found = await interleaved(rounds, {
    hand: () =>
      timed(count, () => {
        let sum = 0;
        repeat(() => rows.forEach((row) => (sum += payByHand(row).net)));
        return sum;
      }),
    engine: () =>
      timed(count, () => {
        let sum = 0n;
        repeat(() => facts.forEach((row) => (sum += policy.compute(row)?.net ?? 0n)));
        return sum;
      }),
    packed: () =>
      timed(count, () => {
        let sum = 0n;
        repeat(() => (sum += pack()));
        return sum;
      }),
    told: () =>
      timed(count / 10, () => {
        let sum = 0n;
        for (let time = 0; time < again / 10; time++) facts.forEach((row) => (sum += policy.evaluate(row).net));
        return sum;
      }),
  });
  const unit = "µs CPU";
  return [
    rowOf({ id: "T10", what: "thirty steps of constant percents, one employee: the engine", unit, values: found.engine, atMost: 3 }),
    rowOf({ id: "T10", what: "the same steps written by hand in JavaScript", unit, values: found.hand }),
    rowOf({ id: "T10", what: "the engine beside the hand-written steps", unit: "times", values: ratios(found.engine, found.hand), atMost: 30 }),
    rowOf({ id: "T10", what: "its statement: packed with its trace, and hashed", unit, values: found.packed, atMost: 8 }),
    rowOf({ id: "T10", what: "with every step told: base, factor, exact amount, inputs", unit, values: found.told }),
    ...(await benchShipped({ rounds, divisor })),
  ];
} // prettier-ignore
