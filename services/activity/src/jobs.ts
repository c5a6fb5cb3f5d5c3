import { setTimeout as sleep } from "node:timers/promises";

import { startSealer } from "@kinerja/common/audit";
import { type KeepingStore, type Receipts } from "@kinerja/common/files";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { type Admin, connectProducer, inParts, leaderLock, startRelay } from "@kinerja/common/messaging";
import { type Database, openDatabase } from "@kinerja/common/postgres";
import { counter, errorFields, gauge, type Log } from "@kinerja/common/telemetry";
import { copyProgress } from "./adapters/kafka/copy-progress.ts";
import { periodTopic, submittedTopic } from "./adapters/kafka/topics.ts";
import { postgresDayCheckStore } from "./adapters/postgres/day-check-store.ts";
import { postgresEvidenceKeep } from "./adapters/postgres/evidence.ts";
import { postgresEscalationStore } from "./adapters/postgres/escalation-store.ts";
import { forgetParked } from "./adapters/postgres/forget-parked.ts";
import { postgresParkedStore } from "./adapters/postgres/parked.ts";
import { postgresSealStore } from "./adapters/postgres/seal-store.ts";
import { openSessions } from "./adapters/postgres/session.ts";
import { spooledUpTo } from "./adapters/postgres/spool.ts";
import { tendParked } from "./app/parked.ts";
import { createSealing } from "./app/seal.ts";
import { createDayCheck } from "./app/check-days.ts";
import { keepEvidence } from "./app/keep-evidence.ts";
import { createEscalation, createLastLook } from "./app/escalate.ts";
import { describeDay } from "./domain/day-check.ts";
import { createHeldReport } from "./closer.ts";
import { type QueryConfig } from "./config.ts";
import { startLeading } from "./leading.ts";

const longStatementMs = 300_000;

/** The roles that work for nobody in particular, each with a pool of its own. */
async function openMachines(config: QueryConfig) {
  const open = (name: string, url: string) =>
    openDatabase({ url, name: `activity-${name}`, poolSize: 2, statementTimeoutMs: longStatementMs });
  const closer = await open("closer", config.closerDatabaseUrl);
  const relay = await open("relay", config.relayDatabaseUrl);
  const sealer = await open("sealer", config.sealerDatabaseUrl);
  const stop = async (): Promise<void> => {
    await Promise.all([closer.stop(), relay.stop(), sealer.stop()]);
  };
  return { closer, relay, sealer, stop };
}

export type JobNeeds = {
  readonly config: QueryConfig;
  /** As the service's own role: what is decided is seen by agency. */
  readonly db: Database;
  readonly files: Pick<KeepingStore, "keep">;
  readonly receipts: Pick<Receipts, "has">;
  readonly admin: Admin;
  readonly now: () => number;
  readonly log: Log;
};

type Troubled = { readonly onTrouble: (error: unknown) => void };

const failing = gauge(
  "activity_escalation_failing",
  "Agencies whose silent superiors the last look could not go through to the end.",
);

/** Decides by the agencies' policies where a superior stayed silent. */
function startEscalation({ config, db, now, log, onTrouble }: JobNeeds & Troubled): Stoppable {
  let [isEnding, failed] = [false, 0];
  const escalate = createEscalation({
    store: postgresEscalationStore(db, config.partitions),
    now,
    isEnding: () => isEnding,
    onTrouble: (error, agencyId) => {
      failed++;
      log.error({ ...errorFields(error), agencyId }, "tried again");
    },
  });
  const job = startLeading({
    async look() {
      failed = 0;
      const { approved, escalated } = await escalate();
      failing.set(failed);
      if (approved > 0) log.info({ count: approved }, "entries approved that waited longer than their agency allows");
      if (escalated > 0)
        log.info({ count: escalated }, "entries handed up that waited longer than their agency allows");
    },
    lock: leaderLock(config.closerDatabaseUrl, "activity-escalation"),
    pollMs: config.escalationPollS * 1_000,
    onTrouble,
  });
  return {
    stop: () => {
      isEnding = true;
      return job.stop();
    },
  };
}

const differing = gauge(
  "activity_day_differences",
  "Days of the last round whose sums are not what their entries make.",
);
const settleMs = 2_000;
/** Uploaded files are swept after days: there is time. */
const evidencePollMs = 30_000;

/** Goes on through everybody's days of two months, and says which are not what their entries make. */
function startDayCheck(closer: Database, { config, now, log, onTrouble }: JobNeeds & Troubled): Stoppable {
  const check = createDayCheck({
    store: postgresDayCheckStore(closer, config.partitions, now),
    now,
    settle: () => sleep(settleMs),
  });
  return startLeading({
    async look() {
      const { differences, isRoundOver, differing: inRound } = await check();
      for (const difference of differences) {
        const { agencyId, personId } = difference;
        log.error({ agencyId, personId, name: describeDay(difference) }, "a day is not what its entries make");
      }
      if (isRoundOver) differing.set(inRound);
    },
    lock: leaderLock(config.closerDatabaseUrl, "activity-day-check"),
    pollMs: config.dayCheckPollS * 1_000,
    onTrouble,
  });
}

