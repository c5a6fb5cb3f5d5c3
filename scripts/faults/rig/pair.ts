import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openClient } from "@kinerja/common/postgres";
import { type Postgres, startPostgres } from "../../parts/postgres.ts";
import { type Proxy, startProxy } from "../proxy.ts";

/** PostgreSQL that leads, and one that follows it when it is asked to: behind one address, whoever leads. */
export interface Pair {
  readonly url: string;
  /** The link by which the standby hears of the leader, while there is one. */
  link(): Proxy;
  /** Makes a standby from the leader at work; from then on a commit is acknowledged when both have it. */
  follow(): Promise<void>;
  /** The leader with all its processes is killed, for good. */
  loseLeader(): Promise<void>;
  /** The standby leads, behind the address of before. */
  promote(): Promise<void>;
  /** The standby with all its processes is killed. */
  loseStandby(): Promise<void>;
  /** It is started again on what it has; resolves when commits wait for it again. */
  standbyBack(): Promise<void>;
  /** Takes the standby away: commits wait for nobody. */
  alone(): Promise<void>;
  stop(): Promise<void>;
}

interface Server {
  readonly dir: string;
  readonly postgres: Postgres;
}

interface Standby extends Server {
  readonly link: Proxy;
}

const name = "standby";

/** Each server's own; the folders themselves must be there. */
const emptied = new Set(
  "pg_wal pg_replslot pg_dynshmem pg_notify pg_serial pg_snapshots pg_stat_tmp pg_subtrans".split(" "),
);
const leftOut = new Set(["postmaster.pid", "postmaster.opts"]);

/** What goes away meanwhile is not needed: the log tells of it. */
function unlessGone(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (emptied.has(entry.name)) await mkdir(target, { mode: 0o700 });
    else if (entry.isDirectory()) await copyFolder(source, target).catch(unlessGone);
    else if (!leftOut.has(entry.name)) await copyFile(source, target).catch(unlessGone);
  }
}

async function ask<Row>(url: string, ...statements: readonly string[]): Promise<Row[]> {
  const client = await openClient(url, "rig-pair", { statementTimeoutMs: 60_000 });
  try {
    let rows: unknown[] = [];
    for (const sql of statements) rows = (await client.query(sql)).rows;
    return rows as Row[];
  } finally {
    await client.end();
  }
}

/** A base backup by SQL and copies: the packages of PostgreSQL that we use have no pg_basebackup. */
async function copyLeader(leader: Server, dir: string): Promise<void> {
  rmSync(dir, { recursive: true, force: true });
  await mkdir(dir, { mode: 0o700 });
  const client = await openClient(leader.postgres.url, "rig-backup");
  try {
    // What is written from now on is kept for it.
    await client.query(`select pg_create_physical_replication_slot('${name}', true)`);
    await client.query(`select pg_backup_start('${name}', true)`);
    await copyFolder(join(leader.dir, "data"), join(dir, "data"));
    const { rows } = await client.query<{ labelfile: string }>("select labelfile from pg_backup_stop(false)");
    writeFileSync(join(dir, "data", "backup_label"), rows[0]?.labelfile ?? "", { mode: 0o600 });
  } finally {
    await client.end();
  }
  await copyFile(join(leader.dir, "password"), join(dir, "password"));
}

function followOver(dir: string, url: string, port: number): void {
  const { username, password } = new URL(url);
  const address = `host=127.0.0.1 port=${port} user=${username} password=${password} application_name=${name}`;
  const settings = [`primary_conninfo = '${address}'`, `primary_slot_name = '${name}'`, ""].join("\n");
  appendFileSync(join(dir, "data", "postgresql.auto.conf"), settings);
  writeFileSync(join(dir, "data", "standby.signal"), "");
}

const limitMs = 60_000;

async function untilReplication(leader: Server, wanted: string): Promise<void> {
  const deadline = performance.now() + limitMs;
  const sql = `select from pg_stat_replication where application_name = '${name}' and state = 'streaming' ${wanted}`;
  while ((await ask(leader.postgres.url, sql)).length === 0) {
    if (performance.now() > deadline) throw new Error("the standby does not follow");
    await sleep(50);
  }
}

/** As a machine that loses its power: no process of it answers anybody any more. */
async function killWhole({ postgres: { pid, ended } }: Server): Promise<void> {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  for (const one of [pid, ...children.map(Number)]) {
    try {
      process.kill(one, "SIGKILL");
    } catch {
      // it has just ended
    }
  }
  await ended;
}

const waitForStandby = [`alter system set synchronous_standby_names = '${name}'`, "select pg_reload_conf()"];
const waitForNobody = ["alter system reset synchronous_standby_names", "select pg_reload_conf()"];

export async function startPair(dir: string, seed: number): Promise<Pair> {
  const start = async (at: string): Promise<Server> => ({
    dir: at,
    postgres: await startPostgres({ dir: at, mode: "durable" }),
  });
  let made = 1;
  let leader = await start(join(dir, `postgres-${made}`));
  let standby: Standby | undefined;
  const door = await startProxy({ port: leader.postgres.port, seed });
  const address = new URL(leader.postgres.url);
  address.port = String(door.port);
  const theStandby = (): Standby => {
    if (standby === undefined) throw new Error("there is no standby");
    return standby;
  };
  const forget = async (): Promise<void> => {
    await standby?.link.stop();
    standby = undefined;
  };
  return {
    url: address.href,
    link: () => theStandby().link,
    async follow() {
      made++;
      const [at, link] = [join(dir, `postgres-${made}`), await startProxy({ port: leader.postgres.port, seed })];
      await copyLeader(leader, at);
      followOver(at, leader.postgres.url, link.port);
      standby = { ...(await start(at)), link };
      await untilReplication(leader, "");
      await ask(leader.postgres.url, ...waitForStandby);
      await untilReplication(leader, "and sync_state = 'sync'");
    },
    async loseLeader() {
      await killWhole(leader);
      // What was on its way to the standby and is held up never comes.
      theStandby().link.refuse(true);
    },
    async promote() {
      const { url, port } = theStandby().postgres;
      await ask(url, "select pg_promote(true, 60)");
      leader = theStandby();
      door.aim(port);
      door.reset();
      await forget();
    },
    loseStandby: () => killWhole(theStandby()),
    async standbyBack() {
      const { dir: at, link } = theStandby();
      standby = { ...(await start(at)), link };
      await untilReplication(leader, "and sync_state = 'sync'");
    },
    async alone() {
      if (standby === undefined) return;
      await ask(leader.postgres.url, ...waitForNobody);
      await standby.postgres.stop();
      await forget();
      await ask(leader.postgres.url, `select pg_drop_replication_slot('${name}')`);
    },
    async stop() {
      await standby?.postgres.stop();
      await forget();
      await leader.postgres.stop();
      await door.stop();
    },
  };
}
