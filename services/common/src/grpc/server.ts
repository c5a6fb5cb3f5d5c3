import { Server, type ServiceDefinition, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { HealthImplementation } from "grpc-health-check";

import { type Clock } from "../clock/index.ts";
import { type Stoppable } from "../lifecycle/index.ts";
import { type Subject } from "../session/index.ts";
import { errorFields, type Log } from "../telemetry/index.ts";
import { authzByPath } from "./authz.ts";
import { mount } from "./mount.ts";
import { ownSite, peerNames } from "./peer.ts";
import { reflectionOf } from "./reflection.ts";
import { callLimitMs, connectionGraceMs } from "./time-limits.ts";
import { serverCredentials, type Tls } from "./tls.ts";

export type GrpcServerOptions = {
  readonly host: string;
  readonly port: number;
  readonly tls: Tls;
  readonly services: readonly (readonly [ServiceDefinition, UntypedServiceImplementation])[];
  /** Descriptor image: authorisation options and reflection come from it. */
  readonly image: Buffer;
  readonly verify: (token: string) => Promise<Subject>;
  readonly log: Log;
  readonly clock: Clock;
  readonly maxReceiveBytes?: number;
};

const drainMs = 10_000;
const connectionAgeMs = 300_000;

/** grpc-js answers INTERNAL for an answer that its message type cannot hold, and tells nobody. */
function withLoggedSerializers(definition: ServiceDefinition, log: Log): ServiceDefinition {
  const entries = Object.entries(definition).map(([name, method]) => {
    const responseSerialize = (value: unknown): Buffer => {
      try {
        return method.responseSerialize(value);
      } catch (thrown) {
        log.error({ method: method.path, ...errorFields(thrown) }, "bug");
        throw thrown;
      }
    };
    return [name, { ...method, responseSerialize }];
  });
  return Object.fromEntries(entries) as ServiceDefinition;
}

/** "kinerja.identity.v1.SessionService" of "/kinerja.identity.v1.SessionService/SignIn". */
const serviceNames = (definition: ServiceDefinition): string[] => [
  ...new Set(Object.values(definition).map(({ path }) => path.split("/")[1] ?? "")),
];

function addServices(server: Server, options: GrpcServerOptions): void {
  const rules = authzByPath(options.image);
  const doors = { verify: options.verify, peerOf: peerNames(ownSite(options.tls)) };
  for (const [definition, implementation] of options.services) {
    const mounted: UntypedServiceImplementation = {};
    for (const [name, method] of Object.entries(definition)) {
      const authz = rules.get(method.path);
      const handler = implementation[name];
      if (!authz || !handler) throw new Error(`${method.path} has no ${authz ? "handler" : "authorisation"}`);
      mounted[name] = mount(handler, {
        ...doors,
        path: method.path,
        authz,
        log: options.log,
        limitMs: callLimitMs(method.path),
      });
    }
    server.addService(withLoggedSerializers(definition, options.log), mounted);
  }
}

/** Serves gRPC with mutual TLS, health, reflection and limits. Stopping drains: health says no, open calls end, then the rest is cut. */
export async function serveGrpc(
  options: GrpcServerOptions,
): Promise<Stoppable & { port: number; health: HealthImplementation }> {
  const server = new Server({
    "grpc.max_receive_message_length": options.maxReceiveBytes ?? 4 * 1024 * 1024,
    "grpc.max_send_message_length": 16 * 1024 * 1024,
    "grpc.max_connection_age_ms": connectionAgeMs,
    "grpc.max_connection_age_grace_ms": connectionGraceMs,
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 10_000,
    "grpc.max_concurrent_streams": 2_000,
  });
  addServices(server, options);
  const health = new HealthImplementation({ "": "SERVING" });
  health.addToServer(server);
  reflectionOf(
    options.image,
    options.services.flatMap(([definition]) => serviceNames(definition)),
  ).addToServer(server);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`${options.host}:${options.port}`, serverCredentials(options.tls), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const stop = (): Promise<void> => {
    health.setStatus("", "NOT_SERVING");
    return new Promise((resolve) => {
      const cut = setTimeout(() => {
        server.forceShutdown();
        resolve();
      }, drainMs);
      server.tryShutdown(() => {
        clearTimeout(cut);
        resolve();
      });
    });
  };
  return { port, health, stop };
}
