import { expect, it } from "@jest/globals";

import { holdMonths } from "./decision-store.ts";

it("months are held in their order and by one statement, however many there are", async () => {
  const asked: [string, unknown][] = [];
  const db = {
    query: (sql: string, params: readonly unknown[]) => {
      asked.push([sql, params[0]]);
      return Promise.resolve([]);
    },
  };
  const months = ["2026-12", "2026-10", "2026-11", "2026-10"].map((period) => ({ agencyId: "a", period }));
  expect(await holdMonths(db, months)).toEqual([]);
  const locks = asked.filter(([sql]) => sql.includes("pg_advisory_xact_lock_shared"));
  expect(locks.map(([, keys]) => keys)).toEqual([["period/a/2026-10", "period/a/2026-11", "period/a/2026-12"]]);
});
