import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";

import { type Caller } from "./app/ports.ts";
import { agencyIdOf, lineOf, nipOf, personIdOf, unitIdOf } from "./testing/people.ts";
import { openWorld, type World } from "./testing/world.ts";

let world: World;
let [officer, second, boss, staff, stranger]: Caller[] = [];
const [a1, a2] = [agencyIdOf("A1") as AgencyId, agencyIdOf("A2") as AgencyId];
const id = (n: number): PersonId => personIdOf(`PNS${n}`) as PersonId;
const day = (text: string): Day => text as Day;
const other = { instansi_kerja_id: "A2", instansi_kerja_nama: "Kota Denpasar, Bali", zona: "WITA" };

beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer(nipOf(90));
  second = await world.officer(nipOf(91));
  await world.importLines(officer, [
    lineOf(1, { kepala_unit: "1", nama: "ZAINAL ABIDIN" }),
    lineOf(2, {
      atasan_nip: nipOf(1),
      unor_id: "U2",
      unor_nama: "Subbagian",
      unor_induk_id: "U1",
      kepala_unit: "1",
      nama: "BUDI",
    }),
    lineOf(3, { atasan_nip: nipOf(2), unor_id: "U2", unor_nama: "Subbagian", unor_induk_id: "U1", nama: "ANI" }),
    lineOf(4, { ...other, unor_id: "V1", kepala_unit: "1", nama: "WAYAN" }),
    lineOf(5, { ...other, unor_id: "V1", atasan_nip: nipOf(4), nama: "MADE" }),
    lineOf(3, {
      ...other,
      unor_id: "V1",
      jabatan_nama: "Tenaga Ahli",
      utama: "tidak",
      nama: "ANI",
      atasan_nip: nipOf(2),
    }),
  ]);
  boss = await world.activate(officer, a1, id(1), nipOf(1));
  staff = await world.activate(officer, a1, id(3), nipOf(3));
  stranger = await world.activate(officer, a2, id(5), nipOf(5));
});
afterAll(() => world.stop());

describe("who am I", () => {
  it("two places, the main one first, and who assesses me", async () => {
    const me = await world.use.directory.getMe(staff!);
    expect(me.employments.map(({ agencyId, main }) => [agencyId, main])).toEqual([[a1, true], [a2, false]]); // prettier-ignore
    expect(me).toMatchObject({ superiorId: id(2), subordinates: 0, roles: [], name: { name: "ANI, S.E." } });
    expect(await world.use.directory.getMe(officer!)).toMatchObject({
      roles: [{ role: "PERSONNEL_OFFICER" }],
      employments: [],
    });
  });

  it("nobody, once the session has ended", async () => {
    const again = await world.signIn(nipOf(5));
    await world.use.session.signOut(again);
    await expect(world.use.directory.getMe(again)).rejects.toMatchObject({
      kind: "unauthenticated",
      code: "SESSION_ENDED",
    });
    await expect(world.use.directory.getFacts(again, [id(1)], undefined)).rejects.toThrow("SESSION_ENDED");
    await expect(world.use.directory.getMe(stranger!)).resolves.toBeDefined();
  });
});

