import { join } from "node:path";
import { type Secrets } from "./secrets.ts";
import { logPartitions, services, type ServiceSpec } from "./services.ts";

const root = join(import.meta.dirname, "../..");

export type Databases = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Ports {
  readonly grpc: number;
  readonly operations: number;
  readonly http: number;
  /** gRPC of activity's ingest, which is a process of its own elsewhere. */
  readonly ingest: number;
}

export interface EnvironmentFacts {
  readonly dir: string;
  readonly site: string;
  readonly tls: string;
  readonly clockFile: string;
  readonly brokers: readonly string[];
  readonly redisUrl: string;
  readonly secrets: Secrets;
  readonly databases: Databases;
  readonly ports: ReadonlyMap<string, Ports>;
}

type Environment = Record<string, string>;

/** What every service is told. */
function shared({ dir, site, tls, clockFile, brokers, ports }: EnvironmentFacts): Environment {
  const environment: Environment = {
    NODE_ENV: "production",
    // What was compiled by the start before is not compiled again: a second of each service's start.
    NODE_COMPILE_CACHE: join(root, ".tools/compile-cache"),
    SITE: site,
    SITE_KIND: "demo",
    TLS_DIR: tls,
    CLOCK_FILE: clockFile,
    FILES_DIR: join(dir, "files"),
    KAFKA_BROKERS: brokers.join(","),
    LOG_PARTITIONS: String(logPartitions),
    GRPC_HOST: "127.0.0.1",
  };
  const telemetry = ["LOG_LEVEL", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL"];
  const secrets = ["S3_KEY_ID", "S3_SECRET"].flatMap((name) => [name, `${name}_FILE`]);
  const limits = ["S3_TIMEOUT_MS", "S3_ATTEMPTS"];
  const bucket = ["FILES_STORE", "S3_ENDPOINT", "S3_BUCKET", "S3_REGION", ...secrets, ...limits];
  const passed = ["PATH", ...telemetry, ...bucket];
  for (const name of passed) if (process.env[name]) environment[name] = process.env[name];
  for (const { name, grpc } of services)
    if (grpc) environment[`${name.toUpperCase()}_ADDRESS`] = `127.0.0.1:${ports.get(name)?.grpc ?? 0}`;
  environment["ACTIVITY_INGEST_ADDRESS"] = `127.0.0.1:${ports.get("activity")?.ingest ?? 0}`;
  return environment;
}

/** The roles of a service's own database, and nobody else's; never the owner's. */
function databaseUrls(urls: Readonly<Record<string, string>>, prefix = ""): Environment {
  const { owner: _, app = "", ...machines } = urls;
  const variable = `${prefix}DATABASE_URL`;
  const named = Object.entries(machines).map(([role, url]) => [`${variable}_${role.toUpperCase()}`, url]);
  return { [variable]: app, ...(Object.fromEntries(named) as Environment) };
}

/** A whole province signs in from this one machine: limits of an office would stop it. */
const demoLimits = {
  RATE_PUBLIC_PER_MINUTE: "600000",
  RATE_SIGN_IN_PER_MINUTE: "600000",
  RATE_SUBJECT_PER_MINUTE: "6000",
};

function special(name: string, { redisUrl, secrets, ports }: EnvironmentFacts): Environment {
  const origin = `http://127.0.0.1:${ports.get("gateway")?.http ?? 0}`;
  const origins = { WEB_HTTPS: "false", WEB_ORIGINS: origin };
  switch (name) {
    case "gateway":
      return { REDIS_URL: redisUrl, WEB_DIR: join(root, "services/web/dist"), ...origins, ...demoLimits };
    case "activity":
      return { REDIS_URL: redisUrl, INGEST_GRPC_PORT: String(ports.get(name)?.ingest ?? 0), ...origins };
    case "identity":
      return {
        NIP_KEYS: secrets.nipKeys,
        NIP_INDEX_KEY: secrets.nipIndexKey,
        KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
      };
    default:
      return {};
  }
}

/** Of the first database without a prefix, of the second one with its name. */
const ownDatabases = ({ name, database, second }: ServiceSpec, { databases }: EnvironmentFacts): Environment => ({
  ...(database && databaseUrls(databases[name] ?? {})),
  ...(second && databaseUrls(databases[`${name}_${second}`] ?? {}, `${second.toUpperCase()}_`)),
});

export function environmentOf(service: ServiceSpec, facts: EnvironmentFacts): Environment {
  const { name, httpVariable } = service;
  const own = facts.ports.get(name);
  return {
    ...shared(facts),
    SERVICE_NAME: name,
    GRPC_PORT: String(own?.grpc ?? 0),
    HTTP_PORT: String(own?.operations ?? 0),
    ...(httpVariable ? { [httpVariable]: String(own?.http ?? 0) } : {}),
    ...ownDatabases(service, facts),
    ...special(name, facts),
  };
}
