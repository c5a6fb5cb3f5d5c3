/** A worker of the allowance service with months of its own making: freezes, computes, checks and posts a run, and says what each took. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setImmediate } from "node:timers/promises";

import { type Day, type Period } from "@kinerja/common/kernel";
import { openDatabase } from "@kinerja/common/postgres";

import type * as Access from "../../../services/allowance/src/app/authorise.ts";
import type * as Bulk from "../../../services/allowance/src/adapters/postgres/bulk-rows.ts";
import type * as Freeze from "../../../services/allowance/src/app/freeze-run.ts";
import type * as Ids from "../../../services/allowance/src/adapters/ids.ts";
import type * as Ports from "../../../services/allowance/src/app/ports.ts";
import type * as Store from "../../../services/allowance/src/adapters/postgres/store.ts";
import type * as Threads from "../../../services/allowance/src/adapters/compute-threads.ts";
import type * as WhatIf from "../../../services/allowance/src/what-if-use-cases.ts";
import type { MonthSoFar } from "../../../services/allowance/src/app/what-if.ts";
import type * as UseCases from "../../../services/allowance/src/use-cases.ts";
import type * as Work from "../../../services/allowance/src/app/work-run.ts";
import type { AttendanceFact, MonthRow, PredicateRow, RosterRow } from "../../../services/allowance/src/domain/snapshot.ts"; // prettier-ignore
import { serveParent } from "./answer.ts";

const require = createRequire(import.meta.url);
/** What the service runs: its compiled files. */
const built = (name: string): unknown => require(`../../../services/allowance/dist/${name}.js`);
const { postgresStore } = built("adapters/postgres/store") as typeof Store;
const { bulkRows } = built("adapters/postgres/bulk-rows") as typeof Bulk;
const { computeThread, computeThreads } = built("adapters/compute-threads") as typeof Threads;
const { digest, sha256 } = built("adapters/ids") as typeof Ids;
const { freezeRun } = built("app/freeze-run") as typeof Freeze;
const { workRun } = built("app/work-run") as typeof Work;
const { whatIfUseCases } = built("what-if-use-cases") as typeof WhatIf;
const { rememberingParser, useCases } = built("use-cases") as typeof UseCases;

export interface PayRunAsk {
  readonly appUrl: string;
  readonly bulkUrl: string;
  readonly agencyId: string;
  readonly period: Period;
  readonly people: number;
  readonly threads: number;
  readonly rangeSize: number;
}

/** Seconds of each part, and the most memory that the process has had. */
export interface PayRunTold {
  readonly runId: string;
  readonly freeze: number;
  readonly compute: number;
  readonly check: number;
  readonly post: number;
  /** Time of this process on the processor while it froze and while it computed, threads too. */
  readonly freezeCpuUs: number;
  readonly computeCpuUs: number;
  readonly statements: number;
  readonly net: bigint;
  readonly peakMb: number;
  /** Milliseconds of reading one statement with its trace, one after the other. */
  readonly reads: readonly number[];
  /** Milliseconds of one simulation each: late once more, in a month that is not over. */
  readonly simulations: readonly number[];
}

const idOf = (kind: number, n: number): string => `0000000${kind}-0000-8000-8000-${n.toString(16).padStart(12, "0")}`;
const oneOf = <T>(choices: readonly T[], index: number): T => choices[index % choices.length] as T;

/** Twenty-one days of work; of them some late, one in seven people badly. */
function attendanceOf(period: Period, n: number): AttendanceFact[] {
  const isBad = n % 7 === 0;
  return Array.from({ length: 21 }, (_, index): AttendanceFact => {
    const isLate = (n + index) % (isBad ? 3 : 17) === 0;
    const isAbsent = isBad && index === n % 21;
    return {
      date: `${period}-${String(index + 1).padStart(2, "0")}` as Day,
      status: isAbsent ? "ALPA" : "HADIR",
      lateMinutes: isLate && !isAbsent ? 1 + ((n * 13 + index) % 90) : 0,
      earlyMinutes: 0,
      missedChecks: isAbsent ? 2 : 0,
    };
  });
}

