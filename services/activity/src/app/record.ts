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
  /** Hexadecimal. */
  readonly bodySha256: string;
  readonly agencyId: string;
  readonly zone: Zone;
};

/** Puts accepted entries of one person into the log, in order; says where each lies ("partition:offset"). */
export type Append = (author: Author, acceptedAt: number, entries: readonly Accepted[]) => Promise<readonly string[]>;

export type Outcome =
  { readonly bodySha256: string; readonly position: string; readonly acceptedAt: number } | { readonly refused: Fault };

export type RecordEntries = (author: Author, received: readonly Received[]) => Promise<Outcome[]>;

const malformed: Fault = { code: "ENTRY_MALFORMED", pointer: "", params: {} };
const tooLarge: Fault = { code: "ENTRY_TOO_LARGE", pointer: "", params: { limitBytes: maxEntryBytes } };

/** Kafka may hold what timed out: the client sends again with the same ids, which makes a double harmless. */
function asAnswer(thrown: unknown): unknown {
  const isTimeout = thrown instanceof Refusal && thrown.code === "INGEST_TIMEOUT";
  return isTimeout ? new Refusal("unavailable", "LOG_UNAVAILABLE", { retryAfterS: 5 }) : thrown;
}

type Needs = {
  readonly append: Append;
  readonly now: () => number;
  /** Hexadecimal. */
  readonly sha256: (bytes: Buffer) => string;
};

/** What is said of an entry while the log has it: the hash of an accepted one, or why it is refused. */
type Verdict = string | Fault;

function refusalOf({ length }: readonly Received[]): Refusal | undefined {
  if (length > 0 && length <= maxEntries) return undefined;
  const violation =
    length === 0
      ? { pointer: "/entries", code: "LIST_TOO_SHORT", params: { min: 1, length } }
      : { pointer: "/entries", code: "LIST_TOO_LONG", params: { max: maxEntries, length } };
  return new Refusal("invalid", "REQUEST_INVALID", {}, [violation]);
}

function judge({ employments }: Author, received: readonly Received[], now: number, sha256: Needs["sha256"]) {
  const known = new Map(employments.map((one) => [one.id, one]));
  const own = new Set(known.keys());
  const accepted: Accepted[] = [];
  const verdicts = received.map(({ slice, draft }): Verdict => {
    if (slice.length > maxEntryBytes) return tooLarge;
    if (draft === undefined) return malformed;
    const fault = faultOf(draft, now, own);
    const employment = known.get(draft.employmentId);
    if (fault !== undefined || employment === undefined) return fault ?? malformed;
    const bodySha256 = sha256(slice);
    accepted.push({ slice, bodySha256, agencyId: employment.agencyId, zone: employment.zone });
    return bodySha256;
  });
  return { accepted, verdicts };
}

async function outcomesOf(
  appending: Promise<readonly string[]>,
  verdicts: readonly Verdict[],
  acceptedAt: number,
): Promise<Outcome[]> {
  const positions = await appending.catch((thrown: unknown) => {
    throw asAnswer(thrown);
  });
  let next = 0;
  return verdicts.map((one) =>
    typeof one === "string" ? { bodySha256: one, position: positions[next++] ?? "", acceptedAt } : { refused: one },
  );
}

/**
 * Checks each entry on its own, stamps and appends the good ones, and answers all in the order of the request. While the log has them nothing
 * decoded is kept but the verdicts: thousands wait at once, and what the collector sees alive twice it moves to where it costs most.
 */
export const recordEntries =
  ({ append, now, sha256 }: Needs): RecordEntries =>
  (author, received) => {
    const refusal = refusalOf(received);
    if (refusal !== undefined) return Promise.reject(refusal);
    const acceptedAt = now();
    const { accepted, verdicts } = judge(author, received, acceptedAt, sha256);
    const appending = accepted.length === 0 ? Promise.resolve([]) : append(author, acceptedAt, accepted);
    return outcomesOf(appending, verdicts, acceptedAt);
  };
