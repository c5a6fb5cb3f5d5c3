import { type Socket } from "node:net";
import { type Random } from "../demo/random.ts";

/** What is wrong with one direction of a link. */
export interface Toxics {
  readonly latencyMs?: number;
  /** Up to so much more, each time anew. Order stays: it is TCP. */
  readonly jitterMs?: number;
  readonly bytesPerSecond?: number;
  /** Nothing comes through until it is healed, and nobody is told: what was sent meanwhile comes then, as TCP would send it again. */
  readonly drop?: boolean;
}

interface Piece {
  /** Null is the end. */
  readonly chunk: Buffer | null;
  readonly due: number;
}

/** So much waits in one direction of one connection before its sender is held up. */
const windowBytes = 1 << 20;

export interface Pump {
  /** What may go now goes. */
  wake(): void;
  /** Nothing goes any more. */
  end(): void;
}

interface PumpOptions {
  readonly from: Socket;
  readonly to: Socket;
  readonly toxics: () => Toxics;
  readonly chance: Random;
  readonly onBytes: (count: number) => void;
}

/** One direction of one connection: what comes in leaves in its order, when it is due. */
export function pump({ from, to, toxics, chance, onBytes }: PumpOptions): Pump {
  const pieces: Piece[] = [];
  let [waiting, lastDue] = [0, 0];
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;

  function dueOf(size: number): number {
    const { latencyMs = 0, jitterMs = 0, bytesPerSecond = Infinity } = toxics();
    const arrives = performance.now() + latencyMs + chance.next() * jitterMs;
    lastDue = Math.max(arrives, lastDue) + (size * 1_000) / bytesPerSecond;
    return lastDue;
  }
  function give({ chunk }: Piece): void {
    if (chunk === null) {
      to.end();
      return;
    }
    waiting -= chunk.length;
    onBytes(chunk.length);
    to.write(chunk);
    if (waiting < windowBytes && from.isPaused()) from.resume();
  }
  function wake(): void {
    clearTimeout(timer);
    if (hasEnded || toxics().drop === true) return;
    const now = performance.now();
    for (let [next] = pieces; next !== undefined && next.due <= now; [next] = pieces) {
      pieces.shift();
      give(next);
    }
    const [next] = pieces;
    if (next !== undefined) timer = setTimeout(wake, Math.max(1, next.due - now));
  }
  function take(chunk: Buffer | null): void {
    if (chunk !== null) waiting += chunk.length;
    pieces.push({ chunk, due: dueOf(chunk?.length ?? 0) });
    if (waiting >= windowBytes) from.pause();
    wake();
  }
  from.on("data", take);
  from.on("end", () => take(null));
  return {
    wake,
    end: () => {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}
