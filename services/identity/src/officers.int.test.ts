import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { type Database, openClient } from "@kinerja/common/postgres";
import { CalendarChanged } from "@kinerja/proto/identity/v1/identity_events";

import { identityTopics, openFacts } from "./adapters/postgres/facts.ts";
import { sweep, tellCalendars } from "./adapters/postgres/upkeep.ts";
import { type Caller } from "./app/ports.ts";
import { agencyIdOf, lineOf, nipOf, personIdOf } from "./testing/people.ts";
import { openWorld, type World } from "./testing/world.ts";

const facts = openFacts("test", identityTopics("test", 2));
let world: World;
let db: Database;
let [officer, second, agencyOfficer, staff]: Caller[] = [];
const [a1, a2] = [agencyIdOf("A1") as AgencyId, agencyIdOf("A2") as AgencyId];
const id = (n: number): PersonId => personIdOf(`PNS${n}`) as PersonId;
const day = (text: string): Day => text as Day;
const other = { instansi_kerja_id: "A2", instansi_kerja_nama: "Kota Denpasar, Bali", zona: "WITA", unor_id: "V1" };
const keyed = (caller: Caller, key: string, method: string, body = ""): Caller => ({
  ...caller,
  request: { key, method, body: Buffer.from(body) },
});

beforeAll(async () => {
  world = await openWorld();
  db = await world.database.db("app");
  officer = await world.officer(nipOf(90));
  second = await world.officer(nipOf(91));
  await world.importLines(officer, [
    lineOf(1, { kepala_unit: "1", status_cpns_pns: "P" }),
    lineOf(2, { atasan_nip: nipOf(1), status_cpns_pns: "C" }),
    lineOf(3, { atasan_nip: nipOf(1), status_cpns_pns: "C", tmt_pns: "01-09-2026" }),
    lineOf(4, { ...other, jenis_pegawai_nama: "PPPK" }),
  ]);
  const grant = { agencyId: a1, personId: id(2), role: "PERSONNEL_OFFICER" as const, validTo: undefined };
  const { id: grantId } = await world.use.directory.proposeGrant(officer, { ...grant, validFrom: day("2026-10-01") });
  await world.use.directory.confirmGrant(second, a1, grantId);
  agencyOfficer = await world.activate(officer, a1, id(2), nipOf(2));
  staff = await world.activate(officer, a2, id(4), nipOf(4));
});
afterAll(async () => {
  await db.stop();
  await world.stop();
});

const auditOf = async (action: string, resource: string) => {
  const sealer = await world.database.db("sealer");
  const rows = await sealer.query<{ detail: Record<string, unknown>; actor: string; object_id: string | null }>(
    "select detail, actor, object_id from audit where action = $1 and resource = $2 order by id",
    [action, resource],
  );
  await sealer.stop();
  return rows;
};

describe("the roster", () => {
  it("says who is PNS, CPNS or PPPK, and knows a forgotten status", async () => {
    const kinds = async (agency: AgencyId) =>
      (await world.rosterOf(agency, "2026-10")).map(({ personId, staffKind }) => [personId, staffKind]);
    expect(new Map((await kinds(a1)) as never)).toEqual(new Map([[id(1), "PNS"], [id(2), "CPNS"], [id(3), "PNS"]])); // prettier-ignore
    expect(await kinds(a2)).toEqual([[id(4), "PPPK"]]);
  });

  it("begins a new employment on the day somebody becomes PNS, and loses no kind to a file without it", async () => {
    const lines = [lineOf(2, { atasan_nip: nipOf(1), status_cpns_pns: "P" }), lineOf(3, { atasan_nip: nipOf(1) })];
    world.clock.advance(1);
    await world.importLines(officer!, lines, "2026-10-16");
    const roster = await world.rosterOf(a1, "2026-10");
    const of = (n: number) =>
      roster
        .filter(({ personId }) => personId === id(n))
        .map(({ staffKind, validFrom, validTo }) => [staffKind, validFrom, validTo]);
    expect(of(2)).toEqual([
      ["CPNS", "2026-10-01", "2026-10-15"],
      ["PNS", "2026-10-16", undefined],
    ]);
    expect(of(3)).toEqual([["PNS", "2026-10-01", undefined]]);
  });
});

