import { Refusal } from "@kinerja/common/errors";

const minuteMs = 60_000;

/**
 * Lets each person do something so many times in a minute of the clock; refuses with RATE_LIMITED and the seconds to wait. Counted by each process for
 * itself: the gateway's limits hold for all of them together.
 */
export function perMinute(most: number, now: () => number): (personId: string) => void {
  let minute = -1;
  const counts = new Map<string, number>();
  return (personId) => {
    const at = now();
    const current = Math.floor(at / minuteMs);
    if (current !== minute) counts.clear();
    minute = current;
    const count = (counts.get(personId) ?? 0) + 1;
    if (count > most) {
      const retryAfterS = Math.ceil(((current + 1) * minuteMs - at) / 1_000);
      throw new Refusal("limit", "RATE_LIMITED", { retryAfterS });
    }
    counts.set(personId, count);
  };
}
