import { randomFacts } from "@kinerja/allowance/agreement";
import { compilePolicy, type Facts, type Policy } from "@kinerja/allowance/policy";
import { type Period } from "@kinerja/common/kernel";

import { type ReportRow } from "../reports.ts";
import { type Effort } from "./edge.ts";
import { policyAt, policyName, shippedPolicies } from "./policies.ts";
import { rowOf } from "./rows.ts";
import { interleaved } from "./sample.ts";

/**
 * µs on the processor for one month, computed without its trace: half as much again as was measured when the target was set (2 × AMD EPYC). Most of these
 * policies read the days and spells of a month, of which the three microseconds for constant percents know nothing.
 */
const targets: Readonly<Record<string, number>> = {
  "banjarmasin-tpp-2022": 40,
  "banjarmasin-tpp-2023": 40,
  "bawaslu-tukin": 8,
  "bkn-tukin": 60,
  "bsn-tukin-1-2026": 13,
  "contoh-tpp": 12,
  "dki-tkd-108-2016": 50,
  "dki-tkd-193-2015": 50,
  "gaji13-2025": 4,
  "jabar-trk": 80,
  "kementan-68-2012": 55,
  "kemnaker-tukin": 80,
  "lhk-tukin-6-2024": 14,
  "lubuklinggau-tpp-2022": 2,
  "probolinggo-tpp-157-2019": 7,
  "tapteng-tpp": 18,
  "thr-2025": 4,
};

function targetOf(name: string): number {
  const target = targets[name];
  if (target === undefined)
    throw new Error(`${name} has no target: measure it, and name one in ${import.meta.filename}`);
  return target;
}

const monthsEach = 1_000;
/** How often the months of a policy are computed in a round. */
const repeats = 40;
/** Nobody is paid by most random months of some policies. */
const triesForOne = 50;

type Shipped = { readonly policy: Policy; readonly facts: readonly Facts[] };

/** Random months with more leave, sanctions and faults than any office has, of those that are paid. */
function shipped(path: string, count: number): Shipped {
  const document = policyAt(path);
  const period = `${document.effective.from.slice(0, 4)}-12` as Period;
  const policy = compilePolicy(document, period);
  const facts: Facts[] = [];
  for (let seed = 0; facts.length < count && seed < triesForOne * count; seed += 1) {
    const one = randomFacts(document, period, seed);
    if (policy.compute(one) !== undefined) facts.push(one);
  }
  if (facts.length === 0) throw new Error(`${path}: nobody is paid`);
  return { policy, facts };
}

function timed({ policy, facts }: Shipped, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) for (const one of facts) policy.compute(one);
  const { user, system } = process.cpuUsage(before);
  return Promise.resolve((user + system) / (times * facts.length));
}

/** T10: what the engine takes for a month by each shipped policy. */
export async function benchShipped({ rounds, divisor }: Effort): Promise<ReportRow[]> {
  const times = Math.ceil(repeats / divisor);
  const methods = Object.fromEntries(
    shippedPolicies.map((path) => {
      const one = shipped(path, monthsEach);
      return [policyName(path), () => timed(one, times)];
    }),
  );
  const found = await interleaved(rounds, methods);
  return Object.entries(found).map(([name, values]) =>
    rowOf({ id: "T10", what: `${name}: one random month`, unit: "µs CPU", values, atMost: targetOf(name) }),
  );
}
