import { type Publish } from "./outbox.ts";
import { type OutgoingBatch, type OutgoingMessage, sizeOf } from "./produce.ts";

/** Under what the producer takes as one batch of a partition. */
const sendLimitBytes = 900_000;

function* parts(messages: readonly OutgoingMessage[]): Generator<OutgoingMessage[]> {
  let part: OutgoingMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    if (part.length > 0 && bytes + size > sendLimitBytes) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(message);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

/** A relay's publisher. Whole states can be large: what is too much for one send goes in several, one after another, so that the order stays. */
export const inParts =
  (send: (batches: OutgoingBatch[]) => Promise<unknown>): Publish =>
  async ({ messages, ...place }) => {
    for (const part of parts(messages)) await send([{ ...place, messages: part }]);
  };
