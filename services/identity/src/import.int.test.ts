import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  EmploymentChanged,
  PersonChanged,
  RelationChanged,
  UnitChanged,
} from "@kinerja/proto/identity/v1/identity_events";
import { type AgencyId, type PersonId } from "@kinerja/common/kernel";

import { type Caller } from "./app/ports.ts";
import { agencyIdOf, csvOf, type Line, lineOf, nipOf, personIdOf, unitIdOf } from "./testing/people.ts";
import { openWorld, type World } from "./testing/world.ts";

let world: World;
let officer: Caller;
let second: Caller;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer(nipOf(90));
  second = await world.officer(nipOf(91));
});
afterAll(() => world.stop());

const head = (n: number, more: Line = {}): Line => lineOf(n, { kepala_unit: "1", jabatan_nama: "Kepala", ...more });
const staff = (n: number, boss: number, more: Line = {}): Line => lineOf(n, { atasan_nip: nipOf(boss), ...more });
const apply = (record: { id: string }) => world.use.import.applyImport(second, record.id);
const ids = (...numbers: number[]): PersonId[] => numbers.map((n) => personIdOf(`PNS${n}`) as PersonId);
const employmentsOf = (...numbers: number[]) =>
  world.use.directory.getEmployments(ids(...numbers), "2026-01-01" as never, "2027-12-31" as never);

