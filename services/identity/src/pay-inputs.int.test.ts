import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Metadata } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { call, connect, readTls, serveGrpc } from "@kinerja/common/grpc";
import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";
import { type Stoppable } from "@kinerja/common/lifecycle";
import { createLog } from "@kinerja/common/telemetry";
import {
  DirectoryServiceClient,
  DirectoryServiceService,
  Employment,
  RosterRow,
  type StreamRosterResponse,
  WorkCalendar,
} from "@kinerja/proto/identity/v1/directory_service";

import { makeCertificates } from "../../../scripts/parts/certificates.ts";
import { directoryService } from "./adapters/grpc/directory-service.ts";
import { type Caller } from "./app/ports.ts";
import { agencyIdOf, lineOf, nipOf, personIdOf, unitIdOf } from "./testing/people.ts";
import { openWorld, type World } from "./testing/world.ts";

const a1 = agencyIdOf("A1") as AgencyId;
const id = (n: number): PersonId => personIdOf(`PNS${n}`) as PersonId;
const october = { agencyId: a1, period: "2026-10" };

let world: World;
let served: Stoppable;
let identity: DirectoryServiceClient;
let officer: Caller;
let dir: string;

beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer(nipOf(90));
  await world.importLines(officer, [
    lineOf(1, { unor_id: "U1", unor_nama: "Dinas", kepala_unit: "1", jabatan_nama: "Kepala Dinas", jenis_jabatan_nama: "Jabatan Struktural", gol_akhir_nama: "IV/b" }),
    lineOf(2, { unor_id: "U2", unor_nama: "Bidang", unor_induk_id: "U1", jabatan_nama: "Auditor", jenis_jabatan_nama: "Jabatan Fungsional Tertentu", gol_akhir_nama: "III/c " }),
    ...[3, 4, 5].map((n) => lineOf(n, { unor_id: "U3", unor_nama: "Seksi", unor_induk_id: "U2" })),
    lineOf(6, { instansi_kerja_id: "A2", instansi_kerja_nama: "Kota Denpasar, Bali", unor_id: "V1", unor_nama: "Dinas Kota" }),
  ]); // prettier-ignore
  dir = mkdtempSync(join(tmpdir(), "pay-inputs-"));
  await makeCertificates(dir, "test", ["identity", "allowance"]);
  const server = await serveGrpc({
    ...{ host: "127.0.0.1", port: 0, tls: readTls(dir, "identity"), verify: world.verify, clock: world.clock },
    services: [[DirectoryServiceService, { ...directoryService(world.use.directory) }]],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    log: createLog("test", { write: () => undefined }),
  });
  served = server;
  identity = connect(DirectoryServiceClient, `localhost:${server.port}`, readTls(dir, "allowance"));
}, 60_000);
afterAll(async () => {
  identity.close();
  await served.stop();
  rmSync(dir, { recursive: true, force: true });
  await world.stop();
});

async function messagesOf(rowsPerMessage?: number, personId?: string): Promise<StreamRosterResponse[]> {
  const messages: StreamRosterResponse[] = [];
  const stream = identity.streamRoster({ ...october, rowsPerMessage, personId }, new Metadata(), {
    deadline: Date.now() + 10_000,
  });
  for await (const message of stream as AsyncIterable<StreamRosterResponse>) messages.push(message);
  return messages;
}
const sha256 = (parts: readonly Uint8Array[]): string =>
  createHash("sha256").update(Buffer.concat(parts)).digest("hex");

describe("the roster that pay reads", () => {
  it("comes by person, many in a message, with what only services may know", async () => {
    const messages = await messagesOf(2);
    expect(messages.map(({ rows }) => rows.length)).toEqual([2, 2, 1, 0]);
    const bytes = messages.flatMap(({ rows }) => rows);
    const rows = bytes.map((row) => RosterRow.decode(row));
    expect(rows.map(({ personId }) => personId)).toEqual([1, 2, 3, 4, 5].map(id).sort());
    expect(messages.at(-1)).toMatchObject({ count: 5n, sha256: sha256(bytes) });
    const of = (n: number) => rows.find(({ personId }) => personId === id(n));
    expect(of(1)).toMatchObject({ grade: "IV/b", positionKind: "struktural", unitIds: [unitIdOf("U1")] });
    expect(of(2)).toMatchObject({ grade: "III/c", positionKind: "fungsional", unitIds: ["U2", "U1"].map(unitIdOf) });
    expect(of(3)).toMatchObject({ grade: "", positionKind: "pelaksana", unitIds: ["U3", "U2", "U1"].map(unitIdOf) });
    expect(of(3)).toMatchObject({ positionClass: 7, primary: true, validFrom: "2026-10-01", validTo: "" });
  });

  it("comes one by one to whoever asks for no more, as ever", async () => {
    for (const asked of [undefined, 0]) {
      const messages = await messagesOf(asked);
      const employments = messages.flatMap(({ employment }) => employment ?? []);
      expect(employments.map(({ personId }) => personId)).toEqual([1, 2, 3, 4, 5].map(id).sort());
      expect(employments.find(({ personId }) => personId === id(2))).toMatchObject({ unitName: "Bidang" });
      expect(messages.every(({ rows }) => rows.length === 0)).toBe(true);
      const bytes = employments.map((row) => Employment.encode(row).finish());
      expect(messages.at(-1)).toMatchObject({ employment: undefined, count: 5n, sha256: sha256(bytes) });
    }
  });

  it("can be that of one person", async () => {
    const [first, trailer, ...rest] = await messagesOf(100, id(3));
    expect(first?.rows.map((row) => RosterRow.decode(row).personId)).toEqual([id(3)]);
    expect(trailer).toMatchObject({ count: 1n, sha256: sha256(first!.rows) });
    expect(rest).toEqual([]);
    expect((await messagesOf(100, id(6))).at(-1)).toMatchObject({ count: 0n });
  });

  it("is broken off when an employment changes meanwhile", async () => {
    const pages = world.use.directory.getRoster(a1, "2026-10" as never)[Symbol.asyncIterator]();
    expect((await pages.next()).value).toHaveLength(5);
    world.clock.advance(1);
    await world.importLines(officer, [lineOf(4, { unor_id: "U3", unor_nama: "Seksi", unor_induk_id: "U2", gol_akhir_nama: "II/d" })]); // prettier-ignore
    await expect(pages.next()).rejects.toMatchObject({ kind: "unavailable" });
    expect((await world.rosterOf(a1, "2026-10")).find(({ personId }) => personId === id(4))?.grade).toBe("II/d");
  });
});

