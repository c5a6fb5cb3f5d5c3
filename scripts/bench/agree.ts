import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

import { type ReportRow } from "../reports.ts";
import { type Agreed, type Task } from "./agree-worker.ts";
import { type Effort } from "./edge.ts";
import { policyAt, policyName, shippedPolicies } from "./policies.ts";
import { rowOf } from "./rows.ts";

const monthsEach = 1_000_000;
/** A worker asks for so many at once, so that both end together. */
const atOnce = 20_000;

/** January, February, July and December of a year in which the document is in force. */
function periodsOf(path: string): readonly string[] {
  const { from, to } = policyAt(path).effective;
  const years = [2016, 2020, 2022, 2024, 2025, 2026, 2028];
  const all = years.flatMap((year) => ["01", "02", "07", "12"].map((month) => `${year}-${month}`));
  const inForce = all.filter((period) => period >= from.slice(0, 7) && period <= (to ?? "9999-12").slice(0, 7));
  return inForce.length > 0 ? inForce : [from.slice(0, 7)];
}

/** Policy by policy, so that one after the other is done. */
function tasksOf(count: number): Task[] {
  return shippedPolicies.flatMap((path) => {
    const periods = periodsOf(path);
    return Array.from({ length: Math.ceil(count / atOnce) }, (_, index): Task => ({
      path,
      period: periods[index % periods.length] ?? "",
      from: index * atOnce,
      count: Math.min(atOnce, count - index * atOnce),
    }));
  });
}

/** Runs the tasks on as many threads as there are processors; a disagreement ends all of them, with its smallest example. */
function runAll(tasks: readonly Task[]): Promise<Agreed[]> {
  return new Promise((resolve, reject) => {
    const waiting = [...tasks];
    const found: Agreed[] = [];
    const workers = Array.from({ length: availableParallelism() }, () => new Worker(join(import.meta.dirname, "agree-worker.ts")));
    const stop = (): Promise<unknown> => Promise.all(workers.map((worker) => worker.terminate()));
    const next = (worker: Worker): void => {
      const task = waiting.shift();
      if (task) worker.postMessage(task);
      else if (found.length === tasks.length) void stop().then(() => resolve(found));
    };
    for (const worker of workers) {
      worker.on("error", (error: Error) => void stop().then(() => reject(error)));
      worker.on("message", (agreed: Agreed) => {
        found.push(agreed);
        next(worker);
      });
      next(worker);
    }
  });
} // prettier-ignore

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What was found of each policy, by its name. */
function byPolicy(found: readonly Agreed[]): ReadonlyMap<string, readonly Agreed[]> {
  return Map.groupBy(
    found.toSorted((one, other) => one.task.path.localeCompare(other.task.path)),
    ({ task }) => policyName(task.path),
  );
}

const monthsOf = (found: readonly Agreed[]): number => sumOf(found.map(({ task }) => task.count));

/** T11: the oracle agrees on every line of a million random months of each shipped policy, else this throws; how long it takes for one. */
export async function benchAgree({ divisor }: Effort): Promise<ReportRow[]> {
  const wanted = Math.ceil(monthsEach / divisor);
  const found = await runAll(tasksOf(wanted));
  const payable = sumOf(found.map((one) => one.payable));
  return [
    ...[...byPolicy(found)].map(([name, all]) =>
      rowOf({ id: "T11", what: `${name}: random months on which engine and oracle say the same, line by line`, unit: "months", values: [monthsOf(all)], atLeast: wanted }),
    ),
    rowOf({ id: "T11", what: "of all of them payable (the others are blocked by both)", unit: "%", values: [(100 * payable) / monthsOf(found)] }),
    rowOf({ id: "T11", what: "the oracle, one month", unit: "µs", values: found.map(({ oracleUs }) => oracleUs), atMost: 100 }),
  ];
} // prettier-ignore
