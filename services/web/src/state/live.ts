/** Hears from the gateway of whom something changed, so that a page reads again at once and not only when somebody looks. */
export interface Live {
  /** Called with whom it is about; with nobody when anything may have changed. */
  onChanged(listener: (personIds: ReadonlySet<string> | undefined) => void): () => void;
}

export interface LiveNeeds {
  /** A new line, as the browser makes it. */
  readonly open: () => Line;
  /** Asks for something small, which renews a session that ended by time. */
  readonly renew: () => Promise<unknown>;
  readonly isVisible: () => boolean;
  /** The window came into sight, or went out of it. */
  readonly onVisibility: (listener: () => void) => void;
  /** From 0 to 1, so that the windows of an office do not ask all at once. */
  readonly random: () => number;
}

/** What of an EventSource is used. */
export interface Line {
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  readonly readyState: number;
  close(): void;
}

const closed = 2;
/** Without a line, while it is broken, or while the gateway hears nothing itself, pages ask so often, a quarter more or less. */
const deafPollMs = 20_000;
/** Until a line is tried again that was refused. */
const againMs = [3_000, 10_000, 30_000, 60_000];

const peopleOf = (data: unknown): ReadonlySet<string> | undefined => {
  if (typeof data !== "string") return undefined;
  const { personIds } = JSON.parse(data) as { readonly personIds?: readonly string[] };
  return personIds && new Set(personIds);
};

/** Asks again and again until there is no need to. */
function createAsking(ask: () => boolean, random: () => number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function begin(): void {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        if (ask()) begin();
      },
      deafPollMs * (0.75 + random() / 2),
    );
  }
  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
  }
  return { begin, stop };
}

/**
 * One line for all pages of this window, open while somebody listens and the window is in sight: browsers allow a site few lines at once. A window that
 * comes into sight reads everything again anyway.
 */
export function createLive({ open, renew, isVisible, onVisibility, random }: LiveNeeds): Live {
  const listeners = new Set<(personIds: ReadonlySet<string> | undefined) => void>();
  let line: Line | undefined;
  let isDeaf = true;
  /** Something may have been told that was not heard. */
  let hasMissed = false;
  let tries = 0;
  let trying: ReturnType<typeof setTimeout> | undefined;

  const tell = (personIds: ReadonlySet<string> | undefined): void => {
    for (const listener of listeners) listener(personIds);
  };
  const asking = createAsking(() => {
    const isNeeded = isDeaf && isVisible();
    if (isNeeded) tell(undefined);
    return isNeeded;
  }, random);
  function hear(): void {
    if (hasMissed) tell(undefined);
    [isDeaf, hasMissed, tries] = [false, false, 0];
    asking.stop();
  }
  function miss(): void {
    [isDeaf, hasMissed] = [true, true];
    asking.begin();
  }
  function lose(): void {
    line?.close();
    line = undefined;
    const waitMs = againMs[Math.min(tries++, againMs.length - 1)] ?? deafPollMs;
    trying = setTimeout(() => void renew().then(start, start), waitMs);
  }
  function start(): void {
    if (listeners.size === 0 || line !== undefined || !isVisible()) return;
    clearTimeout(trying);
    const opened = open();
    line = opened;
    asking.begin();
    opened.addEventListener("hearing", hear);
    opened.addEventListener("deaf", miss);
    opened.addEventListener("changed", ({ data }) => tell(peopleOf(data)));
    opened.addEventListener("error", () => {
      if (opened !== line) return;
      miss();
      // A line that only broke comes back by itself; one that was refused does not.
      if (opened.readyState === closed) lose();
    });
  }
  function stop(): void {
    clearTimeout(trying);
    asking.stop();
    line?.close();
    line = undefined;
    isDeaf = true;
  }
  onVisibility(() => (isVisible() ? start() : stop()));

  return {
    onChanged(listener) {
      listeners.add(listener);
      start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
  };
}
