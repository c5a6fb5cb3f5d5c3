import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Client } from "pg";

import { scratchDatabase, type Scratch } from "../testing/scratch.ts";
import { migrate, openClient, provision, rolesOf } from "./index.ts";

let scratch: Scratch;
let owner: Client;
beforeAll(async () => {
  scratch = await scratchDatabase(
    { "0001_a.sql": "create table a (id int); grant select on a to {{app}};", "notes.md": "no migration" },
    ["app", "relay"],
  );
  owner = await openClient(scratch.url("owner"), "test");
});
afterAll(async () => {
  await owner.end();
  await scratch.drop();
});

const add = (name: string, sql: string): void => writeFileSync(join(scratch.dir, name), sql);
const run = (): Promise<string[]> =>
  migrate({
    url: scratch.url("owner"),
    dir: scratch.dir,
    roles: { app: `${scratch.name}_app`, relay: `${scratch.name}_relay` },
  });
const applied = async (): Promise<string[]> =>
  (await owner.query<{ name: string }>("select name from migration order by name")).rows.map(({ name }) => name);
const exists = async (table: string): Promise<boolean> =>
  (await owner.query<{ found: boolean }>("select to_regclass($1) is not null as found", [table])).rows[0]!.found;

describe("migrations", () => {
  it("are applied once, in order", async () => {
    expect(await applied()).toEqual(["0001_a.sql"]);
    add("0003_c.sql", "alter table b rename to c;");
    add("0002_b.sql", "create table b (id int); comment on table b is 'a semicolon; and a '' quote';");
    expect(await run()).toEqual(["0002_b.sql", "0003_c.sql"]);
    expect(await run()).toEqual([]);
    expect(await exists("c")).toBe(true);
  });

  it("are applied once by two at once", async () => {
    add("0004_d.sql", "select pg_sleep(0.2); create table d (id int);");
    const results = await Promise.all([run(), run(), run()]);
    expect(results.flat()).toEqual(["0004_d.sql"]);
  });

  it("leave nothing when one fails, not even what came before it", async () => {
    add("0005_e.sql", "create table e (id int);");
    add("0006_f.sql", "create table f (id int); select 1 / 0;");
    await expect(run()).rejects.toMatchObject({ code: "22012" });
    expect([await exists("e"), await exists("f")]).toEqual([false, false]);
    expect(await applied()).not.toContain("0005_e.sql");
    add("0006_f.sql", "create table f (id int);");
    expect(await run()).toEqual(["0005_e.sql", "0006_f.sql"]);
  });

  it("name only roles that are listed", async () => {
    add("0007_g.sql", "create table g (id int); grant select on g to {{writer}};");
    await expect(run()).rejects.toThrow("0007_g.sql names the role {{writer}}, which roles.json does not list");
    expect(await exists("g")).toBe(false);
    add("0007_g.sql", "create table g (id int); grant select on g to {{relay}};");
    expect(await run()).toEqual(["0007_g.sql"]);
  });

  it("take a role's name as a name, whatever it holds", async () => {
    const odd = `${scratch.name}"; drop table a; --`;
    add("0008_h.sql", "grant select on a to {{odd}};");
    const failed = migrate({ url: scratch.url("owner"), dir: scratch.dir, roles: { odd } });
    await expect(failed).rejects.toMatchObject({ code: "42704" });
    expect(await exists("a")).toBe(true);
    add("0008_h.sql", "select 1;");
    await run();
  });
});

describe("provisioning", () => {
  const again = () =>
    provision({
      adminUrl: scratch.adminUrl,
      name: scratch.name,
      migrationsDir: scratch.dir,
      passwordOf: scratch.passwordOf,
    });

  it("changes nothing the second time, also when two do it at once", async () => {
    const before = await applied();
    const [one, other] = await Promise.all([again(), again()]);
    expect(one).toEqual(other);
    expect(one.database).toBe(scratch.name);
    expect(Object.keys(one.urls).sort()).toEqual(["app", "owner", "relay"]);
    expect(await applied()).toEqual(before);
  });

  it("sets a new password", async () => {
    const { urls } = await provision({
      adminUrl: scratch.adminUrl,
      name: scratch.name,
      migrationsDir: scratch.dir,
      passwordOf: (role) => `new ${role}`,
    });
    await expect(openClient(scratch.url("app"), "test")).rejects.toMatchObject({ code: "28P01" });
    const client = await openClient(urls["app"] ?? "", "test");
    await client.end();
    await again();
  });

  it("gives the roles nothing but what the migrations grant", async () => {
    const { rows } = await owner.query<{ rolname: string }>(
      `select rolname from pg_roles where rolname like $1 || '%' and
         (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or not rolcanlogin)`,
      [scratch.name],
    );
    expect(rows).toEqual([]);
    const app = await openClient(scratch.url("app"), "test");
    await expect(app.query("select * from a")).resolves.toMatchObject({ rowCount: 0 });
    for (const statement of [
      "select * from c",
      "insert into a values (1)",
      "create table mine (id int)",
      "set role pg_monitor",
    ])
      await expect(app.query(statement)).rejects.toMatchObject({ code: "42501" });
    await app.end();
  });

  it("lets no other service's role in", async () => {
    const other = await scratchDatabase({}, ["app"]);
    const stranger = new URL(other.url("app"));
    stranger.pathname = `/${scratch.name}`;
    await expect(openClient(stranger.href, "test")).rejects.toMatchObject({ code: "42501" });
    await other.drop();
  });

  it("knows the roles of a service", () => expect(rolesOf(scratch.dir)).toEqual(["app", "relay"]));
});
