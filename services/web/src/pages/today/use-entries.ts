import { type Entry } from "../../api/types.ts";
import { type Draft, entryOf } from "../../entries/draft.ts";
import { nextVersion, queue } from "../../offline/outbox.ts";
import { useApp, useMe } from "../../state/context.ts";

export interface EntryWriter {
  /** Keeps drafts as entries on this device; `storedVersion` is the server's newest version of a changed one. */
  save: (drafts: readonly Draft[], storedVersion?: number) => Promise<void>;
  /** Keeps a further version of an entry as given: cancelled, restored, or chosen out of two. Resolves with that version. */
  supersede: (entry: Entry, storedVersion: number) => Promise<number>;
}

/** The device's own clock: evidence, never authority. */
const deviceTime = (): string => new Date().toISOString();

export function useEntryWriter(): EntryWriter {
  const { platform, outbox } = useApp();
  const { personId } = useMe();
  const { newId, clock } = platform;

  const save = (drafts: readonly Draft[], storedVersion = 0): Promise<void> =>
    outbox.change((items) => {
      const stale = new Set<string>();
      const entries = drafts.map((draft) => {
        const refused = items.find((item) => item.entry.id === draft.id && item.refusal?.pointer === "/id");
        if (refused) stale.add(refused.key);
        if (draft.id === "" || refused) return entryOf(draft, { id: newId(), version: 1, deviceTime: deviceTime() });
        const version = nextVersion(items, draft.id, { stored: storedVersion, shown: draft.baseVersion });
        return entryOf(draft, { id: draft.id, version, deviceTime: deviceTime() });
      });
      const kept = items.filter((item) => !stale.has(item.key));
      return queue(kept, personId, entries, clock.now());
    });

  async function supersede(entry: Entry, storedVersion: number): Promise<number> {
    let version = 0;
    await outbox.change((items) => {
      version = nextVersion(items, entry.id, { stored: storedVersion, shown: entry.version });
      return queue(items, personId, [{ ...entry, version, deviceTime: deviceTime() }], clock.now());
    });
    return version;
  }

  return { save, supersede };
}
