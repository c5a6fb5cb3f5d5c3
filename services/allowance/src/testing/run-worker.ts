/** The engine of runs as a process of its own that tests may kill: the service's store, worker and threads on made months, and its calls when asked. */
import { readFileSync } from "node:fs";
import { type Worker } from "node:worker_threads";

import { settings } from "@kinerja/common/config";
import { Refusal } from "@kinerja/common/errors";
import { readTls, serveGrpc } from "@kinerja/common/grpc";
import { type PersonId, uuidV7 } from "@kinerja/common/kernel";
import { openDatabase } from "@kinerja/common/postgres";
import { type Subject } from "@kinerja/common/session";
import { createLog } from "@kinerja/common/telemetry";
import { AllowanceServiceService } from "@kinerja/proto/allowance/v1/allowance_service";

import { allowanceService, type UseCases } from "../adapters/grpc/service.ts";
import { postgresStore } from "../adapters/postgres/store.ts";
import { startRuns } from "../runs.ts";
import { rememberingParser, useCases } from "../use-cases.ts";
import { madeMonths } from "./made-months.ts";
import { agency, approver, callBy, fakeAccess } from "./month.ts";

/** What a test asks of it. */
export type WorkerAsk =
  | { readonly ask: "approve"; readonly runId: string; readonly sha256: string; readonly key: string }
  | { readonly ask: "end a thread" };

/** What it says by itself, and in the end of what it was asked. */
export type WorkerSays =
  | { readonly says: "ready"; readonly port: number }
  | { readonly says: "freezes" }
  | { readonly says: "trouble"; readonly text: string }
  | { readonly says: "done"; readonly refused?: string };

const read = settings(process.env);
const config = read.done({
  databaseUrl: read.text("DATABASE_URL"),
  bulkDatabaseUrl: read.text("DATABASE_URL_BULK"),
  people: read.int("PEOPLE", { min: 1, max: 1_000_000 }),
  runThreads: read.int("RUN_THREADS", { min: 0, max: 8 }),
  tlsDir: read.optional("TLS_DIR"),
});

const say = (told: WorkerSays): void => void process.send?.(told);
const now = (): number => Date.UTC(2026, 10, 5, 3);

/** A token is the person's id. */
const verify = (token: string): Promise<Subject> =>
  token.length === 36
    ? Promise.resolve({ personId: token as PersonId, sessionId: token, kind: "access", employments: [], token })
    : Promise.reject(new Refusal("unauthenticated", "TOKEN_INVALID"));

const serve = (use: UseCases, tlsDir: string) =>
  serveGrpc({
    ...{ host: "127.0.0.1", port: 0, tls: readTls(tlsDir, "allowance"), verify, clock: { now } },
    services: [[AllowanceServiceService, allowanceService(use)]],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    log: createLog("allowance"),
  });

const unused = (): Promise<never> => Promise.reject(new Error("no test asks for this"));

async function main(): Promise<void> {
  const threads: Worker[] = [];
  process.on("worker", (thread) => threads.push(thread));
  const db = await openDatabase({ url: config.databaseUrl, name: "allowance", poolSize: 5 });
  const topic = { name: "kinerja.test.allowance.run.v1", partitions: 2, compacted: false };
  const store = postgresStore({ db, site: "test", topic, newId: () => uuidV7(now()), told: () => undefined });
  const sealed = madeMonths(config.people, () => say({ says: "freezes" }));
  const parts = { store, sealed, parse: rememberingParser(), now };
  const { bulk } = startRuns(
    { ...config, runPatienceMs: 0 },
    {
      ...parts,
      payOfficers: () => Promise.resolve([]),
      employedWithin: (_, personIds) => Promise.resolve(new Set(personIds)),
      changedPeople: () => {
        throw new Error("no month was sealed twice");
      },
      onTrouble: (error) => say({ says: "trouble", text: String(error) }),
    },
  );
  const use = useCases({
    ...{ ...parts, bulk, accessTo: fakeAccess(), rangeSize: 100, work: unused },
    ...{ agenciesOf: () => Promise.resolve([agency(1)]), paymentDetails: unused, readText: unused },
    exportStore: { put: unused, keep: unused, open: unused, read: unused },
  });
  const answer = async (asked: WorkerAsk): Promise<void> => {
    if (asked.ask === "end a thread") await threads[0]?.terminate();
    else {
      const { runId, sha256, key } = asked;
      await use.approveRun(callBy(approver, key), { agencyId: agency(1), runId, batch: 1, sha256 });
    }
  };
  process.on("message", (asked: WorkerAsk) => {
    answer(asked).then(
      () => say({ says: "done" }),
      (error: unknown) => say({ says: "done", refused: error instanceof Refusal ? error.code : String(error) }),
    );
  });
  process.on("disconnect", () => process.exit(0));
  const port = config.tlsDir === undefined ? 0 : (await serve(use, config.tlsDir)).port;
  say({ says: "ready", port });
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