describe("holders of roles", () => {
  it("are those of the agency and of the whole site at the instant, and whether they have acted", async () => {
    const roles = ["PERSONNEL_OFFICER", "PAY_MAKER"] as const;
    const at = (text: string) => world.use.directory.listRoleHolders(a1, roles, Date.parse(text));
    const holders = await at("2026-10-01T03:00:00Z");
    expect(new Map(holders.map(({ personId, acted }) => [personId, acted]))).toEqual(
      new Map([[officer!.personId, true], [second!.personId, true], [id(2), false]]), // prettier-ignore
    );
    expect((await at("2026-09-29T03:00:00Z")).map(({ personId }) => personId)).not.toContain(id(2));
    const elsewhere = await world.use.directory.listRoleHolders(a2, roles, Date.parse("2026-10-01T03:00:00Z"));
    expect(new Map(elsewhere.map(({ personId, acted }) => [personId, acted]))).toEqual(
      new Map([[officer!.personId, true], [second!.personId, false]]), // prettier-ignore
    );
  });
});

describe("proposals of roles", () => {
  it("are listed until they are confirmed, page after page, and are one for each key", async () => {
    const list = (more: object) =>
      world.use.directory.listGrants(second!, a1, {
        ...{ state: undefined, personId: undefined, limit: 50, after: undefined },
        ...more,
      });
    const command = { agencyId: a1, personId: id(1), role: "PAY_MAKER" as const, validFrom: day("2026-10-01"), validTo: undefined }; // prettier-ignore
    const caller = keyed(officer!, "grant-1", "proposeGrant");
    world.clock.advance(1);
    const { id: grantId } = await world.use.directory.proposeGrant(caller, command);
    expect((await list({ state: "PROPOSED" })).grants).toMatchObject([
      { id: grantId, personId: id(1), proposedBy: officer!.personId, proposedAt: world.clock.now() },
    ]);
    await world.use.directory.confirmGrant(second!, a1, grantId);
    expect((await world.use.directory.proposeGrant(caller, command)).id).toBe(grantId);
    expect((await list({ state: "PROPOSED" })).grants).toEqual([]);
    const first = await list({ limit: 1 });
    expect(first).toMatchObject({ grants: [{ id: grantId, confirmedBy: second!.personId }], next: grantId });
    expect(await list({ limit: 1, after: first.next })).toMatchObject({
      grants: [{ personId: id(2) }],
      next: undefined,
    });
    expect((await list({ personId: id(2) })).grants).toHaveLength(1);
    await expect(
      world.use.directory.listGrants(staff!, a1, { state: undefined, personId: undefined, limit: 1, after: undefined }),
    ).rejects.toMatchObject({ kind: "not-found" });
  });
});

describe("imports", () => {
  it("are listed for the officers of their agencies, newest first", async () => {
    const list = (caller: Caller, agencyId?: AgencyId) =>
      world.use.import.listImports(caller, { agencyId, pageSize: 1, after: undefined });
    const first = await list(officer!);
    expect(first.imports).toMatchObject([{ state: "APPLIED", effectiveDate: "2026-10-16", agencyIds: [a1] }]);
    const rest = await world.use.import.listImports(officer!, { agencyId: undefined, pageSize: 9, after: first.next });
    expect(rest).toMatchObject({
      imports: [{ effectiveDate: "2026-10-01", personId: officer!.personId }],
      next: undefined,
    });
    expect((await list(officer!, a2)).imports).toMatchObject([{ effectiveDate: "2026-10-01" }]);
    // The first file names an agency that is not this officer's.
    const own = await world.use.import.listImports(agencyOfficer!, {
      agencyId: undefined,
      pageSize: 9,
      after: undefined,
    });
    expect(own.imports.map(({ effectiveDate }) => effectiveDate)).toEqual(["2026-10-16"]);
    await expect(list(staff!)).rejects.toThrow("NOT_PERMITTED");
  });
});

