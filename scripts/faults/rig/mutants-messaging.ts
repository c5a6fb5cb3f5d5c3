import { setTimeout as sleep } from "node:timers/promises";
import type * as Batcher from "../../../services/common/src/messaging/batcher.ts";
import type * as Consume from "../../../services/common/src/messaging/consume.ts";
import type * as HandleBatch from "../../../services/common/src/messaging/handle-batch.ts";
import type * as KafkaJs from "../../../services/common/src/messaging/kafkajs.ts";
import { mutant, type Mutant } from "./mutant.ts";

const lateMs = 300;

export const messagingMutants: Readonly<Record<string, Mutant>> = {
  "keeps-dead-broker": mutant<typeof KafkaJs>(
    "messaging/kafkajs",
    "a service that waits for its broker without a limit",
    ({ openKafkaJs }) => ({
      openKafkaJs: (options) => {
        const made = openKafkaJs(options);
        const Kafka = made.constructor as new (of: object) => typeof made;
        const { brokers, clientId } = options;
        return new Kafka({ clientId, brokers: [...brokers], enforceRequestTimeout: false, logLevel: 0 });
      },
    }),
  ),
  "no-heartbeat": mutant<typeof HandleBatch>(
    "messaging/handle-batch",
    "a consumer that says nothing to its group while it works",
    ({ handleBatch }) => ({
      handleBatch: (payload, handling) =>
        handleBatch(
          payload,
          new Proxy(handling, { get: (of, key) => (key === "heartbeatMs" ? 1e9 : (Reflect.get(of, key) as unknown)) }),
        ),
    }),
  ),
  "never-sheds": mutant<typeof Batcher>(
    "messaging/batcher",
    "an ingest that turns nobody away",
    ({ createBatcher }) => ({
      createBatcher: ({ maxWaitMs: _, leaveWithinMs: __, ...options }) =>
        createBatcher({ ...options, maxQueued: 1e9, maxQueuedBytes: 1e12, deadlineMs: 60_000 }),
    }),
  ),
  "one-lane": mutant<typeof Batcher>(
    "messaging/batcher",
    "an ingest where all agencies wait in one lane",
    ({ createBatcher }) => ({ createBatcher: ({ laneOf: _, ...options }) => createBatcher(options) }),
  ),
  "one-replica": mutant<typeof KafkaJs>("messaging/kafkajs", "a log without replicas", ({ openKafkaJs }) => ({
    openKafkaJs(options) {
      const kafka = openKafkaJs(options);
      const open = kafka.admin.bind(kafka);
      kafka.admin = (config) => {
        const admin = open(config);
        const createTopics = admin.createTopics.bind(admin);
        admin.createTopics = ({ topics, ...how }) =>
          createTopics({ ...how, topics: topics.map((topic) => ({ ...topic, replicationFactor: 1 })) });
        return admin;
      };
      return kafka;
    },
  })),
  "works-in-the-background": mutant<typeof Consume>(
    "messaging/consume",
    "a writer that calls handled what it still works on, and begins where the group has got to",
    ({ consume }) => ({
      consume: (options, parts) =>
        consume(
          {
            ...options,
            onAssigned: (partitions) => Promise.resolve(options.onAssigned?.(partitions)).then(() => []),
            eachBatch(batch, control) {
              void sleep(lateMs).then(() => options.eachBatch(batch, control));
              return Promise.resolve("handled");
            },
          },
          parts,
        ),
    }),
  ),
};
