/** The way of one transaction between a client and the database. */
export interface Connection {
  /** Takes a statement over and brings its answer back; rejects when the connection is lost. */
  run<T>(what: string, statement: () => T | Promise<T>): Promise<T>;
  /** What the database does when it notices that the client is gone. */
  onLost(rollBack: () => void): void;
  /** The client gives it up. */
  close(): void;
}

/** Nothing lies between client and database. */
export function directConnection(): Connection {
  let rollBack = (): void => undefined;
  return {
    run: async (_what, statement) => statement(),
    onLost: (run) => (rollBack = run),
    close: () => rollBack(),
  };
}

/** A transaction as its statements see it. */
export interface Transaction {
  /** Holds a name until the transaction ends; waits for who holds it. */
  lock(name: string): Promise<void>;
  /** Nobody else sees it before the commit, and nobody at all without one. */
  onCommit(write: () => void): void;
}

export interface Transactions {
  run<T>(connection: Connection, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The database is killed: whatever has not committed is gone. */
  endAll(): void;
}

interface Lock {
  owner: object;
  readonly waiting: { readonly owner: object; readonly grant: () => void; readonly refuse: (error: Error) => void }[];
}

function createLocks() {
  const locks = new Map<string, Lock>();
  function release(name: string, lock: Lock): void {
    const next = lock.waiting.shift();
    if (next === undefined) {
      locks.delete(name);
      return;
    }
    lock.owner = next.owner;
    next.grant();
  }
  return {
    async take(owner: object, name: string): Promise<void> {
      const lock = locks.get(name);
      if (lock === undefined) locks.set(name, { owner, waiting: [] });
      else if (lock.owner !== owner)
        await new Promise<void>((grant, refuse) => lock.waiting.push({ owner, grant, refuse }));
    },
    releaseAll(owner: object): void {
      for (const [name, lock] of [...locks]) {
        const mine = lock.waiting.findIndex((one) => one.owner === owner);
        if (mine >= 0) lock.waiting.splice(mine, 1)[0]?.refuse(new Error("the transaction has ended"));
        if (lock.owner === owner) release(name, lock);
      }
    },
  };
}

/** What PostgreSQL's transactions promise of the rows that ours touch: locks held to the end, all or nothing, and read what is committed. */
export function createTransactions(): Transactions {
  const locks = createLocks();
  const open = new Set<() => void>();
  return {
    endAll: () => open.forEach((end) => end()),
    async run(connection, work) {
      const writes: (() => void)[] = [];
      let isOver = false;
      const end = (): void => {
        isOver = true;
        open.delete(end);
        locks.releaseAll(writes);
      };
      open.add(end);
      const mustBeOpen = (): void => {
        if (isOver) throw new Error("the transaction has ended");
      };
      connection.onLost(() => {
        if (!isOver) end();
      });
      const tx: Transaction = {
        async lock(name) {
          mustBeOpen();
          await locks.take(writes, name);
          mustBeOpen();
        },
        onCommit(write) {
          mustBeOpen();
          writes.push(write);
        },
      };
      try {
        const result = await work(tx);
        await connection.run("commit", () => {
          mustBeOpen();
          for (const write of writes) write();
          end();
        });
        return result;
      } catch (error) {
        connection.close();
        throw error;
      }
    },
  };
}
