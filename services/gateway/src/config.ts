import { join } from "node:path";

import { settings } from "@kinerja/common/config";
import { type FilesConfig, filesConfig } from "@kinerja/common/files";

/** Requests a minute. */
export interface RateLimits {
  /** Before sign-in, by address: whole offices share one. */
  readonly publicPerMinute: number;
  readonly signInPerMinute: number;
  readonly subjectPerMinute: number;
  /** Uploads by person and day. */
  readonly uploadMegabytesPerDay: number;
}

export interface Config {
  readonly site: string;
  readonly siteKind: string;
  readonly host: string;
  readonly port: number;
  /** For /healthz, /readyz and /metrics. */
  readonly operationsPort: number;
  readonly https: boolean;
  readonly origins: readonly string[];
  /** Proxies in front of us whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly tlsDir: string;
  readonly redisUrl: string | undefined;
  readonly kafkaBrokers: readonly string[];
  readonly files: FilesConfig;
  readonly webDir: string;
  readonly docsDir: string;
  readonly clockFile: string | undefined;
  readonly deadlineMs: number;
  readonly limits: RateLimits;
}

type Env = Readonly<Record<string, string | undefined>>;
const repository = join(__dirname, "../../..");
const many = { min: 1, max: 10_000_000 };
const port = { min: 0, max: 65_535 };

export function readConfig(env: Env): Config {
  const read = settings(env);
  return read.done({
    site: read.text("SITE"),
    siteKind: read.oneOf("SITE_KIND", ["demo", "test", "province", "central"]),
    host: read.text("GATEWAY_HOST", "127.0.0.1"),
    port: read.int("GATEWAY_PORT", port),
    operationsPort: read.int("HTTP_PORT", port),
    https: read.flag("WEB_HTTPS", true),
    origins: read.list("WEB_ORIGINS", ""),
    trustedProxies: read.list("TRUSTED_PROXIES", ""),
    tlsDir: read.text("TLS_DIR"),
    redisUrl: read.optional("REDIS_URL"),
    kafkaBrokers: read.list("KAFKA_BROKERS"),
    files: filesConfig(read),
    webDir: read.text("WEB_DIR", join(repository, "services/web/dist")),
    docsDir: read.text("DOCS_DIR", join(repository, "docs")),
    clockFile: read.optional("CLOCK_FILE"),
    deadlineMs: read.int("CALL_DEADLINE_MS", { min: 100, max: 60_000 }, 10_000),
    limits: {
      publicPerMinute: read.int("RATE_PUBLIC_PER_MINUTE", many, 1_200),
      signInPerMinute: read.int("RATE_SIGN_IN_PER_MINUTE", many, 300),
      subjectPerMinute: read.int("RATE_SUBJECT_PER_MINUTE", many, 600),
      uploadMegabytesPerDay: read.int("UPLOAD_MEGABYTES_PER_DAY", many, 200),
    },
  });
}

/** "activity" and "Ingest" of "kinerja.activity.v1.IngestService". */
export function domainAndName(service: string): readonly [domain: string, name: string] {
  const [, domain = "", name = ""] = /^kinerja\.(\w+)\.v\d+\.(\w+)Service$/.exec(service) ?? [];
  return [domain, name];
}

/**
 * Address of the service that serves "kinerja.activity.v1.IngestService": ACTIVITY_INGEST_ADDRESS, else ACTIVITY_ADDRESS.
 * A service without an address has no routes here.
 */
export function addressOf(env: Env, service: string): string | undefined {
  const [domain, name] = domainAndName(service);
  const of = (...words: string[]): string | undefined => env[`${words.join("_").toUpperCase()}_ADDRESS`];
  return of(domain, name) ?? of(domain);
}
