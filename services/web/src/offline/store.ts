import { type OutboxFile } from "./database.ts";
import { type Outbox } from "./outbox.ts";

/** The outbox in memory, in step with its file. */
export interface OutboxStore {
  readonly isDurable: boolean;
  read: () => Outbox;
  /** Changes are made one after another; resolves when the change is in the file, rejects when it is not. */
  change: (step: (outbox: Outbox) => Outbox) => Promise<void>;
  watch: (listener: () => void) => () => void;
}

const unchanged = (outbox: Outbox): Outbox => outbox;

export async function openOutboxStore(file: OutboxFile): Promise<OutboxStore> {
  let current = await file.update(unchanged);
  let last: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();

  async function apply(step: (outbox: Outbox) => Outbox): Promise<void> {
    current = await file.update(step);
    for (const listener of listeners) listener();
  }

  function change(step: (outbox: Outbox) => Outbox): Promise<void> {
    const done = last.then(() => apply(step));
    last = done.catch(() => undefined);
    return done;
  }

  file.watch(() => void change(unchanged).catch(() => undefined));
  return {
    isDurable: file.isDurable,
    read: () => current,
    change,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
