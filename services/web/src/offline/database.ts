import { type Outbox, type OutboxItem } from "./outbox.ts";

/** Where the outbox survives a closed tab; all tabs share it. */
export interface OutboxFile {
  /** False when the browser keeps nothing (private windows): what waits lives only while the page is open. */
  readonly isDurable: boolean;
  /** Changes what is in the file now, all or nothing, and resolves with the outcome; no other tab comes between. */
  update: (step: (outbox: Outbox) => Outbox) => Promise<Outbox>;
  /** Calls back after another tab changed the file. */
  watch: (listener: () => void) => void;
}

const storeName = "outbox";

/** Oldest first. */
const inOrder = (items: readonly OutboxItem[]): Outbox =>
  [...items].sort((left, right) => left.queuedAt - right.queuedAt || (left.key < right.key ? -1 : 1));

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("kinerja", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

function write(store: IDBObjectStore, before: Outbox, after: Outbox): void {
  const old = new Map(before.map((item) => [item.key, item]));
  for (const item of after) {
    if (old.get(item.key) !== item) store.put(item);
    old.delete(item.key);
  }
  for (const key of old.keys()) store.delete(key);
}

function updateIn(
  database: IDBDatabase,
  step: (outbox: Outbox) => Outbox,
): Promise<{ readonly before: Outbox; readonly after: Outbox }> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, "readwrite", { durability: "strict" });
    const store = transaction.objectStore(storeName);
    let [before, after]: [Outbox, Outbox] = [[], []];
    const reading = store.getAll() as IDBRequest<OutboxItem[]>;
    reading.onsuccess = () => {
      before = inOrder(reading.result);
      after = step(before);
      write(store, before, after);
    };
    transaction.oncomplete = () => resolve({ before, after });
    transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB"));
  });
}

/** Keeps the outbox only as long as the page lives. */
export function memoryFile(): OutboxFile {
  let items: Outbox = [];
  return {
    isDurable: false,
    update(step) {
      items = step(items);
      return Promise.resolve(items);
    },
    watch: () => undefined,
  };
}

export async function openOutboxFile(): Promise<OutboxFile> {
  const database = await openDatabase();
  const channel = new BroadcastChannel("kinerja.outbox");
  return {
    isDurable: true,
    async update(step) {
      const { before, after } = await updateIn(database, step);
      if (after !== before) channel.postMessage("changed");
      return after;
    },
    watch(listener) {
      channel.onmessage = listener;
    },
  };
}