async function calendars(period = "2026-10"): Promise<Record<string, readonly string[]>> {
  const answer = await call(identity, identity.getWorkCalendar.bind(identity), { agencyId: a1, period }, {});
  expect(answer.sha256).toBe(sha256(answer.calendars));
  return Object.fromEntries(
    answer.calendars.map((bytes) => {
      const { unitId, workdays } = WorkCalendar.decode(bytes);
      return [unitId, workdays];
    }),
  );
}
const week = (days: 5 | 6, validFrom: string, unit?: string) =>
  world.use.directory.setWorkingWeek(officer, {
    ...{ agencyId: a1, days, decree: "Pergub 14/2026" },
    validFrom: validFrom as Day,
    unitId: unit === undefined ? undefined : unitIdOf(unit),
  });

describe("the calendar that pay reads", () => {
  it("has five days a week and the nation's days off where nothing else is recorded", async () => {
    expect((await calendars())[""]).toHaveLength(22);
    // 25 December is a Friday and 24 December a collective leave.
    expect((await calendars("2026-12"))[""]).toHaveLength(21);
    const stranger = { agencyId: agencyIdOf("A9"), period: "2026-10" };
    await expect(call(identity, identity.getWorkCalendar.bind(identity), stranger, {})).rejects.toMatchObject({
      code: "AGENCY_UNKNOWN",
    });
  });

  it("has the agency's own days off, and six days where a decree says so, also of one unit and what is below", async () => {
    await world.use.directory.setHoliday(officer, {
      ...{ agencyId: a1, name: "Hari jadi", collectiveLeave: false, decree: "Pergub 12/2026" },
      day: "2026-10-17" as Day,
    });
    expect((await calendars())[""]).toHaveLength(22);
    await week(6, "2026-10-01", "U2");
    const six = (await calendars())[unitIdOf("U2")];
    expect(six).toHaveLength(26);
    expect(six).not.toContain("2026-10-17");
    await week(6, "2026-10-15");
    await week(5, "2026-10-01", "U3");
    const found = await calendars();
    expect(Object.entries(found).map(([unit, days]) => [unit, days.length])).toEqual(
      [["", 24], ...[["U2", 26], ["U3", 22]].map(([unit, days]) => [unitIdOf(String(unit)), days]).toSorted()], // prettier-ignore
    );
    expect((await calendars("2026-09"))[""]).toHaveLength(22);
  });

  it("can be corrected, with each change in the audit once, and is shown with the days off", async () => {
    await week(6, "2026-10-15");
    await week(5, "2026-10-15");
    expect((await calendars())[""]).toHaveLength(22);
    const { weeks } = await world.use.directory.listHolidays(officer, { year: 2026, agencyId: a1 });
    expect(weeks.map(({ unitId, days }) => [unitId, days])).toContainEqual([undefined, 5]);
    const rows = await (
      await world.database.db("sealer")
    ).query<{ object_id: string }>("select object_id from audit where resource = 'working-week' order by id");
    expect(rows.map(({ object_id }) => object_id)).toEqual(["2026-10-01", "2026-10-15", "2026-10-01", "2026-10-15"]);
  });

  it("knows only units of the agency, and days near today", async () => {
    await expect(week(6, "2026-10-01", "V1")).rejects.toMatchObject({ code: "UNIT_UNKNOWN" });
    await expect(week(6, "2036-10-01")).rejects.toMatchObject({ violations: [{ code: "DATE_RANGE" }] });
  });

  it("is set by personnel officers of the agency alone, and shapes the calendar of its people", async () => {
    const staff = await world.activate(officer, a1, id(3), nipOf(3));
    const own = { agencyId: a1, unitId: undefined, validFrom: "2026-11-01" as Day, days: 6 as const, decree: "x" };
    await expect(world.use.directory.setWorkingWeek(staff, own)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    const workdays = async (): Promise<number> =>
      (await world.use.directory.getCalendar(staff, "2026-10" as never, undefined)).days.filter(
        ({ workingMinutes }) => workingMinutes > 0,
      ).length;
    expect(await workdays()).toBe(22);
    await week(6, "2026-10-01", "U3");
    expect(await workdays()).toBe(26);
  });
});
