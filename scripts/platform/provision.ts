import { join } from "node:path";
import { type Databases } from "./environment.ts";
import { passwordOf, type Secrets } from "./secrets.ts";
import { services } from "./services.ts";

const root = join(import.meta.dirname, "../..");

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
          name: `kinerja_${site.replaceAll("-", "_")}_${name}`,
          migrationsDir: join(root, "services", name, "migrations"),
          passwordOf: passwordOf(secrets),
        });
        return [name, urls] as const;
      }),
  );
  return Object.fromEntries(made);
}
