import { recomputeRuns } from "../recompute.ts";
import { type TestPlatform } from "./platform.ts";

/** Every run computed anew, as the owner of the tables, who sees no rows while their security is forced. */
export async function recomputedOn({ database }: Pick<TestPlatform, "database">): ReturnType<typeof recomputeRuns> {
  const owner = await database.db("owner");
  try {
    const tables = await owner.query<{ relname: string }>("select relname from pg_class where relrowsecurity and relkind in ('r', 'p')"); // prettier-ignore
    for (const { relname } of tables) await owner.query(`alter table ${relname} no force row level security`);
    return await recomputeRuns(owner);
  } finally {
    await owner.stop();
  }
}
