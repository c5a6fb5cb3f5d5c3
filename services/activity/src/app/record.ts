import { Refusal } from "@kinerja/common/errors";
import { type Zone } from "@kinerja/common/kernel";

import { type Draft, type Fault, faultOf } from "../domain/entry.ts";
import { maxEntries, maxEntryBytes } from "../domain/limits.ts";

/** Who appends to the own log. */
export type Author = {
  readonly personId: string;
  readonly sessionId: string;
  readonly sessionEnded: boolean;
  readonly employments: readonly { readonly id: string; readonly agencyId: string; readonly zone: Zone }[];
};

/** One entry of a request: the client's own bytes, and what they say; undefined when they say nothing. */
export type Received = { readonly slice: Buffer; readonly draft: Draft | undefined };

export type Accepted = {
  readonly slice: Buffer;
  readonly bodySha256: Buffer;
  readonly agencyId: string;
  readonly zone: Zone;
};

/** Puts accepted entries of one person into the log, in order; says where each lies ("partition:offset"). */
export type Append = (author: Author, acceptedAt: number, entries: readonly Accepted[]) => Promise<readonly string[]>;

export type Outcome =
  { readonly bodySha256: Buffer; readonly position: string; readonly acceptedAt: number } | { readonly refused: Fault };

export type RecordEntries = (author: Author, received: readonly Received[]) => Promise<Outcome[]>;

const malformed: Fault = { code: "ENTRY_MALFORMED", pointer: "", params: {} };
const tooLarge: Fault = { code: "ENTRY_TOO_LARGE", pointer: "", params: { limitBytes: maxEntryBytes } };

/** Kafka may hold what timed out: the client sends again with the same ids, which makes a double harmless. */
function asAnswer(thrown: unknown): unknown {
  const isTimeout = thrown instanceof Refusal && thrown.code === "INGEST_TIMEOUT";
  return isTimeout ? new Refusal("unavailable", "LOG_UNAVAILABLE", { retryAfterS: 5 }) : thrown;
}

/** Checks each entry on its own, stamps and appends the good ones, and answers all in the order of the request. */
export const recordEntries =
  (needs: { append: Append; now: () => number; sha256: (bytes: Buffer) => Buffer }): RecordEntries =>
  async (author, received) => {
    if (received.length === 0 || received.length > maxEntries)
      throw new Refusal("invalid", "REQUEST_INVALID", {}, [
        received.length === 0
          ? { pointer: "/entries", code: "LIST_TOO_SHORT", params: { min: 1, length: 0 } }
          : { pointer: "/entries", code: "LIST_TOO_LONG", params: { max: maxEntries, length: received.length } },
      ]);
    const now = needs.now();
    const employments = new Map(author.employments.map((one) => [one.id, one]));
    const own = new Set(employments.keys());
    const judged = received.map(({ slice, draft }): Accepted | Fault => {
      if (slice.length > maxEntryBytes) return tooLarge;
      if (draft === undefined) return malformed;
      const fault = faultOf(draft, now, own);
      const employment = employments.get(draft.employmentId);
      if (fault !== undefined || employment === undefined) return fault ?? malformed;
      return { slice, bodySha256: needs.sha256(slice), agencyId: employment.agencyId, zone: employment.zone };
    });
    const accepted = judged.filter((one) => "slice" in one);
    const positions = accepted.length === 0 ? [] : await appendOrExplain(needs.append, author, now, accepted);
    let next = 0;
    return judged.map((one) =>
      "slice" in one
        ? { bodySha256: one.bodySha256, position: positions[next++] ?? "", acceptedAt: now }
        : { refused: one },
    );
  };

async function appendOrExplain(
  append: Append,
  author: Author,
  now: number,
  accepted: readonly Accepted[],
): Promise<readonly string[]> {
  try {
    return await append(author, now, accepted);
  } catch (thrown) {
    throw asAnswer(thrown);
  }
}
