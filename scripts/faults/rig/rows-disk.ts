import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { queryOf } from "../../invariants/finding.ts";
import { serverOf, untilDied, untilServing } from "./harm.ts";
import { waiting } from "./judge.ts";
import { moreThan, mustBe, type Rig, type RigRow, under } from "./row.ts";
import { type Servers } from "./servers.ts";
import { openSuperior, storedEntries } from "./superior.ts";
import { untilStoredMore } from "./watch.ts";

function disksOf({ site }: Rig): NonNullable<Servers["disks"]> {
  const { disks } = site.servers;
  if (disks === undefined) throw new Error("the servers are on the machine's own disk");
  return disks;
}

const recoveryLimitS = 60;
/** So long a disk stays full after it was felt. */
const fullMs = 6_000;

const fullLog: RigRow = {
  id: "F20",
  what: "the disk of Kafka is full",
  brokers: 1,
  isOnSmallDisks: true,
  async strike(rig) {
    const { site, load } = rig;
    const disk = disksOf(rig).kafka;
    const kafka = serverOf(site.servers, "kafka-1");
    const before = { ...load.totals };
    try {
      disk.fill();
      await untilDied(kafka, "Kafka", 30_000);
      await sleep(fullMs);
      await load.more(200);
    } finally {
      disk.free();
    }
    const meanwhile = { ...load.totals };
    const backS = await untilServing(kafka);
    return () => [
      moreThan("entries acknowledged meanwhile", meanwhile.acknowledged - before.acknowledged, "entries"),
      moreThan("of them by the spool", meanwhile.bySpool - before.bySpool, "entries"),
      under("from space on the disk until Kafka served again", backS, "s", recoveryLimitS),
    ];
  },
  controls: [{ mutant: "spool-forgets", caughtBy: ["I1"] }],
};

/** Until the writer stores nothing any more. */
async function untilFelt({ site }: Rig, limitMs = 20_000): Promise<void> {
  for (let [records, since, from] = [0, performance.now(), performance.now()]; ;) {
    // A connection that is new finds no room for its catalogue either.
    const now = await waiting(site).catch(() => ({ records }));
    if (now.records < records) since = performance.now();
    records = now.records;
    if (records > 0 && performance.now() - since > 3_000) return;
    if (performance.now() - from > limitMs) throw new Error("the writer goes on storing: the disk is not full for it");
    await sleep(100);
  }
}

const fullTables: RigRow = {
  id: "F21-tables",
  what: "the disk of PostgreSQL's tables is full",
  brokers: 1,
  isOnSmallDisks: true,
  async strike(rig) {
    const { load, mutant } = rig;
    const disk = disksOf(rig).tables;
    const superior = openSuperior(rig);
    const seen = await storedEntries(rig, 30);
    const before = load.totals.acknowledged;
    const refusals: string[] = [];
    try {
      disk.fill();
      // A writer that passes over what it can't store goes on.
      await (mutant === undefined ? untilFelt(rig) : sleep(fullMs));
      for (const one of seen) refusals.push(await superior.approve(one, randomUUID()));
      await sleep(fullMs);
    } finally {
      disk.free();
      superior.close();
    }
    const meanwhile = load.totals.acknowledged - before;
    const behind = (await waiting(rig.site).catch(() => ({ records: 0 }))).records;
    const storedS = await untilStoredMore(rig, 60_000);
    return () => [
      moreThan("entries acknowledged meanwhile", meanwhile, "entries"),
      moreThan("records that waited for the writer", behind, "records"),
      moreThan("decisions that were refused", refusals.filter((kind) => kind !== "").length, "decisions"),
      mustBe("decisions refused as anything but come again later", refusals.filter((kind) => kind !== "" && kind !== "unavailable").length, "decisions"), // prettier-ignore
      under("from space on the disk until the writer stored again", storedS, "s", recoveryLimitS),
    ];
  },
  controls: [{ mutant: "passes-over-trouble", caughtBy: ["I1"] }],
};

/** Writes into the log alone until a new file of it is wanted, and the server dies of it. */
async function useUpWal({ site }: Rig): Promise<void> {
  const postgres = serverOf(site.servers, "postgres");
  for (let files = 0; files < 40; files++) {
    const written = await queryOf(
      site.queries,
      "activity",
    )("select pg_logical_emit_message(false, 'rig', repeat('x', 8000000)), pg_switch_wal()").catch(() => undefined);
    if (written === undefined) return;
  }
  throw new Error(`PostgreSQL (${postgres.pid()}) found room for 40 files`);
}

const fullWal: RigRow = {
  id: "F21-wal",
  what: "the disk of PostgreSQL's write-ahead log is full",
  brokers: 1,
  isOnSmallDisks: true,
  async strike(rig) {
    const { load } = rig;
    const disk = disksOf(rig).wal;
    const before = load.totals.acknowledged;
    try {
      disk.fill();
      await useUpWal(rig);
      await sleep(fullMs);
    } finally {
      disk.free();
    }
    const meanwhile = load.totals.acknowledged - before;
    const storedS = await untilStoredMore(rig, 60_000);
    return () => [
      moreThan("entries acknowledged meanwhile", meanwhile, "entries"),
      under("from space on the disk until the writer stored again", storedS, "s", recoveryLimitS),
    ];
  },
  controls: [{ mutant: "rows-behind", caughtBy: ["I1"] }],
};

export const diskRows: readonly RigRow[] = [fullLog, fullTables, fullWal];
