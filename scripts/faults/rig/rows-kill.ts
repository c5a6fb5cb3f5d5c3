import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { call, connect, readTls } from "@kinerja/common/grpc";
import { ActivityServiceClient } from "@kinerja/proto/activity/v1/activity_service";
import { queryOf } from "../../invariants/finding.ts";
import { doubledInLog } from "./doubles.ts";
import { freeze, serverOf, untilDied, untilServing } from "./harm.ts";
import { type RigPerson } from "./people.ts";
import { mustBe, moreThan, type Rig, type RigRow, under } from "./row.ts";

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

interface Seen {
  readonly person: RigPerson;
  readonly entryIds: readonly string[];
}

/** Entries that are stored, of several people. */
async function storedEntries({ site }: Rig, people: number): Promise<Seen[]> {
  const rows = await queryOf(site.queries, "activity")<{ person: string; ids: string[] }>(
    `select person_id as person, array_agg(id::text) as ids from entry where version = 1 group by person_id limit $1`,
    [people],
  );
  return rows.flatMap(({ person: personId, ids }) => {
    const person = site.people.find((one) => one.personId === personId);
    return person ? [{ person, entryIds: ids }] : [];
  });
}

const mostTries = 100;

/** A superior returns what was seen, and asks again with the same key until there is an answer. */
async function decideUntilAnswered({ site, processes }: Rig, seen: readonly Seen[]): Promise<number> {
  const client = connect(ActivityServiceClient, `localhost:${processes.queryPort}`, readTls(site.tls, "gateway"));
  const [superior] = site.people;
  let unanswered = 0;
  for (const { person, entryIds } of seen) {
    const requestKey = randomUUID();
    const request = { personId: person.personId, seen: entryIds.map((entryId) => ({ entryId, version: 1 })) };
    const context = { subject: { token: superior?.access ?? "" }, requestKey, deadlineMs: 3_000 };
    for (let tries = 1; ; tries++) {
      try {
        await call(client, client.approveWeek.bind(client), request, context);
        break;
      } catch (error) {
        if (tries === mostTries) throw error;
        unanswered++;
        await sleep(100);
      }
    }
  }
  client.close();
  return unanswered;
}

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
    const superior = site.people[0]?.personId;
    const seen = (await storedEntries(rig, 7)).filter(({ person }) => person.personId !== superior).slice(0, 6);
    const died = untilDied(processes.of("query"), "query");
    const unanswered = await decideUntilAnswered(rig, seen);
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
    { mutant: "counts-what-comes-again", caughtBy: ["I3"] },
  ],
};

export const killRows: readonly RigRow[] = [
  ingestBeforeReply,
  commandBeforeReply,
  relayBeforeDelete,
  writerBeforeOffset,
];
