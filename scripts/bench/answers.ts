import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type * as Answering from "../../services/allowance/src/testing/answering.ts";
import { percentile } from "../figures.ts";
import { makeCertificates } from "../parts/certificates.ts";
import { type ReportRow } from "../reports.ts";
import { type Effort } from "./edge.ts";
import { rowOf } from "./rows.ts";
import { onPostgres } from "./store.ts";

const require = createRequire(import.meta.url);
const { answersWhileComputing } = require("../../services/allowance/dist/testing/answering.js") as typeof Answering;

type Answers = Answering.Answers;

const states = ["FREEZING", "COMPUTING"] as const;
const p95 = (answered: Answers["idle"]): number => percentile(answered.map(({ ms }) => ms), 0.95) ?? Number.NaN; // prettier-ignore

function rowsOf(people: number, rounds: readonly Answers[]): ReportRow[] {
  const n = people.toLocaleString("en-US");
  const during = (state: string): number[] => rounds.map(({ busy }) => p95(busy.filter((one) => one.state === state)));
  const what = "a statement with its trace, read by gRPC from the process that works on a run";
  return [
    rowOf({ id: "T9", what: `${what}, before it has any: p95`, unit: "ms", values: rounds.map(({ idle }) => p95(idle)) }),
    ...states.map((state) =>
      rowOf({ id: "T9", what: `${what} of ${n} people, ${state.toLowerCase()}: p95`, unit: "ms", values: during(state) }),
    ),
    rowOf({ id: "T9", what: `${what} of ${n} people: the slowest`, unit: "ms", values: rounds.map(({ busy }) => Math.max(...busy.map(({ ms }) => ms))), atMost: 2_000 }),
    rowOf({ id: "T9", what: `${what} of ${n} people: answers meanwhile`, unit: "answers", values: rounds.map(({ busy }) => busy.length) }),
  ];
} // prettier-ignore

/** T9: what people wait for while the process that they ask freezes and computes a run of 50,000. */
export const benchAnswers = ({ rounds, divisor }: Effort): Promise<ReportRow[]> =>
  onPostgres(async () => {
    const people = Math.round(50_000 / divisor);
    const tlsDir = mkdtempSync(join(tmpdir(), "kinerja-answers-"));
    try {
      await makeCertificates(tlsDir, "bench", ["allowance", "gateway"]);
      const found: Answers[] = [];
      for (let round = 0; round < Math.min(rounds, 2); round++)
        found.push(await answersWhileComputing({ people, rangeSize: 2_500, tlsDir, idleQuestions: 200 }));
      return rowsOf(people, found);
    } finally {
      rmSync(tlsDir, { recursive: true, force: true });
    }
  });
