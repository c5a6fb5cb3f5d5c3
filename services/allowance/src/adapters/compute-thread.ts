import { parentPort, workerData } from "node:worker_threads";

import { computeRange } from "../app/compute-range.ts";
import { computeNeeds } from "./compute-here.ts";
import { type ComputeAnswer, type ComputeAsk } from "./compute-threads.ts";
import { bulkRows } from "./postgres/bulk-rows.ts";

// A thread of its own: the service answers calls while a run is computed here. It knows nothing but the connection it is given.
const needs = computeNeeds(bulkRows(workerData as { readonly url: string; readonly name: string }));
const answer = (message: ComputeAnswer): void => parentPort?.postMessage(message);

parentPort?.on("message", ({ job, no }: ComputeAsk) => {
  computeRange(needs, job, no).then(
    () => answer({}),
    (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
