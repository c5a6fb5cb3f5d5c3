import { join } from "node:path";
import { type Databases } from "./environment.ts";
import { passwordOf, type Secrets } from "./secrets.ts";
import { services } from "./services.ts";

const root = join(import.meta.dirname, "../..");

/** Prefix of a service's roles, too. */
const databaseOf = (site: string, service: string): string => `kinerja_${site.replaceAll("-", "_")}_${service}`;

const migrationsOf = (service: string): string => join(root, "services", service, "migrations");

/** Drops the databases and roles of a site. */
export async function dropDatabases(adminUrl: string, site: string): Promise<void> {
  const { unprovision } = await import("@kinerja/common/postgres");
  for (const { name, database } of services)
    if (database) await unprovision({ adminUrl, name: databaseOf(site, name), migrationsDir: migrationsOf(name) });
}

/** Makes and migrates the database of each service, with roles of its own. */
export async function makeDatabases(adminUrl: string, site: string, secrets: Secrets): Promise<Databases> {
  // Imported late: the launcher compiles it first.
  const { provision } = await import("@kinerja/common/postgres");
  const made = await Promise.all(
    services
      .filter(({ database }) => database)
      .map(async ({ name }) => {
        const { urls } = await provision({
          adminUrl,
          name: databaseOf(site, name),
          migrationsDir: migrationsOf(name),
          passwordOf: passwordOf(secrets),
        });
        return [name, urls] as const;
      }),
  );
  return Object.fromEntries(made);
}
