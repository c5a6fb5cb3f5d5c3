import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { classArchive, knownClasses } from "./class-archive.ts";
import { aliveBrokers } from "./kafka-probe.ts";
import { kafkaJars } from "./kafka-jars.ts";
import { freePort } from "./ports.ts";
import { endOrphan, startChild, untilReady, type Child } from "./process.ts";

export interface KafkaOptions {
  /** Holds each node's settings, data, log and pid file; an existing one is gone on with. */
  readonly dir: string;
  readonly nodes?: 1 | 3;
  /** `test`: quick to start and to notice a dead node, stopped by SIGKILL. `run`: made to last on a busy machine. */
  readonly profile: "test" | "run";
  /** The port of each node's client listener; free ones unless given. */
  readonly ports?: readonly number[];
}

export interface Kafka {
  readonly brokers: string[];
  /** The processes that run now; a restarted node has another one. */
  readonly pids: number[];
  /** The process of a node, that of its last start. Nodes count from 1. */
  process(node: number): Child;
  /** SIGKILL; resolves when the process is gone. */
  kill(node: number): Promise<void>;
  /** Starts a node again on its old port and data and waits until it serves. */
  restart(node: number): Promise<void>;
  stop(): Promise<void>;
}

interface Node {
  readonly id: number;
  readonly dir: string;
  readonly port: number;
  readonly controllerPort: number;
}

const run = promisify(execFile);
const recipe = join(import.meta.dirname, "../../deploy/local/kafka");
const readyLimitMs = 90_000;

/**
 * Serial GC costs the least memory. C1 alone: a broker of one machine lives for minutes, or waits, and C2 then takes more time than it saves
 * (a third of the broker's in a month of 120 people, a quarter of the whole platform's when nothing happens).
 */
const jvm = [
  "-Xss512k",
  "-XX:+UseSerialGC",
  "-XX:TieredStopAtLevel=1",
  "-XX:-UsePerfData",
  "-XX:+ExitOnOutOfMemoryError",
  "-Djava.awt.headless=true",
];
const profiles = {
  test: { jvm: ["-Xms256m", "-Xmx256m", "-XX:TieredStopAtLevel=1"], sessionMs: 2_000, heartbeatMs: 300 },
  run: { jvm: ["-Xms128m", "-Xmx384m"], sessionMs: 4_000, heartbeatMs: 700 },
} as const;

function settingsOf(node: Node, all: readonly Node[], profile: KafkaOptions["profile"]): string {
  const values: Record<string, string | number> = {
    node: node.id,
    voters: all.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(","),
    port: node.port,
    controllerPort: node.controllerPort,
    data: join(node.dir, "data"),
    replicas: all.length,
    minInSync: all.length === 3 ? 2 : 1,
    sessionMs: profiles[profile].sessionMs,
    heartbeatMs: profiles[profile].heartbeatMs,
  };
  const template = readFileSync(join(recipe, "server.properties"), "utf8");
  return template.replace(/\$\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Kafka's form of a random id: 16 bytes as base64url. A leading dash would be read as an option. */
function newClusterId(): string {
  const id = randomBytes(16).toString("base64url");
  return id.startsWith("-") ? newClusterId() : id;
}

/** Formats all nodes under one cluster id. The marker is written last: a folder that a crash left half formatted is begun anew. */
async function format(dir: string, nodes: readonly Node[], lib: string): Promise<void> {
  const marker = join(dir, "cluster.json");
  if (existsSync(marker)) {
    const known = JSON.parse(readFileSync(marker, "utf8")) as { nodes: number };
    if (known.nodes === nodes.length) return;
    throw new Error(`${dir} belongs to a Kafka of ${known.nodes} node(s), not ${nodes.length}: name another folder.`);
  }
  const clusterId = newClusterId();
  const formatNode = async (node: Node): Promise<void> => {
    rmSync(join(node.dir, "data"), { recursive: true, force: true });
    const storage = ["kafka.tools.StorageTool", "format", "-t", clusterId, "-c", join(node.dir, "server.properties")];
    const java = [
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-Xmx128m",
      ...knownClasses(lib),
      "-cp",
      join(lib, "*"),
    ];
    await run("java", [...java, ...storage], { timeout: 120_000 });
  };
  await Promise.all(nodes.map(formatNode));
  writeFileSync(`${marker}.new`, JSON.stringify({ clusterId, nodes: nodes.length }));
  renameSync(`${marker}.new`, marker);
}

async function layOut(options: KafkaOptions, dir: string): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let id = 1; id <= (options.nodes ?? 1); id++) {
    const port = options.ports?.[id - 1] ?? (await freePort());
    nodes.push({ id, dir: join(dir, `node-${id}`), port, controllerPort: await freePort() });
  }
  for (const node of nodes) {
    mkdirSync(node.dir, { recursive: true, mode: 0o700 });
    await endOrphan({ name: "kafka", dir: node.dir, stopSignal: "SIGTERM" });
    writeFileSync(join(node.dir, "server.properties"), settingsOf(node, nodes, options.profile));
  }
  return nodes;
}

async function launch(node: Node, lib: string, profile: KafkaOptions["profile"]): Promise<Child> {
  const log = `-Dlog4j2.configurationFile=${join(recipe, "log4j2.properties")}`;
  const main = ["-cp", join(lib, "*"), "kafka.Kafka", join(node.dir, "server.properties")];
  const classes = classArchive(lib);
  const child = await startChild({
    name: "kafka",
    dir: node.dir,
    command: "java",
    args: [...profiles[profile].jvm, ...jvm, ...classes.args, log, ...main],
    stopSignal: "SIGTERM",
    stopLimitMs: 20_000,
  });
  void child.ended.then(classes.keep);
  return child;
}

/** Starts Apache Kafka (KRaft, brokers that are controllers, too) and resolves when every node answers for the whole cluster. */
export async function startKafka(options: KafkaOptions): Promise<Kafka> {
  const dir = resolve(options.dir);
  const lib = await kafkaJars();
  const nodes = await layOut(options, dir);
  await format(dir, nodes, lib);
  const children = new Map<number, Child>();
  const start = async (node: Node): Promise<void> =>
    void children.set(node.id, await launch(node, lib, options.profile));
  const ready = async (node: Node, isServing: (alive: readonly number[]) => boolean): Promise<void> => {
    const probe = async (): Promise<boolean> => isServing(await aliveBrokers("127.0.0.1", node.port));
    await untilReady(childOf(node.id), `Kafka node ${node.id}`, readyLimitMs, probe);
  };
  const childOf = (id: number): Child => {
    const child = children.get(id);
    if (child === undefined) throw new Error(`Kafka has no node ${id}.`);
    return child;
  };
  const stop = async (): Promise<void> => {
    const running = [...children.values()];
    if (options.profile === "test") running.forEach((child) => child.kill("SIGKILL"));
    await Promise.all(running.map((child) => child.stop()));
  };
  try {
    await Promise.all(nodes.map(start));
    await Promise.all(nodes.map((node) => ready(node, (alive) => alive.length === nodes.length)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: nodes.map(({ port }) => `127.0.0.1:${port}`),
    get pids() {
      return [...children.values()].filter((child) => child.isRunning()).map(({ pid }) => pid);
    },
    process: childOf,
    async kill(id) {
      childOf(id).kill("SIGKILL");
      await childOf(id).ended;
    },
    async restart(id) {
      const node = nodes.find((one) => one.id === id);
      if (node === undefined || childOf(id).isRunning())
        throw new Error(`Kafka node ${id} is not one that can be restarted.`);
      await start(node);
      await ready(node, (alive) => alive.includes(id));
    },
    stop,
  };
}
