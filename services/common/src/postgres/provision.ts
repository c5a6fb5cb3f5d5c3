import { readFileSync } from "node:fs";
import { join } from "node:path";

import { escapeIdentifier, escapeLiteral } from "pg";

import { migrate } from "./migrate.ts";
import { openClient } from "./open.ts";

/** A service's database at one site: its name, and a login role of its own for the owner and for each role in migrations/roles.json. */
export type Provisioned = { readonly database: string; readonly urls: Readonly<Record<string, string>> };

export const rolesOf = (migrationsDir: string): string[] => {
  const { roles } = JSON.parse(readFileSync(join(migrationsDir, "roles.json"), "utf8")) as { roles: string[] };
  return roles;
};

export function withLogin(adminUrl: string, database: string, user?: string, password?: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (user !== undefined) url.username = user;
  if (password !== undefined) url.password = password;
  return url.href;
}

async function ensureRoles(
  adminUrl: string,
  names: readonly string[],
  passwordOf: (role: string) => string,
): Promise<void> {
  const admin = await openClient(adminUrl, "provision");
  try {
    await admin.query("select pg_advisory_lock(hashtextextended('kinerja/provision', 0))");
    for (const name of names) {
      const { rowCount } = await admin.query("select from pg_roles where rolname = $1", [name]);
      const verb = rowCount === 0 ? "create" : "alter";
      await admin.query(
        `${verb} role ${escapeIdentifier(name)} login nosuperuser nobypassrls password ${escapeLiteral(passwordOf(name))}`,
      );
    }
  } finally {
    await admin.end();
  }
}

async function ensureDatabase(
  adminUrl: string,
  database: string,
  owner: string,
  roles: readonly string[],
): Promise<void> {
  const admin = await openClient(adminUrl, "provision");
  try {
    await admin.query("select pg_advisory_lock(hashtextextended('kinerja/provision', 0))");
    const { rowCount } = await admin.query("select from pg_database where datname = $1", [database]);
    const name = escapeIdentifier(database);
    if (rowCount === 0) await admin.query(`create database ${name} owner ${escapeIdentifier(owner)}`);
    // Otherwise every role of the server may connect, those of other services too.
    await admin.query(`revoke all on database ${name} from public`);
    await admin.query(`grant connect on database ${name} to ${[owner, ...roles].map(escapeIdentifier).join(", ")}`);
  } finally {
    await admin.end();
  }
}

/** Drops what `provision` has made, whoever is connected. */
export async function unprovision(options: { adminUrl: string; name: string; migrationsDir: string }): Promise<void> {
  const { adminUrl, name, migrationsDir } = options;
  const admin = await openClient(adminUrl, "provision");
  try {
    await admin.query("select pg_advisory_lock(hashtextextended('kinerja/provision', 0))");
    await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    for (const key of ["owner", ...rolesOf(migrationsDir)])
      await admin.query(`drop role if exists ${escapeIdentifier(`${name}_${key}`)}`);
  } finally {
    await admin.end();
  }
}

/** Makes roles and database where they are missing and migrates. Only the launcher and tests hold an administrator's address. */
export async function provision(options: {
  adminUrl: string;
  /** Prefix of names at this site, for example "kinerja_jt_activity". */
  name: string;
  migrationsDir: string;
  passwordOf: (role: string) => string;
}): Promise<Provisioned> {
  const { adminUrl, name, migrationsDir, passwordOf } = options;
  const keys = ["owner", ...rolesOf(migrationsDir)];
  const roleName = (key: string): string => `${name}_${key}`;
  await ensureRoles(adminUrl, keys.map(roleName), passwordOf);
  await ensureDatabase(adminUrl, name, roleName("owner"), keys.slice(1).map(roleName));
  const urls = Object.fromEntries(
    keys.map((key) => [key, withLogin(adminUrl, name, roleName(key), passwordOf(roleName(key)))]),
  );
  const roles = Object.fromEntries(keys.map((key) => [key, roleName(key)]));
  await migrate({ url: urls["owner"] ?? adminUrl, dir: migrationsDir, roles });
  return { database: name, urls };
}
