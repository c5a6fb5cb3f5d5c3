import { Redis } from "ioredis";

import { uuidFromBytes, uuidToBytes } from "../kernel/index.ts";
import { type Stoppable } from "../lifecycle/index.ts";
import { type Log } from "../telemetry/index.ts";
import { openRedis } from "./open.ts";

/** Of whom something changed, for open pages: ids only, 16 bytes each. A hint that may be lost; what changed is read as always. */
const channelOf = (site: string): string => `kinerja:${site}:live`;

const idBytes = 16;
/** Longer messages would only come later: a flush of the log has fewer people. */
const mostIds = 4_000;

export type Teller = Stoppable & {
  /** Never waits and never fails: without Redis nobody is told, and pages ask by themselves. */
  readonly tell: (personIds: Iterable<string>) => void;
};

/** Tells open pages that something of these people changed. */
export function openTeller(url: string | undefined, site: string, log: Log): Teller {
  const connection = openRedis(url, log, "open pages are told nothing");
  const { redis } = connection;
  const channel = channelOf(site);
  return {
    stop: () => connection.stop(),
    tell(personIds) {
      if (redis?.status !== "ready") return;
      const ids = [...new Set(personIds)].slice(0, mostIds);
      if (ids.length > 0) redis.publish(channel, Buffer.concat(ids.map(uuidToBytes))).catch(() => undefined);
    },
  };
}

export type Listener = {
  readonly onPeople: (personIds: readonly string[]) => void;
  /** Nothing is heard from now on. */
  readonly onDeaf: () => void;
  /** It is heard again; what was told meanwhile is lost. */
  readonly onHearing: () => void;
};

const idsIn = (message: Buffer): string[] =>
  Array.from({ length: Math.floor(message.length / idBytes) }, (_, index) =>
    uuidFromBytes(message.subarray(index * idBytes, (index + 1) * idBytes)),
  );

/** Hears what tellers tell, for as long as Redis is there. */
export function openListener(url: string | undefined, site: string, log: Log, listener: Listener): Stoppable {
  if (url === undefined) return { stop: () => Promise.resolve() };
  const redis = new Redis(url, {
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5_000),
  });
  let isHearing = false;
  redis.on("ready", () => {
    redis.subscribe(channelOf(site)).then(
      () => {
        isHearing = true;
        listener.onHearing();
      },
      () => redis.disconnect(true),
    );
  });
  redis.on("close", () => {
    if (isHearing) listener.onDeaf();
    isHearing = false;
  });
  redis.on("error", (error: Error) => log.debug({ unit: "redis", name: error.name }, "not heard"));
  redis.on("messageBuffer", (_channel: Buffer, message: Buffer) => listener.onPeople(idsIn(message)));
  return {
    stop: () => {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}
