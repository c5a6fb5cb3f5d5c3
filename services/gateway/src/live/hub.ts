/** What an open page is told: of whom something changed, or that nothing is heard for now. */
export type LiveEvent =
  | { readonly kind: "changed"; readonly personIds: readonly string[] }
  | { readonly kind: "deaf" }
  /** Heard again, or for the first time: whatever was told before is lost. */
  | { readonly kind: "hearing" };

export interface Watcher {
  /** Replaces whom it watches. */
  watch(personIds: Iterable<string>): void;
  leave(): void;
}

export interface Page {
  readonly send: (event: LiveEvent) => void;
  readonly end: () => void;
}

export interface Hub {
  join(page: Page): Watcher;
  people(personIds: readonly string[]): void;
  setHearing(isHearing: boolean): void;
  readonly size: () => number;
  /** Ends all pages: the gateway stops. They come again to another one. */
  end(): void;
}

interface Member extends Page {
  watched: ReadonlySet<string>;
  readonly changed: Set<string>;
  timer: NodeJS.Timeout | undefined;
}

/** Brings what changed to the pages that watch it; what comes within `gatherMs` is told at once. */
export function createHub(gatherMs: number): Hub {
  const members = new Set<Member>();
  const byPerson = new Map<string, Set<Member>>();
  let [isHearing, hasEnded] = [false, false];

  function forget(member: Member): void {
    for (const personId of member.watched) {
      const watching = byPerson.get(personId);
      watching?.delete(member);
      if (watching?.size === 0) byPerson.delete(personId);
    }
    member.watched = new Set();
  }

  function tellLater(member: Member, personId: string): void {
    member.changed.add(personId);
    member.timer ??= setTimeout(() => {
      member.timer = undefined;
      const personIds = [...member.changed];
      member.changed.clear();
      member.send({ kind: "changed", personIds });
    }, gatherMs);
  }

  return {
    size: () => members.size,
    join(page) {
      const member: Member = { ...page, watched: new Set(), changed: new Set(), timer: undefined };
      members.add(member);
      page.send({ kind: isHearing ? "hearing" : "deaf" });
      if (hasEnded) page.end();
      return {
        watch(personIds) {
          forget(member);
          member.watched = new Set(personIds);
          for (const personId of member.watched) {
            const watching = byPerson.get(personId) ?? new Set();
            byPerson.set(personId, watching.add(member));
          }
        },
        leave() {
          forget(member);
          members.delete(member);
          clearTimeout(member.timer);
        },
      };
    },
    end() {
      hasEnded = true;
      for (const member of members) member.end();
    },
    people(personIds) {
      for (const personId of personIds) for (const member of byPerson.get(personId) ?? []) tellLater(member, personId);
    },
    setHearing(next) {
      if (next === isHearing) return;
      isHearing = next;
      for (const member of members) member.send({ kind: isHearing ? "hearing" : "deaf" });
    },
  };
}
