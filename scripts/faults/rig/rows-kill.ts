import { setTimeout as sleep } from "node:timers/promises";
import { queryOf } from "../../invariants/finding.ts";
import { doubledInLog } from "./doubles.ts";
import { freeze, serverOf, untilDied, untilServing } from "./harm.ts";
import { mustBe, moreThan, type RigRow, under } from "./row.ts";
import { untilStoredMore } from "./watch.ts";
import { openSuperior, storedEntries } from "./superior.ts";

const dies = (failpoint: string) => ({ first: { FAILPOINT: failpoint } });
const recoveryLimitS = 30;

/** Between the log's answer and the client's. */
const ingestBeforeReply: RigRow = {
  id: "F2-ingest",
  what: "kill -9 of ingest after the log has it, before the reply",
  brokers: 1,
  quick: { controls: 1 },
  processes: (failpoint = "beforeReply/kinerja.activity.v1.IngestService/RecordEntries:exit:150") => ({
    ingest: dies(failpoint),
  }),
  async strike({ processes, site }) {
    const ingest = processes.of("ingest");
    await untilDied(ingest, "ingest");
    const backS = await untilServing(ingest);
    return async ({ history, totals }) => [
      under("until it served again", backS, "s", recoveryLimitS),
      moreThan("tries that got no answer", totals.unknown, "tries"),
      moreThan("operations without an answer whose repetition was answered", totals.resolved, "operations"),
      moreThan("entries that the log has twice", await doubledInLog(site, history), "entries"),
    ];
  },
  controls: [{ mutant: "receipt-before-log", caughtBy: ["I1"] }],
};

const commandBeforeReply: RigRow = {
  id: "F2-command",
  what: "kill -9 of query after a decision was committed, before the reply",
  brokers: 1,
  processes: (failpoint = "beforeReply/kinerja.activity.v1.ActivityService/ApproveWeek:exit:3") => ({
    query: dies(failpoint),
  }),
  async strike(rig) {
    const { site, processes } = rig;
    await sleep(500);
    const seen = await storedEntries(rig, 6);
    const died = untilDied(processes.of("query"), "query");
    const superior = openSuperior(rig);
    let unanswered = 0;
    for (const one of seen) unanswered += (await superior.approveUntilDone(one)).length;
    superior.close();
    await died;
    return async () => {
      const activity = queryOf(site.queries, "activity");
      const [made] = await activity<{ decisions: number; audits: number }>(
        `select (select count(*)::int from decision) as decisions,
           (select count(*)::int from audit where action = 'approve') as audits`,
      );
      return [
        moreThan("tries that got no answer", unanswered, "tries"),
        mustBe("decisions made twice", (made?.decisions ?? 0) - seen.length, "decisions"),
        mustBe("audit rows written twice", (made?.audits ?? 0) - seen.length, "rows"),
      ];
    };
  },
  controls: [{ mutant: "key-forgotten", caughtBy: ["audit rows written twice"] }],
};

/** The log is away long enough for the spool to take what comes; then what moves the spool into the log dies in between. */
const relayBeforeDelete: RigRow = {
  id: "F3",
  what: "kill -9 of the relay after the log has an event, before it is deleted from the outbox",
  brokers: 1,
  quick: { controls: 1 },
  processes: (failpoint = "relay.afterPublish:exit") => ({ ingest: dies(failpoint) }),
  async strike({ site, processes }) {
    const ingest = processes.of("ingest");
    const died = untilDied(ingest, "the relay", 60_000);
    await freeze([serverOf(site.servers, "kafka-1").pid()], 4_000);
    await died;
    const backS = await untilServing(ingest);
    return async ({ history, totals }) => [
      moreThan("entries that the spool acknowledged", totals.bySpool, "entries"),
      under("until it served again", backS, "s", recoveryLimitS),
      moreThan("events that the log has twice", await doubledInLog(site, history), "entries"),
    ];
  },
  controls: [
    { mutant: "delete-before-publish", caughtBy: ["I1"] },
    {
      mutant: "spool-forgets",
      failpoint: "beforeReply/kinerja.activity.v1.IngestService/RecordEntries:exit:600",
      caughtBy: ["I1"],
    },
  ],
};