/** Takes files that entries name out of what is swept. */
function startEvidence(closer: Database, { config, files, receipts, onTrouble }: JobNeeds & Troubled): Stoppable {
  const keep = keepEvidence({
    files: {
      keep: (fileId) => files.keep(fileId),
      isFrom: (fileId, personId) => receipts.has(fileId, personId),
    },
    store: postgresEvidenceKeep(closer),
    onTrouble,
  });
  return startLeading({
    async look() {
      await keep();
    },
    lock: leaderLock(config.closerDatabaseUrl, "activity-evidence"),
    pollMs: evidencePollMs,
    onTrouble,
  });
}

const forgotten = counter(
  "activity_parked_forgotten_total",
  "Parked records that were dealt with and kept for their time, and whose contents go.",
);
/** As in evaluation and allowance: whoever asks about a month of the year before still finds what was put aside. */
const parkedKeptDays = 400;
const forgetEveryMs = 3_600_000;

/** Forgets what was put aside and dealt with long ago, batch by batch. */
function startForgetting(closer: Database, { config, onTrouble }: JobNeeds & Troubled): Stoppable {
  const options = { keptDays: parkedKeptDays, onForget: (count: number) => forgotten.inc(count) };
  return startLeading({
    async look() {
      while ((await forgetParked(closer, options)) > 0);
    },
    lock: leaderLock(config.closerDatabaseUrl, "activity-parked"),
    pollMs: forgetEveryMs,
    onTrouble,
  });
}

/** What goes on by itself: closing months, publishing, chaining the audit, deciding where a superior stayed silent. */
export async function startJobs(needs: JobNeeds): Promise<Stoppable & { readonly notes: () => string[] }> {
  const { config, admin, now, log } = needs;
  const { site, brokers, partitions, deadlineDays } = config;
  const onTrouble = (error: unknown): void => log.warn(errorFields(error), "tried again");
  const machines = await openMachines(config);
  const spool = openSessions(config.spoolCloserUrl, "activity-closer", 1);
  const producer = connectProducer({ brokers, clientId: `activity-relay.${site}` });
  const topic = periodTopic(site);
  const report = createHeldReport(log);
  const relay = startRelay({
    db: machines.relay,
    leaderLock: leaderLock(config.relayDatabaseUrl, "activity-relay"),
    publish: inParts((batches) => producer.send(batches)),
    pollMs: 500,
    onTrouble,
  });
  const copies = copyProgress(admin, site);
  const tend = tendParked({ store: postgresParkedStore(machines.closer), copies });
  const seal = createSealing({
    store: postgresSealStore({ db: machines.closer, site, partitions, deadlineDays, topic }),
    endOffsets: () => admin.endOffsets(submittedTopic(site, partitions).name),
    spooledUpTo: spooledUpTo(spool),
    copies,
    beforeSeal: createLastLook({ store: postgresEscalationStore(needs.db, partitions), now }),
    now,
    graceMs: config.closeGraceS * 1_000,
    onTrouble: (error, agencyId) => log.error({ ...errorFields(error), agencyId }, "tried again"),
  });
  const closer = startLeading({
    async look() {
      // What is not noted or not settled yet holds months; so they are looked at all the same.
      await tend().catch(onTrouble);
      report.tell((await seal()).held);
    },
    rest: () => report.tell([]),
    lock: leaderLock(config.closerDatabaseUrl, "activity-closer"),
    pollMs: 1_000,
    onTrouble,
  });
  const escalation = startEscalation({ ...needs, onTrouble });
  const evidence = startEvidence(machines.closer, { ...needs, onTrouble });
  const dayCheck = startDayCheck(machines.closer, { ...needs, onTrouble });
  const forgetting = startForgetting(machines.closer, { ...needs, onTrouble });
  const sealer = startSealer(machines.sealer, onTrouble);
  return {
    notes: report.notes,
    async stop() {
      await Promise.all([
        closer.stop(),
        evidence.stop(),
        escalation.stop(),
        dayCheck.stop(),
        forgetting.stop(),
        sealer.stop(),
        relay.stop(),
      ]);
      await producer.close();
      await Promise.all([machines.stop(), spool.stop()]);
    },
  };
}

/** What goes on by itself where people lie in several databases: each chains its own audit. */
export async function startSealers(
  urls: readonly string[],
  log: Log,
): Promise<Stoppable & { readonly notes: () => string[] }> {
  const onTrouble = (error: unknown): void => log.warn(errorFields(error), "tried again");
  const dbs = await Promise.all(urls.map((url) => openDatabase({ url, name: "activity-sealer", poolSize: 2 })));
  const sealers = dbs.map((db) => startSealer(db, onTrouble));
  return {
    notes: () => [],
    async stop() {
      await Promise.all(sealers.map((sealer) => sealer.stop()));
      await Promise.all(dbs.map((db) => db.stop()));
    },
  };
}
