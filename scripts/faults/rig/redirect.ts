/** Preloaded into a process of the rig: what it connects to at one port of this machine it reaches at another (REDIRECT=FROM:TO,…). No production code knows of it. */
import { Socket } from "node:net";

const ports = new Map(
  (process.env["REDIRECT"] ?? "").split(",").map((pair) => pair.split(":").map(Number) as [number, number]),
);

/** The first argument of a call of connect: a port, options, or what Node's own callers give: a list of options and a listener. */
function redirected(given: unknown): unknown {
  if (typeof given === "number" || typeof given === "string") return ports.get(Number(given)) ?? given;
  const options = (Array.isArray(given) ? given[0] : given) as { port?: number | string } | undefined;
  const to = ports.get(Number(options?.port));
  if (options !== undefined && to !== undefined) options.port = to;
  return given;
}

const connect = Reflect.get(Socket.prototype, "connect") as (...args: unknown[]) => Socket;
Object.assign(Socket.prototype, {
  connect(this: Socket, given: unknown, ...rest: unknown[]) {
    return connect.call(this, redirected(given), ...rest);
  },
});
