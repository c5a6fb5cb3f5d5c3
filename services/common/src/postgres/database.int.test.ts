import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { EntitySchema, type EntitySchemaOptions } from "typeorm";

import { scratchDatabase, type Scratch } from "../testing/scratch.ts";
import { type Database, lockKey, noScope, openClient, openDatabase, type Tx } from "./index.ts";

const [jateng, jabar] = ["00000000-0000-8000-8000-0000000000a1", "00000000-0000-8000-8000-0000000000a2"];
const [ani, budi] = ["00000000-0000-8000-8000-0000000000b1", "00000000-0000-8000-8000-0000000000b2"];
const big = 9_007_199_254_740_993n;

const migrations = {
  "0001_note.sql": `
    create table note (id int primary key, agency_id uuid not null, person_id uuid not null, amount bigint not null default 0);
    grant select, insert, update, delete on note to {{app}};
    alter table note enable row level security;
    alter table note force row level security;
    create policy own on note to {{app}} using (
      agency_id = any(nullif(current_setting('app.agencies', true), '')::uuid[])
      or person_id = nullif(current_setting('app.person', true), '')::uuid);
    create table total (key text primary key, value bigint not null);
    grant select, insert, update on total to {{app}};
    create table child (id int primary key, parent int references total_parent (id) deferrable initially deferred);
    grant select, insert on child to {{app}};
    create procedure nothing() language sql as 'select 1';
  `.replace("create table child", "create table total_parent (id int primary key);\n    create table child"),
};

type NoteRow = { id: number; agency_id: string; person_id: string; amount: bigint };
// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- TypeORM declares its options as a class
const options = {
  name: "note",
  columns: {
    id: { type: "int", primary: true },
    agency_id: { type: "uuid" },
    person_id: { type: "uuid" },
    amount: { type: "int8" },
  },
} as EntitySchemaOptions<NoteRow>;
const Note = new EntitySchema(options);

let scratch: Scratch;
let db: Database;
let single: Database;
beforeAll(async () => {
  scratch = await scratchDatabase(migrations, ["app"]);
  db = await scratch.open("app", { schemas: [Note], statementTimeoutMs: 500 });
  single = await scratch.open("app", { poolSize: 1, name: "single" });
});
afterAll(async () => {
  await Promise.all([db.stop(), single.stop()]);
  await scratch.drop();
});
beforeEach(async () => {
  const owner = await openClient(scratch.url("owner"), "test");
  await owner.query("truncate note, total, child");
  await owner.end();
});

const both = { agencies: [jateng, jabar] };
const addNote = (tx: Tx, id: number, agency = jateng, person = ani): Promise<NoteRow[]> =>
  tx.query<NoteRow>("insert into note (id, agency_id, person_id) values ($1, $2, $3) returning *", [
    id,
    agency,
    person,
  ]);
