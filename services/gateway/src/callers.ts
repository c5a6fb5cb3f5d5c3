import { type Client, Metadata } from "@grpc/grpc-js";
import { type GrpcCaller, type GrpcStreamCaller } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";

import { callLimit, type CallLimits } from "./call-limit.ts";

/**
 * Calls that wait for one service. The most is below the thousand streams that one may give up in a burst before Node's HTTP/2 server ends the connection, with every
 * other call on it.
 */
const inFlight: CallLimits = { most: 300, least: 16, slowMs: 3_000 };
/** Commands that may take so long say nothing of the others. */
const longMs = 60_000;
/** Downloads from one service at a time: each holds pieces in memory. */
const openStreamLimit = 200;
const same = (bytes: Buffer): Buffer => bytes;

function metadataFrom(entries: Readonly<Record<string, string>>): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
  return metadata;
}

/** Calls a service with the bytes as they are; `isBusy` when half of the calls that may wait for it do. */
export function grpcCaller(client: Client, limits = inFlight): GrpcCaller & { readonly isBusy: () => boolean } {
  const limit = callLimit(limits);
  let waiting = 0;
  const call: GrpcCaller = (path, request, metadata, deadlineMs) => {
    if (waiting >= limit.now) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 2 });
    const begun = { from: performance.now(), waiting: ++waiting };
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + deadlineMs };
      client.makeUnaryRequest(path, same, same, request, metadataFrom(metadata), options, (error, answer) => {
        if (deadlineMs < longMs) limit.answered({ ...begun, to: performance.now() });
        waiting--;
        if (error) reject(error);
        else resolve(answer ?? Buffer.alloc(0));
      });
    });
  };
  return Object.assign(call, { isBusy: () => waiting * 2 >= limit.now });
}

/** The same for a streamed answer: pieces are read as they are wanted, and a reader who leaves ends the call. None is begun while the service is busy. */
export function grpcStreamCaller(
  client: Client,
  limit = openStreamLimit,
  isBusy: () => boolean = () => false,
): GrpcStreamCaller {
  let open = 0;
  return async function* (path, request, metadata, deadlineMs) {
    if (open >= limit || isBusy()) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 5 });
    open++;
    const options = { deadline: Date.now() + deadlineMs };
    const call = client.makeServerStreamRequest(path, same, same, request, metadataFrom(metadata), options);
    try {
      for await (const piece of call) yield piece as Buffer;
    } finally {
      open--;
      call.cancel();
    }
  };
}

/** What a service is called by. Who reads goes before who exports or fetches a file; who writes the diary calls another service, whose calls wait for none of these. */
export function callersOf(client: Client, limits = inFlight): { call: GrpcCaller; stream: GrpcStreamCaller } {
  const call = grpcCaller(client, limits);
  return { call, stream: grpcStreamCaller(client, openStreamLimit, call.isBusy) };
}
