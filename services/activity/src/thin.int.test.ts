import { Readable } from "node:stream";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import { type EntryResult } from "@kinerja/proto/activity/v1/ingest_service";

import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import { flagNames } from "./domain/flags.ts";
import {
  agencyId,
  callerOf,
  clock,
  employee,
  employeesNip,
  employmentId,
  newcomer,
  now,
  officer,
  secondOfficer,
  startThinPath,
  stranger,
  superior,
} from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  use = await startThinPath();
}, 60_000);
afterAll(() => use.stop(), 30_000);

const receiptOf = ({ outcome }: EntryResult) => {
  if (outcome?.$case !== "receipt") throw new Error(JSON.stringify(outcome));
  return outcome.value;
};
const october = {
  personId: undefined,
  from: "2026-10-01",
  to: "2026-10-31",
  pageSize: undefined,
  pageToken: undefined,
};

describe("the thin path", () => {
  const first = entryOf(now(), { employmentId, workDate: "2026-10-05" });
  const second = entryOf(now(), { employmentId, workDate: "2026-10-06", startsAt: "09:00", endsAt: "10:00" });
  const third = entryOf(now(), { employmentId, workDate: "2026-10-06", startsAt: "09:30", endsAt: "11:00" });
  let last = "";

  it("acknowledges, stores and shows, each entry on its own", async () => {
    const results = await use.record([first, { ...first, id: "x" }, second, third]);
    expect(results.map(({ outcome }) => outcome?.$case)).toEqual(["receipt", "refusal", "receipt", "receipt"]);
    last = receiptOf(results[3]!).position;
    const listed = await use.list(callerOf(employee), { ...october, after: last });
    expect(listed.pending).toBe(false);
    expect(listed.entries.map(({ id, flags }) => [id, flagNames(flags)])).toEqual(
      [...[second, third].map(({ id }) => [id, ["OVERLAP"]] as const)]
        .sort(([one], [other]) => (one < other ? 1 : -1))
        .concat([[first.id, []]] as never),
    );
    expect(listed.entries.at(-1)?.bodySha256.toString("hex")).toBe(receiptOf(results[0]!).bodySha256);
  });

  it("pages, newest work first", async () => {
    const page = await use.list(callerOf(employee), { ...october, after: undefined, pageSize: 2 });
    expect(page.entries).toHaveLength(2);
    const rest = await use.list(callerOf(employee), {
      ...october,
      after: undefined,
      pageSize: 2,
      pageToken: page.next,
    });
    expect(rest.entries.map(({ id }) => id)).toEqual([first.id]);
    expect(rest.next).toBe("");
  });

  it("says pending when the log is not stored so far", async () => {
    const [partition] = last.split(":");
    const after = `${partition ?? ""}:999999`;
    expect((await use.list(callerOf(employee), { ...october, after })).pending).toBe(true);
  });

  it("shows a month by days", async () => {
    const { days, state, deadline } = await use.month(callerOf(employee), {
      personId: undefined,
      period: "2026-10",
      after: last,
    });
    expect(state).toBe("open");
    // Three whole days after October, in the zone of the employment.
    expect(new Date(deadline).toISOString()).toBe("2026-11-03T16:00:00.000Z");
    expect(days.map(({ workDate, minutes, entries, flagged }) => [workDate, minutes, entries, flagged])).toEqual([
      ["2026-10-05", 135, 1, 0],
      ["2026-10-06", 150, 2, 2],
    ]);
  });

  it("shows the superior exceptions first, and strangers nothing", async () => {
    const { members } = await use.inbox(callerOf(superior), {
      weekStart: "2026-10-05",
      pageSize: undefined,
      pageToken: undefined,
    });
    const [member] = members;
    expect(member?.shown.map(({ id }) => id).sort()).toEqual([second.id, third.id].sort());
    expect(member?.clean.map(({ id }) => id)).toEqual([first.id]);
    expect(member?.missing).toEqual([]);
    await expect(
      use.list(callerOf(stranger), { ...october, personId: employee, after: undefined }),
    ).rejects.toMatchObject({
      kind: "not-found",
    });
  });

  it("approves what was seen and leaves what is newer open", async () => {
    const changed = { ...second, version: 2, startsAt: "11:00", endsAt: "12:00" };
    const [result] = await use.record([changed]);
    await use.list(callerOf(employee), { ...october, after: receiptOf(result!).position });
    const seen = [first, second].map(({ id }) => ({ entryId: id, version: 1 }));
    const command = { personId: employee, kind: "approved" as const, seen, reason: undefined, note: undefined };
    const decided = await use.decide(callerOf(superior), command);
    expect(decided).toEqual({ decided: 1, changedEntryIds: [second.id] });
    expect(await use.decide(callerOf(superior), command)).toEqual(decided);
    await expect(use.decide(callerOf(officer), command)).rejects.toMatchObject({ code: "NOT_THE_ASSESSOR" });
    const { days } = await use.month(callerOf(employee), { personId: undefined, period: "2026-10", after: undefined });
    expect(days.map(({ minutes, approvedMinutes, openEntries }) => [minutes, approvedMinutes, openEntries])).toEqual([
      [135, 135, 0],
      [150, 0, 2],
    ]);
  });

  it("counts the approved version while a change waits", async () => {
    const moved = { ...first, version: 2, workDate: "2026-10-07", endsAt: "08:00" };
    const [result] = await use.record([moved]);
    const query = { personId: undefined, period: "2026-10", after: receiptOf(result!).position };
    const { days } = await use.month(callerOf(employee), query);
    expect(
      days.map(({ workDate, minutes, approvedMinutes, openEntries, flagged }) => [
        workDate,
        minutes,
        approvedMinutes,
        openEntries,
        flagged,
      ]),
    ).toEqual([
      ["2026-10-05", 135, 135, 0, 0],
      ["2026-10-06", 150, 0, 2, 0],
      ["2026-10-07", 0, 0, 1, 1],
    ]);
    const history = await use.history(callerOf(employee), { personId: undefined, entryId: first.id });
    expect(flagNames(history.current.flags)).toEqual(["CHANGED_AFTER_APPROVAL"]);
    expect(history.others.map(({ version }) => version)).toEqual([1]);
    expect(history.decisions).toMatchObject([{ version: 1, kind: "approved", actorId: superior }]);
  });

  it("returns with a reason, and keeps a twin as a conflict", async () => {
    const seen = [{ entryId: third.id, version: 1 }];
    const command = { personId: employee, kind: "returned" as const, seen, reason: "UNCLEAR", note: "Apa hasilnya?" };
    expect(await use.decide(callerOf(superior), command)).toEqual({ decided: 1, changedEntryIds: [] });
    const [result] = await use.record([{ ...third, description: "Isi lain" }]);
    const { entries } = await use.list(callerOf(employee), { ...october, after: receiptOf(result!).position });
    const found = entries.find(({ id }) => id === third.id);
    expect(found).toMatchObject({ state: "returned", returned: { reason: "UNCLEAR", note: "Apa hasilnya?" } });
    expect(flagNames(found?.flags ?? 0)).toEqual(["CONFLICT"]);
    const { conflicts } = await use.history(callerOf(employee), { personId: undefined, entryId: third.id });
    expect(conflicts.map(({ acceptedAt }) => acceptedAt)).toEqual([new Date(now())]);
  });

  it("imports attendance whole or not at all", async () => {
    const put = async (text: string) => (await use.files.put(Readable.from([Buffer.from(text)]), 10_000)).fileId;
    const good = await put(
      `person_id;date;status;late_minutes\n${employee};2026-10-05;TERLAMBAT;12\n${employee};2026-10-06;HADIR;0\n`,
    );
    const bad = await put(`person_id;date;status\n${employee};2026-10-07;HADIR\n${stranger};2026-10-07;HADIR\n`);
    expect(await use.importFile(callerOf(officer), { agencyId, fileId: good })).toMatchObject({
      rows: 2,
      changed: 2,
      corrections: [],
    });
    expect(await use.importFile(callerOf(officer), { agencyId, fileId: good })).toMatchObject({
      rows: 2,
      changed: 0,
      corrections: [],
    });
    await expect(use.importFile(callerOf(officer), { agencyId, fileId: bad })).rejects.toMatchObject({
      code: "CSV_INVALID",
      violations: [{ pointer: "/lines/3/person_id", code: "PERSON_UNKNOWN" }],
    });
    const byNip = await put(`nip;date;status\n'${employeesNip};2026-10-06;DINAS_LUAR\n`);
    expect(await use.importFile(callerOf(officer), { agencyId, fileId: byNip })).toMatchObject({
      rows: 1,
      changed: 1,
      corrections: [],
    });
    const noNip = await put(
      `nip;date;status\n'${employeesNip};2026-10-06;HADIR\n198703142011012999;2026-10-06;HADIR\n`,
    );
    await expect(use.importFile(callerOf(officer), { agencyId, fileId: noNip })).rejects.toMatchObject({
      violations: [{ pointer: "/lines/3/nip", code: "PERSON_UNKNOWN" }],
    });
    const [early, late] = [`${newcomer};2026-11-02;HADIR`, `${newcomer};2026-11-03;HADIR`];
    const unheard = await put(`person_id;date;status\n${early}\n`);
    expect(await use.importFile(callerOf(officer), { agencyId, fileId: unheard })).toMatchObject({
      rows: 1,
      changed: 1,
      corrections: [],
    });
    const tooLate = await put(`person_id;date;status\n${early}\n${late}\n`);
    await expect(use.importFile(callerOf(officer), { agencyId, fileId: tooLate })).rejects.toMatchObject({
      violations: [{ pointer: "/lines/3/person_id", code: "PERSON_UNKNOWN" }],
    });
  });

  it("lists who has not logged", async () => {
    clock.set("2026-10-20T02:00:00Z");
    const query = { agencyId, period: "2026-10", pageSize: undefined, pageToken: undefined };
    const { people } = await use.missing(callerOf(officer), query);
    expect(people).toEqual([{ personId: employee, dates: ["2026-10-07"] }]);
  });

  it("seals the month after the deadline and the grace, without what came late", async () => {
    await expect(use.close(callerOf(secondOfficer), { agencyId, period: "2026-10" })).rejects.toMatchObject({
      code: "PERIOD_NOT_OVER",
    });
    clock.set("2026-10-31T18:00:00Z");
    expect(await use.close(callerOf(secondOfficer), { agencyId, period: "2026-10" })).toMatchObject({
      state: "closing",
      revision: 0,
    });
    clock.set("2026-11-03T16:00:01Z"); // the deadline in WITA has passed by a second
    const [late] = await use.record([entryOf(now(), { employmentId, workDate: "2026-10-30" })]);
    expect(await use.sealDue()).toBe(0);
    clock.advance(120_000);
    await use.list(callerOf(employee), { ...october, after: receiptOf(late!).position });
    expect(await use.sealDue()).toBe(1);
    expect(await use.sealDue()).toBe(0);
    const rows = [];
    const stream = sealedMonths(use.app, { agencyId, period: "2026-10", revision: 1 });
    let next = await stream.next();
    for (; next.done !== true; next = await stream.next()) rows.push(SealedMonth.decode(next.value));
    expect(rows).toMatchObject([
      {
        personId: employee,
        employmentId,
        approvedMinutes: 135,
        openMinutes: 60,
        approvedEntries: 1,
        openEntries: 1,
        daysWithEntries: 2,
      },
    ]);
    expect(rows[0]?.attendance.map(({ date, lateMinutes }) => [date, lateMinutes])).toEqual([
      ["2026-10-05", 12],
      ["2026-10-06", 0],
    ]);
    const [told] = await use.app.query<{ count: bigint; sha256: string }>("select count, sha256 from period");
    expect(next.value).toEqual({ count: Number(told?.count), sha256: told?.sha256 });
  });

  it("refuses decisions on a sealed month, and still stores late entries with a flag", async () => {
    const command = {
      personId: employee,
      kind: "approved" as const,
      seen: [{ entryId: second.id, version: 2 }],
      reason: undefined,
      note: undefined,
    };
    await expect(use.decide(callerOf(superior), command)).rejects.toMatchObject({ code: "PERIOD_SEALED" });
    const { entries } = await use.list(callerOf(employee), { ...october, after: undefined });
    expect(entries.filter(({ workDate }) => workDate === "2026-10-30").map(({ flags }) => flagNames(flags))).toEqual([
      ["LATE"],
    ]);
  });

  it("leaves an audit row for each look at somebody else", async () => {
    const auditor = await use.database.administrator(); // nobody but the sealer reads the audit: look as administrator
    const rows = await auditor.query<{ action: string; actor: string }>(
      "select distinct action, actor from audit order by action",
    );
    await auditor.stop();
    expect(rows.map(({ action }) => action)).toEqual([
      "approve",
      "close",
      "import",
      "inbox",
      "list-missing",
      "return",
      "seal",
    ]);
  });
});
