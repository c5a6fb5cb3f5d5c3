import { createServer, get } from "node:http";
import { connect, type Socket } from "node:net";

import { afterEach, describe, expect, it } from "@jest/globals";

import { listenWide } from "./listen.ts";

const anywhere = { host: "127.0.0.1", port: 0 };

const opened: Socket[] = [];
const listeners: Awaited<ReturnType<typeof listenWide>>[] = [];
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  await Promise.all(listeners.splice(0).map((one) => one.close()));
});

async function listenOn(...args: Parameters<typeof listenWide>): Promise<number> {
  const listening = await listenWide(...args);
  listeners.push(listening);
  return listening.port;
}

function call(port: number): Socket {
  const socket = connect(port, anywhere.host)
    .on("error", () => undefined)
    .resume();
  opened.push(socket);
  return socket;
}

describe("a server with several doors", () => {
  it("lets a crowd in within a few rounds of the loop", async () => {
    const crowd = 64;
    let [inside, rounds] = [0, 0];
    const server = createServer();
    const port = await listenOn(server, anywhere);
    const count = (): void => {
      rounds++;
      if (inside < crowd) setImmediate(count);
    };
    await new Promise<void>((resolve) => {
      server.on("connection", () => {
        if (++inside === crowd) resolve();
      });
      for (let one = 0; one < crowd; one++) call(port);
      setImmediate(count);
    });
    expect(rounds).toBeLessThan(crowd / 2);
  });

  it("refuses a port on which somebody listens, even with several doors", async () => {
    const port = await listenOn(createServer(), anywhere);
    await expect(listenOn(createServer(), { ...anywhere, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("closes when the last answer is out, and waits for no next request", async () => {
    let answer: () => void = () => undefined;
    const server = createServer((_, response) => void (answer = () => response.end("late")));
    server.keepAliveTimeout = 60_000;
    const listening = await listenWide(server, anywhere);
    const heard = new Promise<string>((resolve, reject) => {
      get({ ...anywhere, port: listening.port }, (response) => {
        response.setEncoding("utf8").on("data", resolve);
      }).on("error", reject);
    });
    await new Promise<void>((resolve) => server.once("request", () => resolve()));
    let isClosed = false;
    const closing = listening.close().then(() => (isClosed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    answer();
    expect(await heard).toBe("late");
    await closing;
  });

  it("keeps to its limit of connections", async () => {
    const [limit, crowd] = [16, 200];
    const port = await listenOn(createServer(), anywhere, limit);
    let dropped = 0;
    await new Promise<void>((resolve) => {
      for (let one = 0; one < crowd; one++)
        call(port).once("close", () => {
          if (++dropped === crowd - limit) resolve();
        });
    });
    expect(opened.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(limit);
  });
});
