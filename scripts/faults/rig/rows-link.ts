import { setTimeout as sleep } from "node:timers/promises";
import { type Proxy } from "../proxy.ts";
import { doubledInLog } from "./doubles.ts";
import { freeze, serverOf } from "./harm.ts";
import { type Links, linksOf } from "./links.ts";
import { moreThan, mustBe, type Rig, type RigRow, told, under } from "./row.ts";
import { asking, epochs, untilCaughtUp, watch } from "./watch.ts";

const toDatabase = ({ database }: Links): readonly Proxy[] => Object.values(database);

/** What each of them has to do with, also with a slow database. */
const memoryLimitMb = 250;

/** Longer than a caller waits, and than any statement may take. */
const answerLimitS = 21;
const recoveryLimitS = 45;
/** What has not come by then is not waited for. */
const waitMs = 50_000;

const partition: RigRow = {
  id: "F12",
  what: "no byte comes through between the service and PostgreSQL",
  brokers: 1,
  isLinked: true,
  async strike(rig) {
    const { site, load, isQuick } = rig;
    const links = linksOf(rig);
    const [watched, reader] = [watch(rig), asking(rig)];
    for (const link of toDatabase(links)) link.set({ drop: true });
    const cut = performance.now();
    const question = reader.once();
    await sleep(1_000); // receipts that were on their way
    const before = load.totals.acknowledged;
    await sleep(isQuick ? 10_000 : 60_000);
    const { seconds, isAnswered } = await question;
    const meanwhile = load.totals.acknowledged - before;
    const healed = performance.now();
    for (const link of toDatabase(links)) link.set({});
    const [answeredS, storedS] = await Promise.all([reader.untilAnswered(60_000), untilCaughtUp(site, 60_000)]);
    reader.close();
    const { writerMb, ingestMb, behind } = await watched.stop();
    return async () => [
      told("for so long", (healed - cut) / 1_000, "s"),
      moreThan("entries acknowledged meanwhile", meanwhile, "entries"),
      mustBe("questions answered meanwhile, though nobody could know", isAnswered ? 1 : 0, "questions"),
      under("until a question was refused", seconds, "s", answerLimitS),
      under("until a question was answered again", answeredS ?? 99, "s", recoveryLimitS),
      under("until the writer had caught up", storedS, "s", recoveryLimitS),
      moreThan("records that waited at most", behind, "records"),
      under("most memory of the writer", writerMb, "MB", memoryLimitMb),
      under("most memory of ingest", ingestMb, "MB", memoryLimitMb),
      told("times that a partition was taken over", await epochs(site), "times"),
    ];
  },
  controls: [{ mutant: "asks-database-first", caughtBy: ["entries acknowledged meanwhile"] }],
};

const lostReplies: RigRow = {
  id: "F13",
  what: "requests reach ingest and no reply comes back",
  brokers: 1,
  isLinked: true,
  deadlineMs: 2_500,
  perSecond: 100,
  async strike(rig) {
    const { ingest } = linksOf(rig);
    const before = { ...rig.load.totals };
    ingest.set({ drop: true }, "down");
    await sleep(4_000);
    const heard = rig.load.totals.acknowledged - before.acknowledged;
    // What was on its way never comes: a new connection is needed.
    ingest.reset();
    ingest.set({});
    return async ({ history, totals }) => [
      mustBe("receipts that came through meanwhile", heard, "receipts"),
      moreThan("tries that got no answer", totals.unknown, "tries"),
      moreThan("operations without an answer whose repetition was answered", totals.resolved, "operations"),
      moreThan("entries that the log has twice", await doubledInLog(rig.site, history), "entries"),
    ];
  },
  controls: [{ mutant: "repetition-is-new", onlyNew: true, caughtBy: ["I2", "I4"] }],
};

type Harm = (link: Proxy) => void;
const harms: readonly Harm[] = [
  (link) => link.set({ drop: true }),
  (link) => link.set({ drop: true }, "up"),
  (link) => link.set({ drop: true }, "down"),
  (link) => link.set({ latencyMs: 150, jitterMs: 200 }),
  (link) => link.set({ bytesPerSecond: 20_000 }),
  (link) => link.reset(),
  (link) => link.refuse(true),
];

function heal(link: Proxy): void {
  link.refuse(false);
  link.set({});
}

/** One round: each link may be harmed in some way, in a random order, and is healed in another. */
async function swizzle({ site, chance }: Rig, links: readonly Proxy[]): Promise<number> {
  const order = links.toSorted(() => chance.next() - 0.5).filter(() => chance.chance(0.7));
  const frozen = chance.chance(0.4)
    ? freeze([serverOf(site.servers, "kafka-1").pid()], chance.int(500, 3_500))
    : undefined;
  for (const link of order) {
    chance.pick(harms)(link);
    await sleep(chance.int(0, 200));
  }
  await sleep(chance.int(200, 1_200));
  for (const link of order.toSorted(() => chance.next() - 0.5)) {
    heal(link);
    await sleep(chance.int(0, 100));
  }
  await frozen;
  await sleep(chance.int(100, 500));
  return order.length + (frozen ? 1 : 0);
}