/** So many months that differ; they are made once, since those who send them would not be measured here either. */
const differing = 1_071;

const none = { count: 0n, sha256: "" };
const sealed = { revision: 1, ...none };

/** As the services send them. */
const rowsAtOnce = 200;

/** The other services' sealed months, made as they are read: nothing of them is kept. */
function madeMonths(people: number): Ports.SealedPeriods {
  let made: { readonly period: Period; readonly attendance: AttendanceFact[][] } | undefined;
  const attendanceIn = (period: Period): AttendanceFact[][] => {
    if (made?.period !== period)
      made = { period, attendance: Array.from({ length: differing }, (_, n) => attendanceOf(period, n)) };
    return made.attendance;
  };
  // eslint-disable-next-line @typescript-eslint/require-await -- streams are read as those of other services
  async function* rows<Row>(
    of: (n: number, ids: { personId: string; employmentId: string }) => Row,
  ): AsyncGenerator<Row[]> {
    for (let first = 1; first <= people; first += rowsAtOnce)
      yield Array.from({ length: Math.min(rowsAtOnce, people + 1 - first) }, (_, at) =>
        of(first + at, { personId: idOf(1, first + at), employmentId: idOf(3, first + at) }),
      );
  }
  return {
    activity: () => Promise.resolve(sealed),
    evaluation: () => Promise.resolve(sealed),
    open: ({ period }) =>
      Promise.resolve({
        roster: rows((n, ids): RosterRow => ({
          ...ids,
          ...{ validFrom: "2020-01-01" as Day, validTo: undefined, primary: true, positionClass: 5 + (n % 8) },
          ...{ staffKind: oneOf(["pns", "pns", "pns", "pppk", "cpns"], n), grade: oneOf(["kota", "desa", "pulau"], n) },
        })),
        months: rows((n, ids): MonthRow => ({
          ...ids,
          ...{ approvedMinutes: 6_000 + (n % 900), openMinutes: n % 60, daysWithEntries: 21 },
          attendance: oneOf(attendanceIn(period), n),
        })),
        predicates: rows((n, ids): PredicateRow => ({ ...ids, predicate: n % 7 === 0 ? "butuh_perbaikan" : "baik" })),
        calendar: { calendars: [], seal: none },
        ends: () => Promise.resolve({ roster: none }),
        close: () => undefined,
      }),
  };
}

const allowed: Access.AccessTo = () => Promise.resolve({ verdict: "allow", role: "BENCH", isPayOfficer: false });
const callBy = (n: number): Ports.Caller => ({
  ...{ personId: idOf(9, n), token: "", requestId: "bench" },
  request: { key: undefined, method: "bench", body: new Uint8Array() },
});
const unused = (): never => {
  throw new Error("the bench asks for nothing else");
};

const peakMb = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1_024;

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly seconds: number; readonly cpuUs: number; readonly value: T }> {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - began) / 1_000, cpuUs: user + system, value };
}

const readsWanted = 300;

/** The running month as the neighbours would tell it: all that a simulation asks others for. */
const runningMonth = (agencyId: string): MonthSoFar => ({
  employments: () => Promise.resolve([{ agencyId, primary: true }]),
  roster: (_, personId) => {
    const post = { validFrom: "2020-01-01" as Day, validTo: undefined, primary: true, positionClass: 8 };
    return Promise.resolve([{ personId, employmentId: personId, ...post, staffKind: "pns", grade: "kota" }]);
  },
  entries: (_, __, of) =>
    Promise.resolve({
      ...{ approvedMinutes: 6_000, openMinutes: 30, daysWithEntries: 14 },
      attendance: attendanceOf(of, 3).slice(0, 14),
    }),
  predicate: () => Promise.resolve("baik"),
  calendars: () => Promise.resolve([]),
});

