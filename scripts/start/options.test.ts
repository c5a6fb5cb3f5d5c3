import { afterAll, describe, expect, it } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thisRun } from "../parts/process.ts";
import { UsageError } from "../command-line.ts";
import { checkOptions, readOptions, type StartOptions } from "./options.ts";
import { openProgress } from "./progress.ts";
import { takeFolder, worldOf } from "./site.ts";

const dir = mkdtempSync(join(tmpdir(), "start-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const file = (name: string, bytes: number): string => {
  const path = join(dir, name);
  writeFileSync(path, "");
  truncateSync(path, bytes);
  return path;
};
const text = (name: string, bytes: Buffer): string => {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
};
const options = (...args: string[]): StartOptions => readOptions(args);

describe("options of npm start", () => {
  it("are all optional", () => {
    expect(options()).toMatchObject({ fresh: false, once: false, seed: undefined, port: undefined });
  });

  it.each([
    ["an unknown one", ["--bogus"]],
    ["a value that is missing", ["--seed"]],
    ["a number that is none", ["--seed", "x"]],
    ["too few people", ["--people-count", "59"]],
    ["a port that cannot be", ["--port", "65536"]],
    ["a word too many", ["now"]],
  ])("refuses %s with the usage", (_, args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(/npm start -- /);
  });

  it.each([
    ["a file that is not there", () => ["--people", join(dir, "none.csv")], /no such file/],
    ["a folder", () => ["--people", dir], /no such file/],
    ["an empty file", () => ["--people", file("empty.csv", 0)], /empty/],
    ["a file that is too large", () => ["--people", file("large.csv", 20 * 2 ** 20 + 1)], /at most 20 MB/],
    ["a file in another encoding", () => ["--people", text("latin.csv", Buffer.from("nama;é", "latin1"))], /not UTF-8/],
    ["a report where nothing can be written", () => ["--report", "/proc/nowhere/report.json"], /cannot be written/],
  ])("refuses %s before anything starts", async (_, args, words) => {
    await expect(checkOptions(options(...args()))).rejects.toThrow(words);
    await expect(checkOptions(options(...args()))).rejects.toBeInstanceOf(UsageError);
  });

  it("refuses a port that somebody listens on", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await expect(checkOptions(options("--port", String(port)))).rejects.toThrow(/not free/);
    await new Promise((resolve) => server.close(resolve));
    await expect(checkOptions(options("--port", String(port)))).resolves.toBeUndefined();
  });
});

describe("the folder of a site", () => {
  it("belongs to one launcher at a time", async () => {
    const site = join(dir, "one");
    const leave = await takeFolder(site, false);
    await expect(takeFolder(site, false)).rejects.toThrow(/runs the platform/);
    await expect(takeFolder(site, true)).rejects.toThrow(new RegExp(`Process ${thisRun.split(".")[0] ?? ""} `));
    leave();
    await expect(takeFolder(site, true)).resolves.toBeInstanceOf(Function);
  });

  it("goes on only with its own people", () => {
    const site = join(dir, "two");
    mkdirSync(site);
    expect(worldOf(site, options("--seed", "7"))).toEqual({ seed: 7, peopleCount: 600 });
    expect(worldOf(site, options())).toEqual({ seed: 7, peopleCount: 600 });
    expect(() => worldOf(site, options("--seed", "8"))).toThrow(/--fresh/);
    expect(() => worldOf(site, options("--people", file("people.csv", 9)))).toThrow(/--fresh/);
  });

  it("takes another personnel file until one was imported, and stays with that", () => {
    const site = join(dir, "three");
    mkdirSync(site);
    const [first, second, third] = [file("first.csv", 1), file("second.csv", 2), file("third.csv", 3)];
    const before = worldOf(site, options("--people", first));
    const after = worldOf(site, options("--people", second));
    expect(after.peopleSha256).not.toBe(before.peopleSha256);
    expect(worldOf(site, options())).toEqual(after);
    openProgress(join(site, "progress.json")).done("people");
    expect(() => worldOf(site, options("--people", third))).toThrow(/--fresh/);
    expect(worldOf(site, options())).toEqual(after);
  });
});
