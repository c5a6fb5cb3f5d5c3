import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { migrate } from "@kinerja/common/postgres";
import { scratchDatabase } from "@kinerja/common/testing";

const folder = join(__dirname, "../../../migrations");
const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");
const added = "0009_governance.sql";
const roles = (JSON.parse(readFileSync(join(folder, "roles.json"), "utf8")) as { roles: string[] }).roles;

const agency = "00000002-0000-8000-8000-000000000001";
const [drafter, reader, approver] = [1, 2, 3].map((n) => `00000001-0000-8000-8000-00000000000${n}`);

type Scratch = Awaited<ReturnType<typeof scratchDatabase>>;
let scratch: Scratch;
beforeAll(async () => {
  const before = names.filter((name) => name < added);
  scratch = await scratchDatabase(Object.fromEntries(before.map((name) => [name, textOf(name)])), roles);
}, 60_000);
afterAll(() => scratch.drop());

const asAgency = async <Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> => {
  const db = await scratch.open("app");
  const rows = await db.transaction({ agencies: [agency] }, (tx) => tx.query<Row>(sql, params));
  await db.stop();
  return rows;
};

describe("activation as a step of its own", () => {
  it("leaves what was approved in force, and nobody as who activated it", async () => {
    for (const [version, state] of [
      [1, "RETIRED"],
      [2, "APPROVED"],
      [3, "REVIEWED"],
      [4, "DRAFT"],
    ] as const)
      // prettier-ignore
      await asAgency(
        `insert into policy (agency_id, key, version, title, kind, state, valid_from, sha256, document, drafted_by, drafted_at,
           reviewed_by, approved_by, approved_at)
         values ($1, 'k', $2, 't', 'tpp', $3, '2026-01-01', 'h', 'd', $4, now(), $5, $6, $7)`,
        [
          ...[agency, version, state, drafter],
          version < 4 ? reader : null,
          ...(version < 3 ? [approver, new Date("2026-02-01T00:00:00Z")] : [null, null]),
        ],
      );
    for (const name of names.filter((one) => one >= added)) writeFileSync(join(scratch.dir, name), textOf(name));
    const owner = { url: scratch.url("owner"), dir: scratch.dir };
    await migrate({ ...owner, roles: Object.fromEntries(roles.map((role) => [role, `${scratch.name}_${role}`])) });
    expect(
      await asAgency(
        "select version, state, activated_by, activated_at = approved_at as same from policy order by version",
      ),
    ).toEqual([
      { version: 1, state: "RETIRED", activated_by: null, same: true },
      { version: 2, state: "ACTIVE", activated_by: null, same: true },
      { version: 3, state: "REVIEWED", activated_by: null, same: null },
      { version: 4, state: "DRAFT", activated_by: null, same: null },
    ]);
  }, 60_000);

  it.each([
    [
      "an active policy that nobody approved",
      "update policy set state = 'ACTIVE', activated_at = now() where version = 3",
    ],
    [
      "one without the time of its activation",
      "update policy set state = 'ACTIVE', approved_by = $1 where version = 3",
    ],
    ["its drafter as who activates", "update policy set activated_by = drafted_by where version = 2"],
    ["its reader as who activates", "update policy set activated_by = reviewed_by where version = 2"],
  ])("the database refuses %s", async (_, sql) => {
    await expect(asAgency(sql, sql.includes("$1") ? [approver] : [])).rejects.toThrow("violates check constraint");
  });
});
