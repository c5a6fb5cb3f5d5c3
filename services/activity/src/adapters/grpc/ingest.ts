import { hash } from "node:crypto";

import { BinaryReader } from "@bufbuild/protobuf/wire";
import { type ServiceDefinition, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { Refusal } from "@kinerja/common/errors";
import { bidiStream, type CallContext, unary } from "@kinerja/common/grpc";
import { type Subject } from "@kinerja/common/session";
import { counter } from "@kinerja/common/telemetry";
import {
  Entry,
  type EntryResult,
  IngestServiceService,
  type RecordEntriesResponse,
} from "@kinerja/proto/activity/v1/ingest_service";

import { type Author, type Outcome, type Received, type RecordEntries } from "../../app/record.ts";
import { slicesOf } from "../kafka/slices.ts";

const refusals = counter("ingest_entries_refused_total", "Entries answered with a refusal.", ["code"]);

const raw = (bytes: Buffer): Buffer => bytes;

/** The contract with requests left as bytes: what goes into the log is the client's own slice of them. */
export const rawIngestService = {
  recordEntries: { ...IngestServiceService.recordEntries, requestDeserialize: raw },
  recordEntryStream: { ...IngestServiceService.recordEntryStream, requestDeserialize: raw },
} satisfies ServiceDefinition;

export const sha256 = (bytes: Buffer): string => hash("sha256", bytes, "hex");

/** Undefined for what is no entry, also when it only begins like one: ts-proto stops where a field has number 0 or ends a group. */
function decodeEntry(slice: Buffer): Entry | undefined {
  try {
    const reader = new BinaryReader(slice);
    const entry = Entry.decode(reader);
    return reader.pos === slice.length ? entry : undefined;
  } catch {
    return undefined;
  }
}

type Named = { readonly id: string; readonly version: number };

function resultOf(named: Named, outcome: Outcome): EntryResult {
  if ("refused" in outcome) {
    const { code, pointer, params } = outcome.refused;
    refusals.inc({ code });
    const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
    return { ...named, outcome: { $case: "refusal", value: { code, pointer, params: texts } } };
  }
  const { bodySha256, position, acceptedAt } = outcome;
  const receipt = { bodySha256, position, acceptedAt: new Date(acceptedAt) };
  return { ...named, outcome: { $case: "receipt", value: receipt } };
}

/** One request of bytes to its answer. */
export type RecordBytes = (bytes: Buffer, subject: Subject) => Promise<RecordEntriesResponse>;

/** Asks for what a request says to be recorded; of its entries only the names are kept. */
function ask(record: RecordEntries, author: Author, bytes: Buffer) {
  const slices = slicesOf(bytes);
  if (slices === undefined) throw new Refusal("invalid", "REQUEST_INVALID");
  const received = slices.map((slice): Received => ({ slice, draft: decodeEntry(slice) }));
  const names = received.map(({ draft }): Named => ({ id: draft?.id ?? "", version: draft?.version ?? 0 }));
  return { names, outcomes: record(author, received) };
}

export const recordBytes =
  (record: RecordEntries, hasEnded: (sessionId: string) => boolean): RecordBytes =>
  async (bytes, { personId, sessionId, employments }) => {
    const author: Author = { personId, sessionId, sessionEnded: hasEnded(sessionId), employments };
    const { names, outcomes } = ask(record, author, bytes);
    const known = await outcomes;
    return { results: names.map((named, index) => resultOf(named, known[index] as Outcome)) };
  };

function subjectOf({ subject }: CallContext): Subject {
  if (subject === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
  return subject;
}

/** Messages of one stream on their way at once; they enter the log and are answered in order. */
const window = 16;

async function* answerInTurn(
  requests: AsyncIterable<Buffer>,
  answer: (bytes: Buffer) => Promise<RecordEntriesResponse>,
): AsyncIterable<RecordEntriesResponse> {
  const source = requests[Symbol.asyncIterator]();
  const pending: Promise<{ answered: RecordEntriesResponse }>[] = [];
  const read = (): Promise<{ read: IteratorResult<Buffer> }> => source.next().then((result) => ({ read: result }));
  let reading: ReturnType<typeof read> | undefined = read();
  while (reading !== undefined || pending.length > 0) {
    const awaited = [...pending.slice(0, 1), ...(reading !== undefined && pending.length < window ? [reading] : [])];
    const event = await Promise.race(awaited);
    if ("answered" in event) {
      void pending.shift();
      yield event.answered;
    } else if (event.read.done === true) {
      reading = undefined;
    } else {
      const answered = answer(event.read.value).then((result) => ({ answered: result }));
      answered.catch(() => undefined); // thrown when its turn comes
      pending.push(answered);
      reading = read();
    }
  }
}

export const ingestService = (record: RecordBytes): UntypedServiceImplementation => ({
  recordEntries: unary<Buffer, RecordEntriesResponse>((bytes, context) => record(bytes, subjectOf(context))),
  recordEntryStream: bidiStream<Buffer, RecordEntriesResponse>((requests, context) => {
    const subject = subjectOf(context);
    return answerInTurn(requests, (bytes) => record(bytes, subject));
  }),
});
