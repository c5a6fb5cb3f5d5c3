import { createHash } from "node:crypto";
import { Readable } from "node:stream";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { sweepFolder } from "@kinerja/common/files";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { checkRollUps } from "../../../scripts/invariants/months.ts";
import { postgresEvidenceKeep } from "./adapters/postgres/evidence.ts";
import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import { keepEvidence } from "./app/keep-evidence.ts";
import {
  agencyId,
  callerOf,
  clock,
  employee,
  employmentId,
  isFrom,
  now,
  officer,
  secondOfficer,
  startThinPath,
  superior,
  uploaded,
} from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  use = await startThinPath();
}, 60_000);
afterAll(() => use.stop(), 30_000);

const month = { agencyId, period: "2026-10" };
const october = {
  personId: undefined,
  from: "2026-10-01",
  to: "2026-10-31",
  pageSize: undefined,
  pageToken: undefined,
};
const reason = "Gangguan jaringan 30 Oktober, SE Sekda 17/2026";

async function record(...entries: Entry[]): Promise<void> {
  const results = await use.record(entries);
  const last = results.at(-1)?.outcome;
  if (last?.$case !== "receipt") throw new Error(JSON.stringify(results));
  expect((await use.list(callerOf(employee), { ...october, after: last.value.position })).pending).toBe(false);
}
const seenOf = (entries: readonly Entry[]) => entries.map(({ id: entryId, version }) => ({ entryId, version }));
const approve = (...entries: Entry[]) =>
  use.decide(callerOf(superior), {
    ...{ personId: employee, kind: "approved" as const, reason: undefined, note: undefined },
    seen: seenOf(entries),
  });
const giveBack = (...entries: Entry[]) =>
  use.decide(callerOf(superior), {
    ...{ personId: employee, kind: "returned" as const, reason: "UNCLEAR", note: undefined },
    seen: seenOf(entries),
  });
const propose = (by: string) => use.proposeReopening(callerOf(by), { ...month, reason });
const decide = (by: string, kind: "confirm" | "reject", reopeningId: string) =>
  use.decideReopening(callerOf(by), { ...month, kind, reopeningId });
/** What the days and the sealed months hold, beside a recount that is written apart from this service. */
async function recount() {
  const reader = await use.database.administrator(); // it reads all tables
  const finding = await checkRollUps(
    (sql) => reader.query(sql),
    () => Promise.resolve([]),
  );
  await reader.stop();
  return finding;
}
const codeOf = (code: string) => expect.objectContaining({ code });

async function sealedRow(revision: number, of = month) {
  const stream = sealedMonths(use.app, { ...of, revision });
  const { value } = await stream.next();
  const { approvedMinutes, openMinutes, byFlag, attendance } = SealedMonth.decode(value as Buffer);
  return { approvedMinutes, openMinutes, byFlag, attendance: attendance.length };
}
async function closeAndSeal(of = month): Promise<void> {
  const { state, revision } = await use.close(callerOf(secondOfficer), of);
  expect(state).toBe("closing");
  if (revision > 0) await sealedRow(revision, of);
  clock.advance(7 * 86_400_000);
  expect(await use.sealDue()).toBe(1);
}

