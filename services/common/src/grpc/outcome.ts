import { status } from "@grpc/grpc-js";

import { Refusal } from "../errors/index.ts";
import { type AnyCall } from "./admission.ts";
import { type Mounted } from "./context.ts";

export type Callback = (error: { code?: number } | null, ...rest: unknown[]) => void;
export type Run = (call: AnyCall, callback?: Callback) => void;

/** The caller's timer and ours end a call at about the same time. */
const timerSlackMs = 50;

const cancelCode = (call: AnyCall): number =>
  Date.now() + timerSlackMs >= Number(call.getDeadline()) ? status.DEADLINE_EXCEEDED : status.CANCELLED;

/**
 * Runs the handler and aborts `abort` when nobody waits any more. Resolves once, with the status that the caller sees: an answer,
 * a cancellation, or the end of our patience.
 */
export function outcome(
  call: AnyCall,
  run: Run,
  respond: Callback | undefined,
  { answerFor, limitMs }: Pick<Mounted, "answerFor"> & { readonly limitMs: number },
  abort: AbortController,
): Promise<number> {
  return new Promise((resolve) => {
    let answered: number | undefined;
    let isHandled = false;
    const end = (code: number): void => {
      clearTimeout(cut);
      resolve(code);
    };
    const reply: Callback = (error, ...rest) => {
      if (answered !== undefined) return;
      isHandled = true;
      answered = error ? (error.code ?? status.UNKNOWN) : status.OK;
      end(answered);
      respond?.(error, ...rest);
    };
    const fail = (thrown: unknown): void => {
      if (respond) reply(answerFor(thrown));
      else call.emit("error", answerFor(thrown));
    };
    const cut = setTimeout(() => {
      fail(new Refusal("deadline", "DEADLINE_EXCEEDED"));
      abort.abort();
    }, limitMs);
    // A stream that answers with an error finishes too, after it.
    call.once("error", ({ code = status.UNKNOWN }: { code?: number }) => (answered = code));
    call.once("finish", () => {
      isHandled ||= answered === undefined;
      end(answered ?? status.OK);
    });
    // It comes after every call, and an abort that nobody hears is not free.
    call.once("cancelled", () => {
      end(cancelCode(call));
      if (!isHandled) abort.abort();
    });
    try {
      run(call, respond && reply);
    } catch (thrown) {
      fail(thrown);
    }
  });
}
