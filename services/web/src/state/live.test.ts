import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";

import { createLive, type Line } from "./live.ts";

type Listener = (event: { readonly data?: unknown }) => void;

/** A line that says what the test tells it to. */
function makeLines() {
  const lines: (Line & { say(type: string, data?: unknown): void; isOpen: boolean; readyState: number })[] = [];
  const open = (): Line => {
    const listeners = new Map<string, Listener[]>();
    const line = {
      ...{ readyState: 0, isOpen: true },
      addEventListener: (type: string, listener: Listener) =>
        void listeners.set(type, [...(listeners.get(type) ?? []), listener]),
      close() {
        line.isOpen = false;
      },
      say(type: string, data?: unknown) {
        for (const listener of listeners.get(type) ?? []) listener({ data: data && JSON.stringify(data) });
      },
    };
    lines.push(line);
    return line;
  };
  return { lines, open };
}

let renewed = 0;
const setUp = () => {
  const { lines, open } = makeLines();
  renewed = 0;
  const sight = { isVisible: true, chance: 0.5, changed: (): void => undefined };
  const live = createLive({
    open,
    renew: () => Promise.resolve(renewed++),
    isVisible: () => sight.isVisible,
    onVisibility: (changed) => void (sight.changed = changed),
    random: () => sight.chance,
  });
  const heard: (string[] | "all")[] = [];
  const listener = (ids: ReadonlySet<string> | undefined) => void heard.push(ids ? [...ids] : "all");
  return { lines, live, heard, listener, sight };
};

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe("a page that listens", () => {
  it("is told of whom something changed, over one line for the window", () => {
    const { lines, live, heard, listener } = setUp();
    const leave = [live.onChanged(listener), live.onChanged(() => undefined)];
    expect(lines).toHaveLength(1);
    lines[0]?.say("hearing");
    lines[0]?.say("changed", { personIds: ["a", "b"] });
    expect(heard).toEqual([["a", "b"]]);
    for (const end of leave) end();
    expect(lines[0]?.isOpen).toBe(false);
  });

  it("asks by itself while the gateway hears nothing, and once more when it hears again", () => {
    const { lines, live, heard, listener } = setUp();
    live.onChanged(listener);
    lines[0]?.say("deaf");
    jest.advanceTimersByTime(45_000);
    expect(heard).toEqual(["all", "all"]);
    lines[0]?.say("hearing");
    jest.advanceTimersByTime(100_000);
    expect(heard).toEqual(["all", "all", "all"]);
  });

  it("renews its session when the line was refused, and opens another", async () => {
    const { lines, live, heard, listener } = setUp();
    live.onChanged(listener);
    lines[0]?.say("hearing");
    if (lines[0]) lines[0].readyState = 2;
    lines[0]?.say("error");
    await jest.advanceTimersByTimeAsync(3_000);
    expect([renewed, lines.length]).toEqual([1, 2]);
    lines[1]?.say("hearing");
    expect(heard).toEqual(["all"]);
  });

  it("asks by itself as long as its line is refused, about every twenty seconds", async () => {
    const { lines, live, heard, listener, sight } = setUp();
    live.onChanged(listener);
    lines[0]?.say("hearing");
    const refuse = () => {
      const line = lines.at(-1);
      if (line) line.readyState = 2;
      line?.say("error");
    };
    refuse();
    for (let second = 0; second < 120; second++) {
      await jest.advanceTimersByTimeAsync(1_000);
      if (lines.at(-1)?.isOpen === true) refuse();
    }
    expect(heard).toEqual(Array(6).fill("all"));
    expect(lines.length).toBeLessThan(7);
    sight.isVisible = false;
    sight.changed();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(heard).toHaveLength(6);
  });

  it("asks by itself while the browser mends the line, and where no word comes over it", async () => {
    const { lines, live, heard, listener } = setUp();
    live.onChanged(listener);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(heard).toEqual(["all"]);
    lines[0]?.say("hearing");
    lines[0]?.say("error");
    await jest.advanceTimersByTimeAsync(40_000);
    expect(heard).toHaveLength(3);
    lines[0]?.say("hearing");
    await jest.advanceTimersByTimeAsync(100_000);
    expect(heard).toHaveLength(4);
  });

  it("asks sooner or later than others do", async () => {
    const { live, heard, listener, sight } = setUp();
    sight.chance = 0;
    const leave = live.onChanged(listener);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(heard).toHaveLength(1);
    sight.chance = 0.999;
    await jest.advanceTimersByTimeAsync(15_000 + 24_000);
    expect(heard).toHaveLength(2);
    leave();
    await jest.advanceTimersByTimeAsync(100_000);
    expect(heard).toHaveLength(2);
  });

  it("has no line while nobody looks", () => {
    const { lines, live, listener, sight } = setUp();
    live.onChanged(listener);
    sight.isVisible = false;
    sight.changed();
    expect(lines.map(({ isOpen }) => isOpen)).toEqual([false]);
    sight.isVisible = true;
    sight.changed();
    expect(lines.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it("leaves a line alone that the browser mends by itself", async () => {
    const { lines, live, listener } = setUp();
    live.onChanged(listener);
    lines[0]?.say("error");
    await jest.advanceTimersByTimeAsync(60_000);
    expect([renewed, lines.length]).toEqual([0, 1]);
  });
});