const ids = async (on: { query: Database["query"] }): Promise<number[]> =>
  (await on.query<{ id: number }>("select id from note order by id")).map(({ id }) => id);
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe("query", () => {
  it("gives rows for every kind of statement", async () => {
    await db.transaction(both, async (tx) => {
      expect(await addNote(tx, 1)).toEqual([{ id: 1, agency_id: jateng, person_id: ani, amount: 0n }]);
      const row = { id: 1, amount: 5n };
      expect(await tx.query("update note set amount = 5 returning id, amount")).toEqual([row]);
      expect(await tx.query("update note set amount = $1 where id = $2", [5n, 1])).toEqual([]);
      expect(await tx.query("select id, amount from note where id = any($1)", [[1, 2]])).toEqual([row]);
      expect(
        await tx.query("with gone as (delete from note where id = 1 returning id, amount) select * from gone"),
      ).toEqual([row]);
      expect(await tx.query("insert into note values ($1, $2, $3)", [2, jateng, ani])).toEqual([]);
      const upsert =
        "insert into note values (2, $1, $2, 7) on conflict (id) do update set amount = 7 returning id, amount";
      expect(await tx.query(upsert, [jateng, ani])).toEqual([{ id: 2, amount: 7n }]);
      const nothing = "insert into note values (2, $1, $2) on conflict do nothing returning id";
      expect(await tx.query(nothing, [jateng, ani])).toEqual([]);
      expect(await tx.query("delete from note returning id")).toEqual([{ id: 2 }]);
      expect(await tx.query("delete from note")).toEqual([]);
      expect(await tx.query("call nothing()")).toEqual([]);
      expect(await tx.query("set local lock_timeout = '1s'")).toEqual([]);
      expect(await tx.query("values (1), (2)")).toEqual([{ column1: 1 }, { column1: 2 }]);
    });
  });

  it("gives and takes exact values", async () => {
    const [row] = await db.query(
      `select $1::bigint as whole, $2::bigint[] as wholes, $3::date as day, $4::date[] as days, $5::numeric as exact,
              array[0.1, 0.2]::numeric[] as exacts, array[null, 1]::bigint[] as gaps, array[]::date[] as none,
              $6::timestamptz as instant, $7::bytea as bytes, $8::jsonb as json, $9::text[] as texts, $10::uuid[] as ids`,
      [
        big,
        [big, -big],
        "2026-03-31",
        ["2026-03-31", "2024-02-29"],
        "0.1000000000000000000000001",
        new Date("2026-03-31T17:00:00.123Z"),
        new Uint8Array([0, 255]),
        { a: [1, null] },
        ['a"b', "c,d", "e\\f", "{}", "NULL", ""],
        [ani],
      ],
    );
    expect(row).toEqual({
      whole: big,
      wholes: [big, -big],
      day: "2026-03-31",
      days: ["2026-03-31", "2024-02-29"],
      exact: "0.1000000000000000000000001",
      exacts: ["0.1", "0.2"],
      gaps: [null, 1n],
      none: [],
      instant: new Date("2026-03-31T17:00:00.123Z"),
      bytes: Buffer.from([0, 255]),
      json: { a: [1, null] },
      texts: ['a"b', "c,d", "e\\f", "{}", "NULL", ""],
      ids: [ani],
    });
  });

  it("prepares a statement once a connection, and plans it for all values in the end", async () => {
    for (let id = 0; id < 8; id++) await single.query("select id from note where id = $1", [id]);
    const prepared = await single.query(
      `select generic_plans > 0 as is_generic from pg_prepared_statements where statement = 'select id from note where id = $1'`,
    );
    expect(prepared).toEqual([{ is_generic: true }]);
  });

  it("reaches nobody's connection after its transaction", async () => {
    const tx = await single.transaction(noScope, (open) => Promise.resolve(open));
    await expect(tx.query("select 1")).rejects.toThrow("already released");
  });

  it("shows its name, and answers a ping", async () => {
    expect(await single.query("select application_name from pg_stat_activity where pid = pg_backend_pid()")).toEqual([
      { application_name: "single" },
    ]);
    await expect(single.ping()).resolves.toBeUndefined();
  });
});

describe("a transaction", () => {
  it("commits what it did, and gives what the work gave", async () => {
    expect(await db.transaction(both, async (tx) => (await addNote(tx, 1)).length)).toBe(1);
    expect(await db.transaction(both, ids)).toEqual([1]);
  });

  it("leaves nothing of work that throws", async () => {
    const fault = new Error("no");
    const failed = db.transaction(both, async (tx) => {
      await addNote(tx, 1);
      throw fault;
    });
    await expect(failed).rejects.toBe(fault);
    expect(await db.transaction(both, ids)).toEqual([]);
  });

  it("does not claim success when the work swallowed a failed statement", async () => {
    const swallowed = db.transaction(both, async (tx) => {
      await addNote(tx, 1);
      await addNote(tx, 1).catch(() => undefined);
      return "fine";
    });
    await expect(swallowed).rejects.toThrow("nothing was committed");
    expect(await db.transaction(both, ids)).toEqual([]);
  });

  it("runs what is given together in the order given, and all or nothing of it", async () => {
    const [, , seen] = await db.transaction(both, (tx) => Promise.all([addNote(tx, 1), addNote(tx, 2), ids(tx)]));
    expect(seen).toEqual([1, 2]);
    const doubled = db.transaction(both, (tx) => Promise.all([addNote(tx, 3), addNote(tx, 1), addNote(tx, 4)]));
    expect(await codeOf(doubled)).toBe("23505");
    expect(await db.transaction(both, ids)).toEqual([1, 2]);
  });

  it("gives its connection to nobody who comes too late", async () => {
    let goOn: () => void = () => undefined;
    const rest = new Promise<void>((resolve) => (goOn = resolve));
    const late: Promise<unknown>[] = [];
    const failed = single.transaction(both, async (tx) => {
      late.push(rest.then(() => addNote(tx, 1)));
      await tx.query("select 1 / 0");
    });
    expect(await codeOf(failed)).toBe("22012");
    goOn();
    await expect(late[0]).rejects.toThrow("already released");
    expect(await db.transaction(both, ids)).toEqual([]);
  });

  it("tells a constraint that speaks only at the end", async () => {
    const orphan = db.transaction(noScope, (tx) => tx.query("insert into child values (1, 99)"));
    expect(await codeOf(orphan)).toBe("23503");
    expect(await db.query("select * from child")).toEqual([]);
    await expect(db.ping()).resolves.toBeUndefined();
  });

  it("binds the entity manager", async () => {
    await db.transaction(both, async (tx) => {
      await tx.entities.save(Note, { id: 1, agency_id: jateng, person_id: ani, amount: big });
      await tx.entities.upsert(Note, { id: 1, agency_id: jateng, person_id: ani, amount: big + 1n }, ["id"]);
      expect(await tx.entities.findOneBy(Note, { id: 1 })).toMatchObject({ amount: big + 1n });
      expect(await single.transaction(both, ids)).toEqual([]);
    });
    expect(await single.transaction(both, ids)).toEqual([1]);
  });

  it("has no scope left on a connection that is used again", async () => {
    await single.transaction(both, async (tx) => {
      await addNote(tx, 1, jateng, ani);
      await addNote(tx, 2, jabar, budi);
    });
    expect(await single.transaction({ agencies: [jateng] }, ids)).toEqual([1]);
    expect(await single.query("select current_setting('app.agencies', true) as left_over")).toEqual([
      { left_over: "" },
    ]);
    expect(await ids(single)).toEqual([]);
    expect(await single.transaction(noScope, ids)).toEqual([]);
    expect(await single.transaction({ agencies: [], person: budi }, ids)).toEqual([2]);
    expect(await single.transaction({ agencies: [jateng], person: budi }, ids)).toEqual([1, 2]);
    await single.transaction({ agencies: [jateng] }, () => Promise.reject(new Error("no"))).catch(() => undefined);
    expect(await ids(single)).toEqual([]);
  });

  it("writes no row of another agency", async () => {
    expect(await codeOf(db.transaction({ agencies: [jabar] }, (tx) => addNote(tx, 1, jateng)))).toBe("42501");
  });

  it.each(["", "x", "{}", `${jateng},${jabar}x`, `${jateng}} or true`])("takes no agency %j", async (agency) => {
    await db.transaction(both, (tx) => addNote(tx, 1));
    expect(await db.transaction({ agencies: [agency] }, ids).catch(() => "refused")).toEqual(
      agency === "" || agency === "{}" ? expect.anything() : "refused",
    );
  });
});

