import grpc from "k6/net/grpc";
import { Counter, Trend } from "k6/metrics";
import { type Options } from "k6/options";
import { type EntryJson } from "../demo/entries.ts";
import { entryOf } from "./lib/entries.ts";
import { connect, deadline, ingest, judgeCall, messageOf, metadataOf } from "./lib/grpc.ts";
import { always, never, quick, trendStats } from "./lib/limits.ts";
import { announce, keep, type EntryResult } from "./lib/record.ts";
import { countOf, durationOf, numberOf, seconds } from "./lib/settings.ts";
import { anybody, anyDay, now, type Someone } from "./lib/world.ts";

// Straight into ingest, as a province's instance or a program does: RATE calls a second of BATCH entries each, and beside them STREAMS streams that send
// message after message without waiting for the answers.
const batch = countOf("BATCH", 50);
const length = durationOf(40);

export const options: Options = {
  scenarios: {
    calls: {
      executor: "constant-arrival-rate",
      exec: "call",
      rate: Math.max(1, Math.round(numberOf("RATE", 20) * 10)),
      timeUnit: "10s",
      duration: seconds(length),
      preAllocatedVUs: countOf("CLIENTS", 60),
    },
    streams: { executor: "constant-vus", exec: "stream", vus: countOf("STREAMS", 2), duration: seconds(length) },
  },
  thresholds: {
    ...always,
    ...never,
    answered_in_streams: ["count>0"],
    ...quick("call_time", 2_000, 3_000),
    ...quick("stream_time", 4_000, 8_000),
  },
  summaryTrendStats: trendStats,
};

const callTime = new Trend("call_time", true);
const streamTime = new Trend("stream_time", true);
/** Messages of streams. */
const answered = new Counter("answered_in_streams");

const make = (who: Someone): EntryJson[] =>
  Array.from({ length: batch }, () => entryOf({ ...who, workDate: anyDay(), atMs: now() }));

export function call(): void {
  connect();
  const who = anybody();
  const entries = make(who);
  announce(who, entries);
  const started = Date.now();
  const answer = ingest.invoke("kinerja.activity.v1.IngestService/RecordEntries", messageOf(entries), {
    metadata: metadataOf(who),
    timeout: deadline,
  });
  if (!judgeCall(answer.status, answer.error, "call")) return;
  callTime.add(Date.now() - started);
  keep(who, entries, (answer.message as { results: EntryResult[] }).results);
}

/** Messages of one stream, sent at once and answered in turn. */
const messages = 10;

type Sent = readonly (readonly EntryJson[])[];

/** Resolves when the stream has ended: well with an answer to each message, else with what it ended by. */
function flow(who: Someone, sent: Sent): Promise<void> {
  const stream = new grpc.Stream(ingest, "kinerja.activity.v1.IngestService/RecordEntryStream", {
    metadata: metadataOf(who),
    timeout: deadline,
  });
  return new Promise((resolve) => {
    let next = 0;
    stream.on("data", (message) => keep(who, sent[next++] ?? [], (message as { results: EntryResult[] }).results));
    stream.on("error", (error) => {
      judgeCall((error as grpc.GrpcError).code, error, "stream");
      resolve();
    });
    stream.on("end", () => {
      answered.add(next);
      if (next === messages) judgeCall(grpc.StatusOK, undefined, "stream");
      resolve();
    });
    for (const entries of sent) {
      announce(who, entries);
      stream.write(messageOf(entries));
    }
    stream.end();
  });
}

export async function stream(): Promise<void> {
  connect();
  const who = anybody();
  const sent = Array.from({ length: messages }, () => make(who));
  const started = Date.now();
  await flow(who, sent);
  streamTime.add(Date.now() - started);
}
