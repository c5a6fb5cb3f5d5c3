import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kept } from "../../platform/keep.ts";
import { freeze, serverOf } from "./harm.ts";
import { moreThan, type RigRow, told, under } from "./row.ts";
import { type Site } from "./site.ts";

/** What names the disk as the broker's own stays: an empty disk without it is refused, and formatted by a person. */
const kept = new Set(["meta.properties", "bootstrap.checkpoint"]);

/** Returns how many partitions were on it. */
function wipe(dir: string): number {
  const lost = readdirSync(dir).filter((name) => !kept.has(name));
  for (const name of lost) rmSync(join(dir, name), { recursive: true, force: true });
  return lost.length;
}

/** Seconds until the replicas in sync of every partition of the log are so many, or the limit. */
async function untilInSync({ admin, log }: Site, isSo: (least: number) => boolean, limitS: number): Promise<number> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1_000;
  const least = (): Promise<number> => admin.leastInSync(log).catch(() => NaN);
  while (!isSo(await least()) && seconds() < limitS) await sleep(100);
  return seconds();
}

const [noticeLimitS, syncLimitS] = [15, 60];

const wipedDisk: RigRow = {
  id: "F7",
  what: "the disk of one of three brokers is wiped",
  brokers: 3,
  async strike({ site, load }) {
    const broker = serverOf(site.servers, "kafka-2");
    const before = load.totals.acknowledged;
    await broker.kill(noticeLimitS * 1_000);
    const wiped = wipe(join(site.servers.dir, "kafka/node-2/data"));
    const noticedS = await untilInSync(site, (least) => least < 3, noticeLimitS);
    await broker.serving();
    const fullS = await untilInSync(site, (least) => least === 3, syncLimitS);
    const meanwhile = load.totals.acknowledged - before;
    return () => [
      moreThan("folders that were on it", wiped, "folders"),
      under("until it was missed", noticedS, "s", noticeLimitS),
      moreThan("entries acknowledged meanwhile", meanwhile, "entries"),
      under("from serving again until all replicas were in sync", fullS, "s", syncLimitS),
    ];
  },
  controls: [{ mutant: "one-replica", caughtBy: ["from serving again until all replicas were in sync"] }],
};

/** One that leads partitions of the log. */
async function leader({ admin, log, servers }: Site): Promise<Kept> {
  return serverOf(servers, `kafka-${await admin.leaderOf(log, 0)}`);
}

/** Long enough for another one to lead. */
const brokerDownMs = 15_000;
/** Too short for the leader to think of them as gone. */
const [silentMs, aloneMs] = [1_500, 1_000];

/** What the leader alone has when it dies is in no log: its followers have been silent for a while, and one of them leads from now on. */
async function killAlone(site: Site, downMs: number): Promise<Kept> {
  const broker = await leader(site);
  const others = ["kafka-1", "kafka-2", "kafka-3"].map((name) => serverOf(site.servers, name).pid());
  const silent = freeze(others.filter((pid) => pid !== broker.pid()), silentMs); // prettier-ignore
  await sleep(aloneMs);
  await Promise.all([broker.kill(downMs), silent]);
  return broker;
}

const oneBroker: RigRow = {
  id: "F5",
  what: "kill -9 of the broker that leads a partition, while the two others are silent",
  brokers: 3,
  async strike({ site, load, isQuick }) {
    const times = isQuick ? 1 : 3;
    const before = { ...load.totals };
    let pausedMs = 0;
    for (let time = 0; time < times; time++) {
      const from = performance.now();
      const broker = await killAlone(site, brokerDownMs);
      await load.more(20);
      pausedMs = Math.max(pausedMs, performance.now() - from);
      await broker.serving();
      await untilInSync(site, (least) => least === 3, 60);
    }
    return ({ totals }) => [
      told("longest until twenty entries more were acknowledged", pausedMs / 1_000, "s"),
      moreThan("entries acknowledged by the spool", totals.bySpool - before.bySpool, "entries"),
      moreThan("entries acknowledged meanwhile", totals.acknowledged - before.acknowledged, "entries"),
    ];
  },
  controls: [{ mutant: "spool-forgets", caughtBy: ["I1"] }],
};

const twoBrokers: RigRow = {
  id: "F6",
  what: "kill -9 of two of three brokers",
  brokers: 3,
  async strike({ site, load, isQuick, mutant }) {
    const before = { ...load.totals };
    const downMs = isQuick || mutant !== undefined ? 10_000 : 60_000;
    const brokers = ["kafka-1", "kafka-3"].map((name) => serverOf(site.servers, name));
    await Promise.all(brokers.map((broker) => broker.kill(downMs)));
    await Promise.all(brokers.map((broker) => broker.serving()));
    const bySpool = load.totals.bySpool - before.bySpool;
    return () => [
      told("for so long", downMs / 1_000, "s"),
      moreThan("entries acknowledged by the spool", bySpool, "entries"),
    ];
  },
  controls: [{ mutant: "delete-before-publish", caughtBy: ["I1"], failpoint: "relay.afterPublish:exit" }],
  processes: (failpoint) => (failpoint === undefined ? {} : { ingest: { first: { FAILPOINT: failpoint } } }),
};

export const brokerRows: readonly RigRow[] = [oneBroker, twoBrokers, wipedDisk];