describe("people", () => {
  it("are named to colleagues and to those who answered for each other", async () => {
    const names = async (caller: Caller) => {
      const found = await world.use.directory.lookupPeople(caller, [id(1), id(2), id(3), id(4), id(5), id(77)]);
      return found.map(({ name }) => name.split(",")[0]).sort();
    };
    expect(await names(boss!)).toEqual(["ANI", "BUDI", "ZAINAL ABIDIN"]);
    expect(await names(staff!)).toEqual(["ANI", "BUDI", "MADE", "WAYAN", "ZAINAL ABIDIN"]);
    expect(await names(stranger!)).toEqual(["ANI", "MADE", "WAYAN"]);
    expect(await names(officer!)).toHaveLength(5);
  });

  it("are listed by name, page after page, by unit and by beginning", async () => {
    const list = (more: object) =>
      world.use.directory.listPeople(officer!, {
        ...{
          agencyId: a1,
          unitId: undefined,
          onDay: undefined,
          namePrefix: undefined,
          activated: undefined,
          hasSuperior: undefined,
          pageSize: 2,
          after: undefined,
        },
        ...more,
      });
    const first = await list({});
    expect(first.people.map(({ person, activated }) => [person.name, activated])).toEqual([["ANI, S.E.", true], ["BUDI, S.E.", false]]); // prettier-ignore
    const rest = await list({ after: first.next });
    expect(rest).toMatchObject({ people: [{ person: { name: "ZAINAL ABIDIN, S.E." } }], next: undefined });
    expect((await list({ unitId: unitIdOf("U1") })).people).toHaveLength(2);
    expect((await list({ unitId: unitIdOf("U2"), pageSize: 9 })).people).toHaveLength(2);
    expect((await list({ namePrefix: "zai" })).people).toHaveLength(1);
    expect((await list({ namePrefix: "%" })).people).toEqual([]);
    expect((await list({ onDay: day("2026-09-30") })).people).toEqual([]);
    const who = async (more: object) =>
      (await list({ pageSize: 9, ...more })).people.map(({ person, superiorId }) => [person.personId, superiorId]);
    expect(await who({ activated: false })).toEqual([[id(2), id(1)]]);
    expect(await who({ hasSuperior: false })).toEqual([[id(1), undefined]]);
    expect(await who({ hasSuperior: true, activated: true })).toEqual([[id(3), id(2)]]);
  });

  it.each([
    ["a colleague", () => boss!, "forbidden"],
    ["another agency's employee", () => stranger!, "not-found"],
  ])("are not listed for %s", async (_, who, kind) => {
    const query = {
      agencyId: a1,
      unitId: undefined,
      onDay: undefined,
      namePrefix: undefined,
      activated: undefined,
      hasSuperior: undefined,
      pageSize: 2,
      after: undefined,
    };
    await expect(world.use.directory.listPeople(who(), query)).rejects.toMatchObject({ kind });
  });

  it("who report to somebody are listed with the kind of relation", async () => {
    const found = await world.use.directory.listSubordinates(boss!, undefined);
    expect(found).toMatchObject([{ person: { personId: id(2) }, kind: "SUPERIOR", employment: { agencyId: a1 } }]);
    expect(await world.use.directory.listSubordinates(stranger!, undefined)).toEqual([]);
  });
});

describe("agencies", () => {
  it("are known to everybody; their trees only inside", async () => {
    expect((await world.use.directory.listAgencies(stranger!)).map(({ kind }) => kind).sort()).toEqual([
      "KOTA",
      "PROVINSI",
    ]);
    expect(await world.use.directory.listUnits(boss!, a1, undefined)).toMatchObject([
      { id: unitIdOf("U1"), parentId: undefined, headPersonId: id(1) },
      { id: unitIdOf("U2"), parentId: unitIdOf("U1"), headPersonId: id(2) },
    ]);
    await expect(world.use.directory.listUnits(stranger!, a1, undefined)).rejects.toMatchObject({ kind: "not-found" });
  });

  it("have a calendar with national holidays, in the unit's zone", async () => {
    const { zone, days } = await world.use.directory.getCalendar(stranger!, "2026-12" as never, undefined);
    expect(zone).toBe("WITA");
    expect(days).toHaveLength(31);
    expect(days[24]).toMatchObject({ day: "2026-12-25", workingMinutes: 0, holiday: "Kelahiran Yesus Kristus" });
    expect(days.filter(({ workingMinutes }) => workingMinutes > 0)).toHaveLength(21);
    const foreign = world.use.directory.getCalendar(boss!, "2026-12" as never, "00000000-0000-7000-8000-000000000000");
    await expect(foreign).rejects.toThrow("EMPLOYMENT_UNKNOWN");
  });
});

