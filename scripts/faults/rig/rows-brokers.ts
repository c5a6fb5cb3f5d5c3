import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serverOf } from "./harm.ts";
import { moreThan, type RigRow, under } from "./row.ts";
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

const noticeLimitS = 15;
const syncLimitS = 90;

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
  controls: [],
};

export const brokerRows: readonly RigRow[] = [wipedDisk];
