import { EventEmitter } from "node:events";
import type { ConsumeOptions } from "../../messaging/consume.ts";
import type { EachBatchPayload, KafkaJsConsumer } from "../../messaging/kafkajs.ts";
import { fetchAll, type FetchedBatch } from "./fetching.ts";
import { typeOf } from "./group.ts";
import { type ConsumerParts, createMembership, type Membership, retryMs } from "./membership.ts";

type EachBatch = (payload: EachBatchPayload) => Promise<void>;
type Held = readonly { readonly partitions: readonly number[] }[];
type Placed = { readonly partition: number; readonly offset: string };

const events = { GROUP_JOIN: "join", HEARTBEAT: "heartbeat", CRASH: "crash", END_BATCH_PROCESS: "end" };
const namedIn = (held: Held): number[] => held.flatMap(({ partitions }) => [...partitions]);
const offsetsOf = (placed: readonly Placed[]): Map<number, bigint> =>
  new Map(placed.map(({ partition, offset }) => [partition, BigInt(offset)]));

const payloadOf = (member: Membership, batch: FetchedBatch): EachBatchPayload =>
  ({
    batch,
    resolveOffset: (offset: string) => member.place.next.set(batch.partition, BigInt(offset) + 1n),
    heartbeat: () => member.beat(),
    isRunning: () => member.isRunning,
    isStale: () => member.place.seeks.has(batch.partition),
    commitOffsetsIfNecessary: ({ topics }: { topics: readonly { partitions: readonly Placed[] }[] }) =>
      member.commit(offsetsOf(topics.flatMap(({ partitions }) => partitions))),
  }) as unknown as EachBatchPayload;

/** How often an error of the connection makes kafkajs crash and start again instead of trying again. */
const crashes = 0.3;

/**
 * A consumer that behaves towards `consume` as kafkajs 2.2.4 does: eager rebalances that a heartbeat notices, seeks that wait for the next fetch
 * and make stale what is being handled, joining anew within a fetch, a crash that starts again by itself. Read from its source (runner,
 * fetchManager, fetcher, consumerGroup, offsetManager).
 */
export function openSimulated(parts: ConsumerParts, options: ConsumeOptions): KafkaJsConsumer {
  const { world, network, log, group } = parts;
  const emitter = new EventEmitter();
  const emit = (event: string, payload: object): void => void emitter.emit(event, { payload });
  const member = createMembership({
    ...parts,
    sessionMs: options.sessionTimeoutMs ?? 30_000,
    onJoin: (partitions) => emit(events.GROUP_JOIN, { memberAssignment: { [log.topic]: [...partitions] } }),
    onBeat: () => emit(events.HEARTBEAT, {}),
  });
  let eachBatch: EachBatch = () => Promise.resolve();
  let ended = Promise.resolve();

  async function handle(batch: FetchedBatch): Promise<void> {
    if (!member.isRunning) return;
    await eachBatch(payloadOf(member, batch));
    emit(events.END_BATCH_PROCESS, {});
    await member.beat();
  }
  async function recover(error: unknown): Promise<void> {
    const isForgotten = typeOf(error) === "UNKNOWN_MEMBER_ID";
    if (isForgotten) member.place.memberId = undefined;
    if (isForgotten || ["REBALANCE_IN_PROGRESS", "ILLEGAL_GENERATION"].includes(typeOf(error))) return member.join();
    if (!world.random.chance(crashes)) return member.sleep(retryMs);
    await member.leave();
    emit(events.CRASH, { error, restart: true });
    await member.sleep(retryMs);
    member.forgetAll();
    return member.join();
  }
  async function consumeUntilStopped(): Promise<void> {
    while (member.isRunning) {
      try {
        await fetchAll(member, { log, group, waitMs: options.maxWaitMs ?? 2_000, handle });
      } catch (error) {
        await recover(error).catch(() => undefined);
      }
    }
  }
  const consumer = {
    events,
    on: (event: string, listener: (event: unknown) => void) => emitter.on(event, listener),
    connect: () => member.sleep(network.latency()),
    subscribe: () => member.sleep(network.latency()),
    async run(settings: { readonly eachBatch: EachBatch }) {
      eachBatch = settings.eachBatch;
      member.isRunning = true;
      await member.join();
      ended = consumeUntilStopped();
    },
    seek: ({ partition, offset }: Placed) => member.place.seeks.set(partition, BigInt(offset)),
    pause: (held: Held) => namedIn(held).forEach((partition) => member.place.paused.add(partition)),
    resume: (held: Held) => namedIn(held).forEach((partition) => member.place.paused.delete(partition)),
    async commitOffsets(placed: readonly Placed[]) {
      let isDone = false;
      while (member.isRunning && !isDone) {
        isDone = await member.commit(offsetsOf(placed)).then(
          () => true,
          () => member.sleep(retryMs).then(() => false),
        );
      }
    },
    async disconnect() {
      member.isRunning = false;
      await ended;
      await member.leave();
    },
  };
  return consumer as unknown as KafkaJsConsumer;
}
