import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";

import { type Caller } from "./app/ports.ts";
import { agencyIdOf, lineOf, nipOf, personIdOf } from "./testing/people.ts";
import { openWorld, type World } from "./testing/world.ts";

const agency = agencyIdOf("A1") as AgencyId;
const staff = personIdOf("PNS1") as PersonId;
const role = "BKN_OPERATOR" as const;
let world: World;
let [officer, agencyOfficer]: Caller[] = [];

beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer(nipOf(90));
  const second = await world.officer(nipOf(91));
  await world.importLines(officer, [lineOf(1), lineOf(2)]);
  const validity = { validFrom: "2026-10-01" as Day, validTo: undefined };
  const grant = { agencyId: agency, personId: personIdOf("PNS2") as PersonId, role: "PERSONNEL_OFFICER" as const };
  const { id } = await world.use.directory.proposeGrant(officer, { ...grant, ...validity });
  await world.use.directory.confirmGrant(second, agency, id);
  agencyOfficer = await world.activate(officer, agency, personIdOf("PNS2"), nipOf(2));
});
afterAll(() => world.stop());

const confirm = (caller: Caller, grantId: string, more: object = {}): Promise<void> =>
  world.use.directory.confirmSiteGrant(caller, { grantId, personId: staff, role, ...more });
const rolesOf = async (caller: Caller): Promise<unknown> => (await world.use.directory.getMe(caller)).roles;

describe("a role of central operations", () => {
  it("holds when an officer of the whole site has confirmed what was proposed at the server", async () => {
    const proposed = await world.proposeSiteRole({ nip: nipOf(1), name: "", role });
    expect(proposed).toMatchObject({ personId: staff, code: expect.any(String) });
    const operator = await world.activateWith(nipOf(1), proposed.code ?? "");
    expect(await rolesOf(operator)).toEqual([]);
    // The same proposal waits still, and nobody takes over an account by it.
    const { grantId, personId } = proposed;
    expect(await world.proposeSiteRole({ nip: nipOf(1), name: "", role })).toEqual({ grantId, personId });

    const refused = async (caller: Caller | undefined, more?: object): Promise<string> =>
      caller === undefined ? "" : confirm(caller, grantId, more).then(() => "confirmed", String);
    expect(await refused(agencyOfficer)).toMatch("AGENCY_UNKNOWN");
    expect(await refused(operator)).toMatch("AGENCY_UNKNOWN");
    expect(await refused(officer, { role: "OPERATIONS" })).toMatch("GRANT_UNKNOWN");
    expect(await refused(officer, { personId: personIdOf("PNS2") })).toMatch("GRANT_UNKNOWN");
    expect(await rolesOf(operator)).toEqual([]);
    expect([await refused(officer), await refused(officer)]).toEqual(["confirmed", "confirmed"]);
    expect(await rolesOf(operator)).toEqual([{ role, agencyId: undefined }]);

    const sealer = await world.database.db("sealer");
    const rows = await sealer.query<{ action: string; actor: string }>(
      "select action, actor from audit where resource = 'grant' and object_id = $1 order by id",
      [grantId],
    );
    await sealer.stop();
    expect(rows).toEqual([
      { action: "propose", actor: "system/site-role" },
      { action: "confirm", actor: officer?.personId },
    ]);
  });

  it("may be given to somebody who is not in the personnel file", async () => {
    const { grantId, personId, code } = await world.proposeSiteRole({ nip: nipOf(50), name: "Operator", role: "OPERATIONS" }); // prettier-ignore
    const operations = await world.activateWith(nipOf(50), code ?? "");
    await confirm(officer!, grantId, { personId, role: "OPERATIONS" });
    expect(await rolesOf(operations)).toEqual([{ role: "OPERATIONS", agencyId: undefined }]);
  });

  it("is no other role, and nobody confirms the own one", async () => {
    await expect(world.proposeSiteRole({ nip: nipOf(1), name: "", role: "AUDITOR" })).rejects.toThrow("ROLE_UNKNOWN");
    const { grantId, personId } = await world.proposeSiteRole({ nip: nipOf(90), name: "", role });
    await expect(confirm(officer!, grantId, { personId })).rejects.toThrow("SAME_PERSON");
  });
});

describe("the database", () => {
  const insert = (more: string): string =>
    `insert into role_grant (id, agency_id, person_id, role, valid_from, proposed_by, proposed_at, confirmed_by)
     values (gen_random_uuid(), null, '${staff}', ${more})`;

  it("lets the service neither make nor rewrite such a role", async () => {
    const app = await world.database.db("app");
    const { grantId } = await world.proposeSiteRole({ nip: nipOf(2), name: "", role });
    await expect(app.query(insert("'BKN_OPERATOR', now(), 'a', now(), 'b'"))).rejects.toThrow(/row-level security/);
    const rewrite = `update role_grant set person_id = '${staff}', confirmed_by = 'b' where id = '${grantId}'`;
    await expect(app.query(rewrite)).rejects.toThrow(/permission denied/);
    await app.stop();
  });

  it("lets the server's own hand propose it and not confirm it", async () => {
    const bootstrap = await world.database.db("bootstrap");
    await expect(bootstrap.query(insert("'OPERATIONS', now(), 'a', now(), 'b'"))).rejects.toThrow(/row-level security/);
    await expect(bootstrap.query(insert("'AUDITOR', now(), 'a', now(), null"))).rejects.toThrow(/row-level security/);
    await bootstrap.stop();
  });
});
