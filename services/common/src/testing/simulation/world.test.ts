import { describe, expect, it } from "@jest/globals";
import { createNetwork } from "./network.ts";
import { createWorld } from "./world.ts";

const limit = { ms: 10_000, steps: 1_000 };

/** What a seed makes of ten steps that are due at once. */
async function orderOf(seed: number): Promise<number[]> {
  const world = createWorld(seed);
  const taken: number[] = [];
  for (let nr = 0; nr < 10; nr++) world.after(5, "step", () => taken.push(nr));
  await world.run(() => taken.length === 10, limit);
  return taken;
}

describe("the simulated world", () => {
  it("takes what is due in the order that the seed chooses", async () => {
    const [one, again, other] = [await orderOf(1), await orderOf(1), await orderOf(2)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(other.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("lets time pass only when nothing is due, and takes no step that was cancelled", async () => {
    const world = createWorld(1);
    const at: number[] = [];
    world.after(3_000, "late", () => at.push(world.now()));
    world.after(20, "soon", () => at.push(world.now()));
    world.after(10, "never", () => at.push(-1))();
    expect(await world.run(() => at.length === 3, limit)).toBe(false);
    expect(at).toEqual([20, 3_000]);
  });

  it("takes no step of a process that is dead, and those of a frozen one when it thaws", async () => {
    const world = createWorld(1);
    const [dead, frozen] = [world.process("dead"), world.process("frozen")];
    const happened: string[] = [];
    dead.onEnd(() => happened.push("noticed"));
    dead.timers.after(10, () => happened.push("dead"));
    frozen.timers.after(10, () => happened.push(`frozen at ${world.now()}`));
    dead.kill();
    frozen.freeze(500);
    await world.run(() => false, limit);
    expect(happened).toEqual(["noticed", "frozen at 500"]);
  });

  it("serves the request of one that died meanwhile, and tells it nothing", async () => {
    const world = createWorld(1);
    const network = createNetwork(world);
    const asker = world.process("asker");
    const happened: string[] = [];
    void network.call(asker, "write", () => happened.push("written")).then(() => happened.push("told"));
    asker.kill();
    await world.run(() => false, limit);
    expect(happened).toEqual(["written"]);
  });
});
