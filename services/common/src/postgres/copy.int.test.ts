import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { scratchDatabase } from "../testing/scratch.ts";
import { copyReader, copyWriter } from "./copy-binary.ts";
import { copyIn, copyOut } from "./copy.ts";
import { openClient } from "./open.ts";

type Client = Awaited<ReturnType<typeof openClient>>;

let scratch: Awaited<ReturnType<typeof scratchDatabase>>;
beforeAll(async () => {
  const made = "create table thing (id uuid primary key, number int not null, words text); grant select, insert on thing to {{app}}"; // prettier-ignore
  scratch = await scratchDatabase({ "0001_thing.sql": made }, ["app"]);
});
afterAll(() => scratch.drop());

const withClient = async (work: (client: Client) => Promise<void>, statementTimeoutMs = 10_000): Promise<void> => {
  const client = await openClient(scratch.url("app"), "copy", { statementTimeoutMs });
  await work(client).finally(() => client.end());
};

type Thing = { readonly id: string; readonly number: number; readonly words: string | undefined };

function bytesOf(things: readonly Thing[]): Buffer {
  const writer = copyWriter();
  for (const { id, number, words } of things) {
    writer.row(3);
    writer.uuid(id);
    writer.int4(number);
    writer.text(words);
  }
  return writer.end();
}

function thingsOf(bytes: Buffer): Thing[] {
  const reader = copyReader(bytes);
  const things: Thing[] = [];
  while (reader.next()) things.push({ id: reader.uuid(), number: reader.int4(), words: reader.text() });
  return things;
}

describe("COPY on a connection", () => {
  it("brings rows in and out as they are, many and long ones", async () => {
    // Beyond one piece and the driver's own buffers; one row is larger than all others together.
    const things = Array.from({ length: 5_000 }, (_, number): Thing => ({
      ...{ id: randomUUID(), number },
      words: number % 7 === 0 ? undefined : `kata ${"é".repeat(number === 77 ? 900_000 : number % 200)}`,
    }));
    await withClient(async (client) => {
      await copyIn(client, "thing (id, number, words)", bytesOf(things), things.length);
      expect(thingsOf(await copyOut(client, "select id, number, words from thing order by number"))).toEqual(things);
      expect(thingsOf(await copyOut(client, "select id, number, words from thing where false"))).toEqual([]);
      const { rows } = await client.query<{ n: string }>("select count(*)::text as n from thing where words is null");
      expect(rows).toEqual([{ n: "715" }]);
    });
  });

  it("fails with the server's words, and with another number of rows", async () => {
    const thing = { id: randomUUID(), number: 1, words: "satu" };
    const into = "thing (id, number, words)";
    await withClient(async (client) => {
      await expect(copyIn(client, into, bytesOf([thing, thing]), 2)).rejects.toThrow("duplicate key");
    });
    await withClient(async (client) => {
      await expect(copyIn(client, into, bytesOf([thing]), 2)).rejects.toThrow("took 1 of 2 rows");
    });
    await withClient(async (client) => {
      await expect(copyOut(client, "select no_such_column from thing")).rejects.toThrow("no_such_column");
      await expect(copyIn(client, "no_such_table", bytesOf([]), 0)).rejects.toThrow("no_such_table");
    });
  });

  it("ends when it takes too long, or the server goes away", async () => {
    await withClient(async (client) => {
      await expect(copyOut(client, "select pg_sleep(20)")).rejects.toThrow("statement timeout");
    }, 100);
    await withClient(async (client) => {
      const waiting = copyOut(client, "select pg_sleep(20)");
      const failed = expect(waiting).rejects.toThrow(/terminat/);
      const admin = await openClient(scratch.adminUrl, "test");
      const end = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'copy' and state = 'active'"; // prettier-ignore
      for (let found = 0; found === 0;) found = (await admin.query(end)).rowCount ?? 0;
      await admin.end();
      await failed;
    });
  });
});