const allLinks: RigRow = {
  id: "F14",
  what: "all links break and heal in random order",
  brokers: 1,
  isLinked: true,
  deadlineMs: 3_000,
  async strike(rig) {
    const links = linksOf(rig);
    const rounds = rig.isQuick ? 5 : 20;
    let harmed = 0;
    for (let round = 0; round < rounds; round++) harmed += await swizzle(rig, links.all);
    // Longer than ingest waits for the log before the spool takes what comes.
    links.broker.ingest.set({ drop: true });
    await sleep(4_000);
    links.broker.ingest.set({});
    return ({ totals }) => [
      told("rounds", rounds, "rounds"),
      moreThan("links broken and healed", harmed, "times"),
      moreThan("tries that got no answer", totals.unknown, "tries"),
      moreThan("entries that the spool acknowledged", totals.bySpool, "entries"),
    ];
  },
  controls: [{ mutant: "spool-forgets", caughtBy: ["I1"] }],
};

/** Resolves with the first receipt of the log itself. */
async function untilLogged({ load: { totals } }: Rig, limitMs: number): Promise<void> {
  const byLog = (): number => totals.acknowledged - totals.bySpool;
  const [from, deadline] = [byLog(), performance.now() + limitMs];
  while (byLog() <= from && performance.now() < deadline) await sleep(50);
}

const halfOpen: RigRow = {
  id: "F18",
  what: "every connection of clients, to PostgreSQL and to the broker is dead and none is closed",
  brokers: 1,
  isLinked: true,
  async strike(rig) {
    const { load } = rig;
    const links = linksOf(rig);
    const reader = asking(rig);
    await reader.once();
    load.setRate(50);
    for (const link of links.all) link.abandon();
    const started = performance.now();
    await sleep(200); // receipts that were on their way
    const before = load.totals.acknowledged;
    const seconds = (): number => (performance.now() - started) / 1_000;
    const [answeredS, ackedS, loggedS] = await Promise.all([
      reader.untilAnswered(waitMs),
      load.more(1, waitMs).then(seconds),
      untilLogged(rig, 2 * waitMs).then(seconds),
    ]);
    reader.close();
    // Only now there is something to store: clients found out as late as everybody else.
    const storedS = await untilCaughtUp(rig.site, waitMs);
    const { bySpool } = load.totals;
    load.setRate(200);
    await load.more(400, 60_000);
    return () => [
      under("until ingest acknowledged again", ackedS, "s", recoveryLimitS),
      under("until a question was answered again", answeredS ?? 999, "s", recoveryLimitS),
      under("from then until the writer had caught up", storedS, "s", recoveryLimitS),
      under("from then until the log acknowledged, and not the spool", loggedS - ackedS, "s", recoveryLimitS),
      told("entries that the spool acknowledged meanwhile", bySpool, "entries"),
      moreThan("entries acknowledged afterwards", load.totals.acknowledged - before, "entries"),
    ];
  },
  controls: [
    {
      mutant: "waits-for-ever",
      caughtBy: ["from then until the writer had caught up", "until a question was answered again"],
    },
    {
      mutant: "keeps-dead-broker",
      caughtBy: ["from then until the writer had caught up", "until a question was answered again"],
    },
  ],
};

/** Three transactions, and for who is thrown out the time to join again. */
const slowMs = 45_000;

const slowDatabase: RigRow = {
  id: "F26",
  what: "PostgreSQL answers each statement 200 ms late, then 4 s",
  brokers: 1,
  isLinked: true,
  async strike(rig) {
    const { site, isQuick, load } = rig;
    const before = { acknowledged: load.totals.acknowledged, epochs: await epochs(site) };
    const watched = watch(rig);
    for (const link of toDatabase(linksOf(rig))) link.set({ latencyMs: 100 });
    await sleep(isQuick ? 8_000 : 20_000);
    // A transaction is now longer than the group waits for a silent member.
    for (const link of toDatabase(linksOf(rig))) link.set({ latencyMs: 2_000 });
    await sleep(slowMs);
    const meanwhile = load.totals.acknowledged - before.acknowledged;
    const { writerMb, ingestMb, behind } = await watched.stop();
    const takenOver = (await epochs(site)) - before.epochs;
    for (const link of toDatabase(linksOf(rig))) link.set({});
    return () => [
      moreThan("entries acknowledged meanwhile", meanwhile, "entries"),
      moreThan("records that waited at most", behind, "records"),
      mustBe("times that a partition was taken over", takenOver, "times"),
      under("most memory of the writer", writerMb, "MB", memoryLimitMb),
      under("most memory of ingest", ingestMb, "MB", memoryLimitMb),
    ];
  },
  controls: [{ mutant: "no-heartbeat", caughtBy: ["times that a partition was taken over"] }],
};

export const linkRows: readonly RigRow[] = [partition, lostReplies, allLinks, halfOpen, slowDatabase];
