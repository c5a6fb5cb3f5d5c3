import { parentPort } from "node:worker_threads";

import { agreeOn, interpret, randomFacts } from "@kinerja/allowance/agreement";
import { type PolicyDocument } from "@kinerja/allowance/policy";
import { type Period } from "@kinerja/common/kernel";

import { policyAt } from "./policies.ts";

/** Months of one policy, by their seeds. */
export interface Task {
  readonly path: string;
  readonly period: string;
  readonly from: number;
  readonly count: number;
}

export interface Agreed {
  readonly task: Task;
  readonly payable: number;
  /** Of the oracle alone, for one month. */
  readonly oracleUs: number;
}

const documents = new Map<string, PolicyDocument>();

function documentOf(path: string): PolicyDocument {
  const known = documents.get(path);
  if (known) return known;
  const document = policyAt(path);
  documents.set(path, document);
  return document;
}

/** The oracle's share, on some of the months. */
function oracleUs(document: PolicyDocument, { period, from }: Task): number {
  const months = Array.from({ length: 200 }, (_, index) => randomFacts(document, period as Period, from + index));
  const before = process.hrtime.bigint();
  for (const facts of months) interpret(document, period as Period, facts);
  return Number(process.hrtime.bigint() - before) / 1_000 / months.length;
}

parentPort?.on("message", (task: Task) => {
  const document = documentOf(task.path);
  const payable = agreeOn(document, task.period as Period, task.from, task.count);
  parentPort?.postMessage({ task, payable, oracleUs: oracleUs(document, task) } satisfies Agreed);
});
