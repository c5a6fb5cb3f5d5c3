import { missingUpTo, type Offsets } from "./progress.ts";

/** Ends are noted the more seldom the longer this lasts: a day's outage is some thousand of them, and its lag is still known to a hundredth. */
const grain = 1 / 128;

/** How long something in the log has been waiting to be stored. Its ends are noted as they are seen, and each forgotten when the store has passed it. */
export function createLagMeter() {
  let noted: { readonly at: number; readonly ends: Offsets }[] = [];
  let taken: Offsets = [];
  const forget = (): void => {
    noted = noted.filter(({ ends }) => missingUpTo(ends, taken) > 0n);
  };
  return {
    sawEnds(ends: Offsets, at: number): void {
      const [first, last] = [noted[0]?.at ?? at, noted.at(-1)?.at ?? -Infinity];
      if (at - last < (at - first) * grain) return;
      noted.push({ at, ends });
      forget();
    },
    stored(next: Offsets): void {
      taken = next;
      forget();
    },
    /** 0 when everything that was seen is stored. */
    lagMs: (now: number): number => now - (noted[0]?.at ?? now),
  };
}
