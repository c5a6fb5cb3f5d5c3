import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, it } from "@jest/globals";
import { type Db } from "@kinerja/common/postgres";

import { createPositionWaiter } from "./positions.ts";

/** A database whose writer a test moves on. */
function openWriter(partition = 2) {
  const state = { next: 0n, asked: 0, askedAtOnce: 0, answerMs: 1 };
  let asking = 0;
  const db: Db = {
    async query<Row>() {
      state.asked++;
      state.askedAtOnce = Math.max(state.askedAtOnce, ++asking);
      const answer = [{ partition, next_offset: state.next }];
      await sleep(state.answerMs);
      asking--;
      return answer as Row[];
    },
  };
  return { state, isStoredUpTo: createPositionWaiter(db, 4) };
}

describe("a read that carries a receipt", () => {
  it("waits until the writer has passed its place, and not only come to it", async () => {
    const { state, isStoredUpTo } = openWriter();
    state.next = 7n;
    let answer: boolean | undefined;
    const asked = isStoredUpTo("2:7").then((isStored) => (answer = isStored));
    await sleep(150);
    expect(answer).toBeUndefined();
    state.next = 8n;
    await asked;
    expect(answer).toBe(true);
  });

  it("waits two seconds at most, then says that it is not there yet", async () => {
    const { isStoredUpTo } = openWriter();
    const started = performance.now();
    expect(await isStoredUpTo("2:0")).toBe(false);
    const tookMs = performance.now() - started;
    expect(tookMs).toBeGreaterThan(1_500);
    expect(tookMs).toBeLessThan(4_000);
  });

  it("asks the database as one with all who wait", async () => {
    const { state, isStoredUpTo } = openWriter();
    const all = Promise.all(Array.from({ length: 100 }, () => isStoredUpTo("2:0")));
    await sleep(100);
    state.next = 1n;
    expect(new Set(await all)).toEqual(new Set([true]));
    expect(state.askedAtOnce).toBe(1);
  });

  it("is told at once where the receipt is of the spool, and refused where it is none", async () => {
    const { state, isStoredUpTo } = openWriter();
    expect(await isStoredUpTo("spool:01890a5d-ac96-774b-bcce-b302099a8057")).toBe(false);
    for (const place of ["", "2", "2:x", "4:0", "-1:0", "spool:1"])
      await expect(isStoredUpTo(place)).rejects.toMatchObject({ violations: [{ code: "LOG_POSITION_FORM" }] });
    expect(state.asked).toBe(0);
  });
});
