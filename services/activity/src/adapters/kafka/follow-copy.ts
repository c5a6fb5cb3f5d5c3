import {
  type ConnectOptions,
  consume,
  type ConsumedMessage,
  type Consumption,
  park,
  replacePredecessor,
} from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

export type FollowOptions = {
  readonly connection: ConnectOptions;
  readonly groupId: string;
  readonly topic: string;
  readonly db: Db;
  readonly onTrouble: (error: unknown, attempt: number) => void;
  readonly onCrash: (error: Error) => void;
  /** Whose states this database holds; everybody's without it. */
  readonly isHere?: ((personId: string) => boolean) | undefined;
};

/** How another service's aggregate comes into a table of ours: what can't be read is parked under the consumer's name. */
export type Copy = {
  readonly consumer: string;
  /** Parameters of the statement; throws on what can't be understood. */
  readonly readEvent: (value: Buffer) => unknown[];
  /** Which of the parameters is the person. */
  readonly personAt: number;
  /** Writes a state, unless a later one is there. */
  readonly upsert: string;
};

type Target = Pick<FollowOptions, "db" | "isHere">;
async function apply(copy: Copy, { db, isHere }: Target, topic: string, partition: number, message: ConsumedMessage) {
  if (message.value === null) return; // what is copied ends, it is never removed
  let event: unknown[];
  try {
    event = copy.readEvent(message.value);
  } catch (cause) {
    await park(db, { consumer: copy.consumer, topic, partition, message }, cause);
    return;
  }
  if (isHere?.(String(event[copy.personAt])) !== false) await db.query(copy.upsert, event);
}

/** Keeps a copy up to date for as long as the process lives, from the first moment: not only when the session of one that was killed has ended. */
export async function followCopy(copy: Copy, options: FollowOptions): Promise<Consumption> {
  const { connection, groupId, topic, onTrouble, onCrash } = options;
  await replacePredecessor(connection, groupId).catch((error: unknown) => onTrouble(error, 0));
  return consume({
    ...connection,
    groupId,
    topics: [topic],
    fromBeginning: true,
    sessionTimeoutMs: 10_000,
    onTrouble,
    onCrash,
    async eachBatch({ topic: from, partition, messages }) {
      for (const message of messages) await apply(copy, options, from, partition, message);
      return "handled";
    },
  });
}
