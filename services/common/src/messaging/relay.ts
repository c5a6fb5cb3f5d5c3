import type { Db } from "../postgres/index.ts";
import { backOffMs } from "./back-off.ts";
import { relayBatch, type Publish } from "./outbox.ts";
import { realTimers, type Timers } from "./timers.ts";

/** A connection of its own, straight to the server: a pooler in between would lend its session to others. */
export interface LockSession extends Db {
  close(): Promise<void>;
}

export interface Leadership {
  /** Whether the lock is still ours, asked of the server. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

export interface LeaderLock {
  /** Tries once; undefined while another one leads. */
  acquire(): Promise<Leadership | undefined>;
}

/** Leadership by a session advisory lock: the server frees it when the connection ends, however that happens. */
export function advisoryLock(connect: () => Promise<LockSession>, name: string): LeaderLock {
  return {
    async acquire() {
      const session = await connect();
      try {
        const [row] = await session.query<{ got: boolean }>(
          "select pg_try_advisory_lock(hashtextextended($1, 0)) as got",
          [name],
        );
        if (row?.got === true) return leadership(session);
      } catch (error) {
        await session.close().catch(() => undefined);
        throw error;
      }
      await session.close();
      return undefined;
    },
  };
}

const leadership = (session: LockSession): Leadership => ({
  async isHeld() {
    try {
      await session.query("select 1");
      return true;
    } catch {
      return false;
    }
  },
  release: () => session.close().catch(() => undefined),
});

export interface RelayOptions {
  readonly db: Db;
  readonly leaderLock: LeaderLock;
  readonly publish: Publish;
  /** How soon an outbox that has just become empty is looked into again; `wake` shortens it. While it stays empty the waits grow to a second. */
  readonly pollMs: number;
  /** How often one that does not lead asks again. */
  readonly standbyMs?: number;
  readonly batchLimit?: number;
  /** What went wrong and will be tried again. */
  readonly onTrouble?: (error: unknown, attempt: number) => void;
  readonly timers?: Timers;
}

export interface Relay {
  /** Something has been committed to the outbox: look now. */
  wake(): void;
  isLeading(): boolean;
  /** Lets the batch on its way end, at most for the limit, and gives up the lead. What was not published stays in the outbox. */
  stop(limitMs?: number): Promise<void>;
}

/** Ended sessions are heard of within two seconds, so this is the longest that an event may lie. */
const idleMs = 1_000;

/** Moves events from the outbox to the log while it leads; of all replicas one does, so order within a key survives them. */
export function startRelay(options: RelayOptions): Relay {
  const { timers = realTimers } = options;
  const pause = createPause(timers);
  let leadership: Leadership | undefined;
  let failures = 0;
  let idleFor = 0;

  /** One step of the loop; returns how long to wait before the next. */
  const step = async (): Promise<number> => {
    leadership ??= await options.leaderLock.acquire();
    if (leadership === undefined) return options.standbyMs ?? 2_000;
    if (!(await leadership.isHeld())) {
      await resign();
      return 0;
    }
    const moved = await relayBatch(options.db, options.publish, options.batchLimit ?? 500);
    failures = 0;
    idleFor = moved > 0 ? 0 : idleFor + 1;
    return moved > 0 ? 0 : Math.max(options.pollMs, Math.min(idleMs, options.pollMs * 1.2 ** (idleFor - 1)));
  };
  const resign = async (): Promise<void> => {
    const given = leadership;
    leadership = undefined;
    await given?.release();
  };
  const run = async (): Promise<void> => {
    while (!pause.isOver()) {
      const waitMs = await step().catch((error: unknown) => {
        options.onTrouble?.(error, failures);
        return backOffMs(failures++);
      });
      await pause.wait(waitMs, failures === 0);
    }
  };
  const running = run();
  return {
    wake: () => pause.wake(),
    isLeading: () => leadership !== undefined,
    async stop(limitMs = 10_000) {
      pause.end();
      let cancel = (): void => undefined;
      const late = new Promise<void>((resolve) => (cancel = timers.after(limitMs, resolve)));
      await Promise.race([running, late]);
      cancel();
      await resign();
    },
  };
}

interface Pause {
  wait(ms: number, canBeWoken: boolean): Promise<void>;
  wake(): void;
  end(): void;
  isOver(): boolean;
}

/** A wake-up between two waits is not lost; a wait after a failure is not cut short by one. */
function createPause(timers: Timers): Pause {
  let over = false;
  let woken = false;
  let cut: (() => void) | undefined;
  let canBeCut = false;
  return {
    async wait(ms, canBeWoken) {
      if (!over && !(woken && canBeWoken) && ms > 0) {
        await new Promise<void>((resolve) => {
          const cancel = timers.after(ms, resolve);
          canBeCut = canBeWoken;
          cut = () => {
            cancel();
            resolve();
          };
        });
        cut = undefined;
      }
      if (canBeWoken) woken = false;
    },
    wake() {
      woken = true;
      if (canBeCut) cut?.();
    },
    end() {
      over = true;
      cut?.();
    },
    isOver: () => over,
  };
}
