import { Problem } from "../api/problem.ts";
import { type Entry, type EntryResult } from "../api/types.ts";
import { applyResults, markAttempt, nextBatch, type Outbox, pauseMs, refusalsOf } from "./outbox.ts";

export interface SenderNeeds {
  readonly personId: string;
  readonly read: () => Outbox;
  /** Makes a change durable and known to everybody who watches. */
  readonly change: (step: (outbox: Outbox) => Outbox) => Promise<void>;
  readonly record: (entries: readonly Entry[]) => Promise<{ readonly results: readonly EntryResult[] }>;
  /** Runs once after the time; the result cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random: () => number;
  readonly onPause: (pause: Pause | undefined) => void;
}

/** Why nothing is sent at the moment. */
export interface Pause {
  readonly problem: Problem;
  readonly forMs: number;
}

export interface Sender {
  /** Sends now what waits: after something was written, when the signal is back, when a person asks. */
  wake: () => void;
  stop: () => void;
}

const batchLimit = 50;

/** Sends what waits, one call at a time, until it is acknowledged or refused. */
export function startSender(needs: SenderNeeds): Sender {
  let failures = 0;
  let isSending = false;
  let isStopped = false;
  let limit = batchLimit;
  let cancelTimer: (() => void) | undefined;

  function pauseFor(problem: Problem): void {
    failures += 1;
    const forMs = pauseMs(failures, problem.retryAfterMs, needs.random());
    needs.onPause({ problem, forMs });
    cancelTimer = needs.after(forMs, wake);
  }

  /** A refusal of the whole call: blame the entries it names, else find the bad one by sending them singly. */
  async function takeRefusal(batch: Outbox, problem: Problem): Promise<void> {
    const refusals = refusalsOf(batch, problem);
    if (refusals.length > 0) await needs.change((outbox) => applyResults(outbox, refusals));
    limit = refusals.length > 0 ? batchLimit : 1;
  }

  /** True when there may be more to send at once. */
  async function sendBatch(): Promise<boolean> {
    const batch = nextBatch(needs.read(), needs.personId, limit);
    if (batch.length === 0) {
      limit = batchLimit;
      return false;
    }
    await needs.change((outbox) => markAttempt(outbox, batch));
    try {
      const { results } = await needs.record(batch.map((item) => item.entry));
      const known = new Set(batch.map((item) => item.key));
      const answered = results.filter(({ id, version }) => known.has(`${id}:${String(version)}`));
      if (answered.length === 0) throw new Problem({ status: 0, code: "UNREADABLE" });
      await needs.change((outbox) => applyResults(outbox, answered));
      failures = 0;
      needs.onPause(undefined);
      return true;
    } catch (thrown) {
      const problem = thrown instanceof Problem ? thrown : new Problem({ status: 0, code: "UNREADABLE" });
      if (problem.isPassing || problem.status === 401 || problem.status === 403) {
        pauseFor(problem);
        return false;
      }
      await takeRefusal(batch, problem);
      return true;
    }
  }

  async function run(): Promise<void> {
    while (!isStopped && (await sendBatch()));
  }

  function wake(): void {
    if (isSending || isStopped) return;
    cancelTimer?.();
    isSending = true;
    void run().finally(() => {
      isSending = false;
    });
  }

  return {
    wake,
    stop() {
      isStopped = true;
      cancelTimer?.();
    },
  };
}
