import { type Listener } from "../demo/http.ts";

/** What the clients of a month saw: how often they were refused, and how. */
export interface Traffic extends Listener {
  /** Answers, and connections that were refused or broken, so far. */
  readonly answered: number;
  /** Tries that have to be repeated: 503 and 504, and no answer at all. */
  readonly repeated: number;
  /** 503 without a word about when to come again: none may be. */
  readonly withoutRetryAfter: number;
  /** Resolves when so many more requests of a kind were sent: it is in the middle of it. */
  until(kind: RegExp, times: number): Promise<void>;
}

interface Waiting {
  readonly kind: RegExp;
  left: number;
  readonly go: () => void;
}

export function watchTraffic(): Traffic {
  const waiting = new Set<Waiting>();
  const seen = { answered: 0, repeated: 0, withoutRetryAfter: 0 };
  return {
    get answered() {
      return seen.answered;
    },
    get repeated() {
      return seen.repeated;
    },
    get withoutRetryAfter() {
      return seen.withoutRetryAfter;
    },
    heard(_, { status, retryAfterS }) {
      if (status === 0 || status === 503 || status === 504) seen.repeated++;
      else seen.answered++;
      if (status === 503 && retryAfterS === undefined) seen.withoutRetryAfter++;
    },
    sent(path) {
      for (const one of waiting) {
        if (!one.kind.test(path)) continue;
        one.left--;
        if (one.left > 0) continue;
        waiting.delete(one);
        one.go();
      }
    },
    until: (kind, times) => new Promise((go) => waiting.add({ kind, left: times, go })),
  };
}
