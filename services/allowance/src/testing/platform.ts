import { leaderLock, type LeaderLock } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { fixedClock, testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { uuidV7 } from "@kinerja/common/kernel";

import { computeHere } from "../adapters/compute-here.ts";
import { digest, sha256 } from "../adapters/ids.ts";
import { bulkRows } from "../adapters/postgres/bulk-rows.ts";
import { postgresStore } from "../adapters/postgres/store.ts";
import { startWorker, type Worker } from "../adapters/worker.ts";
import { type AccessTo } from "../app/authorise.ts";
import { type ChangedPeople } from "../app/corrections/ports.ts";
import { type PaymentDetails } from "../app/exports-ports.ts";
import { type Caller, type PayOfficers, type RunSummary, type SealedPeriods, type Store } from "../app/ports.ts";
import { type BulkRows } from "../app/range-ports.ts";
import { type EmployedWithin, type WorkNeeds } from "../app/work-parts.ts";
import { workRun } from "../app/work-run.ts";
import { type RunKind } from "../domain/run.ts";
import { rememberingParser, useCases } from "../use-cases.ts";
import { agency, approver, callBy, checker, fakeAccess, type FakeSealed, fakeSealed, maker, period } from "./month.ts";
import { memoryExports } from "./memory-exports.ts";
import { policyText } from "./policies.ts";

export type TestPlatform = {
  readonly database: TestDatabase;
  readonly db: Database;
  readonly store: Store;
  readonly sealed: FakeSealed;
  readonly use: ReturnType<typeof useCases>;
  readonly workNeeds: WorkNeeds;
  readonly worker: Worker;
  readonly troubles: unknown[];
  readonly now: () => number;
  stop(): Promise<void>;
};

const files = new Map<string, string>();
/** An uploaded file, by the hash of its content. */
export function upload(text: string): string {
  const hash = sha256();
  hash.update(text);
  const fileId = hash.hex();
  files.set(fileId, text);
  return fileId;
}

/** What was uploaded under this hash. */
export const uploaded = (fileId: string): Promise<string | undefined> => Promise.resolve(files.get(fileId));

/** Everybody has a name and a number, and nobody an account but the first person. */
const detailsOf: PaymentDetails = (_, { personIds }) =>
  Promise.resolve(
    new Map(
      personIds.map((id, index) => [
        id,
        {
          name: `PEGAWAI ${index + 1}, S.E.`,
          nip: `198703142011012${901 + index}`,
          bankName: index === 0 ? "Bank Contoh" : "",
          accountNumber: index === 0 ? "0000000901" : "",
          holderName: index === 0 ? "=PEGAWAI()" : "",
        },
      ]),
    ),
  );

async function* noneChanged(): AsyncGenerator<readonly string[]> {
  yield await Promise.resolve([]);
}

const usualParts = {
  rangeSize: 2,
  wrap: (store: Store): Store => store,
  wrapBulk: (bulk: BulkRows): BulkRows => bulk,
  accessTo: fakeAccess(),
  payOfficers: ((): Promise<readonly string[]> => Promise.resolve([])) satisfies PayOfficers,
  employedWithin: ((_, personIds) => Promise.resolve(new Set(personIds))) satisfies EmployedWithin as EmployedWithin,
  changedPeople: noneChanged,
  paymentDetails: detailsOf,
};

type PlatformParts = {
  /** People of a range. */
  rangeSize?: number;
  wrap?: (store: Store) => Store;
  wrapBulk?: (bulk: BulkRows) => BulkRows;
  sealed?: SealedPeriods;
  accessTo?: AccessTo;
  payOfficers?: PayOfficers;
  /** Everybody, unless it is told. */
  employedWithin?: EmployedWithin;
  /** Nobody, unless it is told. */
  changedPeople?: ChangedPeople;
  paymentDetails?: PaymentDetails;
  impact?: { readonly impactLimit: number };
};

/** The service on a real database, with the other services in memory. */
export async function startTestPlatform(more: PlatformParts = {}): Promise<TestPlatform> {
  const database = await testDatabase("allowance");
  const db = await database.db("app");
  const { wrap, wrapBulk, ...parts } = { ...usualParts, ...more };
  const now = (): number => clock.now();
  const clock = fixedClock("2026-11-05T03:00:00Z");
  const topic = { name: "kinerja.test.allowance.run.v1", partitions: 2, compacted: false };
  const store = postgresStore({ db, site: "test", topic, newId: () => uuidV7(now()), told: () => undefined });
  const fake = fakeSealed();
  const sealed = more.sealed ?? fake;
  const parse = rememberingParser();
  const troubles: unknown[] = [];
  const rows = bulkRows({ url: database.url("bulk"), name: "allowance-test-bulk" });
  const bulk = wrapBulk(rows);
  const workNeeds: WorkNeeds = {
    store: wrap(store),
    bulk,
    computers: computeHere(bulk),
    digest,
    sealed,
    payOfficers: parts.payOfficers,
    employedWithin: parts.employedWithin,
    changedPeople: parts.changedPeople,
    parse,
    newHash: sha256,
    now,
    breathe: () => Promise.resolve(),
    isEnding: () => false,
  };
  const lock = (name: string): LeaderLock => leaderLock(database.url("app"), name);
  const worker = startWorker({
    store,
    workRun: workRun(workNeeds),
    lock,
    pollMs: 20,
    patienceMs: 10_000,
    onTrouble: (error) => void troubles.push(error),
  });
  const use = useCases({
    store,
    sealed,
    parse,
    now,
    accessTo: parts.accessTo,
    paymentDetails: parts.paymentDetails,
    exportStore: memoryExports(),
    agenciesOf: () => Promise.resolve([agency(1)]),
    readText: uploaded,
    bulk,
    rangeSize: parts.rangeSize,
    work: (runId) => worker.work(runId),
    ...more.impact,
  });
  const stop = async (): Promise<void> => {
    await worker.stop();
    await rows.stop();
    await db.stop();
    await database.drop();
  };
  return { database, db, store, sealed: fake, use, workNeeds, worker, troubles, now, stop };
}

/** Places that were not read in the official text, compared with it by another person than the drafter. */
export async function confirmPlaces(
  { use }: Pick<TestPlatform, "use">,
  ref: { agencyId: string; policyId: string; sha256: string },
): Promise<void> {
  const { unverified } = await use.getPolicy(callBy(checker), ref);
  for (const { at } of unverified) {
    const read = { quote: "Sesuai naskah (rekaan)", source: "Lampiran (rekaan)" };
    await use.confirmPolicyNumber(callBy(checker), { ...ref, at, ...read });
  }
}

/** A policy in force, by three people. */
export async function approvedPolicy(
  { use }: Pick<TestPlatform, "use">,
  agencyId = agency(1),
  id = "kemnaker-tukin",
): Promise<string> {
  const fileId = upload(policyText(id));
  const { id: policyId } = await use.draftPolicy(callBy(maker), { agencyId, fileId });
  await use.reviewPolicy(callBy(checker), { agencyId, policyId });
  const bound = { agencyId, policyId, sha256: fileId };
  await use.approvePolicy(callBy(approver), bound);
  await confirmPlaces({ use }, bound);
  await use.activatePolicy(callBy(approver), bound);
  return policyId;
}

export const startRunOf = (
  { use }: Pick<TestPlatform, "use">,
  agencyId = agency(1),
  by: Caller = callBy(maker),
  kind: RunKind = "REGULAR",
): Promise<RunSummary> => use.startRun(by, { agencyId, period, kind });

/** Checked and approved by two more officers. */
export async function payBatch(
  { use }: Pick<TestPlatform, "use">,
  { run, batches }: RunSummary,
  batch: 1 | 2 = 1,
  by = [checker, approver],
): Promise<RunSummary> {
  const { sha256: hash = "" } = batches.find((one) => one.batch === batch) ?? {};
  const ref = { agencyId: run.agencyId, runId: run.id, batch, sha256: hash };
  await use.checkRun(callBy(by[0] ?? ""), ref);
  return use.approveRun(callBy(by[1] ?? ""), ref);
}