describe("an import", () => {
  const lines = [head(1), staff(2, 1), staff(3, 1)];

  it("changes nothing as a dry run, applies whole, and again gives the same answer", async () => {
    const checked = await world.startImport(officer, csvOf(lines));
    expect(checked).toMatchObject({ state: "CHECKED", totals: { rows: 3, peopleNew: 3, unitsNew: 1, errors: 0 } });
    expect(await world.startImport(officer, csvOf(lines))).toEqual(checked);
    expect(await employmentsOf(1, 2, 3)).toEqual([]);
    const [applied, twice] = await Promise.all([apply(checked), apply(checked)]);
    expect(applied).toMatchObject({ state: "APPLIED" });
    expect(twice).toEqual(applied);
    expect(await apply(checked)).toEqual(applied);
    expect((await world.startImport(officer, csvOf(lines))).id).toBe(checked.id);
    expect(await world.use.import.getImport(officer, checked.id)).toEqual(applied);
    expect(await employmentsOf(2)).toMatchObject([
      {
        unitName: "Bagian Umum",
        positionName: "Analis",
        positionClass: 7,
        zone: "WIB",
        main: true,
        validFrom: "2026-10-01",
      },
    ]);
  });

  it("told one fact for each person, employment, unit and relation, without NIP and name", async () => {
    const told = (await world.outbox()).filter(({ type }) => type.endsWith("Changed"));
    const of = (type: string) => told.filter((fact) => fact.type === type).map(({ payload }) => payload);
    expect(of("PersonChanged").map((bytes) => PersonChanged.decode(bytes).meta?.aggregateId)).toEqual(
      expect.arrayContaining(ids(1, 2, 3)),
    );
    expect(of("UnitChanged").map((bytes) => UnitChanged.decode(bytes).unit)).toMatchObject([
      { unitId: unitIdOf("U1"), headPersonId: ids(1)[0] },
    ]);
    const [employment] = of("EmploymentChanged").map((bytes) => EmploymentChanged.decode(bytes));
    expect(employment).toMatchObject({
      meta: { version: 1n, agencyId: agencyIdOf("A1"), site: "test" },
      employment: { zone: "ZONE_WIB" },
    });
    expect(of("RelationChanged").map((bytes) => RelationChanged.decode(bytes).personId)).toEqual(ids(2, 3));
    const all =
      Buffer.concat(told.map(({ payload }) => payload)).toString("latin1") + JSON.stringify(told.map(({ key }) => key));
    expect(all).not.toMatch(/\d{18}|PEGAWAI|Analis|Petugas/);
  });

  it("stores no number that can be read", async () => {
    const admin = await world.database.db("app");
    const rows = await admin.query<{ text: string }>("select person::text as text from person");
    expect(rows.length).toBeGreaterThan(3);
    for (const { text } of rows)
      for (const n of [1, 2, 3, 90, 91]) expect(text).not.toContain(Buffer.from(nipOf(n)).toString("hex"));
    await admin.stop();
  });

  it("moves somebody between agencies: the old place and relations end the day before", async () => {
    const moved = [staff(2, 4, { instansi_kerja_id: "A2", instansi_kerja_nama: "Kota Semarang", unor_id: "V1" })];
    const record = await world.importLines(
      officer,
      [head(4, { instansi_kerja_id: "A2", instansi_kerja_nama: "Kota Semarang", unor_id: "V1" }), ...moved],
      "2026-10-15",
    );
    expect(record.totals).toMatchObject({ peopleNew: 1, peopleChanged: 1, unitsNew: 1 });
    expect(await employmentsOf(2)).toMatchObject([
      { agencyId: agencyIdOf("A1"), validFrom: "2026-10-01", validTo: "2026-10-14" },
      { agencyId: agencyIdOf("A2"), validFrom: "2026-10-15", validTo: undefined },
    ]);
    const old = await world.activate(officer, agencyIdOf("A1"), ids(1)[0]!, nipOf(1));
    const factsOn = async (day: string) => (await world.use.directory.getFacts(old, ids(2, 3), day as never)).relations;
    expect((await factsOn("2026-10-14")).map(({ personId }) => personId).sort()).toEqual(ids(2, 3).sort());
    expect((await factsOn("2026-10-15")).map(({ personId }) => personId)).toEqual(ids(3));
  });

  it("keeps the former number when somebody gets a new one, and only the new one signs in", async () => {
    await world.activate(officer, agencyIdOf("A1"), ids(3)[0]!, nipOf(3));
    const renumbered = "198703142026102903" as ReturnType<typeof nipOf>;
    await world.importLines(officer, [staff(3, 1, { nip_baru: renumbered })], "2026-10-20");
    await expect(world.signIn(renumbered)).resolves.toMatchObject({ personId: ids(3)[0] });
    await expect(world.signIn(nipOf(3))).rejects.toThrow("SIGN_IN_FAILED");
  });

  it("refuses to apply what no longer rests on the same people, and leaves nothing half done", async () => {
    const checked = await world.startImport(officer, csvOf([staff(5, 1)]));
    const { relations: before } = await world.use.directory.getFacts(officer, ids(1), undefined);
    await world.importLines(officer, [staff(6, 1)]);
    await expect(apply(checked)).rejects.toMatchObject({ kind: "refused", code: "IMPORT_STALE" });
    expect((await world.use.import.getImport(officer, checked.id)).state).toBe("SUPERSEDED");
    expect(await employmentsOf(5)).toEqual([]);
    await expect(apply(checked)).rejects.toThrow("IMPORT_STALE");
    const fresh = await world.startImport(officer, csvOf([staff(5, 1)]));
    expect(fresh.id).not.toBe(checked.id);
    expect(await apply(fresh)).toMatchObject({ state: "APPLIED" });
    expect(before).toEqual([]);
  });

  it("has nothing to apply when no line is good, and says why line by line", async () => {
    const bad = [lineOf(7, { nip_baru: "1.98E+17" }), lineOf(8, { nama: "" }), lineOf(8, { nip_baru: "12" })];
    const checked = await world.startImport(officer, csvOf(bad));
    expect(checked.totals).toMatchObject({ rows: 3, errors: 3, peopleNew: 0 });
    await expect(world.use.import.applyImport(officer, checked.id)).rejects.toThrow("IMPORT_NOTHING_TO_APPLY");
    const list = (after: number) =>
      world.use.import.listFindings(officer, { importId: checked.id, after, pageSize: 2 });
    const first = await list(0);
    expect(first.findings.map(({ line, code }) => [line, code])).toEqual([[2, "NIP_SCIENTIFIC"], [3, "NAME_MISSING"]]); // prettier-ignore
    const rest = await list(first.next!);
    expect(rest.findings[0]).toMatchObject({ line: 4, code: "NIP_LENGTH", params: { length: "2" } });
    expect(rest.next).toBeUndefined();
  });

  it("takes a day that exists and is not a year off", async () => {
    for (const day of ["2025-06-01", "2028-01-01"])
      await expect(world.startImport(officer, csvOf(lines), day)).rejects.toMatchObject({ kind: "invalid" });
  });

  it("adopts the first officer, who keeps the id and gets an alias", async () => {
    const record = await world.importLines(officer, [staff(90, 1)]);
    expect(record.totals).toMatchObject({ peopleNew: 0, peopleChanged: 1 });
    expect(await world.use.directory.getMe(officer)).toMatchObject({ employments: [{ agencyId: agencyIdOf("A1") }] });
    const db = await world.database.db("app");
    expect(await db.query("select person_id from person_alias where alias_id = $1", [personIdOf("PNS90")])).toEqual([
      { person_id: officer.personId },
    ]);
    await db.stop();
  });
});