describe("a sealed month", () => {
  const work = (day: number) => entryOf(now(), { employmentId, workDate: `2026-10-0${day}` }); // 135 minutes
  const [inTime, late, ignored] = [work(5), work(6), work(7)];

  it("is not opened before it is sealed", async () => {
    await expect(propose(officer)).rejects.toEqual(codeOf("REOPENING_NOT_NEEDED"));
    await record(inTime);
    await approve(inTime);
    clock.set("2026-11-01T00:00:00Z");
    await closeAndSeal();
    await record(late, ignored); // a week after the deadline
    await expect(approve(late)).rejects.toEqual(codeOf("PERIOD_SEALED"));
    expect(await use.period(callerOf(officer), month)).toMatchObject({ state: "sealed", revision: 1, late: 2n });
    expect(await sealedRow(1)).toMatchObject({ approvedMinutes: 135, openMinutes: 0 });
  });

  it("is opened again by two officers, each proposal settled once", async () => {
    const first = (await propose(officer)).reopenings[0];
    await expect(propose(secondOfficer)).rejects.toEqual(codeOf("REOPENING_PROPOSED"));
    await expect(decide(officer, "confirm", first?.id ?? "")).rejects.toEqual(codeOf("SAME_PERSON"));
    expect((await decide(secondOfficer, "reject", first?.id ?? "")).state).toBe("sealed");
    await expect(decide(secondOfficer, "confirm", first?.id ?? "")).rejects.toEqual(codeOf("REOPENING_UNKNOWN"));

    clock.advance(1_000);
    const { reopenings } = await propose(secondOfficer);
    const opened = await decide(officer, "confirm", reopenings[0]?.id ?? "");
    expect(opened).toMatchObject({ state: "reopened", revision: 1 });
    expect(opened.reopenings.map(({ state, revision, proposedBy, decidedBy, reason: why }) => [state, revision, proposedBy, decidedBy, why])).toEqual([
      ["CONFIRMED", 1, secondOfficer, officer, reason],
      ["REJECTED", 1, officer, secondOfficer, reason],
    ]); // prettier-ignore
    await expect(propose(officer)).rejects.toEqual(codeOf("REOPENING_NOT_NEEDED"));
  });

  it("is served in the revision that was sealed also while it is open again and closed once more, and in no other", async () => {
    const first = { approvedMinutes: 135, openMinutes: 0, byFlag: [], attendance: 0 };
    expect(await sealedRow(1)).toEqual(first);
    for (const revision of [0, 2]) await expect(sealedRow(revision)).rejects.toMatchObject({ kind: "not-found" });
  });

  it("takes decisions and attendance then, and counts what came late only where a superior approves it", async () => {
    const { fileId } = await use.files.put(
      Readable.from([Buffer.from(`person_id,date,status\n${employee},2026-10-05,HADIR\n`)]),
      10_000,
    );
    expect(await use.importFile(callerOf(officer), { agencyId, fileId })).toMatchObject({
      rows: 1,
      changed: 1,
      corrections: [],
    });
    await approve(late);
    expect(await use.period(callerOf(officer), month)).toMatchObject({ state: "reopened", late: 1n });
    await closeAndSeal();
    expect(await use.period(callerOf(officer), month)).toMatchObject({ state: "sealed", revision: 2, late: 1n });
    expect(await sealedRow(2)).toEqual({ approvedMinutes: 270, openMinutes: 0, byFlag: [], attendance: 1 });
    await expect(approve(ignored)).rejects.toEqual(codeOf("PERIOD_SEALED"));
  });

  it("is what a recount of its versions and decisions gives, written apart from this service", async () => {
    const finding = await recount();
    expect(finding).toMatchObject({ violations: 0, examples: [] });
    expect(finding.checked).toBeGreaterThan(3);
  });

  it("keeps the revision of before as it was", async () => {
    expect(await sealedRow(1)).toEqual({ approvedMinutes: 135, openMinutes: 0, byFlag: [], attendance: 0 });
    const told = await use.app.query<{ key: string }>("select key from outbox").catch(() => []);
    expect(told).toEqual([]); // the service's own role can't read the outbox
  });
});