/** Milliseconds of each of some hundred simulations, one after the other and of different people. */
async function simulated(parts: Omit<Parameters<typeof whatIfUseCases>[0], "monthSoFar" | "now">, { agencyId, period }: PayRunAsk) {
  const now = (): number => Date.parse(`${period}-20T03:00:00Z`);
  const use = whatIfUseCases({ ...parts, now, monthSoFar: runningMonth(agencyId) });
  const took: number[] = [];
  for (let asked = 1; asked <= readsWanted; asked++) {
    const changes = [{ kind: "LATE", day: `${period}-21`, minutes: 15 }] as const;
    const query = { period, personId: undefined, agencyId: undefined, changes };
    const { seconds } = await timed(() => use.simulateMonth({ ...callBy(4), personId: idOf(1, asked) }, query));
    took.push(seconds * 1_000);
  }
  return took;
} // prettier-ignore

async function payRun(ask: PayRunAsk): Promise<PayRunTold> {
  const { appUrl, bulkUrl, agencyId, period, people, threads, rangeSize } = ask;
  const now = (): number => Date.now();
  const db = await openDatabase({ url: appUrl, name: "bench", statementTimeoutMs: 600_000 });
  const topic = { name: "kinerja.bench.allowance.run.v1", partitions: 2, compacted: false };
  const newId = (): string => idOf(8, createHash("sha256").update(String(Math.random())).digest().readUIntBE(0, 6));
  const store = postgresStore({ db, site: "bench", topic, newId, told: () => undefined });
  const bulk = bulkRows({ url: bulkUrl, name: "bench-bulk" });
  const computers = computeThreads({ threads, start: () => computeThread({ url: bulkUrl, name: "bench-compute" }) });
  const [months, parse] = [madeMonths(people), rememberingParser()];
  const parts = { store, now, accessTo: allowed, sealed: months, parse, bulk };
  const use = useCases({
    ...parts,
    ...{ agenciesOf: () => Promise.resolve([agencyId]), paymentDetails: unused, readText: unused },
    ...{ exportStore: { save: unused, open: unused } as never, rangeSize, work: () => Promise.resolve() },
  });
  const payOfficers = (): Promise<readonly string[]> => Promise.resolve([]);
  const employedWithin = (_: string, personIds: readonly string[]) => Promise.resolve(new Set(personIds));
  const needs = { ...parts, employedWithin, changedPeople: unused, ...{ computers, digest, newHash: sha256, payOfficers, breathe: () => setImmediate() }, isEnding: () => false };
  try {
    const { run } = await use.startRun(callBy(1), { agencyId, period, kind: "REGULAR" });
    const queued = { runId: run.id, agencyId };
    const freeze = await timed(() => freezeRun(needs, queued));
    const compute = await timed(() => workRun(needs)(queued));
    const { run: computed, batches } = await use.getRun(callBy(1), { agencyId, runId: run.id });
    if (computed.state !== "COMPUTED") throw new Error(`the run is ${computed.state}: ${computed.cause ?? ""}`);
    const ref = { agencyId, runId: run.id, batch: 1 as const, sha256: batches[0]?.sha256 ?? "" };
    const check = await timed(() => use.checkRun(callBy(2), ref));
    const post = await timed(() => use.approveRun(callBy(3), ref));
    const reads: number[] = [];
    for (let read = 0; read < Math.min(readsWanted, people); read++) {
      const caller = { ...callBy(4), personId: idOf(1, 1 + ((read * 7_919) % people)) };
      const { seconds } = await timed(() => use.getStatement(caller, { period, personId: undefined, agencyId: undefined }));
      reads.push(seconds * 1_000);
    }
    return {
      ...{ runId: run.id, freeze: freeze.seconds, compute: compute.seconds, check: check.seconds, post: post.seconds },
      ...{ freezeCpuUs: freeze.cpuUs, computeCpuUs: compute.cpuUs, statements: computed.statements, net: computed.net, peakMb: peakMb(), reads },
      simulations: await simulated({ ...parts, agenciesOf: () => Promise.resolve([agencyId]), files: unused as never, receipts: unused as never }, ask),
    };
  } finally {
    await computers.stop();
    await bulk.stop();
    await db.stop();
  }
} // prettier-ignore

serveParent(0, async (request: PayRunAsk) => {
  const { net, ...told } = await payRun(request);
  return { ...told, net: String(net) };
});
