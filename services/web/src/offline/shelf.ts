/** Things of people that this device keeps beside the outbox, in a database of their own: the outbox never waits for a new version of it. */
export interface Shelf<Item> {
  /** What belongs to a person. */
  all: (personId: string) => Promise<readonly Item[]>;
  /** Rejects when the device refuses to write. */
  put: (item: Item) => Promise<void>;
  remove: (item: Item) => Promise<void>;
}

export interface Owned {
  readonly personId: string;
}

const shelves = { files: ["personId", "fileId"], templates: ["personId", "templateId"] } as const;
type ShelfName = keyof typeof shelves;

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("kinerja-device", 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(shelves))
        request.result.createObjectStore(name, { keyPath: [...keyPath] });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

function stored<Item extends Owned>(database: IDBDatabase, name: ShelfName): Shelf<Item> {
  const change = (work: (store: IDBObjectStore) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(name, "readwrite", { durability: "strict" });
      work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB"));
    });
  const keyOf = (item: Item): IDBValidKey =>
    shelves[name].map((part) => (item as unknown as Record<string, string>)[part] ?? "");
  return {
    all: (personId) =>
      new Promise((resolve, reject) => {
        const range = IDBKeyRange.bound([personId], [personId, []]);
        const reading = database.transaction(name).objectStore(name).getAll(range) as IDBRequest<Item[]>;
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => reject(reading.error ?? new Error("IndexedDB"));
      }),
    put: (item) => change((store) => store.put(item)),
    remove: (item) => change((store) => store.delete(keyOf(item))),
  };
}

/** Keeps things only as long as the page lives. */
export function memoryShelf<Item extends Owned>(keyOf: (item: Item) => string): Shelf<Item> {
  const items = new Map<string, Item>();
  return {
    all: (personId) => Promise.resolve([...items.values()].filter((item) => item.personId === personId)),
    put: (item) => {
      items.set(keyOf(item), item);
      return Promise.resolve();
    },
    remove: (item) => {
      items.delete(keyOf(item));
      return Promise.resolve();
    },
  };
}

let opening: Promise<IDBDatabase> | undefined;

/** Opens the shelf when it is first used; private windows get one that forgets. */
export function openShelf<Item extends Owned>(name: ShelfName, keyOf: (item: Item) => string): Shelf<Item> {
  let ready: Promise<Shelf<Item>> | undefined;
  const shelf = () => {
    opening ??= openDatabase();
    ready ??= opening.then((database) => stored<Item>(database, name)).catch(() => memoryShelf(keyOf));
    return ready;
  };
  return {
    all: async (personId) => (await shelf()).all(personId),
    put: async (item) => (await shelf()).put(item),
    remove: async (item) => (await shelf()).remove(item),
  };
}
