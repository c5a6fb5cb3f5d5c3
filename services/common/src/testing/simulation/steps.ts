import type { Process } from "./world.ts";

/** Something that is to happen at an instant of virtual time, or as soon after it as it is chosen. */
export interface Step {
  at: number;
  readonly what: string;
  readonly run: () => void;
  readonly of: Process | undefined;
  isCancelled: boolean;
}

/** Steps by their instant: a binary heap. */
export function createSteps(): { push(step: Step): void; pop(): Step | undefined; first(): Step | undefined } {
  const heap: Step[] = [];
  const at = (index: number): number => heap[index]?.at ?? Infinity;
  const swap = (one: number, other: number): void => {
    [heap[one], heap[other]] = [heap[other] as Step, heap[one] as Step];
  };
  function sink(): void {
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      const child = at(left + 1) < at(left) ? left + 1 : left;
      if (at(child) >= at(index)) return;
      swap(index, child);
      index = child;
    }
  }
  return {
    first: () => heap[0],
    push(step) {
      heap.push(step);
      for (let index = heap.length - 1; index > 0;) {
        const parent = (index - 1) >> 1;
        if (at(parent) <= at(index)) return;
        swap(index, parent);
        index = parent;
      }
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && last !== undefined) {
        heap[0] = last;
        sink();
      }
      return first;
    },
  };
}
