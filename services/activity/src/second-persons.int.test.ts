import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { type Database, type Db, noScope } from "@kinerja/common/postgres";

import { monthLock } from "./adapters/postgres/decision-store.ts";
import { agencyId, callerOf, clock, employee, employeesNip, officer, secondOfficer, startThinPath } from "./testing/thin.ts"; // prettier-ignore

let thin: Awaited<ReturnType<typeof startThinPath>>;
let all: Database;
beforeAll(async () => {
  thin = await startThinPath();
  all = await thin.database.administrator();
  clock.set("2027-09-20T02:00:00Z");
}, 60_000);
afterAll(async () => {
  await all.stop();
  await thin.stop();
}, 30_000);

type Bring = (by: string, day: string, status?: string) => Promise<unknown>;
const importFile: Bring = async (by, day, status = "HADIR") => {
  const lines = ["person_id,date,status", `${employee},${day},${status}`];
  const { fileId } = await thin.files.put(Readable.from([Buffer.from(lines.join("\n"))]), 10_000);
  return thin.importFile(callerOf(by), { agencyId, fileId });
};
let batches = 0;
const recordBatch: Bring = (by, date, status = "HADIR") =>
  thin.recordAttendance(callerOf(by), {
    ...{ agencyId, batchKey: `mesin-${String(batches++)}` },
    rows: [{ nip: employeesNip, date, status }],
  });
const correct = (by: string, date: string, status = "HADIR") =>
  thin.correct(callerOf(by), {
    ...{ agencyId, personId: employee, date, status, reason: "Daftar hadir apel pagi" },
    ...{ evidenceFileIds: [], evidenceFileNames: [] },
  });
const correctAndWithdraw: Bring = async (by, day) => {
  const { sourceId: correctionId } = await correct(by, day);
  return thin.withdraw(callerOf(by), { agencyId, correctionId, reason: "Salah orang" });
};
const setShift: Bring = (by, date) =>
  thin.setShiftDays(callerOf(by), {
    ...{ agencyId, decree: "Jadwal dinas", reason: "Tukar dinas dengan rekan" },
    days: [{ personId: employee, date, kind: "OFF" }],
  });
const importShifts: Bring = async (by, day) => {
  const lines = ["nip,date,kind", `${employeesNip},${day},LIBUR`];
  const { fileId } = await thin.files.put(Readable.from([Buffer.from(lines.join("\n"))]), 10_000);
  return thin.importShiftDays(callerOf(by), { ...{ agencyId, decree: "Jadwal dinas" }, reason: "Tukar dinas", fileId });
};

const close = (by: string, period: string) => thin.close(callerOf(by), { agencyId, period });
const refused = (period: string, code: string) => ({
  ...{ kind: "forbidden", code: "SAME_PERSON" },
  violations: [{ pointer: "/period", code, params: { period } }],
});
const ownFacts = (period: string) => refused(period, "OWN_MONTH_FACTS");
const ownClosing = (period: string) => refused(period, "OWN_CLOSING");
async function seal(): Promise<void> {
  clock.advance(7 * 86_400_000);
  expect(await thin.sealDue()).toBe(1);
}
async function propose(by: string, period: string) {
  clock.advance(1_000); // the newest one comes first
  const month = { agencyId, period };
  const { reopenings } = await thin.proposeReopening(callerOf(by), { ...month, reason: "Berkas mesin susulan" });
  const reopeningId = reopenings[0]?.id ?? "";
  return (who: string) => thin.decideReopening(callerOf(who), { ...month, kind: "confirm", reopeningId });
}

it.each<[string, string, Bring]>([
  ["a file", "2026-11", importFile],
  ["a batch", "2026-12", recordBatch],
  ["a correction", "2027-01", correct],
  ["a correction that was withdrawn", "2027-02", correctAndWithdraw],
  ["shift days", "2027-03", setShift],
  ["a file of shift days", "2027-04", importShifts],
])("who brought %s does not close its month; another officer does", async (_, period, bring) => {
  await bring(officer, `${period}-06`);
  await expect(close(officer, period)).rejects.toMatchObject(ownFacts(period));
  expect((await thin.period(callerOf(officer), { agencyId, period })).state).toBe("open");
  expect((await close(secondOfficer, period)).state).toBe("closing");
  expect((await close(officer, period)).state).toBe("closing"); // the same answer: nothing begins by it
  await seal();
});

it("closes, where the file said nothing new", async () => {
  await importFile(officer, "2027-05-02");
  await importFile(secondOfficer, "2027-05-02");
  expect((await close(secondOfficer, "2027-05")).state).toBe("closing");
  await seal();
});

it("brings nothing while the month is being closed as the own wish was; others do", async () => {
  const period = "2027-06";
  expect((await close(officer, period)).state).toBe("closing");
  for (const bring of [importFile, recordBatch, correct, setShift, importShifts])
    await expect(bring(officer, "2027-06-03")).rejects.toMatchObject(ownClosing(period));
  await importFile(secondOfficer, "2027-06-03");
  await seal();
});

it("confirms no reopening of a month whose files came since by the own hand; two officers come through it", async () => {
  const period = "2027-06"; // its facts are the second officer's, from before it was sealed
  await importFile(officer, "2027-06-04");
  const confirm = await propose(secondOfficer, period);
  await expect(confirm(officer)).rejects.toMatchObject(ownFacts(period));
  expect((await thin.period(callerOf(officer), { agencyId, period })).state).toBe("sealed");
  await thin.decideReopening(callerOf(secondOfficer), {
    ...{ agencyId, period, kind: "reject" },
    reopeningId: (await thin.period(callerOf(officer), { agencyId, period })).reopenings[0]?.id ?? "",
  });
  const again = await propose(officer, period);
  await again(secondOfficer);
  await expect(close(officer, period)).rejects.toMatchObject(ownFacts(period));
  expect(await close(secondOfficer, period)).toMatchObject({ state: "closing", revision: 1 });
  await seal();
});

/** Something goes on in a transaction that holds the month's lock; what is tried meanwhile waits for its end. */
async function meanwhile(begin: (tx: Db) => Promise<unknown>, tried: () => Promise<unknown>): Promise<unknown> {
  let outcome: Promise<unknown> = Promise.resolve();
  await all.transaction(noScope, async (tx) => {
    await begin(tx);
    let isOver = false;
    outcome = tried().finally(() => (isOver = true));
    outcome.catch(() => undefined);
    await sleep(300);
    expect(isOver).toBe(false);
  });
  return outcome;
}

const held = (tx: Db, kind: "" | "_shared", period: string) =>
  tx.query(`select pg_advisory_xact_lock${kind}(hashtextextended($1, 0))`, [monthLock(agencyId, period)]);

it("sees an import that has begun and is not over", async () => {
  const period = "2027-07";
  const importing = async (tx: Db) => {
    await held(tx, "_shared", period);
    await tx.query("insert into attendance_hand values ($1, $2, 0, $3)", [agencyId, period, officer]);
  };
  await expect(meanwhile(importing, () => close(officer, period))).rejects.toMatchObject(ownFacts(period));
});

it("is seen by an import that comes while closing begins", async () => {
  const period = "2027-08";
  const closing = async (tx: Db) => {
    await held(tx, "", period);
    await tx.query(
      "insert into period (agency_id, period, state, deadline, requested_by, requested_at) values ($1, $2, 'closing', now(), $3, now())",
      [agencyId, period, officer],
    );
  };
  await expect(meanwhile(closing, () => importFile(officer, "2027-08-01"))).rejects.toMatchObject(ownClosing(period));
});
