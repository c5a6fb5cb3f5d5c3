import { appendAudit } from "@kinerja/common/audit";
import { enqueue, type Topic } from "@kinerja/common/messaging";
import { type Database, lockKey, onceByRequest, type Tx } from "@kinerja/common/postgres";
import { RunPosted as RunPostedEvent } from "@kinerja/proto/allowance/v1/allowance_events";

import { type Records, type RunPosted, type Store } from "../../app/ports.ts";
import { correctionRecords } from "./corrections.ts";
import { dueRecords } from "./dues.ts";
import { comparisonRecords } from "./comparisons.ts";
import { exportRecords } from "./exports.ts";
import { factRecords } from "./facts.ts";
import { flagRecords } from "./flags.ts";
import { governanceRecords } from "./governance.ts";
import { holdRecords } from "./holds.ts";
import { ledgerRecords } from "./ledger.ts";
import { objectionRecords } from "./objections.ts";
import { policyRecords } from "./policies.ts";
import { rangeRecords } from "./ranges.ts";
import { rowRecords } from "./rows.ts";
import { runRecords } from "./runs.ts";
import { noticeRecords, statementRecords } from "./statements.ts";

export type StoreOptions = {
  readonly db: Database;
  readonly site: string;
  readonly topic: Topic;
  readonly newId: () => string;
  /** Something was told: the relay may look now. */
  readonly told: () => void;
};

function encodePosted(
  { run, batch, count, sha256, actor }: RunPosted,
  id: string,
  site: string,
  at: number,
): Uint8Array {
  const event = RunPostedEvent.fromPartial({
    meta: {
      id,
      type: "RunPosted",
      aggregateId: run.id,
      version: BigInt(run.version),
      time: new Date(at),
      agencyId: run.agencyId,
      site,
      actor: actor.personId,
      causeId: actor.requestId,
    },
    runId: run.id,
    agencyId: run.agencyId,
    period: run.period,
    batch,
    count: BigInt(count),
    sha256,
  });
  return RunPostedEvent.encode(event).finish();
}

function recordsOf(tx: Tx, { site, topic, newId }: StoreOptions, told: () => void): Records {
  return {
    lock: (key) => lockKey(tx, key),
    async once({ personId, request }, work) {
      const answer = await onceByRequest(tx, { subject: personId, ...request }, async () => Buffer.from(await work()));
      return Buffer.from(answer).toString();
    },
    audit: ({ personId, role, requestId }, note, at) =>
      appendAudit(tx, { ...note, actor: personId, role, requestId, at: new Date(at) }),
    async tellPosted(event, at) {
      const id = newId();
      const payload = encodePosted(event, id, site, at);
      told();
      await enqueue(tx, [{ id, topic, key: event.run.agencyId, type: "RunPosted", payload }]);
    },
    policies: policyRecords(tx),
    governance: governanceRecords(tx),
    runs: runRecords(tx),
    rows: rowRecords(tx),
    ranges: rangeRecords(tx),
    dues: dueRecords(tx),
    holds: holdRecords(tx),
    flags: flagRecords(tx),
    facts: factRecords(tx),
    corrections: correctionRecords(tx),
    ledger: ledgerRecords(tx),
    exports: exportRecords(tx),
    statements: statementRecords(tx),
    notices: noticeRecords(tx),
    objections: objectionRecords(tx),
    comparisons: comparisonRecords(tx),
  };
}

/** All writing of the service goes through here: rows, audit and outbox in one transaction. */
export const postgresStore = (options: StoreOptions): Store => ({
  async transaction(scope, work) {
    const told: true[] = [];
    const done = await options.db.transaction(scope, (tx) => work(recordsOf(tx, options, () => told.push(true))));
    if (told.length > 0) options.told();
    return done;
  },
});
