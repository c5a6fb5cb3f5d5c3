import { type Client } from "@grpc/grpc-js";
import { openClock } from "@kinerja/common/clock";
import { ownContract } from "@kinerja/common/edge";
import { filesArea, openFiles, receiptsIn } from "@kinerja/common/files";
import { openChannel, readTls } from "@kinerja/common/grpc";
import { stopOnSignal } from "@kinerja/common/lifecycle";
import { openListener, openRedis } from "@kinerja/common/redis";
import { startSessionGuard } from "@kinerja/common/session";
import { createLog, errorFields, histogram, serveOperations } from "@kinerja/common/telemetry";

import { gatewayApp } from "./app.ts";
import { callersOf } from "./callers.ts";
import { addressOf, domainAndName, readConfig } from "./config.ts";
import { allowances } from "./limits.ts";
import { createHub } from "./live/hub.ts";
import { serveHttp } from "./server.ts";

const log = createLog("gateway");
/** What changes within it is told at once: a team that logs is one event, not a dozen. */
const gatherMs = 200;
const durations = histogram("http_server_duration_seconds", "Time until the answer.", ["method", "path", "status"]);

function end(error: unknown): void {
  log.fatal(errorFields(error), "ends");
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const clock = openClock(config.clockFile, config.siteKind);
  const contract = ownContract();
  const tls = readTls(config.tlsDir, "gateway");

  const services = [...new Set(contract.rpcs.map(({ service }) => service))];
  const addresses = services.flatMap((service) => {
    const address = addressOf(process.env, service);
    return address === undefined ? [] : [[service, address] as const];
  });
  const channels = new Map<string, Client>();
  const callers = addresses.map(([service, at]) => {
    const [callee] = domainAndName(service);
    const client = channels.get(`${callee} ${at}`) ?? openChannel(at, tls, callee);
    channels.set(`${callee} ${at}`, client);
    return [service, callersOf(client)] as const;
  });

  const { site, kafkaBrokers: brokers } = config;
  const guard = startSessionGuard({ brokers, clientId: `gateway.${site}`, site, clock, onCrash: end });
  const verifiers = { call: guard.verify, record: guard.verifyEvenEnded, upload: guard.verifyFresh };
  let isReady = false;
  void guard.ready.then(() => (isReady = true));

  const redis = openRedis(config.redisUrl, log, "each gateway counts for itself");
  const hub = createHub(gatherMs);
  const listener = openListener(config.redisUrl, site, log, {
    onPeople: (personIds) => hub.people(personIds),
    onDeaf: () => hub.setHearing(false),
    onHearing: () => hub.setHearing(true),
  });
  const app = gatewayApp({
    config,
    contract,
    services: new Map(callers.map(([service, { call }]) => [service, call])),
    streams: new Map(callers.map(([service, { stream }]) => [service, stream])),
    verify: (token, purpose) => verifiers[purpose](token),
    allowances: allowances(config.limits, redis.redis),
    files: await openFiles(config.files, log),
    receipts: receiptsIn(filesArea(config.files, "receipts", log)),
    hub,
    clock,
    onBug: (thrown, traceId, path) => log.error({ ...errorFields(thrown), traceId, path }, "bug"),
    onAnswer: ({ method, path }, status, durationMs) => durations.observe({ method, path, status }, durationMs / 1_000),
  });
  const server = await serveHttp(app, config.host, config.port);
  const operations = await serveOperations({ port: config.operationsPort, host: config.host, ready: () => isReady });
  const closing = {
    stop: (): Promise<void> => {
      for (const client of channels.values()) client.close();
      return Promise.resolve();
    },
  };
  const pages = {
    stop: (): Promise<void> => {
      hub.end();
      return Promise.resolve();
    },
  };
  stopOnSignal([pages, server, closing, guard, listener, redis, operations]);
  log.info({ port: server.port }, "gateway serves");
}

main().catch(end);
