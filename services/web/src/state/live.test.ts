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
  const sight = { isVisible: true, changed: (): void => undefined };
  const live = createLive({
    open,
    renew: () => Promise.resolve(renewed++),
    isVisible: () => sight.isVisible,
    onVisibility: (changed) => void (sight.changed = changed),
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