const writerBeforeOffset: RigRow = {
  id: "F4",
  what: "kill -9 of the writer after its commit, before its offset",
  brokers: 1,
  quick: { controls: 1 },
  processes: (failpoint = "writer.afterCommit:exit:60") => ({ writer: dies(failpoint) }),
  async strike({ site, processes }) {
    const writer = processes.of("writer");
    await untilDied(writer, "the writer");
    const rows = await queryOf(
      site.queries,
      "activity",
    )<{ partition: number; next: bigint }>("select partition, next_offset as next from consumer_position");
    const committed = await site.admin.lag(`${site.name}.activity-writer`, [site.log]);
    const again = rows.map(({ partition, next }) => {
      const { committed: offset = 0n } = committed.find((one) => one.partition === partition) ?? {};
      return Number(next - offset);
    });
    const backS = await untilServing(writer);
    return () => [
      moreThan("records that Kafka gives out again, by its offsets", again.reduce((sum, one) => sum + Math.max(0, one), 0), "records"), // prettier-ignore
      under("until it served again", backS, "s", recoveryLimitS),
    ];
  },
  controls: [
    { mutant: "place-before-rows", failpoint: "mutant:exit:20", caughtBy: ["I1"] },
    { mutant: "reads-again-and-counts", onlyNew: true, caughtBy: ["I3"] },
  ],
};

const mains = ["ingest", "writer", "query"] as const;

/** The other ingest goes on while one is away. */
const eachProcess: RigRow = {
  id: "F1",
  what: "kill -9 of ingest, writer and query in turn",
  brokers: 1,
  ingests: 2,
  async strike({ processes, load, chance, isQuick }) {
    const rounds = isQuick ? 1 : 4;
    const recoveries: number[] = [];
    let meanwhile = Infinity;
    for (let round = 0; round < rounds; round++)
      for (const main of mains) {
        const before = load.totals.acknowledged;
        await processes.of(main).kill();
        recoveries.push(await untilServing(processes.of(main)));
        meanwhile = Math.min(meanwhile, load.totals.acknowledged - before);
        await load.more(chance.int(50, 250));
      }
    return () => [
      mustBe("kills", recoveries.length, "times", rounds * mains.length),
      moreThan("fewest entries acknowledged while one was away", meanwhile, "entries"),
      under("longest until one served again", Math.max(...recoveries), "s", recoveryLimitS),
    ];
  },
  controls: [{ mutant: "rows-behind", caughtBy: ["I1"] }],
};

/** As a crash of its machine: it is away for a while. */
const databaseDownMs = 3_000;

const postmaster: RigRow = {
  id: "F8",
  what: "kill -9 of PostgreSQL's postmaster",
  brokers: 1,
  async strike(rig) {
    const { site, load, isQuick } = rig;
    const postgres = serverOf(site.servers, "postgres");
    const times = isQuick ? 1 : 3;
    const [meanwhile, stored]: [number[], number[]] = [[], []];
    for (let time = 0; time < times; time++) {
      const before = load.totals.acknowledged;
      await postgres.kill(databaseDownMs);
      await postgres.serving();
      meanwhile.push(load.totals.acknowledged - before);
      stored.push(await untilStoredMore(rig, 60_000));
      await load.more(200);
    }
    return () => [
      mustBe("kills", meanwhile.length, "times", times),
      moreThan("fewest entries acknowledged while it was away", Math.min(...meanwhile), "entries"),
      under("longest until the writer stored again", Math.max(...stored), "s", recoveryLimitS),
    ];
  },
  controls: [{ mutant: "rows-behind", caughtBy: ["I1"] }],
};

export const killRows: readonly RigRow[] = [
  eachProcess,
  ingestBeforeReply,
  commandBeforeReply,
  relayBeforeDelete,
  writerBeforeOffset,
  postmaster,
];
