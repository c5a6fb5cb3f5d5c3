import { type ConnectOptions, consume, type ConsumedMessage, type Consumption, park } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

export type FollowOptions = {
  readonly connection: ConnectOptions;
  readonly groupId: string;
  readonly topic: string;
  readonly db: Db;
  readonly onTrouble: (error: unknown, attempt: number) => void;
  readonly onCrash: (error: Error) => void;
};

/** How another service's aggregate comes into a table of ours: what can't be read is parked under the consumer's name. */
export type Copy = {
  readonly consumer: string;
  /** Parameters of the statement; throws on what can't be understood. */
  readonly readEvent: (value: Buffer) => unknown[];
  /** Writes a state, unless a later one is there. */
  readonly upsert: string;
};

async function apply(copy: Copy, db: Db, topic: string, partition: number, message: ConsumedMessage): Promise<void> {
  if (message.value === null) return; // what is copied ends, it is never removed
  let event: unknown[];
  try {
    event = copy.readEvent(message.value);
  } catch (cause) {
    await park(db, { consumer: copy.consumer, topic, partition, message }, cause);
    return;
  }
  await db.query(copy.upsert, event);
}

/** Keeps a copy up to date for as long as the process lives. */
export const followCopy = (copy: Copy, options: FollowOptions): Promise<Consumption> =>
  consume({
    ...options.connection,
    groupId: options.groupId,
    topics: [options.topic],
    fromBeginning: true,
    onTrouble: options.onTrouble,
    onCrash: options.onCrash,
    async eachBatch({ topic, partition, messages }) {
      for (const message of messages) await apply(copy, options.db, topic, partition, message);
      return "handled";
    },
  });
