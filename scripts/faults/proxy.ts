import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { random, type Random } from "../demo/random.ts";
import { pump, type Pump, type Toxics } from "./proxy-pump.ts";

/** "up" is what the client sends, "down" what the server answers. */
export type Direction = "up" | "down";

interface ProxyOptions {
  readonly host?: string;
  readonly port: number;
  readonly seed?: number;
}

export interface Proxy {
  readonly port: number;
  /** Bytes that came through so far. */
  readonly bytes: Readonly<Record<Direction, number>>;
  readonly connections: number;
  /** Replaces what is wrong, for one direction or both; `{}` heals. */
  set(toxics: Toxics, direction?: Direction): void;
  /** New connections are reset, and those that are there. */
  refuse(isRefusing: boolean): void;
  /** Resets every connection. */
  reset(): void;
  /** New connections lead to another port. */
  aim(port: number): void;
  /** Those that are there never carry a byte again and are never closed, as when the other machine has lost its power; new ones work. */
  abandon(): void;
  /** Lets nothing more through, and resets what is there after so long. */
  timeout(ms: number): void;
  stop(): Promise<void>;
}

interface Link {
  readonly pumps: readonly Pump[];
  reset(): void;
}

interface State {
  up: Toxics;
  down: Toxics;
  isRefusing: boolean;
}

function linkOf(client: Socket, server: Socket, state: State, bytes: Record<Direction, number>, chance: Random): Link {
  const direct = (direction: Direction, from: Socket, to: Socket): Pump =>
    pump({ from, to, toxics: () => state[direction], chance, onBytes: (count) => (bytes[direction] += count) });
  const pumps = [direct("up", client, server), direct("down", server, client)];
  const reset = (): void => {
    for (const one of pumps) one.end();
    client.resetAndDestroy();
    server.resetAndDestroy();
  };
  return { pumps, reset };
}

/** A link to a server of this machine that can be made slow, narrow, silent or broken, repeatably by its seed. */
export async function startProxy({ host = "127.0.0.1", port, seed = 1 }: ProxyOptions): Promise<Proxy> {
  const state: State = { up: {}, down: {}, isRefusing: false };
  const bytes = { up: 0, down: 0 };
  let target = port;
  const links = new Set<Link>();
  const abandoned = new Set<Link>();
  const chance = random(seed);

  function open(client: Socket): void {
    if (state.isRefusing) {
      client.resetAndDestroy();
      return;
    }
    const server = connect({ host, port: target, noDelay: true, allowHalfOpen: true });
    const link = linkOf(client, server, state, bytes, chance);
    links.add(link);
    const forget = (): void => {
      // An abandoned side is told nothing of the other's end.
      if (abandoned.has(link)) return;
      if (links.delete(link)) link.reset();
    };
    for (const socket of [client, server]) {
      socket.on("error", forget);
      socket.on("close", (hadError) => {
        if (hadError || (client.destroyed && server.destroyed)) forget();
      });
    }
  }

  const listener: Server = createServer({ noDelay: true, allowHalfOpen: true }, open);
  await new Promise<void>((resolve, reject) => listener.once("error", reject).listen(0, "127.0.0.1", resolve));
  const reset = (): void => {
    for (const link of [...links]) {
      links.delete(link);
      link.reset();
    }
  };
  const set = (toxics: Toxics, direction?: Direction): void => {
    for (const one of direction === undefined ? (["up", "down"] as const) : [direction]) state[one] = toxics;
    for (const { pumps } of links) for (const one of pumps) one.wake();
  };
  return {
    port: (listener.address() as AddressInfo).port,
    bytes,
    get connections() {
      return links.size;
    },
    set,
    reset,
    aim: (to) => (target = to),
    refuse(isRefusing) {
      state.isRefusing = isRefusing;
      if (isRefusing) reset();
    },
    abandon() {
      for (const link of [...links]) {
        links.delete(link);
        abandoned.add(link);
        for (const one of link.pumps) one.end();
      }
    },
    timeout(ms) {
      set({ drop: true });
      setTimeout(reset, ms).unref();
    },
    async stop() {
      reset();
      for (const link of abandoned) link.reset();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}
