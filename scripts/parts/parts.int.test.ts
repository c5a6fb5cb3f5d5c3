import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "./postgres.ts";
import { endOrphan, startChild, untilReady, type Child, type ChildOptions } from "./process.ts";
import { startValkey } from "./valkey.ts";

jest.setTimeout(60_000);

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "parts-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const started: { stop: () => Promise<void> }[] = [];
function stopLater<T extends { stop: () => Promise<void> }>(part: T): T {
  started.push(part);
  return part;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((part) => part.stop()));
});

/** One that has ended but that nobody has waited for is dead, too. */
const isAlive = (pid: number): boolean => {
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

function options(name: string, code: string, limitMs = 10_000): ChildOptions {
  return {
    name,
    dir: join(dir, name),
    command: process.execPath,
    args: ["-e", code],
    stopSignal: "SIGTERM",
    stopLimitMs: limitMs,
  };
}
const idle = "setInterval(() => {}, 1000); console.log('idle')";
const logHas = (child: Child, text: string) => (): boolean => readFileSync(child.log, "utf8").includes(text);

/** A run that starts the child and is then killed where it stands. */
function crashedRun(of: ChildOptions, path: string): number {
  const code = `const { startChild } = await import("${join(__dirname, "process.ts")}");
    const child = await startChild(${JSON.stringify(of)});
    console.log(child.pid);
    process.kill(process.pid, "SIGKILL");`;
  const settings = { env: { PATH: path }, encoding: "utf8" } as const;
  return Number(spawnSync(process.execPath, ["--input-type=module", "-e", code], settings).stdout);
}

describe("a child", () => {
  it("left behind by a killed run is ended by the next start", async () => {
    const orphan = options("orphan", idle);
    const pid = crashedRun(orphan, "/nowhere"); // no setpriv: the kernel does not end it
    expect(isAlive(pid)).toBe(true);
    const next = stopLater(await startChild(orphan));
    expect([isAlive(pid), isAlive(next.pid)]).toEqual([false, true]);
  });

  const withSetpriv = spawnSync("setpriv", ["--version"]).status === 0 ? it : it.skip;
  withSetpriv("ends by itself when its run is killed", async () => {
    const pid = crashedRun(options("told", idle), process.env["PATH"] ?? "");
    expect(pid).toBeGreaterThan(0);
    const deadline = Date.now() + 5_000;
    while (isAlive(pid) && Date.now() < deadline) await sleep(10);
    expect(isAlive(pid)).toBe(false);
  });

  it("of a run that is alive is not touched", async () => {
    const busy = options("busy", idle);
    const child = stopLater(await startChild(busy));
    await expect(startChild(busy)).rejects.toThrow(`already run by process ${process.pid}`);
    expect(child.isRunning()).toBe(true);
  });

  it("is told by its birth from another process with its number", async () => {
    const stranger = spawn(process.execPath, ["-e", idle]);
    const of = options("recycled", idle);
    mkdirSync(of.dir);
    const known = { pid: stranger.pid, birth: "another-boot", owner: { pid: 1, birth: "another-boot" } };
    writeFileSync(join(of.dir, "recycled.pid"), JSON.stringify(known));
    await endOrphan(of);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill("SIGKILL");
    await once(stranger, "exit");
  });

  it("that does not heed the stop signal is killed after the limit", async () => {
    const deaf = await startChild(options("deaf", `process.on("SIGTERM", () => console.log("no")); ${idle}`, 200));
    await untilReady(deaf, "deaf", 10_000, logHas(deaf, "idle"));
    await deaf.stop();
    expect(await deaf.ended).toBe("deaf ended by SIGKILL");
    expect(readFileSync(deaf.log, "utf8")).toContain("no");
  });

  it("that ends before it is ready is told with the end of its log", async () => {
    const broken = await startChild(options("broken", "console.log('disk is full'); process.exit(7)"));
    await expect(untilReady(broken, "broken", 10_000, () => false)).rejects.toThrow(/exit code 7[^]*disk is full/);
  });

  it("that is never ready is stopped at the limit", async () => {
    const slow = await startChild(options("slow", idle));
    await expect(untilReady(slow, "slow", 100, () => false)).rejects.toThrow("not ready within 0.1 s");
    expect(slow.isRunning()).toBe(false);
  });
});

describe("PostgreSQL", () => {
  it("starts again on the data of a postmaster that was killed, under the same password", async () => {
    const where = { dir: join(dir, "postgres"), mode: "throwaway" } as const;
    const first = await startPostgres(where);
    process.kill(first.pid, "SIGKILL");
    const second = stopLater(await startPostgres({ ...where, port: first.port }));
    expect(second.url).toBe(first.url);
    expect(second.pid).not.toBe(first.pid);
  });
});

describe("Valkey", () => {
  it("answers only to who knows the password", async () => {
    const { port } = stopLater(await startValkey({ dir: join(dir, "valkey") }));
    const socket = connect({ port, host: "127.0.0.1" });
    socket.write("PING\r\n");
    const [answer] = (await once(socket, "data")) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^-NOAUTH/);
  });
});
