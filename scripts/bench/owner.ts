import { openClient } from "@kinerja/common/postgres";
import { type testDatabase } from "@kinerja/common/testing";

type Database = Awaited<ReturnType<typeof testDatabase>>;
export type OwnerClient = Awaited<ReturnType<typeof openClient>>;

/** Works as the owner, whom the policies of the tables don't hold here: to fill and to count. */
export async function withOwner<Result>(
  database: Database,
  work: (client: OwnerClient) => Promise<Result>,
): Promise<Result> {
  const client = await openClient(database.url("owner"), "bench");
  try {
    for (const table of ["entry", "day", "employment_copy"])
      await client.query(`alter table ${table} no force row level security`);
    return await work(client);
  } finally {
    await client.end();
  }
}
