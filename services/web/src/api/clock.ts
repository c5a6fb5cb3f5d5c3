/** The platform's clock: the device's clock corrected by the `Date` header of the last answer. */
export interface Clock {
  now: () => number;
  /** Takes the `Date` header of an answer; anything else is ignored. */
  learn: (dateHeader: string | null) => void;
  /** Calls back after the correction moved by more than a few seconds; the result ends it. */
  onMove: (listener: () => void) => () => void;
}

export interface ClockNeeds {
  readonly deviceNow: () => number;
  /** Where the correction survives a restart without signal. */
  readonly load: () => number;
  readonly save: (offsetMs: number) => void;
}

/** The header has whole seconds, and answers take time: smaller differences say nothing. */
const noticeableMs = 5_000;

export function createClock({ deviceNow, load, save }: ClockNeeds): Clock {
  let offsetMs = load();
  const listeners = new Set<() => void>();
  return {
    now: () => deviceNow() + offsetMs,
    learn(dateHeader) {
      const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(serverMs)) return;
      const learned = serverMs - deviceNow();
      if (Math.abs(learned - offsetMs) < noticeableMs) return;
      offsetMs = learned;
      save(offsetMs);
      for (const listener of listeners) listener();
    },
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
