export { connectAdmin, type Admin, type PartitionLag } from "./admin.ts";
export { createBatcher, type Batcher, type BatcherOptions } from "./batcher.ts";
export { consume, type ConsumeOptions, type ConsumeParts, type Consumption } from "./consume.ts";
export type { BatchControl, ConsumedBatch, Position, TopicPartition, Verdict } from "./handle-batch.ts";
export { forgetRedriven, once, park, redrivenFrom, type ForgetOptions, type ParkedRecord } from "./inbox.ts";
export { inParts } from "./in-parts.ts";
export { leaderLock } from "./leader.ts";
export type { ConnectOptions, KafkaLog } from "./kafkajs.ts";
export type { ConsumedMessage } from "./message.ts";
export { murmur2, murmur2Of, partitionFor } from "./murmur2.ts";
export { enqueue, relayBatch, tombstone, type OutgoingEvent, type Publish } from "./outbox.ts";
export {
  connectProducer,
  sizeOf,
  type OutgoingBatch,
  type OutgoingMessage,
  type Producer,
  type StoredBatch,
} from "./produce.ts";
export { advisoryLock, startRelay, type LeaderLock, type Leadership, type LockSession, type Relay } from "./relay.ts";
export { readTopics, type ReadPartition } from "./read-topics.ts";
export { replacePredecessor } from "./replace.ts";
export { tail, type Tail, type TailOptions } from "./tail.ts";
export { realTimers, type Timers } from "./timers.ts";
export { ensureTopics, topicName, type Topic, type TopicAdmin } from "./topics.ts";
