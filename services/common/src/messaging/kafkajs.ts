import { createRequire } from "node:module";
import type { ConnectionOptions } from "node:tls";
import { Kafka, logLevel } from "kafkajs";

export { ConfigResourceTypes, PartitionAssigners, Partitioners } from "kafkajs";

export type {
  Admin as KafkaJsAdmin,
  Consumer as KafkaJsConsumer,
  EachBatchPayload,
  IHeaders,
  PartitionAssigner,
} from "kafkajs";

export type KafkaLog = (level: "error" | "warn", message: string, fields: Readonly<Record<string, unknown>>) => void;

export interface ConnectOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Certificates for mutual TLS; without it the connection is plain. */
  readonly tls?: ConnectionOptions;
  readonly log?: KafkaLog;
}

/**
 * How long a broker may hold back a fetch that has nothing to deliver: what arrives is delivered at once, so a longer wait costs nothing but the
 * time that a stop takes, and each shorter one is work for nobody.
 */
export const idleWaitMs = 2_000;

interface RequestQueue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  throttledUntil: number;
  pending: readonly unknown[];
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

/** kafkajs 2.2.4 asks its empty queue every millisecond on every connection: 30 ms of CPU a second for nothing (its issue 1751, pull 1768). */
function endIdlePolling(): void {
  const load = createRequire(__filename);
  if ((load("kafkajs/package.json") as { version: string }).version !== "2.2.4") return;
  const queue = load("kafkajs/src/network/requestQueue") as { prototype: RequestQueue };
  queue.prototype.scheduleCheckPendingRequests = function () {
    if (this.throttleCheckTimeoutId !== null) return;
    const throttled = this.throttledUntil - Date.now();
    if (throttled <= 0 && this.pending.length === 0) return;
    const check = (): void => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    };
    this.throttleCheckTimeoutId = setTimeout(check, throttled > 0 ? throttled : 10);
  };
}
endIdlePolling();

/** The only door to kafkajs. It goes on trying for ever to reach the brokers: whoever calls sets the limits. */
export function openKafkaJs({ brokers, clientId, tls, log }: ConnectOptions): Kafka {
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(tls === undefined ? {} : { ssl: tls }),
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 1e9 },
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, log: { message, logger: _logger, timestamp: _timestamp, ...fields } }) =>
        log?.(level === logLevel.WARN ? "warn" : "error", message, fields),
  });
}
