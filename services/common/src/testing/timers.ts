import { type Timers } from "../messaging/index.ts";

type Timer = { readonly at: number; readonly id: number };

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const isBefore = (one: Timer, other: Timer): boolean => one.at < other.at || (one.at === other.at && one.id < other.id);

/** The earliest first; of two at one time the one that was set first. A flood sets ten thousands. */
function createHeap() {
  const heap: Timer[] = [];
  const swap = (one: number, other: number): void => {
    [heap[one], heap[other]] = [heap[other] as Timer, heap[one] as Timer];
  };
  const isLess = (one: number, other: number): boolean => isBefore(heap[one] as Timer, heap[other] as Timer);
  return {
    first: (): Timer | undefined => heap[0],
    push(timer: Timer): void {
      heap.push(timer);
      for (let at = heap.length - 1; at > 0 && isLess(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
    },
    pop(): void {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const child = right < heap.length && isLess(right, left) ? right : left;
        if (child >= heap.length || !isLess(child, at)) return;
        swap(at, child);
        at = child;
      }
    },
  };
}

/** Virtual time: `advance` runs what is due, in order, and lets promises settle in between. */
export function virtualTimers(): Timers & { advance(ms: number): Promise<void> } {
  const runs = new Map<number, () => void>();
  const heap = createHeap();
  let [now, made] = [0, 0];
  /** What was cancelled is still in the heap. */
  function takeDue(end: number): (Timer & { readonly run: () => void }) | undefined {
    for (let first = heap.first(); first !== undefined && first.at <= end; first = heap.first()) {
      heap.pop();
      const run = runs.get(first.id);
      runs.delete(first.id);
      if (run !== undefined) return { ...first, run };
    }
    return undefined;
  }
  return {
    now: () => now,
    after(ms, run) {
      const id = made++;
      runs.set(id, run);
      heap.push({ at: now + ms, id });
      return () => runs.delete(id);
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
