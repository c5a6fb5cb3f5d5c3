import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { openClient } from "../postgres/index.ts";
import { fixedClock, testDatabase, type TestDatabase } from "./index.ts";

describe("a test database", () => {
  let all: TestDatabase[];
  beforeAll(async () => {
    all = await Promise.all([testDatabase("identity"), testDatabase("identity")]);
  }, 30_000);
  afterAll(() => Promise.all(all.map((one) => one.drop())));

  it("is migrated, and nobody else's", async () => {
    const clients = await Promise.all(all.map((one) => openClient(one.url("owner"), "test")));
    const [one, other] = clients;
    await one?.query("create table mine (id int)");
    expect((await one?.query("select from migration"))?.rowCount).toBeGreaterThan(0);
    await expect(other?.query("select from mine")).rejects.toMatchObject({ code: "42P01" });
    await Promise.all(clients.map((client) => client.end()));
  });

  it("is open to the service's roles alone", async () => {
    const db = await all[0]!.db("app");
    await expect(db.ping()).resolves.toBeUndefined();
    await db.stop();
    expect(() => all[0]!.url("postgres")).toThrow('identity has no role "postgres"');
  });

  it("is gone after the drop, also with somebody connected", async () => {
    const third = await testDatabase("identity");
    const db = await third.db("app");
    await db.ping();
    await third.drop();
    await expect(openClient(third.url("owner"), "test")).rejects.toMatchObject({ code: "3D000" });
    await db.stop();
  });
});

describe("a fixed clock", () => {
  it("stands still until it is moved", () => {
    const clock = fixedClock("2026-03-31T17:00:00Z");
    expect(new Date(clock.now()).toISOString()).toBe("2026-03-31T17:00:00.000Z");
    clock.advance(1_500);
    expect(new Date(clock.now()).toISOString()).toBe("2026-03-31T17:00:01.500Z");
    clock.set("2026-01-01T00:00:00Z");
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1));
  });
});