describe("lockKey", () => {
  it("makes concurrent first writes wait for each other", async () => {
    const add = (amount: bigint): Promise<void> =>
      db.transaction(noScope, async (tx) => {
        await lockKey(tx, "total/a");
        const [row] = await tx.query<{ value: bigint }>("select value from total where key = 'a'");
        if (row) await tx.query("update total set value = $1 where key = 'a'", [row.value + amount]);
        else await tx.query("insert into total values ('a', $1)", [amount]);
      });
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(BigInt(index))));
    expect(await db.query("select value from total")).toEqual([{ value: 190n }]);
  });

  it("holds up no other key", async () => {
    await db.transaction(noScope, async (tx) => {
      await lockKey(tx, "a");
      await db.transaction(noScope, (other) => lockKey(other, "b"));
    });
  });
});

describe("a database that is away", () => {
  const unavailable = { kind: "unavailable", code: "SERVICE_UNAVAILABLE", params: { retryAfterS: 2 } };
  const endAll = async (name: string): Promise<void> => {
    const admin = await openClient(scratch.adminUrl, "test");
    await admin.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1 and application_name = $2`,
      [scratch.name, name],
    );
    await admin.end();
  };

  it("is reached again after every connection was cut", async () => {
    await Promise.all([db.ping(), db.ping(), db.ping()]);
    await endAll("scratch");
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => db.ping()));
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toMatchObject(unavailable);
    await expect(db.ping()).resolves.toBeUndefined();
  });

  it("ends a transaction in the middle as an expected no, and nothing stays", async () => {
    const cut = db.transaction(both, async (tx) => {
      await addNote(tx, 1);
      await endAll("scratch");
      await addNote(tx, 2);
    });
    await expect(cut).rejects.toMatchObject(unavailable);
    const beforeCommit = db.transaction(both, async (tx) => {
      await addNote(tx, 1);
      await endAll("scratch");
    });
    await expect(beforeCommit).rejects.toMatchObject(unavailable);
    expect(await db.transaction(both, ids)).toEqual([]);
  });

  it("cuts a statement that runs too long, and the connection stays good", async () => {
    const slow = db.query("select pg_sleep(10)");
    await expect(slow).rejects.toMatchObject({ ...unavailable, cause: expect.objectContaining({ code: "57014" }) });
    await expect(db.ping()).resolves.toBeUndefined();
  });

  it("has no connection left for one more", async () => {
    await single.transaction(noScope, async () => {
      await expect(single.ping()).rejects.toMatchObject(unavailable);
    });
    await expect(single.ping()).resolves.toBeUndefined();
  }, 15_000);

  it("that refuses to answer does not open", async () => {
    expect(await codeOf(openDatabase({ url: "postgres://nobody@127.0.0.1:1/none", name: "test" }))).toBe(
      "ECONNREFUSED",
    );
  });

  it("leaves a mistake of ours as it is", async () => {
    expect(await codeOf(db.query("select * from nowhere"))).toBe("42P01");
  });
});
