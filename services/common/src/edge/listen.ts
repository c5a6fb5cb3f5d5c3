import { type Server } from "node:http";
import { type AddressInfo, createServer, type Server as Door } from "node:net";

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Listening {
  readonly port: number;
  /** Takes no new connections, ends the idle ones, and resolves when all have ended. */
  close(): Promise<void>;
}

/**
 * Node takes one connection from a listening socket in a round of its loop (libuv since 1.45). In a busy process a round takes tens of milliseconds, so a crowd that comes at once would
 * wait for a minute, and whom the backlog of 511 does not hold would be cut off. Several sockets on the port are as many doors.
 */
const doors = 16;

function listen(door: Door | Server, { host, port }: Address, reusePort: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    door.once("error", reject);
    door.listen({ host, port, reusePort }, () => {
      door.removeListener("error", reject);
      resolve((door.address() as AddressInfo).port);
    });
  });
}

const closed = (door: Door | Server): Promise<void> => new Promise((resolve) => void door.close(() => resolve()));

/** A port that somebody else listens on is refused, although our own sockets share it. */
async function freePort(address: Address): Promise<number> {
  const probe = createServer();
  const port = await listen(probe, address, false);
  await closed(probe);
  return port;
}

/** Listens for an HTTP server; its limit of connections is for all doors together. */
export async function listenWide(server: Server, address: Address, connectionLimit = Infinity): Promise<Listening> {
  const port = await freePort(address);
  // Half-open and without delay, as an HTTP server opens its own.
  const others = Array.from({ length: doors - 1 }, () =>
    createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit("connection", socket)),
  );
  const all = [server, ...others];
  for (const door of all) {
    if (connectionLimit !== Infinity) door.maxConnections = Math.ceil(connectionLimit / doors);
    await listen(door, { host: address.host, port }, true);
  }
  return {
    port,
    close: async () => {
      const ended = Promise.all(all.map(closed));
      // A connection whose last answer is out would be kept for the next request.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      await ended.finally(() => clearInterval(sweep));
    },
  };
}
