import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Admin,
  connectAdmin,
  connectProducer,
  ensureTopics,
  type Producer,
  topicName,
} from "@kinerja/common/messaging";
import { openClient, provision, withLogin } from "@kinerja/common/postgres";
import { type Queries, type Query } from "../../invariants/finding.ts";
import { makeCertificates } from "../../parts/certificates.ts";
import { passwordOf } from "../../platform/secrets.ts";
import { databases, logPartitions } from "../../platform/services.ts";
import { makePeople, type RigPerson } from "./people.ts";
import { type Servers } from "./servers.ts";

const root = join(import.meta.dirname, "../../..");

/** One row's own databases, topics and people on shared servers. */
export interface Site {
  readonly name: string;
  readonly dir: string;
  readonly servers: Servers;
  readonly tls: string;
  readonly people: readonly RigPerson[];
  /** The activity log. */
  readonly log: string;
  readonly partitions: number;
  /** As the administrator, who sees all rows. */
  readonly queries: Queries;
  readonly admin: Admin;
  readonly producer: Producer;
  /** Addresses of the roles of a database, by "activity" and "activity_spool". */
  readonly urls: Readonly<Record<string, Readonly<Record<string, string>>>>;
  close(): Promise<void>;
}

const own = databases.filter(({ service }) => service === "activity");

/** The administrator's own connection: what broke it is told once, and the next question opens another one. */
function openQuery(url: string): { readonly query: Query; end(): Promise<void> } {
  let last: Promise<unknown> = Promise.resolve();
  let client: ReturnType<typeof openClient> | undefined;
  const end = async (): Promise<void> => {
    const ended = client;
    client = undefined;
    await ended?.then((one) => one.end()).catch(() => undefined);
  };
  const ask = async <Row>(sql: string, params: readonly unknown[]): Promise<Row[]> => {
    try {
      return (await (await (client ??= openClient(url, "rig"))).query(sql, [...params])).rows as Row[];
    } catch (error) {
      await end();
      throw error;
    }
  };
  const query = <Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> => {
    const asked = last.then(() => ask<Row>(sql, params));
    last = asked.catch(() => undefined);
    return asked;
  };
  return { query, end };
}

async function makeDatabases({ parts, secrets }: Servers, name: string) {
  const made = own.map(async ({ key, service, folder }) => {
    const migrationsDir = join(root, "services", service, folder);
    const wanted = { adminUrl: parts.adminUrl, name: `kinerja_${name.replaceAll("-", "_")}_${key}`, migrationsDir };
    const { urls, database } = await provision({ ...wanted, passwordOf: passwordOf(secrets) });
    return { key, urls, ...openQuery(withLogin(parts.adminUrl, database)) };
  });
  return Promise.all(made);
}

/** The topics of the services that are not there. */
const foreignTopics = (site: string) => [
  ...["employment", "relation", "signing-key", "revocation"].map((fact) => topicName(site, "identity", fact)),
  ...["skp"].map((fact) => topicName(site, "planning", fact)),
];

export async function openSite(servers: Servers, name: string): Promise<Site> {
  const dir = join(servers.dir, name);
  mkdirSync(join(dir, "files"), { recursive: true, mode: 0o700 });
  const tls = join(dir, "tls");
  const brokers = [...servers.parts.brokers];
  const [opened, admin] = await Promise.all([
    makeDatabases(servers, name),
    connectAdmin({ brokers, clientId: `rig.${name}` }),
    makeCertificates(tls, name, ["activity", "identity", "gateway"]),
  ]);
  await ensureTopics(
    admin,
    foreignTopics(name).map((topic) => ({ name: topic, partitions: 1, compacted: true })),
  );
  const producer = connectProducer({ brokers, clientId: `rig.${name}` });
  return {
    ...{ name, dir, servers, tls, admin, producer },
    people: await makePeople(producer, name, 8, 50),
    log: topicName(name, "activity", "submitted"),
    partitions: logPartitions,
    queries: Object.fromEntries(opened.map(({ key, query }) => [key, query])),
    urls: Object.fromEntries(opened.map(({ key, urls }) => [key, urls])),
    async close() {
      await Promise.all([producer.close(), admin.close(), ...opened.map((one) => one.end())]);
    },
  };
}
