import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";

import { agencyIdOf, lineOf, nipOf, personIdOf } from "./testing/people.ts";
import { openWorld, type World } from "./testing/world.ts";

let world: World;
let db: Database;
beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer(nipOf(90));
  const other = { instansi_kerja_id: "A2", instansi_kerja_nama: "Kota Semarang", unor_id: "V1" };
  await world.importLines(officer, [lineOf(1), lineOf(2, { atasan_nip: nipOf(1) }), lineOf(3, other)]);
  db = await world.database.db("app");
});
afterAll(async () => {
  await db.stop();
  await world.stop();
});

const tenantTables = ["unit", "employment", "relation", "role_grant", "import", "import_finding"];
const count = (table: string) =>
  db.query<{ n: number }>(`select count(*)::int as n from ${table}`).then(([row]) => row?.n);

describe("row-level security", () => {
  it.each(tenantTables)("%s shows nothing without a scope, also on a connection that had one", async (table) => {
    expect(await count(table)).toBe(0);
    await db.transaction({ agencies: [agencyIdOf("A1")], person: personIdOf("PNS1") }, (tx) => tx.query("select 1"));
    for (let i = 0; i < 6; i++) expect(await count(table)).toBe(0);
  });

  it("shows an agency its own rows, and a person the own ones", async () => {
    const seen = (agencies: string[], person?: string) =>
      db.transaction({ agencies, ...(person && { person }) }, async (tx) => {
        const [row] = await tx.query<{ e: number; u: number; r: number }>(
          `select (select count(*)::int from employment) as e, (select count(*)::int from unit) as u, (select count(*)::int from relation) as r`,
        );
        return [row?.e, row?.u, row?.r];
      });
    expect(await seen([agencyIdOf("A1")])).toEqual([2, 1, 1]);
    expect(await seen([agencyIdOf("A1"), agencyIdOf("A2")])).toEqual([3, 2, 1]);
    expect(await seen([], personIdOf("PNS3"))).toEqual([1, 1, 0]);
    expect(await seen([], personIdOf("PNS1"))).toEqual([1, 1, 1]);
  });

  it("lets nobody write into another agency, nor a role for the whole site", async () => {
    const inA1 = { agencies: [agencyIdOf("A1")], person: personIdOf("PNS3") };
    const write = (sql: string, params: unknown[]) => db.transaction(inA1, (tx) => tx.query(sql, params));
    const grant = `insert into role_grant (id, agency_id, person_id, role, valid_from, proposed_by, proposed_at)
      values (gen_random_uuid(), $1, $2, 'AUDITOR', '2026-10-01', 'x', now())`;
    for (const agency of [agencyIdOf("A2"), null])
      await expect(write(grant, [agency, personIdOf("PNS1")])).rejects.toThrow(/row-level security/);
    await expect(write("update employment set head = true where person_id = $1", [personIdOf("PNS3")])).rejects.toThrow(
      /row-level security/,
    );
    expect(
      await write("update employment set head = true where agency_id = $1 returning id", [agencyIdOf("A2")]).catch(
        String,
      ),
    ).toMatch(/row-level security/);
  });

  it("covers every table with an agency, forced, with a policy", async () => {
    const open = await db.query(
      `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname in ('agency_id', 'agency_ids')
         and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`,
    );
    expect(open).toEqual([]);
  });

  it("is not the owner's to pass: the service's roles own nothing and may not bypass it", async () => {
    for (const role of ["app", "reader", "relay", "sealer", "bootstrap"]) {
      const as = await world.database.db(role);
      const [row] = await as.query<{ owned: number; bypass: boolean }>(
        `select (select count(*)::int from pg_class where relowner = r.oid) as owned, rolbypassrls or rolsuper as bypass
         from pg_roles r where rolname = current_user`,
      );
      expect(row).toEqual({ owned: 0, bypass: false });
      await as.stop();
    }
  });
});

describe("the audit", () => {
  it("takes rows and gives none back, and nobody changes them", async () => {
    await expect(db.query("select 1 from audit")).rejects.toThrow(/permission denied/);
    await expect(db.query("update audit set actor = 'x'")).rejects.toThrow(/permission denied/);
    const sealer = await world.database.db("sealer");
    const rows = await sealer.query<{ action: string; resource: string; actor: string }>(
      "select action, resource, actor, detail::text from audit",
    );
    const acts = rows.map(({ action, resource }) => `${action} ${resource}`);
    expect(acts).toEqual(
      expect.arrayContaining(["make first-officer", "activate credential", "start import", "apply import"]),
    );
    expect(JSON.stringify(rows)).not.toMatch(/\d{18}|PEGAWAI/);
    await expect(sealer.query("delete from audit")).rejects.toThrow(/permission denied/);
    await sealer.stop();
    const owner = await world.database.db("owner");
    await expect(owner.query("truncate audit")).rejects.toThrow(/append-only/);
    await owner.stop();
  });
});
