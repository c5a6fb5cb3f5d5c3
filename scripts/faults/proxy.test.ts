import { connect, createServer, type Server, type Socket } from "node:net";
import { type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startProxy, type Proxy } from "./proxy.ts";

let server: Server;
let proxy: Proxy;
const heard: string[] = [];
const served: Socket[] = [];
const opened: Socket[] = [];

beforeEach(async () => {
  heard.length = 0;
  server = createServer({ allowHalfOpen: true }, (socket) => {
    served.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard.push(chunk.toString());
      socket.write(chunk);
    });
    socket.on("end", () => socket.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  proxy = await startProxy({ port: (server.address() as AddressInfo).port, seed: 7 });
});
afterEach(async () => {
  for (const socket of [...opened, ...served]) socket.destroy();
  opened.length = served.length = 0;
  await proxy.stop();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** A client that writes down what it hears and how it ends. */
async function open(port = proxy.port) {
  const socket = connect({ port, host: "127.0.0.1" });
  opened.push(socket);
  const told = { text: "", end: "", error: "" };
  socket.on("data", (chunk) => (told.text += chunk.toString()));
  socket.on("end", () => (told.end = "end"));
  socket.on("error", (error: NodeJS.ErrnoException) => (told.error = error.code ?? "?"));
  await new Promise((resolve) => socket.once("connect", resolve).once("error", resolve));
  return { socket, told };
}

async function until(isSo: () => boolean, limitMs = 3_000): Promise<number> {
  const started = performance.now();
  while (!isSo()) {
    if (performance.now() - started > limitMs) throw new Error("it never was so");
    await sleep(2);
  }
  return performance.now() - started;
}

describe("a proxy", () => {
  it("lets through what is sent, counts it, and the ends of both sides", async () => {
    const { socket, told } = await open();
    socket.write("hello");
    await until(() => told.text === "hello");
    expect(proxy.bytes).toEqual({ up: 5, down: 5 });
    expect(proxy.connections).toBe(1);
    socket.end();
    await until(() => told.end === "end" && proxy.connections === 0);
    expect(told.error).toBe("");
  });

  it("is late by its latency in each direction, and never swaps what comes after", async () => {
    proxy.set({ latencyMs: 60, jitterMs: 40 });
    const { socket, told } = await open();
    const text = Array.from({ length: 40 }, (_, index) => `${index},`);
    for (const piece of text) {
      socket.write(piece);
      await sleep(1);
    }
    const tookMs = await until(() => told.text.length === text.join("").length);
    expect(told.text).toBe(text.join(""));
    expect(tookMs).toBeGreaterThan(80);
  });

  it("is as narrow as it is told", async () => {
    proxy.set({ bytesPerSecond: 100_000 }, "up");
    const { socket, told } = await open();
    socket.write(Buffer.alloc(30_000, "x"));
    expect(await until(() => told.text.length === 30_000)).toBeGreaterThan(250);
  });

  it.each(["up", "down"] as const)("drops what goes %s and gives it when it is healed", async (direction) => {
    const { socket, told } = await open();
    proxy.set({ drop: true }, direction);
    socket.write("lost?");
    await sleep(150);
    expect(told.text).toBe("");
    expect(heard).toEqual(direction === "up" ? [] : ["lost?"]);
    expect(told).toMatchObject({ end: "", error: "" });
    proxy.set({});
    await until(() => told.text === "lost?");
  });

  it("resets connections", async () => {
    const { socket, told } = await open();
    socket.write("a");
    await until(() => told.text === "a");
    proxy.reset();
    await until(() => told.error === "ECONNRESET");
    expect(proxy.connections).toBe(0);
  });

  it("refuses new connections until it does not", async () => {
    proxy.refuse(true);
    const refused = await open();
    await until(() => refused.told.error === "ECONNRESET");
    proxy.refuse(false);
    const { socket, told } = await open();
    socket.write("b");
    await until(() => told.text === "b");
  });

  it("leaves connections half open: no byte, no end, while new ones work", async () => {
    const { socket, told } = await open();
    socket.write("before");
    await until(() => told.text === "before");
    proxy.abandon();
    socket.write("after");
    for (const one of served) one.destroy();
    await sleep(150);
    expect(told).toEqual({ text: "before", end: "", error: "" });
    const fresh = await open();
    fresh.socket.write("new");
    await until(() => fresh.told.text === "new");
    expect(told).toEqual({ text: "before", end: "", error: "" });
  });

  it("ends what is silent after its timeout", async () => {
    const { socket, told } = await open();
    proxy.timeout(100);
    socket.write("c");
    await until(() => told.error === "ECONNRESET");
    expect(told.text).toBe("");
  });

  it("holds up who sends too much, instead of keeping it all", async () => {
    proxy.set({ drop: true }, "up");
    const { socket } = await open();
    const block = Buffer.alloc(1 << 20);
    for (let sent = 0; sent < 64; sent++) socket.write(block);
    await sleep(300);
    expect(socket.writableLength).toBeGreaterThan(32 << 20);
  });
});
