/** What clients of one kind heard in a second. */
export interface Heard {
  answered: number;
  /** By status; 0 is no answer at all. */
  readonly refused: Record<string, number>;
  /** Milliseconds until each good answer. */
  readonly times: number[];
}

export interface Bucket {
  readonly entries: Heard & { bySpool: number };
  /** By page. */
  readonly reads: Record<string, Heard>;
}

const noHeard = (): Heard => ({ answered: 0, refused: {}, times: [] });
const noBucket = (): Bucket => ({ entries: { ...noHeard(), bySpool: 0 }, reads: {} });

/** Counts what is heard until it is asked, once a second. */
export interface Tally {
  acknowledged(ms: number, bySpool: boolean): void;
  refusedEntry(status: number): void;
  read(page: string, status: number, ms: number): void;
  /** What came since the last time. */
  take(): Bucket;
}

const isGood = (status: number): boolean => status >= 200 && status < 300;

function count(heard: Heard, status: number, ms: number): void {
  if (isGood(status)) {
    heard.answered++;
    heard.times.push(ms);
  } else heard.refused[status] = (heard.refused[status] ?? 0) + 1;
}

export function openTally(): Tally {
  let bucket = noBucket();
  return {
    acknowledged(ms, bySpool) {
      count(bucket.entries, 200, ms);
      if (bySpool) bucket.entries.bySpool++;
    },
    refusedEntry: (status) => count(bucket.entries, status, 0),
    read: (page, status, ms) => count((bucket.reads[page] ??= noHeard()), status, ms),
    take() {
      const taken = bucket;
      bucket = noBucket();
      return taken;
    },
  };
}
