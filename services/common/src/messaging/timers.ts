/** Monotonic time and one-shot timers; tests bring their own. */
export interface Timers {
  now(): number;
  /** Returns what cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const realTimers: Timers = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Runs it at this pace until it is cancelled. */
export function every(timers: Timers, ms: number, run: () => void): () => void {
  const turn = (): void => {
    cancel = timers.after(ms, turn);
    run();
  };
  let cancel = timers.after(ms, turn);
  return () => cancel();
}

/** Resolves after a while, or at once when the signal ends it. */
export function pauseFor(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = timers.after(ms, end);
    signal.addEventListener("abort", end);
  });
}
