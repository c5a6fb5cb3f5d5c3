import { type Group, typeOf } from "./group.ts";
import { brokerAway, type SimulatedLog } from "./log.ts";
import type { Network } from "./network.ts";
import type { Process, World } from "./world.ts";

export interface ConsumerParts {
  readonly world: World;
  readonly network: Network;
  readonly process: Process;
  readonly log: SimulatedLog;
  readonly group: Group;
}

/** What one membership knows; kafkajs makes these anew with each start, and the offsets with each join. */
interface Place {
  memberId: string | undefined;
  generation: number;
  assigned: readonly number[];
  next: Map<number, bigint>;
  readonly seeks: Map<number, bigint>;
  readonly paused: Set<number>;
  lastBeat: number;
}

const emptyPlace = (): Place => ({
  memberId: undefined,
  generation: 0,
  assigned: [],
  next: new Map(),
  seeks: new Map(),
  paused: new Set(),
  lastBeat: 0,
});

export interface Membership {
  readonly place: Place;
  isRunning: boolean;
  /** Asks the brokers, which may be away. */
  ask<T>(what: string, serve: () => T | Promise<T>): Promise<T>;
  sleep(ms: number): Promise<void>;
  /** Joins until it has a place; rejects when it is stopped meanwhile. */
  join(): Promise<void>;
  /** A heartbeat when one is due; rejects when the group has moved on. */
  beat(): Promise<void>;
  commit(offsets: ReadonlyMap<number, bigint>): Promise<void>;
  leave(): Promise<void>;
  forgetAll(): void;
}

export interface MembershipOptions extends ConsumerParts {
  readonly sessionMs: number;
  readonly onJoin: (partitions: readonly number[]) => void;
  readonly onBeat: () => void;
}

export const retryMs = 300;

/** They share a connection: none overtakes another. */
function createCommits({ world, network, group }: MembershipOptions, ask: Membership["ask"]) {
  let last = Promise.resolve();
  return ({ memberId = "", generation }: Place, offsets: ReadonlyMap<number, bigint>): Promise<void> => {
    const what = `commit offsets ${[...offsets].map(([partition, next]) => `${partition}:${next}`).join()}`;
    const send = (): Promise<void> =>
      ask(what, () => {
        if (world.random.chance(network.weather.loseCommit)) throw new Error("commit lost");
        group.commit(memberId, generation, offsets);
      });
    last = last.then(send, send);
    return last;
  };
}

export function createMembership(options: MembershipOptions): Membership {
  const { world, network, process, log, group, sessionMs, onJoin, onBeat } = options;
  const beatMs = Math.min(3_000, sessionMs / 3);
  let place = emptyPlace();
  let beating: Promise<void> | undefined;
  const ask = <T>(what: string, serve: () => T | Promise<T>): Promise<T> =>
    network.call(process, what, () => {
      if (!log.isUp()) throw brokerAway();
      return serve();
    });
  const commits = createCommits(options, ask);
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => process.timers.after(ms, resolve));

  async function joinOnce(): Promise<void> {
    const mine = place;
    const id = (mine.memberId ??= `${process.name}.${world.random.below(1e6)}`);
    const { generation, partitions } = await ask("join", () => group.join(id, { clientId: process.name, sessionMs }));
    await ask("sync", () => group.heartbeat(id, generation));
    Object.assign(mine, { generation, assigned: partitions, next: new Map() });
    onJoin(partitions);
  }
  const membership: Membership = {
    get place() {
      return place;
    },
    isRunning: false,
    ask,
    sleep,
    async join() {
      for (;;) {
        try {
          await joinOnce();
          return;
        } catch (error) {
          if (typeOf(error) === "UNKNOWN_MEMBER_ID") place.memberId = undefined;
          await sleep(retryMs);
          if (!membership.isRunning) throw error;
        }
      }
    },
    beat() {
      const { memberId, generation, lastBeat } = place;
      if (memberId === undefined || world.now() < lastBeat + beatMs) return Promise.resolve();
      const send = async (): Promise<void> => {
        await ask("heartbeat", () => group.heartbeat(memberId, generation));
        place.lastBeat = world.now();
        onBeat();
      };
      beating ??= send().finally(() => (beating = undefined));
      return beating;
    },
    commit: (offsets) => commits(place, offsets),
    async leave() {
      const { memberId } = place;
      place.memberId = undefined;
      if (memberId !== undefined) await ask("leave", () => group.leave(memberId)).catch(() => undefined);
    },
    forgetAll: () => (place = emptyPlace()),
  };
  return membership;
}