describe("facts for services", () => {
  it("name what the caller is, two steps up too, and where people work", async () => {
    const facts = await world.use.directory.getFacts(boss!, [id(2), id(3), id(5)], undefined);
    expect(facts.relations.map(({ personId, kind }) => [personId, kind]).sort()).toEqual(
      [[id(2), "SUPERIOR"], [id(3), "SUPERIOR_OF_SUPERIOR"]].sort(), // prettier-ignore
    );
    const agencies = new Map(facts.agencies.map(({ personId, agencyIds }) => [personId, [...agencyIds].sort()]));
    expect(agencies.get(id(3))).toEqual([a1, a2].sort());
    expect(agencies.get(id(5))).toEqual([a2]);
    expect(facts.ownAgencies).toEqual([a1]);
    expect(facts.roles).toEqual([]);
  });

  it("give the roster of a month, everybody who was there", async () => {
    const roster = await world.rosterOf(a2, "2026-10");
    expect(roster.map(({ personId }) => personId).sort()).toEqual([id(3), id(4), id(5)].sort());
    expect(await world.rosterOf(a2, "2026-09")).toEqual([]);
  });
});

describe("relations", () => {
  const set = (caller: Caller, more: object) =>
    world.use.directory.setRelation(caller, {
      ...{ agencyId: a1, personId: id(3), otherPersonId: id(1), kind: "SUPERIOR" as const },
      ...{ validFrom: day("2026-10-05"), validTo: undefined, decree: "SK 821/17/2026" },
      ...more,
    });

  it("hold from the day on, and a Plt. between two days, in the person's zone", async () => {
    await set(officer!, { validFrom: day("2026-10-02") });
    await set(officer!, {
      kind: "ACTING",
      otherPersonId: id(4),
      validFrom: day("2026-10-02"),
      validTo: day("2026-10-03"),
    });
    const factsOf = async (caller: Caller) =>
      (await world.use.directory.getFacts(caller, [id(3)], undefined)).relations;
    const acting = await world.activate(officer!, a2, id(4), nipOf(4));
    expect(await factsOf(boss!)).toMatchObject([{ kind: "SUPERIOR_OF_SUPERIOR" }]);
    world.clock.set("2026-10-01T16:59:59Z");
    expect(await factsOf(acting)).toEqual([]);
    world.clock.set("2026-10-01T17:00:00Z");
    expect(await factsOf(acting)).toMatchObject([{ kind: "ACTING", validTo: "2026-10-03" }]);
    expect(await factsOf(boss!)).toMatchObject([{ kind: "SUPERIOR", validFrom: "2026-10-02" }]);
    expect(await world.use.directory.getMe(staff!)).toMatchObject({ superiorId: id(4) });
    world.clock.set("2026-10-03T17:00:00Z");
    expect(await factsOf(acting)).toEqual([]);
  });

  it.each([
    ["oneself", { otherPersonId: id(3) }, "RELATION_TO_SELF"],
    ["a circle", { personId: id(1), otherPersonId: id(3) }, "RELATION_CYCLE"],
    ["people who are not there", { personId: id(5) }, "PERSON_UNKNOWN"],
    ["unknown superiors", { otherPersonId: id(78) }, "PERSON_UNKNOWN"],
    ["days in the wrong order", { validTo: day("2026-10-01") }, "VALIDITY_ORDER"],
  ])("are refused for %s", async (_, more, code) => {
    await expect(set(officer!, more)).rejects.toMatchObject({ code });
  });

  it("of two that would close a circle at once, one is refused", async () => {
    const closing = [
      set(officer!, { agencyId: a2, personId: id(4), otherPersonId: id(1), validFrom: day("2026-11-01") }),
      set(second!, { personId: id(1), otherPersonId: id(4), validFrom: day("2026-11-01") }),
    ];
    const outcomes = await Promise.allSettled(closing);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it.each([
    ["the employee", () => staff!, "forbidden"],
    ["another agency's employee", () => stranger!, "not-found"],
  ])("are not set by %s", async (_, who, kind) => {
    await expect(set(who(), {})).rejects.toMatchObject({ kind });
  });
});

describe("roles", () => {
  it("need a second officer", async () => {
    const command = {
      agencyId: a1,
      personId: id(2),
      role: "PAY_MAKER" as const,
      validFrom: day("2026-10-01"),
      validTo: undefined,
    };
    const { id: grantId } = await world.use.directory.proposeGrant(officer!, command);
    expect((await world.use.directory.proposeGrant(officer!, command)).id).toBe(grantId);
    await expect(world.use.directory.confirmGrant(officer!, a1, grantId)).rejects.toThrow("SAME_PERSON");
    await expect(world.use.directory.confirmGrant(second!, a2, grantId)).rejects.toThrow("GRANT_UNKNOWN");
    const holder = await world.activate(officer!, a1, id(2), nipOf(2));
    expect((await world.use.directory.getMe(holder)).roles).toEqual([]);
    await world.use.directory.confirmGrant(second!, a1, grantId);
    await world.use.directory.confirmGrant(second!, a1, grantId);
    expect((await world.use.directory.getMe(holder)).roles).toEqual([{ role: "PAY_MAKER", agencyId: a1 }]);
    await expect(world.use.directory.proposeGrant(officer!, { ...command, personId: id(79) })).rejects.toThrow(
      "PERSON_UNKNOWN",
    );
  });
});

describe("codes", () => {
  it("are issued by the agency's officer for its own people only", async () => {
    await expect(world.use.session.issueCodes(officer!, a1, [id(5)])).rejects.toThrow("PERSON_UNKNOWN");
    await expect(world.use.session.issueCodes(boss!, a1, [id(2)])).rejects.toThrow("NOT_PERMITTED");
    const codes = await world.use.session.issueCodes(officer!, a1, [id(2), id(3)]);
    expect(codes.map(({ personId, code }) => [personId, code.length])).toEqual([[id(2), 14], [id(3), 14]]); // prettier-ignore
    await expect(world.use.directory.getMe(staff!)).rejects.toThrow("SESSION_ENDED");
    const ended = (await world.outbox()).filter(({ type }) => type === "SessionRevoked").map(({ key }) => key);
    expect(ended).toContain(staff!.sessionId);
  });
});

describe("a head of many", () => {
  const teacher = (n: number) => {
    const birth = `198703${String(1 + Math.floor(n / 90)).padStart(2, "0")}`;
    const tanggal_lahir = `${birth.slice(6)}-03-1987`;
    return lineOf(1_000 + n, { nip_baru: nipOf(n % 90, birth), tanggal_lahir, atasan_nip: nipOf(1) });
  };

  /** Only who reports to whom, straight into the tables. */
  async function report(count: number): Promise<void> {
    const all = await world.database.administrator();
    const numbers = "from generate_series(1, $1::int) as n";
    const idOf = (kind: string) => `md5('${kind}' || n)::uuid`;
    await all.query(
      `insert into person select (jsonb_populate_record(p, jsonb_build_object('id', ${idOf("person")}, 'siasn_id', null,
         'nip_index', sha256(n::text::bytea)))).* ${numbers}, person p where p.id = $2`,
      [count, personIdOf("PNS1001")],
    );
    await all.query(
      `insert into relation select (jsonb_populate_record(r, jsonb_build_object('id', ${idOf("relation")}, 'person_id', ${idOf("person")}))).*
       ${numbers}, relation r where r.person_id = $2`,
      [count, personIdOf("PNS1001")],
    );
    await all.stop();
  }

  it("sees each of them, and is told where there are more than anybody can answer for", async () => {
    const teachers = Array.from({ length: 600 }, (_, n) => teacher(n + 1));
    await world.importLines(officer!, [lineOf(1, { kepala_unit: "1", nama: "ZAINAL ABIDIN" }), ...teachers]);
    const found = await world.use.directory.listSubordinates(boss!, undefined);
    const seen = new Set<string>(found.map(({ person }) => person.personId));
    expect(teachers.filter(({ pns_id }) => !seen.has(personIdOf(pns_id ?? "")))).toEqual([]);
    await report(4_500);
    const tooMany = world.use.directory.listSubordinates(boss!, undefined);
    await expect(tooMany).rejects.toMatchObject({ kind: "refused", code: "TEAM_TOO_LARGE", params: { max: 5_000 } });
  });
});
