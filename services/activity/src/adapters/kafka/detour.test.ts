import { describe, expect, it } from "@jest/globals";

import { createDetour } from "./detour.ts";

const patienceMs = 2_000;

/** A clock that the test moves, a log and a spool that answer when the test says so. */
function openWorld() {
  const timers = new Map<number, { at: number; run: () => void }>();
  let [clock, made] = [0, 0];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const world = {
    toLog: (batch: string): Promise<string> => Promise.resolve(`log ${batch}`),
    toSpool: (batch: string): Promise<string> => Promise.resolve(`spool ${batch}`),
    troubles: [] as string[],
    open: [] as boolean[],
    async pass(ms: number): Promise<void> {
      const until = clock + ms;
      for (;;) {
        await settle();
        const due = [...timers].filter(([, { at }]) => at <= until).sort(([, one], [, other]) => one.at - other.at)[0];
        if (due === undefined) break;
        timers.delete(due[0]);
        clock = due[1].at;
        due[1].run();
      }
      clock = until;
      await settle();
    },
  };
  const send = createDetour<string, string>({
    toLog: (batch) => world.toLog(batch),
    toSpool: (batch) => world.toSpool(batch),
    patienceMs,
    timers: {
      now: () => clock,
      after(ms, run) {
        const id = made++;
        timers.set(id, { at: clock + ms, run });
        return () => void timers.delete(id);
      },
    },
    onTrouble: (error) => void world.troubles.push(String(error)),
    onDetour: (isOpen) => void world.open.push(isOpen),
  });
  return { world, send };
}

/** A promise that the test settles. */
function gate<T>() {
  let [open, fail]: [(value: T) => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((resolve, reject) => ([open, fail] = [resolve, reject]));
  return { promise, open, fail };
}

const seen = <T>(promise: Promise<T>): { value: T | undefined } => {
  const box: { value: T | undefined } = { value: undefined };
  promise.then(
    (value) => (box.value = value),
    () => undefined,
  );
  return box;
};

describe("while the log answers", () => {
  it("nothing goes elsewhere", async () => {
    const { world, send } = openWorld();
    world.toSpool = () => Promise.reject(new Error("not asked"));
    expect(await send("a")).toBe("log a");
    expect(world).toMatchObject({ open: [], troubles: [] });
  });

  it("one that is slow, but in time, is waited for", async () => {
    const { world, send } = openWorld();
    const slow = gate<string>();
    world.toLog = () => slow.promise;
    const answer = seen(send("a"));
    await world.pass(patienceMs - 1);
    expect(answer.value).toBeUndefined();
    slow.open("log a");
    await world.pass(0);
    expect(answer.value).toBe("log a");
  });
});

describe("while the log is stuck", () => {
  it("the spool takes the batch after the patience, and the next ones at once, until the log has the first", async () => {
    const { world, send } = openWorld();
    const stuck = gate<string>();
    const given: string[] = [];
    world.toLog = (batch) => {
      given.push(batch);
      return stuck.promise;
    };
    const first = seen(send("a"));
    await world.pass(patienceMs);
    expect(first.value).toBe("spool a");
    expect(await send("b")).toBe("spool b");
    expect({ given, open: world.open }).toEqual({ given: ["a"], open: [true] });
    stuck.open("log a");
    await world.pass(0);
    expect(await send("c")).toBe("log a"); // whatever this log answers
    expect({ given, open: world.open }).toEqual({ given: ["a", "c"], open: [true, false] });
  });

  it("a log that refuses is asked again after a pause, and not in a circle", async () => {
    const { world, send } = openWorld();
    let asked = 0;
    world.toLog = () => {
      asked++;
      return Promise.reject(new Error("no leader"));
    };
    expect(await send("a")).toBe("spool a");
    expect(await send("b")).toBe("spool b");
    expect(asked).toBe(1);
    await world.pass(500);
    expect(await send("c")).toBe("spool c");
    expect(asked).toBe(2);
    expect(world.troubles).toEqual(["Error: no leader", "Error: no leader"]);
  });
});

describe("while both are away", () => {
  it("nothing is acknowledged, and the spool takes it when it comes back first", async () => {
    const { world, send } = openWorld();
    world.toLog = () => gate<string>().promise;
    let isAway = true;
    world.toSpool = (batch) => (isAway ? Promise.reject(new Error("away")) : Promise.resolve(`spool ${batch}`));
    const answer = seen(send("a"));
    await world.pass(patienceMs + 1_200);
    expect(answer.value).toBeUndefined();
    expect(world.troubles).toHaveLength(3);
    isAway = false;
    await world.pass(500);
    expect(answer.value).toBe("spool a");
  });

  it("and the log when that comes back first, the one that was on its way and one that came later", async () => {
    const { world, send } = openWorld();
    const stuck = gate<string>();
    world.toLog = () => stuck.promise;
    world.toSpool = () => Promise.reject(new Error("away"));
    const first = seen(send("a"));
    await world.pass(patienceMs);
    const second = seen(send("b"));
    await world.pass(100);
    world.toLog = (batch) => Promise.resolve(`log ${batch}`);
    stuck.open("log a");
    await world.pass(0);
    expect([first.value, second.value]).toEqual(["log a", "log b"]);
  });
});
