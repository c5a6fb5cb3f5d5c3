import {
  type handleBidiStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type ServerDuplexStream,
  type ServerWritableStream,
} from "@grpc/grpc-js";

import { failpoint } from "../failpoint/index.ts";
import { type CallContext, mountedOf } from "./context.ts";

/** An async function as a unary handler: what it throws becomes a status. */
export function unary<Q, R>(handle: (request: Q, context: CallContext) => Promise<R>): handleUnaryCall<Q, R> {
  return (call, callback) => {
    const { context, answerFor } = mountedOf(call);
    context
      .then((known) => handle(call.request, known))
      .then(
        (response) => {
          failpoint("beforeReply", call.getPath());
          callback(null, response);
        },
        (thrown: unknown) => callback(answerFor(thrown)),
      );
  };
}

type Answering<Q, R> = ServerWritableStream<Q, R> | ServerDuplexStream<Q, R>;

/** The client has taken what was written, or is gone. */
const drained = <Q, R>(call: Answering<Q, R>): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      call.off("drain", done).off("close", done);
      resolve();
    };
    call.on("drain", done).on("close", done);
  });

function answerWith<Q, R>(call: Answering<Q, R>, answers: (context: CallContext) => AsyncIterable<R>): void {
  const { context, signal, answerFor } = mountedOf(call);
  const pump = async (): Promise<void> => {
    for await (const answer of answers(await context)) {
      if (signal.aborted) return;
      if (!call.write(answer)) await drained(call);
    }
    if (!signal.aborted) call.end();
  };
  pump().catch((thrown: unknown) => {
    const answer = answerFor(thrown);
    if (!signal.aborted) call.emit("error", answer);
  });
}

/** An async generator as a streaming handler; it is paused while the client is slow. */
export const serverStream =
  <Q, R>(handle: (request: Q, context: CallContext) => AsyncIterable<R>): handleServerStreamingCall<Q, R> =>
  (call) =>
    answerWith(call, (context) => handle(call.request, context));

/** The same for both directions. */
export const bidiStream =
  <Q, R>(
    handle: (requests: AsyncIterable<Q>, context: CallContext) => AsyncIterable<R>,
  ): handleBidiStreamingCall<Q, R> =>
  (call) => {
    // The usual iterator destroys the call when the handler leaves the loop, and the status would never be sent.
    const requests = { [Symbol.asyncIterator]: () => call.iterator({ destroyOnReturn: false }) as AsyncIterator<Q> };
    answerWith(call, (context) => handle(requests, context));
  };
