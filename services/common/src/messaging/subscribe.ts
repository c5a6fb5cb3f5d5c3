import { setTimeout as sleep } from "node:timers/promises";
import { backOffMs } from "./back-off.ts";
import type { KafkaJsConsumer } from "./kafkajs.ts";

export interface SubscribeOptions {
  readonly topics: readonly string[];
  readonly fromBeginning: boolean;
  /** A topic is not there yet and is asked for again. */
  readonly onMissing: (error: unknown, attempt: number) => void;
  /** Ends the wait, which then rejects. */
  readonly signal?: AbortSignal;
}

const isUnknownTopic = (error: unknown): boolean =>
  error instanceof Error && "type" in error && error.type === "UNKNOWN_TOPIC_OR_PARTITION";

/** kafkajs gives up at once on a topic that nobody has made yet; its owner may start after us. */
export async function subscribe(consumer: KafkaJsConsumer, options: SubscribeOptions): Promise<void> {
  const { topics, fromBeginning, onMissing, signal } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      await consumer.subscribe({ topics: [...topics], fromBeginning });
      return;
    } catch (error) {
      if (!isUnknownTopic(error)) throw error;
      onMissing(error, attempt);
      await sleep(backOffMs(attempt), undefined, { ref: false, ...(signal === undefined ? {} : { signal }) });
    }
  }
}
