import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startProxy, type Proxy } from "../../../../scripts/faults/proxy.ts";
import { leaderLock } from "../messaging/index.ts";
import { scratchDatabase, type Scratch } from "../testing/scratch.ts";
import { type Database, noScope, openClient, openDatabase } from "./index.ts";

let scratch: Scratch;
let proxy: Proxy;
let url: string;
let db: Database;
beforeAll(async () => {
  scratch = await scratchDatabase({ "0001_nothing.sql": "select 1" }, ["app"]);
  const direct = new URL(scratch.url("app"));
  proxy = await startProxy({ port: Number(direct.port) });
  direct.port = String(proxy.port);
  url = direct.href;
  db = await openDatabase({ url, name: "half-open", poolSize: 1, statementTimeoutMs: 500 });
});
afterAll(async () => {
  await db.stop();
  await proxy.stop();
  await scratch.drop();
});

const unavailable = { kind: "unavailable", code: "SERVICE_UNAVAILABLE" };

/** The pool may give the broken connection once more before it hears of its end. */
async function soon<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; tries < 20; tries++) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return ask();
}

describe("a server that is gone without a word, as when its machine has lost power", () => {
  it("is given up by a pool, which then connects anew", async () => {
    expect(await db.query("select 1 as one")).toEqual([{ one: 1 }]);
    proxy.abandon();
    await expect(db.query("select 2 as two")).rejects.toMatchObject(unavailable);
    expect(await soon(() => db.query("select 3 as three"))).toEqual([{ three: 3 }]);
  }, 20_000);

  it("is given up in the middle of a transaction", async () => {
    const work = db.transaction(noScope, async (tx) => {
      await tx.query("select 1");
      proxy.abandon();
      await tx.query("select 2");
    });
    await expect(work).rejects.toMatchObject(unavailable);
    expect(await soon(() => db.transaction(noScope, (tx) => tx.query("select 3 as three")))).toEqual([{ three: 3 }]);
  }, 20_000);

  it("costs a leader its lead, and the connection can be left", async () => {
    const lead = await leaderLock(url, "half-open").acquire();
    expect(await lead?.isHeld()).toBe(true);
    proxy.abandon();
    expect(await lead?.isHeld()).toBe(false);
    await lead?.release();
  }, 20_000);

  it.each([{ pipeline: true } as const, {}])(
    "is given up by a connection of its own, %j, which can be ended",
    async (more) => {
      const client = await openClient(url, "half-open", { ...more, statementTimeoutMs: 100 });
      proxy.abandon();
      await expect(client.query("select 1")).rejects.toThrow("Query read timeout");
      await client.end();
    },
    20_000,
  );
});
