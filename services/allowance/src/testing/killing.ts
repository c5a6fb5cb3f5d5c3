import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { openClient, openDatabase } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { type Period, uuidV7 } from "@kinerja/common/kernel";

import { bulkRows } from "../adapters/postgres/bulk-rows.ts";
import { postgresStore } from "../adapters/postgres/store.ts";
import { rememberingParser, useCases } from "../use-cases.ts";
import { madeMonths } from "./made-months.ts";
import { memoryExports } from "./memory-exports.ts";
import { agency, callBy, fakeAccess, maker, period } from "./month.ts";
import { approvedPolicy, uploaded } from "./platform.ts";
import { type WorkerAsk, type WorkerSays } from "./run-worker.ts";

type Client = Awaited<ReturnType<typeof openClient>>;

/** What was waited for. */
export class NeverCame extends Error {}

/** A database in which a run waits for whoever works on it. */
export type Queued = {
  readonly database: TestDatabase;
  /** Sees everything, and holds the gate. */
  readonly admin: Client;
  readonly use: ReturnType<typeof useCases>;
  readonly runId: string;
  /** Of the whole run's table, by the administrator. */
  one<T>(sql: string): Promise<T>;
  until(what: string, sql: string): Promise<void>;
  stop(): Promise<void>;
};

/** What a process compiles at its start is kept for the next one. */
const compiled = join(__dirname, "../../../../.tools/compile-cache");
const now = (): number => Date.UTC(2026, 10, 5, 3);

export async function queueRun(
  people: number,
  rangeSize: number,
  { of = period, patienceMs = 120_000 }: { readonly of?: Period; readonly patienceMs?: number } = {},
): Promise<Queued> {
  const database = await testDatabase("allowance");
  const db = await openDatabase({ url: database.url("app"), name: "test", poolSize: 3 });
  const admin = await openClient(database.administratorUrl, "test-gate");
  const topic = { name: "kinerja.test.allowance.run.v1", partitions: 2, compacted: false };
  const store = postgresStore({ db, site: "test", topic, newId: () => uuidV7(now()), told: () => undefined });
  const bulk = bulkRows({ url: database.url("bulk"), name: "test-bulk" });
  const use = useCases({
    ...{ store, now, bulk, rangeSize, sealed: madeMonths(people), parse: rememberingParser(), accessTo: fakeAccess() },
    ...{ agenciesOf: () => Promise.resolve([agency(1)]), readText: uploaded, exportStore: memoryExports() },
    paymentDetails: () => Promise.resolve(new Map()),
    work: () => Promise.resolve(),
  });
  await approvedPolicy({ use });
  const { run } = await use.startRun(callBy(maker), { agencyId: agency(1), period: of, kind: "REGULAR" });
  const one = async <T>(sql: string): Promise<T> => (await admin.query<{ it: T }>(sql)).rows[0]?.it as T;
  return {
    ...{ database, admin, use, runId: run.id, one },
    async until(what, sql) {
      const deadline = performance.now() + patienceMs;
      while (!(await one<boolean>(`select (${sql}) as it`))) {
        if (performance.now() > deadline) throw new NeverCame(`it never came to ${what}`);
        await sleep(5);
      }
    },
    async stop() {
      await bulk.stop();
      await db.stop();
      await admin.end();
      await database.drop();
    },
  };
}

/** Transactions that have come to the gate. */
export const atGate = `select count(*)::int from pg_locks where locktype = 'advisory' and classid = 77 and not granted
  and database = (select oid from pg_database where datname = current_database())`;

/** Statements that wait for a lock in this database. */
export const waiters =
  "select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

/** Whoever stores a range from the n-th on comes to a halt in the middle of its transaction, with everything before stored, until the gate opens. */
export async function closeGate({ admin }: Queued, at: "freeze" | "compute", no: number): Promise<() => Promise<void>> {
  await admin.query("select pg_advisory_lock(77, 1)");
  const [event, when] = at === "freeze" ? ["insert", "true"] : ["update", "new.state = 'COMPUTED'"];
  await admin.query(
    `create function gate() returns trigger language plpgsql as $$
     begin perform pg_advisory_xact_lock_shared(77, 1); return new; end $$;
     create trigger gate before ${event} on run_range for each row when (${when} and new.no >= ${no}) execute function gate()`,
  );
  return async () => {
    await admin.query("select pg_advisory_unlock(77, 1)");
  };
}

export type Process = {
  readonly child: ChildProcess;
  readonly port: number;
  readonly said: readonly WorkerSays[];
  /** Resolves when it begins to freeze. */
  readonly freezes: Promise<void>;
  /** Resolves with the answer: why it was refused, if it was. Never when it dies. */
  ask(asked: WorkerAsk): Promise<string | undefined>;
  kill(): Promise<void>;
};

/** The compiled worker as a process of its own, with whatever else it is told. It ends with the test. */
export async function startWorkerProcess(
  { database }: Pick<Queued, "database">,
  { people, environment = {} }: { readonly people: number; readonly environment?: NodeJS.ProcessEnv },
): Promise<Process> {
  const child = fork(join(__dirname, "../../dist/testing/run-worker.js"), [], {
    execArgv: [],
    env: {
      ...{ PATH: process.env["PATH"] ?? "", NODE_COMPILE_CACHE: compiled, PEOPLE: String(people), RUN_THREADS: "2" },
      ...{ DATABASE_URL: database.url("app"), DATABASE_URL_BULK: database.url("bulk") },
      ...environment,
    },
  });
  const said: WorkerSays[] = [];
  const heard = <Says extends WorkerSays["says"]>(says: Says): Promise<Extract<WorkerSays, { says: Says }>> =>
    new Promise((resolve) =>
      child.on("message", (told: WorkerSays) => {
        if (told.says === says) resolve(told as Extract<WorkerSays, { says: Says }>);
      }),
    );
  child.on("message", (told: WorkerSays) => said.push(told));
  const [ready, freezes] = [heard("ready"), heard("freezes").then(() => undefined)];
  const died = once(child, "exit").then(([code]) => Promise.reject(new Error(`the worker ended with ${String(code)}`)));
  died.catch(() => undefined);
  const { port } = await Promise.race([ready, died]);
  return {
    ...{ child, port, said, freezes },
    async ask(asked) {
      const done = heard("done");
      child.send(asked);
      return (await done).refused;
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

const hashOf = (table: string, without: string): string =>
  `(select jsonb_build_array(count(*), encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' order by line), ''), 'UTF8')), 'hex'))
    from (select (to_jsonb(t) - '{${without}}'::text[])::text as line from ${table} t) lines)`;

/** Hashes of the run and of each of its tables with their counts, and the sums: everything that must not depend on who was killed when. */
export const resultOf = (queued: Queued): Promise<Readonly<Record<string, unknown>>> =>
  queued.one(
    `select jsonb_build_object(
       'run', (select to_jsonb(r) - '{id,version,policy_id,facts_moment,started_at,updated_at,computed_at,created_at}'::text[] from run r),
       'batches', (select jsonb_agg(to_jsonb(b) - 'run_id' order by batch) from batch b),
       ${["run_range", "range_batch", "frozen", "entitlement", "payout", "day_claim"].map((table) => `'${table}', ${hashOf(table, "run_id")}`).join()},
       'run_flag', ${hashOf("run_flag", "id,run_id")}) as it`,
  );

/** As the server does with sessions that have said nothing for long: whoever leads the run is taken for dead, and may go on. */
export const loseLead = ({ admin }: Queued): Promise<unknown> =>
  admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'allowance-run/%'",
  );
