import { createRequire } from "node:module";
import type { Socket } from "node:net";
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

interface KafkaConnection {
  readonly socket?: Socket;
  readonly requestQueue: { destroy(): void };
  connectionStatus: string;
  send: (this: KafkaConnection, request: unknown) => Promise<unknown>;
  rejectRequests(error: unknown): void;
}

const load = createRequire(__filename);
const isKnownVersion = (load("kafkajs/package.json") as { version: string }).version === "2.2.4";

/** kafkajs 2.2.4 asks its empty queue every millisecond on every connection: 30 ms of CPU a second for nothing (its issue 1751, pull 1768). */
function endIdlePolling(): void {
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

/**
 * kafkajs 2.2.4 goes on with a connection on which a request was not answered in time, for as long as the kernel takes it for alive: when the
 * machine behind it has lost its power that is a quarter of an hour, in which nothing is consumed. So it ends with the first such request, as
 * in Kafka's own clients, and the next one opens another.
 */
function endSilentConnections(): void {
  const connection = load("kafkajs/src/network/connection") as { prototype: KafkaConnection };
  const { send } = connection.prototype;
  connection.prototype.send = async function (request) {
    const { socket } = this;
    try {
      return await send.call(this, request);
    } catch (error) {
      if ((error as Error).name === "KafkaJSRequestTimeoutError" && this.socket === socket && !socket?.destroyed) {
        socket?.destroy();
        // Its own way to the end waits for the answers, and takes it for connected meanwhile.
        this.connectionStatus = "disconnected";
        this.requestQueue.destroy();
        this.rejectRequests(error);
      }
      throw error;
    }
  };
}

if (isKnownVersion) {
  endIdlePolling();
  endSilentConnections();
}

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