describe("what was decided in time", () => {
  const november = { agencyId, period: "2026-11" };
  const work = (day: string) => entryOf(now(), { employmentId, workDate: `2026-11-${day}` }); // 135 minutes
  const [approved, alsoApproved, returned, open] = [work("09"), work("10"), work("11"), work("12")];
  const changed = (entry: Entry): Entry => ({ ...entry, version: 2, endsAt: "10:45" }); // 195 minutes
  const approvedMinutes = async () => {
    const { days } = await use.month(callerOf(employee), { ...november, personId: undefined, after: undefined });
    const of = (day: string) => days.find(({ workDate }) => workDate === day)?.approvedMinutes ?? 0;
    return ["2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12"].map(of);
  };

  it("stands beside late versions, whatever is decided on these, when the month is sealed", async () => {
    clock.set("2026-11-20T02:00:00Z");
    await record(approved, alsoApproved, returned, open);
    await approve(approved, alsoApproved);
    await giveBack(returned);
    clock.set("2026-12-04T02:00:00Z"); // half a day after the deadline
    await record(...[approved, alsoApproved, returned, open].map(changed));
    await approve(changed(approved), changed(open));
    await giveBack(changed(alsoApproved));
    expect(await approvedMinutes()).toEqual([135, 135, 0, 0]);
    await closeAndSeal(november);
    expect(await sealedRow(1, november)).toMatchObject({ approvedMinutes: 270, openMinutes: 135 });
    expect(await recount()).toMatchObject({ violations: 0, examples: [] });
  });

  it("stands also in the next revision, where no late version was admitted in its place", async () => {
    const { reopenings } = await use.proposeReopening(callerOf(officer), { ...november, reason });
    const reopeningId = reopenings[0]?.id ?? "";
    await use.decideReopening(callerOf(secondOfficer), { ...november, kind: "confirm", reopeningId });
    await giveBack(changed(approved));
    await approve(changed(alsoApproved), changed(returned), changed(open));
    clock.advance(1_000);
    await giveBack(changed(open)); // an admission that is returned stops counting, as any approval
    expect(await approvedMinutes()).toEqual([135, 195, 195, 0]);
    await closeAndSeal(november);
    expect(await sealedRow(2, november)).toMatchObject({ approvedMinutes: 525, openMinutes: 0 });
    expect(await recount()).toMatchObject({ violations: 0, examples: [] });
  });
});

describe("a week with days of two months", () => {
  it("keeps what waits in the sealed one out of the act, and the rest can be approved", async () => {
    const [sealed, open] = ["2026-11-30", "2026-12-01"].map((workDate) => entryOf(now(), { employmentId, workDate }));
    if (sealed === undefined || open === undefined) throw new Error("two entries");
    await record(sealed, open);
    const week = { weekStart: "2026-11-30", pageSize: undefined, pageToken: undefined };
    const [member] = (await use.inbox(callerOf(superior), week)).members;
    expect(member).toMatchObject({ locked: 1, exceptions: [], clean: [{ id: open.id }] });
    await expect(approve(sealed, open)).rejects.toEqual(codeOf("PERIOD_SEALED"));
    expect(await approve(open)).toEqual({ decided: 1, changedEntryIds: [] });
  });
});

describe("what nobody had decided when a late version came", () => {
  const january = { agencyId, period: "2027-01" };
  const recorded = "2027-01-20T02:00:00Z";
  const work = (day: string) => entryOf(Date.parse(recorded), { employmentId, workDate: `2027-01-${day}` }); // 135 minutes
  const [approved, returned, moved, open] = [work("11"), work("12"), work("13"), work("14")];
  const inbox = async (weekStart: string) => {
    const page = await use.inbox(callerOf(superior), { weekStart, pageSize: undefined, pageToken: undefined });
    return page.members.flatMap(({ shown }) =>
      shown.map(({ id, version, lateVersion, minutes, body }) => [
        id,
        version,
        lateVersion,
        minutes,
        Entry.decode(body).version,
      ]),
    );
  };

  it("is offered and decided in the version that stands; the late one keeps its own state and can be decided next", async () => {
    clock.set(recorded);
    await record(approved, returned, moved, open);
    clock.set("2027-02-04T02:00:00Z"); // half a day after the deadline
    const longer = [approved, returned, open].map((entry) => ({ ...entry, version: 2, endsAt: "10:45" }));
    await record(...longer, { ...moved, version: 2, workDate: "2027-02-02" });
    const all = [approved, returned, moved, open];
    expect((await inbox("2027-01-11")).sort()).toEqual(all.map(({ id }) => [id, 1, 2, 135, 1]).sort());
    expect(await inbox("2027-02-01")).toEqual([]);
    expect(await approve(approved, moved)).toEqual({ decided: 2, changedEntryIds: [] });
    expect(await giveBack(returned)).toEqual({ decided: 1, changedEntryIds: [] });
    expect(await approve({ ...open, version: 3 })).toEqual({ decided: 0, changedEntryIds: [open.id] });
    expect((await inbox("2027-01-11")).sort()).toEqual(
      [...[approved, returned].map(({ id }) => [id, 2, undefined, 195, 2]), [open.id, 1, 2, 135, 1]].sort(),
    );
  });

  it("counts so in the sealed month, and not after it", async () => {
    await closeAndSeal(january);
    expect(await sealedRow(1, january)).toMatchObject({ approvedMinutes: 270, openMinutes: 135 });
    expect(await recount()).toMatchObject({ violations: 0, examples: [] });
    await expect(approve(open)).rejects.toEqual(codeOf("PERIOD_SEALED"));
    await expect(approve(moved)).rejects.toEqual(codeOf("PERIOD_SEALED")); // its late version is of an open month
  });
});