describe("days off", () => {
  const holiday = { day: day("2026-11-12"), name: "Hari jadi", collectiveLeave: false, decree: "Pergub 12/2026" };
  const calendarsOf = async (agency: string) =>
    (await world.outbox())
      .filter(({ type }) => type === "CalendarChanged")
      .map(({ payload }) => CalendarChanged.decode(payload))
      .filter(({ agencyId, year }) => agencyId === agency && year === 2026);

  it("of the nation came with the platform, with their decree, and nobody has verified them yet", async () => {
    const { days } = await world.use.directory.listHolidays(staff!, { year: 2026, agencyId: undefined });
    expect(days).toHaveLength(25);
    expect(days.filter(({ collectiveLeave }) => collectiveLeave)).toHaveLength(8);
    expect(days.every(({ verified, decree }) => !verified && decree.includes("1497/2025"))).toBe(true);
  });

  it("of an agency are set by its officer, told by the calendar, and seen by its people alone", async () => {
    await tellCalendars(db, facts, world.clock.now());
    const set = await world.use.directory.setHoliday(agencyOfficer!, { ...holiday, agencyId: a1 });
    expect(set).toEqual({ ...holiday, agencyId: a1, verified: true });
    await world.use.directory.setHoliday(agencyOfficer!, { ...holiday, agencyId: a1 });
    expect(await tellCalendars(db, facts, world.clock.now())).toBe(1);
    expect(await tellCalendars(db, facts, world.clock.now())).toBe(0);
    const [told] = await calendarsOf(a1);
    expect(told).toMatchObject({ meta: { version: 1n }, holidays: [{ date: "2026-11-12", name: "Hari jadi" }] });
    const { days } = await world.use.directory.getCalendar(agencyOfficer!, "2026-11" as never, undefined);
    expect(days[11]).toMatchObject({ workingMinutes: 0, holiday: "Hari jadi" });
    const elsewhere = await world.use.directory.getCalendar(staff!, "2026-11" as never, undefined);
    expect(elsewhere.days[11]?.workingMinutes).toBeGreaterThan(0);
    const { days: seen } = await world.use.directory.listHolidays(agencyOfficer!, { year: 2026, agencyId: a1 });
    expect(seen).toHaveLength(26);
    await expect(world.use.directory.listHolidays(staff!, { year: 2026, agencyId: a1 })).rejects.toMatchObject({ kind: "not-found" }); // prettier-ignore
  });

  it("are taken out again, once", async () => {
    const gone = { agencyId: a1, day: holiday.day, decree: "Pergub 13/2026" };
    const caller = keyed(agencyOfficer!, "remove-1", "removeHoliday");
    await world.use.directory.removeHoliday(caller, gone);
    await world.use.directory.removeHoliday(caller, gone);
    await expect(world.use.directory.removeHoliday(agencyOfficer!, gone)).rejects.toThrow("HOLIDAY_UNKNOWN");
    await tellCalendars(db, facts, world.clock.now());
    expect((await calendarsOf(a1)).at(-1)).toMatchObject({ meta: { version: 2n }, holidays: [] });
    expect((await auditOf("remove", "holiday")).map(({ detail }) => detail)).toEqual([{ decree: "Pergub 13/2026" }]);
  });

  it("of the nation are set at the whole site only", async () => {
    const national = { ...holiday, agencyId: undefined };
    await expect(world.use.directory.setHoliday(agencyOfficer!, national)).rejects.toThrow("NOT_PERMITTED");
    await expect(world.use.directory.setHoliday(staff!, { ...holiday, agencyId: a2 })).rejects.toThrow("NOT_PERMITTED");
    await expect(world.use.directory.setHoliday(agencyOfficer!, { ...holiday, agencyId: a2 })).rejects.toMatchObject({ kind: "not-found" }); // prettier-ignore
    await world.use.directory.setHoliday(officer!, national);
    const { days } = await world.use.directory.listHolidays(staff!, { year: 2026, agencyId: undefined });
    expect(days.filter(({ verified }) => verified)).toMatchObject([{ day: "2026-11-12" }]);
    const written = db.transaction({ agencies: [a1] }, (tx) => tx.query("delete from holiday where agency_id is null returning day")); // prettier-ignore
    expect(await written).toEqual([]);
  });
});

