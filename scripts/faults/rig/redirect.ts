/** Preloaded into a process of the rig: what it connects to at one port of this machine it reaches at another (REDIRECT=FROM:TO,…). No production code knows of it. */
import { Socket } from "node:net";

const ports = new Map(
  (process.env["REDIRECT"] ?? "").split(",").map((pair) => pair.split(":").map(Number) as [number, number]),
);

/** The options of a call of connect, however they were given: Node's own callers give a list of them and of a listener. */
function redirect(given: unknown): void {
  const options = (Array.isArray(given) ? given[0] : given) as { port?: number | string } | undefined;
  if (typeof options !== "object") return;
  const to = ports.get(Number(options.port));
  if (to !== undefined) options.port = to;
}

const connect = Reflect.get(Socket.prototype, "connect") as (...args: unknown[]) => Socket;
Object.assign(Socket.prototype, {
  connect(this: Socket, ...args: unknown[]) {
    redirect(args[0]);
    return Reflect.apply(connect, this, args) as Socket;
  },
});
