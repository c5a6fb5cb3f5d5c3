import { Readable } from "node:stream";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type CorrectionQuery } from "./app/correction-list.ts";
import { agencyId, callerOf, clock, employee, officer, secondOfficer, startThinPath, stranger, superior, uploaded } from "./testing/thin.ts"; // prettier-ignore

let thin: Awaited<ReturnType<typeof startThinPath>>;
const ids: string[] = [];

const fileOf = async (text: string) => (await thin.files.put(Readable.from([Buffer.from(text)]), 10_000)).fileId;
const importLine = async (line: string) => {
  clock.advance(1_000);
  const fileId = await fileOf(["person_id,date,status,check_in,check_out", `${employee},${line}`].join("\n"));
  await thin.importFile(callerOf(officer), { agencyId, fileId });
};
type Said = { status: string; checkIn?: string; checkOut?: string; work?: boolean };
async function correct(by: string, date: string, said: Said, reason: string, evidenceFileIds: string[] = []) {
  clock.advance(1_000);
  const command = { agencyId, personId: employee, date, ...said, reason, evidenceFileIds, evidenceFileNames: [] };
  const { sourceId } = await thin.correct(callerOf(by), command);
  ids.push(sourceId);
  return sourceId;
}
const list = (query: Partial<CorrectionQuery> = {}, by = officer) =>
  thin.corrections(callerOf(by), { agencyId, period: "2026-10", ...query });
const said = (status: string, checkIn = "", checkOut = "", work?: boolean) => ({
  ...{ status, checkIn, checkOut, work },
  ...{ lateMinutes: 0, earlyMinutes: 0, missedChecks: 0 },
});

beforeAll(async () => {
  thin = await startThinPath();
  clock.set("2026-11-05T02:00:00Z");
  await importLine("2026-10-05,ALPA,,");
  const evidence = await fileOf("daftar tanda tangan");
  uploaded.set(evidence, officer);
  await correct(officer, "2026-10-05", { status: "HADIR", checkIn: "07:28", checkOut: "16:01" }, "Mesin lantai 2 mati", [evidence]); // prettier-ignore
  await importLine("2026-10-05,IZIN,,");
  await correct(secondOfficer, "2026-10-05", { status: "DINAS_LUAR" }, "Surat tugas 12/2026");
  await correct(officer, "2026-10-06", { status: "IZIN", work: true }, "Surat izin 13/2026");
  await correct(officer, "2026-11-02", { status: "IZIN" }, "Surat izin 14/2026");
  await importLine("2026-10-07,TERLAMBAT,09:00,16:00");
  await importLine("2026-10-07,HADIR,07:20,16:00");
  await correct(officer, "2026-10-07", { status: "ALPA" }, "Tidak masuk menurut atasan");
  clock.advance(1_000);
  await thin.withdraw(callerOf(secondOfficer), {
    agencyId,
    correctionId: ids[4] ?? "",
    reason: "Salah orang, diperiksa",
  });
  await importLine("2026-10-07,PULANG_CEPAT,07:20,12:00");
}, 60_000);
afterAll(() => thin.stop(), 30_000);

it("tells of a month each correction, newest first, with what the day counted by before and after", async () => {
  const { items, next } = await list();
  expect(next).toBe("");
  expect(items.map(({ id, date, state, before, after }) => [ids.indexOf(id), date, state, before, after])).toEqual([
    [4, "2026-10-07", "WITHDRAWN", said("HADIR", "07:20", "16:00"), said("ALPA")],
    [2, "2026-10-06", "STANDING", undefined, said("IZIN", "", "", true)],
    [1, "2026-10-05", "STANDING", said("HADIR", "07:28", "16:01"), said("DINAS_LUAR")],
    [0, "2026-10-05", "REPLACED", said("ALPA"), said("HADIR", "07:28", "16:01")],
  ]);
  expect(items.map(({ recordedBy, reason, evidenceCount }) => [recordedBy, reason, evidenceCount])).toEqual([
    [officer, "Tidak masuk menurut atasan", 0],
    [officer, "Surat izin 13/2026", 0],
    [secondOfficer, "Surat tugas 12/2026", 0],
    [officer, "Mesin lantai 2 mati", 1],
  ]);
  expect(items.map(({ withdrawal }) => withdrawal?.reason)).toEqual(["Salah orang, diperiksa", undefined, undefined, undefined]); // prettier-ignore
  expect(items[0]?.withdrawal).toMatchObject({ by: secondOfficer });
});

it("tells those alone of a state, or of an author, page by page", async () => {
  const of = async (query: Partial<CorrectionQuery>) => (await list(query)).items.map(({ id }) => ids.indexOf(id));
  expect(await of({ state: "STANDING" })).toEqual([2, 1]);
  expect(await of({ state: "REPLACED" })).toEqual([0]);
  expect(await of({ state: "WITHDRAWN" })).toEqual([4]);
  expect(await of({ recordedBy: secondOfficer })).toEqual([1]);
  expect(await of({ recordedBy: officer, state: "STANDING" })).toEqual([2]);
  expect(await of({ period: "2026-11" })).toEqual([3]);
  const first = await list({ pageSize: 3 });
  expect(first.items.map(({ id }) => ids.indexOf(id))).toEqual([4, 2, 1]);
  expect(await of({ pageSize: 3, pageToken: first.next })).toEqual([0]);
});

it("is for those who oversee the agency, and leaves a row of the audit", async () => {
  await expect(list({}, superior)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
  await expect(list({}, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const all = await thin.database.administrator();
  const rows = await all.query("select actor, object_id from audit where resource = 'attendance-correction' limit 1");
  await all.stop();
  expect(rows).toEqual([{ actor: officer, object_id: "2026-10" }]);
});