describe("bank accounts", () => {
  const proposal = {
    ...{ agencyId: a1, personId: id(3), bankName: "Bank Contoh", accountNumber: "0000-0009 01", holderName: "ANI" },
    ...{ validFrom: day("2026-10-01"), decree: "Surat 901" },
  };
  const query = { state: undefined, personId: undefined, limit: 50, after: undefined };
  const run = "00000000-0000-7000-8000-000000000901";
  const detailsOf = async (caller: Caller, people: readonly PersonId[], on = "2026-10-20", unitsOn?: string) => {
    const found = [];
    for await (const one of world.use.account.paymentDetails(caller, {
      agencyId: a1,
      runId: run,
      day: day(on),
      unitsOn: unitsOn === undefined ? undefined : day(unitsOn),
      people,
    }))
      found.push(one);
    return found;
  };
  let payer: Caller | undefined;
  const newPayer = async (): Promise<Caller> => {
    const command = { agencyId: a1, personId: id(1), role: "PAY_CHECKER" as const, validFrom: day("2026-10-01"), validTo: undefined }; // prettier-ignore
    const { id: grantId } = await world.use.directory.proposeGrant(officer!, command);
    await world.use.directory.confirmGrant(second!, a1, grantId);
    return world.activate(officer!, a1, id(1), nipOf(1));
  };

  it("need a second officer, and show four digits", async () => {
    const { account } = world.use;
    const caller = keyed(agencyOfficer!, "account-1", "proposeAccount");
    const accountId = await account.proposeAccount(caller, proposal);
    expect(await account.proposeAccount(caller, proposal)).toBe(accountId);
    expect(await account.proposeAccount(agencyOfficer!, proposal)).toBe(accountId);
    const key = { agencyId: a1, accountId };
    await expect(account.confirmAccount(agencyOfficer!, key)).rejects.toThrow("SAME_PERSON");
    await expect(account.confirmAccount(second!, { ...key, agencyId: a2 })).rejects.toThrow("ACCOUNT_UNKNOWN");
    expect((await account.listAccounts(second!, a1, { ...query, state: "PROPOSED" })).accounts).toMatchObject([
      { id: accountId, details: { number: "0000000901", holder: "ANI" }, validTo: undefined },
    ]);
    await account.confirmAccount(second!, key);
    await account.confirmAccount(second!, key);
    expect(await account.proposeAccount(caller, proposal)).toBe(accountId);
    await expect(account.rejectAccount(second!, key, "salah")).rejects.toThrow("ACCOUNT_STATE");
  });

  it.each([
    ["somebody of another agency", { personId: id(4) }, "PERSON_UNKNOWN"],
    ["no number", { accountNumber: "rekening" }, "REQUEST_INVALID"],
  ])("are refused for %s", async (_, more, code) => {
    await expect(world.use.account.proposeAccount(officer!, { ...proposal, ...more })).rejects.toMatchObject({ code });
  });

  it("are turned down with a reason and never count", async () => {
    const { account } = world.use;
    const accountId = await account.proposeAccount(officer!, { ...proposal, personId: id(1) });
    await account.rejectAccount(second!, { agencyId: a1, accountId }, "Nomor tidak cocok");
    const { accounts } = await account.listAccounts(officer!, a1, { ...query, personId: id(1) });
    expect(accounts).toMatchObject([{ state: "REJECTED", reason: "Nomor tidak cocok", decidedBy: second!.personId }]);
  });

  it("change on a day, and go with names and numbers only to whoever may export, with one row of the audit", async () => {
    const { account } = world.use;
    const later = { ...proposal, accountNumber: "0000000902", validFrom: day("2026-10-15") };
    world.clock.advance(1);
    const accountId = await account.proposeAccount(officer!, later);
    await account.confirmAccount(second!, { agencyId: a1, accountId });
    const { accounts } = await account.listAccounts(officer!, a1, { ...query, state: "CONFIRMED" });
    expect(accounts.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ["2026-10-15", undefined],
      ["2026-10-01", "2026-10-14"],
    ]);
    const checker = await newPayer();
    payer = checker;
    const found = await detailsOf(checker, [id(3), id(2), id(3), id(4)]);
    expect(found.map(({ personId }) => personId)).toEqual([id(2), id(3)].sort());
    expect(found.find(({ personId }) => personId === id(3))).toEqual({
      personId: id(3),
      name: "PEGAWAI 003, S.E.",
      nip: nipOf(3),
      bankName: "Bank Contoh",
      details: { number: "0000000902", holder: "ANI" },
      ...{ unitName: "", unitCode: "" },
    });
    expect(found.find(({ personId }) => personId === id(2))?.details).toBeUndefined();
    const before = await detailsOf(checker, [id(3)], "2026-10-14");
    expect(before[0]?.details?.number).toBe("0000000901");
    expect(await auditOf("read", "payment-detail")).toEqual([
      { actor: id(1), object_id: run, detail: { people: 4, day: "2026-10-20" } },
      { actor: id(1), object_id: run, detail: { people: 1, day: "2026-10-14" } },
    ]);
    for (const who of [officer!, staff!]) await expect(detailsOf(who, [id(3)])).rejects.toBeDefined();
  });

  it("go with the unit of a day where one is asked for: of the main employment, and of who left the last one", async () => {
    const admin = await world.database.administrator();
    const employ = async (
      n: number,
      unit: string,
      from: string,
      to: string | null,
      more: { agency?: string; main?: boolean } = {},
    ) =>
      // prettier-ignore
      admin.query(
        `insert into employment select gen_random_uuid(), $5, person_id, $2, position_id, position_class, zone, $6, head, grade, staff_kind,
           position_since, position_since_raw, sort_name, $3, $4, version, recorded_at
         from employment where person_id = $1 limit 1`,
        [id(n), unit, from, to, more.agency ?? a1, more.main ?? true],
      );
    const units = ["00000000-0000-7000-8000-000000000911", "00000000-0000-7000-8000-000000000912"];
    await admin.query(
      `insert into unit select u.new, agency_id, u.code, parent_id, u.name, zone, valid_from, valid_to, version
         from unit, (values ($1::uuid, 'U7', 'Dinas Tujuh'), ($2::uuid, 'U8', 'Dinas Delapan')) as u (new, code, name) where siasn_id = 'U1'`,
      units,
    );
    await admin.query("update employment set valid_to = '2026-10-19' where person_id = any($1) and valid_to is null", [[id(2), id(3)]]); // prettier-ignore
    // Number 2 moves within the agency; number 3 leaves it for another one.
    await employ(2, units[0] ?? "", "2026-10-20", null);
    await employ(2, units[1] ?? "", "2026-10-25", null, { main: false });
    await employ(3, units[1] ?? "", "2026-10-20", null, { agency: a2 });
    const unitsOn = async (on: string) =>
      (await detailsOf(payer!, [id(2), id(3)], "2026-12-01", on))
        .toSorted((a, b) => (a.nip < b.nip ? -1 : 1))
        .map(({ unitCode, unitName }) => `${unitCode} ${unitName}`);
    expect(await unitsOn("2026-10-31")).toEqual(["U7 Dinas Tujuh", "U1 Bagian Umum"]);
    expect(await unitsOn("2026-10-19")).toEqual(["U1 Bagian Umum", "U1 Bagian Umum"]);
    expect(await unitsOn("2026-08-31")).toEqual([" ", " "]);
    const [newest] = (await auditOf("read", "payment-detail")).slice(-1);
    expect(newest?.detail).toEqual({ people: 2, day: "2026-12-01", unitsOn: "2026-08-31" });
    await admin.stop();
  });

  it("are unreadable in the database", async () => {
    const rows = await db.transaction({ agencies: [a1] }, (tx) => tx.query("select * from bank_account"));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/000000090|ANI|3030303030303039/);
    expect(await db.query("select 1 from bank_account")).toEqual([]);
  });
});

