import { type Client, Metadata } from "@grpc/grpc-js";
import { type GrpcCaller, type GrpcStreamCaller } from "@kinerja/common/edge";
import { Refusal } from "@kinerja/common/errors";

/**
 * Calls that wait for one service at most; more would only wait longer, past their deadline. And fewer than the thousand streams that one may give up in a burst before
 * Node's HTTP/2 server ends the connection, with every other call on it.
 */
const inFlightLimit = 300;
/** Downloads from one service at a time: each holds pieces in memory. */
const openStreamLimit = 200;
const same = (bytes: Buffer): Buffer => bytes;

function metadataFrom(entries: Readonly<Record<string, string>>): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(entries)) metadata.set(key, value);
  return metadata;
}

/** Calls a service with the bytes as they are. */
export function grpcCaller(client: Client, limit = inFlightLimit): GrpcCaller {
  let inFlight = 0;
  return (path, request, metadata, deadlineMs) => {
    if (inFlight >= limit) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 2 });
    inFlight++;
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + deadlineMs };
      client.makeUnaryRequest(path, same, same, request, metadataFrom(metadata), options, (error, answer) => {
        inFlight--;
        if (error) reject(error);
        else resolve(answer ?? Buffer.alloc(0));
      });
    });
  };
}

/** The same for a streamed answer: pieces are read as they are wanted, and a reader who leaves ends the call. */
export function grpcStreamCaller(client: Client, limit = openStreamLimit): GrpcStreamCaller {
  let open = 0;
  return async function* (path, request, metadata, deadlineMs) {
    if (open >= limit) throw new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS: 5 });
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
