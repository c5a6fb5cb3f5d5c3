import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { escapeIdentifier } from "pg";

import { type Database, type DatabaseOptions, openClient, openDatabase, provision } from "../postgres/index.ts";

export type Scratch = {
  /** Prefix of roles and name of the database. */
  readonly name: string;
  readonly adminUrl: string;
  /** Folder of migrations; write here, then `provision` again. */
  readonly dir: string;
  readonly passwordOf: (role: string) => string;
  url(role: string): string;
  open(role: string, options?: Partial<DatabaseOptions>): Promise<Database>;
  drop(): Promise<void>;
};

/** A database of its own with the migrations given, for tests of the shelf itself: no service stands behind it. */
export async function scratchDatabase(migrations: Readonly<Record<string, string>>, roles: string[]): Promise<Scratch> {
  const adminUrl = process.env["TEST_DATABASE_URL"];
  if (!adminUrl) throw new Error("TEST_DATABASE_URL is missing: run the tests with npm test");
  const name = `test_scratch_${randomBytes(4).toString("hex")}`;
  const dir = mkdtempSync(join(tmpdir(), "migrations-"));
  writeFileSync(join(dir, "roles.json"), JSON.stringify({ roles }));
  for (const [file, sql] of Object.entries(migrations)) writeFileSync(join(dir, file), sql);
  const passwordOf = (role: string): string => `it's ${role}`;
  const { urls } = await provision({ adminUrl, name, migrationsDir: dir, passwordOf });
  const url = (role: string): string => urls[role] ?? "";
  return {
    name,
    adminUrl,
    dir,
    passwordOf,
    url,
    open: (role, options) => openDatabase({ url: url(role), name: "scratch", poolSize: 5, ...options }),
    drop: async () => {
      const admin = await openClient(adminUrl, "scratch");
      await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
      for (const role of ["owner", ...roles]) await admin.query(`drop role ${escapeIdentifier(`${name}_${role}`)}`);
      await admin.end();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
