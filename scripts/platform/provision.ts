import { join } from "node:path";
import { type Databases } from "./environment.ts";
import { passwordOf, type Secrets } from "./secrets.ts";
import { databases, type DatabaseSpec } from "./services.ts";

const root = join(import.meta.dirname, "../..");

/** Prefix of a database's roles, too. */
const nameOf = (site: string, { key }: DatabaseSpec): string => `kinerja_${site.replaceAll("-", "_")}_${key}`;

const migrationsOf = ({ service, folder }: DatabaseSpec): string => join(root, "services", service, folder);

/** Drops the databases and roles of a site. */
export async function dropDatabases(adminUrl: string, site: string): Promise<void> {
  const { unprovision } = await import("@kinerja/common/postgres");
  for (const one of databases)
    await unprovision({ adminUrl, name: nameOf(site, one), migrationsDir: migrationsOf(one) });
}

/** Makes and migrates each database, with roles of its own. */
export async function makeDatabases(adminUrl: string, site: string, secrets: Secrets): Promise<Databases> {
  // Imported late: the launcher compiles it first.
  const { provision } = await import("@kinerja/common/postgres");
  const made = await Promise.all(
    databases.map(async (one) => {
      const { urls } = await provision({
        adminUrl,
        name: nameOf(site, one),
        migrationsDir: migrationsOf(one),
        passwordOf: passwordOf(secrets),
      });
      return [one.key, urls] as const;
    }),
  );
  return Object.fromEntries(made);
}
