import { afterEach, describe, expect, it } from "@jest/globals";

import { counter, histogram, metrics, serveOperations } from "./index.ts";

type Answer = Awaited<ReturnType<typeof globalThis.fetch>>;

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

async function serve(ready: () => boolean | Promise<boolean>): Promise<(path: string) => Promise<Answer>> {
  const server = await serveOperations({ port: 0, host: "127.0.0.1", ready });
  stop = () => server.stop();
  return (path) => fetch(`http://127.0.0.1:${server.port}${path}`);
}

type Readiness = readonly [what: string, ready: () => boolean | Promise<boolean>, status: number, body: string];
const readiness: readonly Readiness[] = [
  ["yes", () => true, 200, "ready\n"],
  ["yes, later", () => Promise.resolve(true), 200, "ready\n"],
  ["no", () => false, 503, "not ready\n"],
  ["an error", () => Promise.reject(new Error("no database")), 503, "not ready\n"],
];

describe("the operations port", () => {
  it.each(readiness)("says whether the service is ready: %s", async (_, ready, status, body) => {
    const get = await serve(ready);
    const answer = await get("/readyz");
    expect([answer.status, await answer.text()]).toEqual([status, body]);
    expect((await get("/healthz")).status).toBe(200);
  });

  it("tells what one should know though it is ready", async () => {
    const server = await serveOperations({ port: 0, host: "127.0.0.1", ready: () => true, notes: () => ["2 wait"] });
    stop = () => server.stop();
    const answer = await fetch(`http://127.0.0.1:${server.port}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([200, "ready\n2 wait\n"]);
  });

  it("answers nothing else", async () => {
    const get = await serve(() => true);
    expect((await get("/")).status).toBe(404);
    expect((await get("/metrics/../../etc/passwd")).status).toBe(404);
  });

  it("shows metrics, those of the process too", async () => {
    counter("test_things_total", "Things.", ["kind"]).inc({ kind: "good" }, 2);
    histogram("test_wait_seconds", "Waiting.").observe(0.02);
    const answer = await (await serve(() => true))("/metrics");
    expect(answer.headers.get("content-type")).toBe(metrics.contentType);
    const text = await answer.text();
    expect(text).toContain('test_things_total{kind="good"} 2');
    expect(text).toContain('test_wait_seconds_bucket{le="0.025"} 1');
    expect(text).toContain("process_cpu_seconds_total");
  });

  it("is gone after the stop, open connections too", async () => {
    const get = await serve(() => true);
    await (await get("/healthz")).text();
    await stop?.();
    stop = undefined;
    await expect(get("/healthz")).rejects.toThrow();
  });

  it("refuses a port that is taken", async () => {
    const server = await serveOperations({ port: 0, host: "127.0.0.1", ready: () => true });
    stop = () => server.stop();
    await expect(serveOperations({ port: server.port, host: "127.0.0.1", ready: () => true })).rejects.toThrow(
      expect.objectContaining({ code: "EADDRINUSE" }),
    );
  });
});
