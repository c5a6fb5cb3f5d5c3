import { setTimeout as sleep } from "node:timers/promises";

import { invalid } from "@kinerja/common/errors";
import { type Db } from "@kinerja/common/postgres";

import { isSpoolPlace } from "../../domain/spool-place.ts";

/** The next offset of each partition that is stored. */
export async function readPositions(db: Db): Promise<Map<number, bigint>> {
  const rows = await db.query<{ partition: number; next_offset: bigint }>(
    "select partition, next_offset from consumer_position",
  );
  return new Map(rows.map(({ partition, next_offset: next }) => [partition, next]));
}

const waitMs = 2_000;
const pollMs = 20;

/** Waits a bounded time until the log is stored up to a receipt's place. One loop asks for all who wait. */
export function createPositionWaiter(db: Db, partitions: number): (position: string) => Promise<boolean> {
  let asking: Promise<Map<number, bigint>> | undefined;
  const ask = (): Promise<Map<number, bigint>> => {
    asking ??= readPositions(db).finally(() => (asking = undefined));
    return asking;
  };
  return async (position) => {
    // What the spool has taken has no place in the log yet, and the receipt does not learn it.
    if (isSpoolPlace(position)) return false;
    const match = /^(\d{1,5}):(\d{1,18})$/.exec(position);
    const partition = Number(match?.[1]);
    if (match === null || partition >= partitions) throw invalid("/after", "LOG_POSITION_FORM");
    const offset = BigInt(match[2] ?? 0);
    const until = performance.now() + waitMs;
    for (;;) {
      const next = (await ask()).get(partition) ?? 0n;
      if (next > offset) return true;
      if (performance.now() + pollMs > until) return false;
      await sleep(pollMs);
    }
  };
}
