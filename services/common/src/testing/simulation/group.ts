import type { World } from "./world.ts";

/** An error as the group's coordinator answers it; `type` is the name in Kafka's protocol. */
export const groupError = (type: string): Error => Object.assign(new Error(type), { type });
export const typeOf = (error: unknown): string =>
  error instanceof Error && "type" in error && typeof error.type === "string" ? error.type : "";

export interface Assignment {
  readonly generation: number;
  readonly partitions: readonly number[];
}

interface Member {
  readonly clientId: string;
  readonly sessionMs: number;
  /** Waits for all others to join as well. */
  joined: ((assignment: Assignment) => void) | undefined;
  endSession: () => void;
}

/** The coordinator of a consumer group: eager rebalances, sessions, commits that are fenced by the generation. */
export interface Group {
  join(memberId: string, of: { readonly clientId: string; readonly sessionMs: number }): Promise<Assignment>;
  /** Throws when the group has moved on. */
  heartbeat(memberId: string, generation: number): void;
  commit(memberId: string, generation: number, offsets: ReadonlyMap<number, bigint>): void;
  committed(partition: number): bigint | undefined;
  leave(memberId: string): void;
  /** Takes out whoever joined under this name: a successor asks for it. */
  removeClient(clientId: string): void;
}

/** Who has not joined again by then is out. */
const rebalanceMs = 8_000;

/** Round robin over the members in the order of their ids, as kafkajs does it. */
const partitionsOf = (index: number, members: number, partitions: number): number[] =>
  Array.from({ length: partitions }, (_, partition) => partition).filter((one) => one % members === index);

/** Of two requests of one member the first is never answered, and times out. */
const inTime = (world: World, start: (joined: (assignment: Assignment) => void) => void): Promise<Assignment> =>
  new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error("request timed out"));
    const cancel = world.after(rebalanceMs + 5_000, "join times out", fail);
    start((assignment) => {
      cancel();
      resolve(assignment);
    });
  });

export function createGroup(world: World, partitions: number): Group {
  const members = new Map<string, Member>();
  const offsets = new Map<number, bigint>();
  let generation = 0;
  let isJoining = false;
  let endWait = (): void => undefined;

  function complete(): void {
    endWait();
    isJoining = false;
    generation++;
    const ids = [...members.keys()].sort();
    world.note(`group has generation ${generation}: ${ids.join(" ")}`);
    for (const [index, id] of ids.entries()) {
      const member = members.get(id);
      member?.joined?.({ generation, partitions: partitionsOf(index, ids.length, partitions) });
      if (member !== undefined) member.joined = undefined;
      watch(id);
    }
  }
  function rebalance(): void {
    if (!isJoining) {
      isJoining = true;
      endWait = world.after(rebalanceMs, "group waits no longer", () => {
        for (const [id, { joined }] of members) if (joined === undefined) remove(id);
        if (isJoining && members.size > 0) complete();
      });
    }
    if (members.size > 0 && [...members.values()].every(({ joined }) => joined !== undefined)) complete();
  }
  function remove(id: string): void {
    members.get(id)?.endSession();
    if (members.delete(id) && members.size > 0) rebalance();
  }
  function watch(id: string): void {
    const member = members.get(id);
    if (member === undefined) return;
    member.endSession();
    member.endSession = world.after(member.sessionMs, `session of ${id} ends`, () => remove(id));
  }
  function check(id: string, of: number): void {
    if (!members.has(id)) throw groupError("UNKNOWN_MEMBER_ID");
    if (of !== generation) throw groupError("ILLEGAL_GENERATION");
  }
  return {
    join: (id, { clientId, sessionMs }) =>
      inTime(world, (joined) => {
        members.get(id)?.endSession();
        members.set(id, { clientId, sessionMs, joined, endSession: () => undefined });
        rebalance();
      }),
    heartbeat(id, of) {
      check(id, of);
      watch(id);
      if (isJoining) throw groupError("REBALANCE_IN_PROGRESS");
    },
    commit(id, of, next) {
      check(id, of);
      for (const [partition, offset] of next) offsets.set(partition, offset);
    },
    committed: (partition) => offsets.get(partition),
    leave: remove,
    removeClient(clientId) {
      for (const [id, member] of members) if (member.clientId === clientId) remove(id);
    },
  };
}
