import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { openClock, systemClock } from "./index.ts";

let dir: string;
let file: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "clock-"));
  file = join(dir, "offset");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const dayMs = 86_400_000;
/** A reading may be 20 ms old. */
const settle = (): Promise<void> => sleep(25);
const daysAhead = (now: number): number => Math.round((now - Date.now()) / dayMs);

function move(days: number): void {
  writeFileSync(`${file}.new`, String(days * dayMs));
  renameSync(`${file}.new`, file);
}

describe("the clock", () => {
  it("is the system's where no file is named", () => {
    expect(openClock(undefined, "province")).toBe(systemClock);
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  });

  it.each(["demo", "test"])("follows its file on a %s site", async (kind) => {
    move(3);
    const clock = openClock(file, kind);
    expect(daysAhead(clock.now())).toBe(3);
    move(-40);
    await settle();
    expect(daysAhead(clock.now())).toBe(-40);
  });

  it.each(["province", "central", "", "Demo"])("refuses to be moved on a site of kind %j", (kind) => {
    move(3);
    expect(() => openClock(file, kind)).toThrow("CLOCK_FILE moves the clock");
  });

  it.each(["", "soon", "1.5", "NaN"])("stays where it was while the file holds %j", async (text) => {
    move(5);
    const clock = openClock(file, "test");
    writeFileSync(file, text);
    await settle();
    expect(daysAhead(clock.now())).toBe(5);
    rmSync(file);
    await settle();
    expect(daysAhead(clock.now())).toBe(5);
  });

  it("does not start without an offset", () => {
    rmSync(file, { force: true });
    expect(() => openClock(file, "test")).toThrow("must hold milliseconds");
    writeFileSync(file, "soon");
    expect(() => openClock(file, "test")).toThrow("must hold milliseconds");
  });
});
