import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { escapeIdentifier } from "pg";
import { type EntitySchema } from "typeorm";

import { type Database, openClient, openDatabase, provision, rolesOf, withLogin } from "../postgres/index.ts";

export type TestDatabase = {
  /** Address for a role of the service: "owner", "app" or another one of roles.json. */
  url(role: string): string;
  db(role: string, schemas?: readonly EntitySchema[]): Promise<Database>;
  /** Of the administrator, who sees and writes all rows, whatever the policies. */
  readonly administratorUrl: string;
  administrator(): Promise<Database>;
  drop(): Promise<void>;
};

const password = "throw-away";

function hashOf(migrationsDir: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(migrationsDir).sort())
    hash.update(name).update(readFileSync(join(migrationsDir, name)));
  return hash.digest("hex").slice(0, 10);
}

async function asAdmin(adminUrl: string, statements: readonly string[], lock: string): Promise<void> {
  const admin = await openClient(adminUrl, "testing");
  try {
    await admin.query("select pg_advisory_lock(hashtextextended($1, 0))", [lock]);
    for (const statement of statements) await admin.query(statement);
  } finally {
    await admin.end();
  }
}

/** Migrates the template once for this state of the migrations; later calls find it ready. */
async function ensureTemplate(adminUrl: string, template: string, migrationsDir: string): Promise<void> {
  const admin = await openClient(adminUrl, "testing");
  try {
    await admin.query("select pg_advisory_lock(hashtextextended($1, 0))", [template]);
    const { rowCount } = await admin.query("select from pg_database where datname = $1 and datistemplate", [template]);
    if (rowCount === 1) return;
    await provision({ adminUrl, name: template, migrationsDir, passwordOf: () => password });
    await admin.query(`alter database ${escapeIdentifier(template)} is_template true`);
  } finally {
    await admin.end();
  }
}

/** A migrated database of a service on TEST_DATABASE_URL, for one test file, by default its first one; a clone of a template costs some 30 ms. */
export async function testDatabase(service: string, folder = "migrations"): Promise<TestDatabase> {
  const adminUrl = process.env["TEST_DATABASE_URL"];
  if (!adminUrl) throw new Error("TEST_DATABASE_URL is missing: run the tests with npm test");
  const migrationsDir = join(__dirname, "../../..", service, folder);
  const template = `test_${service}_${folder === "migrations" ? "" : `${folder}_`}${hashOf(migrationsDir)}`;
  await ensureTemplate(adminUrl, template, migrationsDir);
  const name = `${template}_${randomBytes(4).toString("hex")}`;
  await asAdmin(
    adminUrl,
    [
      `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)} strategy file_copy owner ${escapeIdentifier(`${template}_owner`)}`,
    ],
    template,
  );
  const known = new Set(["owner", ...rolesOf(migrationsDir)]);
  const url = (role: string): string => {
    if (!known.has(role)) throw new Error(`${service} has no role "${role}" in ${folder}/roles.json`);
    return withLogin(adminUrl, name, `${template}_${role}`, password);
  };
  const administratorUrl = withLogin(adminUrl, name);
  return {
    url,
    administratorUrl,
    administrator: () => openDatabase({ url: administratorUrl, name: "test", poolSize: 1 }),
    db: (role, schemas = []) => openDatabase({ url: url(role), name: "test", schemas, poolSize: 5 }),
    drop: () => asAdmin(adminUrl, [`drop database if exists ${escapeIdentifier(name)} with (force)`], name),
  };
}