describe("evidence", () => {
  it("is kept when an entry names it, also when the file comes later", async () => {
    const closer = await use.database.db("closer");
    const files = { keep: (id: string) => use.files.keep(id), isFrom };
    const keep = keepEvidence({ files, store: postgresEvidenceKeep(closer), onTrouble: () => undefined });
    const content = Buffer.from("foto kegiatan");
    const fileId = createHash("sha256").update(content).digest("hex");
    await record({ ...entryOf(now(), { employmentId, workDate: "2026-11-04" }), evidenceFileIds: [fileId] });
    expect(await keep()).toBe(0);
    await use.files.put(Readable.from([content]), 10_000);
    uploaded.set(fileId, superior);
    expect(await keep()).toBe(0);
    uploaded.set(fileId, employee);
    expect([await keep(), await keep()]).toEqual([1, 0]);
    await sweepFolder(use.folder, { before: Date.now() + 60_000, inUse: () => Promise.resolve(new Set()) });
    expect((await use.files.open(fileId))?.size).toBe(content.length);
    expect(await use.files.keep(fileId)).toBe(true);
    await closer.stop();
  });

  it("is given to whoever may read an entry that names it, and to nobody else", async () => {
    const closer = await use.database.db("closer");
    const files = { keep: (id: string) => use.files.keep(id), isFrom };
    const { fileId } = await use.files.put(Readable.from([Buffer.from("%PDF-1.7 notulen")]), 10_000);
    const other = await use.files.put(Readable.from([Buffer.from("rahasia")]), 10_000);
    const entry = { ...entryOf(now(), { employmentId, workDate: "2026-11-05" }), evidenceFileIds: [fileId] };
    await record({ ...entry, evidenceFileNames: ["Notulen.pdf"] });
    const read = async (fileIdOf: string, entryId = entry.id) => {
      const { content, name } = await use.evidence(callerOf(superior), {
        personId: employee,
        entryId,
        fileId: fileIdOf,
      });
      const pieces: Buffer[] = [];
      for await (const piece of content) pieces.push(piece);
      return `${name}: ${Buffer.concat(pieces).toString()}`;
    };
    await expect(read(fileId)).rejects.toMatchObject({ kind: "not-found" });
    uploaded.set(fileId, employee);
    expect(await read(fileId)).toBe("Notulen.pdf: %PDF-1.7 notulen");
    await keepEvidence({ files, store: postgresEvidenceKeep(closer), onTrouble: () => undefined })();
    await closer.stop();
    uploaded.delete(fileId);
    await expect(read(other.fileId)).rejects.toMatchObject({ kind: "not-found" });
    await record({ ...entry, version: 2, evidenceFileIds: [] });
    expect(await read(fileId)).toBe("Notulen.pdf: %PDF-1.7 notulen");
    await expect(read(fileId, entryOf(now(), { employmentId, workDate: "2026-11-05" }).id)).rejects.toMatchObject({ kind: "not-found" }); // prettier-ignore
  });
});
