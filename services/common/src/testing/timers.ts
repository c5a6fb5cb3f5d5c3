import { type Timers } from "../messaging/index.ts";

type Timer = { readonly at: number; readonly run: () => void };

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Virtual time: `advance` runs what is due, in order, and lets promises settle in between. */
export function virtualTimers(): Timers & { advance(ms: number): Promise<void> } {
  const timers = new Map<number, Timer>();
  let [now, made] = [0, 0];
  function takeDue(end: number): Timer | undefined {
    let [next, earliest]: [number | undefined, number] = [undefined, Infinity];
    for (const [id, { at }] of timers) if (at <= end && at < earliest) [next, earliest] = [id, at];
    if (next === undefined) return undefined;
    const due = timers.get(next);
    timers.delete(next);
    return due;
  }
  return {
    now: () => now,
    after(ms, run) {
      const id = made++;
      timers.set(id, { at: now + ms, run });
      return () => timers.delete(id);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const due = takeDue(end);
        if (due === undefined) break;
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
  };
}
