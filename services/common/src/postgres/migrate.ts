import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { escapeIdentifier } from "pg";

import { openClient } from "./open.ts";

export type Migration = { readonly name: string; readonly sql: string };

/** `{{app}}` in the SQL is the real name of that role at this site. */
function fill(sql: string, roles: Readonly<Record<string, string>>, name: string): string {
  return sql.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const role = roles[key];
    if (role === undefined) throw new Error(`${name} names the role {{${key}}}, which roles.json does not list`);
    return escapeIdentifier(role);
  });
}

function readMigrations(dir: string): Migration[] {
  const names = readdirSync(dir).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) => ({ name, sql: readFileSync(join(dir, name), "utf8") }));
}

/** Applies what is new, as the owner, whole or not at all; returns the names applied. Safe to run twice, and by two at once. */
export async function migrate(options: {
  url: string;
  dir: string;
  roles: Readonly<Record<string, string>>;
}): Promise<string[]> {
  const client = await openClient(options.url, "migrate");
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtextextended('kinerja/migrate', 0))");
    await client.query(
      "create table if not exists migration (name text primary key, applied_at timestamptz not null default now())",
    );
    const applied = await client.query<{ name: string }>("select name from migration");
    const known = new Set(applied.rows.map(({ name }) => name));
    const fresh = readMigrations(options.dir).filter(({ name }) => !known.has(name));
    for (const { name, sql } of fresh) {
      await client.query(fill(sql, options.roles, name));
      await client.query("insert into migration (name) values ($1)", [name]);
    }
    await client.query("commit");
    return fresh.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
