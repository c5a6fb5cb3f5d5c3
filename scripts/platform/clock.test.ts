import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { movableClock } from "./clock.ts";

const dir = mkdtempSync(join(tmpdir(), "clock-"));
const october = Date.parse("2026-10-01T00:00:00Z");
const day = 86_400_000;
const stopped: (() => void)[] = [];
let files = 0;

afterEach(() => stopped.splice(0).forEach((stop) => stop()));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function open(file: string, startAt?: number) {
  const clock = movableClock(file, startAt);
  stopped.push(() => clock.stop());
  return clock;
}
const newFile = (): string => join(dir, `clock-${files++}`);

describe("the platform's clock", () => {
  it("begins where it is told and moves only forward", async () => {
    const clock = open(newFile(), october);
    expect(clock.now() - october).toBeLessThan(1_000);
    await clock.moveTo(october + day);
    expect(clock.now() - october).toBeGreaterThanOrEqual(day);
    await clock.moveTo(october);
    expect(clock.now() - october).toBeGreaterThanOrEqual(day);
  });

  it("stands still while nothing runs", () => {
    const file = newFile();
    writeFileSync(file, String(october - Date.now())); // it would show October by the machine's time …
    writeFileSync(`${file}.seen`, String(october - 10 * day)); // … and was stopped ten days before that
    const shown = open(file).now() - (october - 10 * day);
    expect(shown).toBeGreaterThanOrEqual(0);
    expect(shown).toBeLessThan(10_000);
  });

  it("does not go back when the machine's own clock did", () => {
    const file = newFile();
    writeFileSync(file, String(october - Date.now()));
    writeFileSync(`${file}.seen`, String(october + day));
    expect(open(file).now()).toBeGreaterThanOrEqual(october + day);
  });

  it("goes on from its last note", () => {
    const file = newFile();
    const clock = open(file, october);
    clock.stop();
    expect(open(file, 0).now() - october).toBeLessThan(10_000);
  });
});
