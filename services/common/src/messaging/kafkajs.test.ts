import { createRequire } from "node:module";
import { type AddressInfo, createServer, type Socket } from "node:net";

import { afterEach, describe, expect, it } from "@jest/globals";

import "./kafkajs.ts";

interface Connection {
  connect(): Promise<unknown>;
  disconnect(): Promise<unknown>;
  isConnected(): boolean;
  send(request: object): Promise<unknown>;
}

const load = createRequire(__filename);
const { requests } = load("kafkajs/src/protocol/requests") as {
  requests: { ApiVersions: { protocol(of: { version: number }): () => object } };
};
const question = (): object => requests.ApiVersions.protocol({ version: 0 })();
/** No keys: an answer all the same. */
const answer = (correlation: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 10]), correlation, Buffer.alloc(6)]); // prettier-ignore

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A broker that answers on those of its connections that it likes. */
async function openBroker(likes: (nth: number) => boolean) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const isLiked = likes(sockets.push(socket));
    socket.on("data", (request: Buffer) => {
      if (isLiked) socket.write(answer(request.subarray(8, 12)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close());
  return { sockets, port: (server.address() as AddressInfo).port };
}

function connectionTo(port: number): Connection {
  const log = { debug: () => undefined, error: () => undefined, warn: () => undefined, namespace: () => log };
  const Connection = load("kafkajs/src/network/connection") as new (options: object) => Connection;
  const socketFactory = (load("kafkajs/src/network/socketFactory") as () => unknown)();
  const limits = { connectionTimeout: 1_000, requestTimeout: 200 };
  const connection = new Connection({ host: "127.0.0.1", port, logger: log, socketFactory, ...limits });
  ends.push(() => connection.disconnect());
  return connection;
}

describe("a connection on which a request is not answered in time", () => {
  it("ends with all that waits on it, and the next one is another", async () => {
    const { port, sockets } = await openBroker((nth) => nth > 1);
    const connection = connectionTo(port);
    await connection.connect();
    const heardEnd = new Promise((resolve) => sockets[0]?.on("close", resolve));
    const first = connection.send(question());
    const second = new Promise((resolve) => setTimeout(resolve, 100)).then(() => connection.send(question()));
    await expect(Promise.race([first, second])).rejects.toThrow("timed out");
    expect(connection.isConnected()).toBe(false);
    await expect(second).rejects.toThrow("timed out");
    await heardEnd;
    await connection.connect();
    await expect(connection.send(question())).resolves.toMatchObject({ apiVersions: [] });
    expect(sockets).toHaveLength(2);
  });

  it("is no other than that", async () => {
    const { port, sockets } = await openBroker(() => true);
    const connection = connectionTo(port);
    await connection.connect();
    for (let time = 0; time < 3; time++) await connection.send(question());
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(connection.isConnected()).toBe(true);
    expect(sockets).toHaveLength(1);
  });
});