describe("an import that moves pay", () => {
  const lines = [head(31), staff(32, 31)];
  const getImport = (id: string) => world.use.import.getImport(officer, id);

  it("says that it needs a second person, and who brought it does not apply it, nor the own class", async () => {
    const checked = await world.startImport(officer, csvOf(lines));
    expect([checked.needsSecondPerson, (await getImport(checked.id)).needsSecondPerson]).toEqual([true, true]);
    await expect(world.use.import.applyImport(officer, checked.id)).rejects.toThrow("SAME_PERSON");
    expect([(await getImport(checked.id)).state, await employmentsOf(32)]).toEqual(["CHECKED", []]);
    expect(await apply(checked)).toMatchObject({ state: "APPLIED" });

    const own = await world.startImport(officer, csvOf([staff(91, 31)]));
    await expect(apply(own)).rejects.toMatchObject({ kind: "forbidden", code: "OWN_ROW" });
    expect((await getImport(own.id)).state).toBe("CHECKED");
  });

  it("is still whose file it was when somebody else has it checked again", async () => {
    const raised = [staff(32, 31, { kelas_jabatan: "12" })];
    const brought = await world.startImport(officer, csvOf(raised), "2026-10-05");
    await world.importLines(second, [head(31, { gelar_belakang: "S.H." })], "2026-10-05");
    const again = await world.startImport(second, csvOf(raised), "2026-10-05");
    expect([again.id === brought.id, again.personId]).toEqual([false, officer.personId]);
    await expect(world.use.import.applyImport(officer, again.id)).rejects.toThrow("SAME_PERSON");
    expect(await apply(again)).toMatchObject({ state: "APPLIED" });
    expect((await employmentsOf(32)).map(({ positionClass }) => positionClass)).toEqual([7, 12]);
  });

  it("sees that a post of another kind is one for all who hold it", async () => {
    const line = head(31, { gelar_belakang: "S.H.", jenis_jabatan_nama: "Struktural" });
    const checked = await world.startImport(officer, csvOf([{ ...line, nama: "BERNAMA LAIN" }]), "2026-10-06");
    expect(checked.needsSecondPerson).toBe(true);
    await expect(world.use.import.applyImport(officer, checked.id)).rejects.toThrow("SAME_PERSON");
  });

  it("is none where names and superiors change alone", async () => {
    const renamed = [staff(32, 31, { kelas_jabatan: "12", nama: "BERNAMA LAIN" })];
    const checked = await world.startImport(officer, csvOf(renamed), "2026-10-07");
    expect(checked.needsSecondPerson).toBe(false);
    expect(await world.use.import.applyImport(officer, checked.id)).toMatchObject({ state: "APPLIED" });
  });
});

describe("an agency's officer", () => {
  it("imports only the own agency, and sees no import of the whole site", async () => {
    await world.importLines(officer, [
      head(11),
      staff(16, 11),
      head(12, { instansi_kerja_id: "A2", instansi_kerja_nama: "Kota Semarang", unor_id: "V2" }),
    ]);
    const [local, agency] = [
      await world.activate(officer, agencyIdOf("A1"), ids(11)[0]!, nipOf(11)),
      agencyIdOf("A1") as AgencyId,
    ];
    await expect(world.startImport(local, csvOf([head(13)]))).rejects.toThrow("NOT_PERMITTED");
    const colleague = await world.activate(officer, agency, ids(16)[0]!, nipOf(16));
    const propose = ({ personId }: Caller) =>
      world.use.directory.proposeGrant(officer, {
        ...{ agencyId: agency, personId, role: "PERSONNEL_OFFICER" as const },
        ...{ validFrom: "2026-10-01" as never, validTo: undefined },
      });
    const grants = [await propose(local), await propose(colleague)];
    await expect(world.startImport(local, csvOf([head(13)]))).rejects.toThrow("NOT_PERMITTED");
    for (const { id } of grants) await world.use.directory.confirmGrant(second, agency, id);
    const mixed = [
      staff(13, 11),
      lineOf(14, { instansi_kerja_id: "A2" }),
      staff(12, 11),
      staff(15, 11, { unor_id: "V2" }),
    ];
    const checked = await world.startImport(local, csvOf(mixed));
    const { findings } = await world.use.import.listFindings(local, { importId: checked.id, after: 0, pageSize: 50 });
    expect(findings.filter(({ severity }) => severity === "ERROR").map(({ line, code }) => [line, code])).toEqual([
      [3, "AGENCY_NOT_PERMITTED"],
      [4, "PERSON_ELSEWHERE"],
      [5, "UNIT_ELSEWHERE"],
    ]);
    await expect(world.use.import.applyImport(local, checked.id)).rejects.toThrow("SAME_PERSON");
    expect(await world.use.import.applyImport(colleague, checked.id)).toMatchObject({
      state: "APPLIED",
      totals: { peopleNew: 1 },
    });
    expect(await employmentsOf(12)).toMatchObject([{ agencyId: agencyIdOf("A2") }]);
    const whole = await world.startImport(
      officer,
      csvOf([head(11), head(12, { instansi_kerja_id: "A2", unor_id: "V2" })]),
    );
    await expect(world.use.import.getImport(local, whole.id)).rejects.toMatchObject({
      kind: "not-found",
      code: "IMPORT_UNKNOWN",
    });
    await expect(world.use.import.getImport(second, whole.id)).resolves.toEqual(whole);
  });
});

it("somebody who has retired is told as not active, and the place ends", async () => {
  const retired = staff(22, 21, { kedudukan_hukum_nama: "Pensiun" });
  await world.importLines(officer, [head(21), staff(22, 21)], "2026-10-01");
  await world.importLines(officer, [head(21), retired], "2026-11-01");
  expect(await employmentsOf(22)).toMatchObject([{ validFrom: "2026-10-01", validTo: "2026-10-31" }]);
  const told = (await world.outbox()).filter(({ type, key }) => type === "PersonChanged" && key === ids(22)[0]);
  expect(told.map(({ payload }) => PersonChanged.decode(payload).active)).toEqual([true, false]);
});
