import { parsePeriod, parseUuid } from "@kinerja/common/kernel";
import { type ConnectOptions, consume, type ConsumedMessage, type Consumption, park } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";
import { PeriodClosed } from "@kinerja/proto/activity/v1/activity_events";

import { isForGood } from "../../app/close.ts";
import { type Closing } from "../../app/stores.ts";

export const consumer = "evaluation-closings";

function readClosing(value: Buffer): Closing {
  const { meta, agencyId, period, revision, count, sha256 } = PeriodClosed.decode(value);
  if (meta === undefined || revision < 1) throw new Error("meta or revision");
  return {
    eventId: parseUuid(meta.id),
    agencyId: parseUuid(agencyId),
    period: parsePeriod(period),
    revision,
    count,
    sha256,
  };
}

export type ClosingsNeeds = {
  readonly db: Db;
  readonly take: (closing: Closing) => Promise<void>;
  readonly onParked: (cause: unknown) => void;
};

/** One record. What can never be understood, or is not what was sealed, is put aside for a person; all else is tried again. */
export async function handleClosing(
  { db, take, onParked }: ClosingsNeeds,
  place: { readonly topic: string; readonly partition: number },
  message: ConsumedMessage,
): Promise<void> {
  if (message.value === null) return;
  const putAside = async (cause: unknown): Promise<void> => {
    if (await park(db, { consumer, ...place, message }, cause)) onParked(cause);
  };
  let closing: Closing;
  try {
    closing = readClosing(message.value);
  } catch (cause) {
    return putAside(cause);
  }
  try {
    await take(closing);
  } catch (thrown) {
    if (!isForGood(thrown)) throw thrown;
    await putAside(thrown);
  }
}

/** Takes in the months that activity seals, one after another. */
export const followClosings = (
  options: ClosingsNeeds & {
    readonly connection: ConnectOptions;
    readonly groupId: string;
    readonly topic: string;
    readonly onTrouble: (error: unknown, attempt: number) => void;
    readonly onCrash: (error: Error) => void;
  },
): Promise<Consumption> =>
  consume({
    ...options.connection,
    groupId: options.groupId,
    topics: [options.topic],
    fromBeginning: true,
    sessionTimeoutMs: 10_000,
    // A closing reads whole agencies from other services: few at once, so that a rebalance need not wait long.
    maxBatch: 1,
    onTrouble: options.onTrouble,
    onCrash: options.onCrash,
    async eachBatch({ topic, partition, messages }) {
      for (const message of messages) await handleClosing(options, { topic, partition }, message);
      return "handled";
    },
  });
