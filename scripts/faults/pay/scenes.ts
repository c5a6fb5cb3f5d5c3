import { setTimeout as sleep } from "node:timers/promises";
import { type Figure, moreThan, mustBe, told } from "../rig/row.ts";
import { type World } from "./worlds.ts";

/** What is done to a run; how the run must come out is looked at afterwards. */
export interface Scene {
  readonly id: string;
  readonly what: string;
  readonly strike: (world: World) => Promise<readonly Figure[]>;
}

const percents = [10, 50, 90] as const;
const threads = 2;

const killedInFreeze = (percent: number): Scene => ({
  id: `freeze-${percent}`,
  what: `the worker is killed at ${percent} % of the freeze`,
  async strike(world) {
    const no = (percent * world.ranges) / 100;
    const open = await world.closeGate("freeze", no);
    const first = await world.start();
    await world.untilAtGate(1);
    const frozen = await world.queued.one<number>("select count(*)::int as it from run_range");
    await first.kill();
    await open();
    await world.start();
    const seconds = await world.untilComputed();
    return [mustBe("ranges that were frozen when it died", frozen, "ranges", no), told("from its death until another one had computed all", seconds, "s")]; // prettier-ignore
  },
});

const killedInComputation = (percent: number): Scene => ({
  id: `compute-${percent}`,
  what: `the worker is killed at ${percent} % of the computation`,
  async strike(world) {
    const no = (percent * world.ranges) / 100;
    const open = await world.closeGate("compute", no);
    const first = await world.start();
    await world.untilAtGate(threads);
    const done = await world.queued.one<number>("select count(*)::int as it from run_range where state = 'COMPUTED'");
    await first.kill();
    await open();
    const second = await world.start();
    const seconds = await world.untilComputed();
    const frozenAgain = second.said.filter(({ says }) => says === "freezes").length;
    return [
      mustBe("ranges that were computed when it died", done, "ranges", no),
      mustBe("freezes begun by the one behind it", frozenAgain, "freezes"),
      told("from its death until another one had computed all", seconds, "s"),
    ];
  },
});

/** A first worker needs about a second until it stores anything. */
const longestMs = 4_000;

const killedAgainAndAgain: Scene = {
  id: "random",
  what: "workers are killed at any moment, one after another",
  async strike(world) {
    const isOver = (): Promise<boolean> => world.queued.one("select state = 'COMPUTED' as it from run");
    let kills = 0;
    while (kills < (world.isQuick ? 3 : 8) && !(await isOver())) {
      const worker = await world.start();
      await sleep(world.chance.int(0, longestMs));
      await worker.kill();
      kills += 1;
    }
    await world.start();
    await world.untilComputed();
    return [moreThan("kills before it was computed", kills, "kills")];
  },
};

const twoAtOnce: Scene = {
  id: "double",
  what: "two workers are started at once",
  async strike(world) {
    const both = await Promise.all([world.start(), world.start()]);
    await world.untilComputed();
    const freezes = both.flatMap(({ said }) => said.filter(({ says }) => says === "freezes")).length;
    const ended = both.filter(({ child }) => child.exitCode !== null || child.signalCode !== null).length;
    return [mustBe("freezes begun by the two", freezes, "freezes", 1), mustBe("of them ended", ended, "workers")];
  },
};

const oneOfTwoKilled: Scene = {
  id: "leader",
  what: "two workers are started at once and the one at work is killed in the middle",
  async strike(world) {
    const open = await world.closeGate("compute", world.ranges / 2);
    const both = await Promise.all([world.start(), world.start()]);
    const leader = await Promise.race(both.map((one) => one.freezes.then(() => one)));
    await world.untilAtGate(threads);
    await leader.kill();
    await open();
    return [told("from its death until the other one had computed all", await world.untilComputed(), "s")];
  },
};

const takenForDead: Scene = {
  id: "stopped",
  what: "the worker is stopped in the middle and taken for dead, another one begins, and it goes on",
  async strike(world) {
    const open = await world.closeGate("compute", world.ranges / 2);
    const first = await world.start();
    await world.untilAtGate(threads);
    first.child.kill("SIGSTOP");
    await world.loseLead();
    await world.start();
    // The second one's threads wait for the ranges that the first has in hand.
    await world.untilWaiting(2 * threads);
    await open();
    first.child.kill("SIGCONT");
    await world.untilComputed();
    return [];
  },
};

export const scenes: readonly Scene[] = [
  ...percents.map(killedInFreeze),
  ...percents.map(killedInComputation),
  killedAgainAndAgain,
  twoAtOnce,
  oneOfTwoKilled,
  takenForDead,
];

/** Of the short run. */
export const quickScenes: readonly string[] = ["compute-50", "double"];