describe("activation codes", () => {
  it("are the same again for the same request within ten minutes, and then not shown any more", async () => {
    const issue = (key: string, body = "x") =>
      world.use.session.issueCodes(keyed(second!, key, "issueCodes", body), a1, [id(3)]);
    const first = await issue("codes-1");
    expect(await issue("codes-1")).toEqual(first);
    await expect(issue("codes-1", "y")).rejects.toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
    const [stored] = await db.query<{ response: Buffer }>("select response from request_key where key = 'codes-1'");
    expect(stored?.response.toString("latin1")).not.toContain(first[0]?.code);
    world.clock.advance(9 * 60_000);
    expect(await issue("codes-1")).toEqual(first);
    world.clock.advance(61_000);
    await expect(issue("codes-1")).rejects.toMatchObject({ code: "CODES_SHOWN" });
    // The row has the time of the database, and the sweep goes by the world's.
    const owner = await openClient(world.database.url("owner"), "test");
    const longAgo = new Date(world.clock.now() - 11 * 60_000);
    await owner.query("update request_key set at = $1 where key = 'codes-1'", [longAgo]);
    await owner.end();
    await sweep(db, facts, world.clock.now());
    expect(await db.query("select response from request_key where key = 'codes-1'")).toEqual([{ response: Buffer.alloc(0) }]); // prettier-ignore
    await expect(issue("codes-1")).rejects.toMatchObject({ code: "CODES_SHOWN" });
    expect((await issue("codes-2"))[0]?.code).not.toBe(first[0]?.code);
    expect(await auditOf("issue-code", "credential")).toHaveLength(5);
  });
});
