import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { EntryKind, Place } from "@kinerja/proto/activity/v1/ingest_service";

import { type ActCommand, type AssignCommand } from "./app/tasks.ts";
import { flagNames } from "./domain/flags.ts";
import { callerOf, clock, employee, employmentId, now, startThinPath, stranger, superior } from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  use = await startThinPath();
}, 60_000);
afterAll(() => use.stop(), 30_000);

const command: AssignCommand = {
  ...{ personId: employee, kind: "ASSIGNED", title: "Siapkan bahan rapat koordinasi", dueDate: "2026-10-09" },
  ...{ quantity: 1, quantityUnit: "dokumen" },
};
const act = (kind: ActCommand["kind"], taskId: string, expectedVersion: number, note?: string): ActCommand => ({
  ...{ kind, taskId, expectedVersion, note, personId: kind === "finish" ? undefined : employee },
});
const invalid = (pointer: string, code: string) => ({
  kind: "invalid",
  violations: [expect.objectContaining({ pointer, code })],
});
const october = { from: "2026-10-01", to: "2026-10-31" };

async function record(more: Parameters<typeof entryOf>[1]) {
  const [result] = await use.record([entryOf(now(), more)]);
  if (result?.outcome?.$case !== "receipt") throw new Error(JSON.stringify(result));
  return result.outcome.value.position;
}
const ofDay = async (workDate: string, after: string) => {
  const query = { from: workDate, to: workDate, after, personId: undefined };
  return (await use.list(callerOf(employee), { ...query, pageSize: undefined, pageToken: undefined })).entries;
};

describe("tasks of a superior", () => {
  it("are given by who assesses, and by nobody else", async () => {
    await expect(use.assignTask(callerOf(employee), command)).rejects.toMatchObject({ code: "NOT_THE_ASSESSOR" });
    await expect(use.assignTask(callerOf(stranger), command)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const past = use.assignTask(callerOf(superior), { ...command, dueDate: "2026-10-06" });
    await expect(past).rejects.toMatchObject(invalid("/dueDate", "TASK_DUE_PAST"));
    const half = use.assignTask(callerOf(superior), { ...command, quantityUnit: undefined });
    await expect(half).rejects.toMatchObject(invalid("/quantityUnit", "FIELD_REQUIRED"));
  });

  it("are given once for an Idempotency-Key", async () => {
    const key = "beri-tugas";
    const [one, again] = [
      await use.assignTask(callerOf(superior, key), command),
      await use.assignTask(callerOf(superior, key), command),
    ];
    expect(again.id).toBe(one.id);
    await use.changeTask(callerOf(superior), act("cancel", one.id, 1));
    expect((await use.listTasks(callerOf(employee), { state: "CANCELLED" })).tasks).toHaveLength(1);
  });

  it("collect the work that is logged for them, are said to be done, returned, and confirmed", async () => {
    const task = await use.assignTask(callerOf(superior), command);
    expect((await use.notices(callerOf(employee))).map(({ code }) => code)).toContain("TASKS_OPEN");
    const work = { employmentId, workDate: "2026-10-07", kind: EntryKind.ASSIGNED, taskId: task.id };
    const after = await record({ ...work, place: Place.HOME });
    expect((await ofDay("2026-10-07", after)).map(({ flags }) => flagNames(flags))).toEqual([[]]);
    const { tasks } = await use.listTasks(callerOf(employee), { state: "ASSIGNED" });
    expect(tasks).toMatchObject([{ id: task.id, entries: 1, minutes: 135, version: 1 }]);

    await use.changeTask(callerOf(employee), act("finish", task.id, 1, "Bahan dikirim"));
    expect((await use.notices(callerOf(superior))).map(({ code, params }) => [code, params])).toEqual([
      ["TASKS_TO_CONFIRM", { count: "1" }],
    ]);
    const returned = await use.changeTask(callerOf(superior), act("return", task.id, 2, "Lampirkan notulen"));
    expect(returned).toMatchObject({ state: "ASSIGNED", returnNote: "Lampirkan notulen", entries: 1 });
    const late = use.changeTask(callerOf(superior), act("confirm", task.id, 2));
    await expect(late).rejects.toMatchObject({ code: "VERSION_CONFLICT" });
    await use.changeTask(callerOf(employee), act("finish", task.id, 3));
    await use.changeTask(callerOf(superior), act("confirm", task.id, 4));
    const given = await use.listGivenTasks(callerOf(superior), { state: "CONFIRMED" });
    expect(given.tasks).toMatchObject([{ id: task.id, state: "CONFIRMED", version: 5 }]);
    const ended = use.changeTask(callerOf(superior), act("cancel", task.id, 5));
    await expect(ended).rejects.toMatchObject({ code: "TASK_ENDED" });
  });

  it("of somebody else are not there", async () => {
    const task = await use.assignTask(callerOf(superior), command);
    const others = use.changeTask(callerOf(superior), { ...act("finish", task.id, 1), personId: undefined });
    await expect(others).rejects.toMatchObject({ kind: "not-found" });
    const work = { employmentId, workDate: "2026-10-06", kind: EntryKind.ASSIGNED };
    const after = await record({ ...work, taskId: "01890a5d-ac96-774b-bcce-b302099a8057" });
    expect((await ofDay("2026-10-06", after)).map(({ flags }) => flagNames(flags))).toEqual([["TASK_UNKNOWN"]]);
  });

  it("are paged, newest first", async () => {
    const first = await use.listTasks(callerOf(employee), { state: undefined, pageSize: 2 });
    const rest = await use.listTasks(callerOf(employee), { state: undefined, pageSize: 200, pageToken: first.next });
    const ids = [...first.tasks, ...rest.tasks].map(({ id }) => id);
    expect(first.tasks).toHaveLength(2);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(rest.next).toBe("");
  });

  it("that say and take the same twice on a day are flagged", async () => {
    const twice = { employmentId, workDate: "2026-10-05", startsAt: undefined, endsAt: undefined, minutes: 30 };
    await record({ ...twice, description: "Rapat  Harian" });
    const after = await record({ ...twice, description: "rapat harian " });
    expect((await ofDay("2026-10-05", after)).map(({ flags }) => flagNames(flags))).toEqual([
      ["IDENTICAL"],
      ["IDENTICAL"],
    ]);
  });

  it("add up with the entries of the days, as the superior sees them", async () => {
    const page = await use.teamWork(callerOf(superior), october);
    expect(page.members).toEqual([
      {
        ...{ personId: employee, entries: 4, planned: 0, forTasks: 2, open: 4, flagged: 3, minutes: 330 },
        ...{ approvedMinutes: 0, days: 3, tasks: { tasks: 2, done: 0, confirmed: 1, late: 0 } },
      },
    ]);
    const before = clock.now();
    const lateAt = async (instant: string) => {
      clock.set(instant);
      return (await use.teamWork(callerOf(superior), october)).members[0]?.tasks.late;
    };
    // Due on the 9th, and the place is in WITA: its day ends an hour before that of WIB.
    expect([await lateAt("2026-10-09T15:59:59Z"), await lateAt("2026-10-09T16:00:00Z")]).toEqual([0, 1]);
    clock.set("2026-10-12T02:00:00Z");
    const later = await use.teamWork(callerOf(superior), october);
    clock.set(new Date(before).toISOString());
    expect(later.members[0]?.tasks.late).toBe(1);
    expect((await use.teamWork(callerOf(superior), { from: "2026-10-07", to: "2026-10-07" })).members).toMatchObject([
      { entries: 1, forTasks: 1, minutes: 135 },
    ]);
    const span = use.teamWork(callerOf(superior), { from: "2026-10-01", to: "2026-11-30" });
    await expect(span).rejects.toMatchObject({ kind: "invalid" });
  });

  it("of the early morning are those of that day, where their person works", async () => {
    const before = clock.now();
    clock.set("2026-10-31T16:30:00Z"); // 00.30 WITA on 1 November
    await use.assignTask(callerOf(superior), { ...command, dueDate: undefined });
    await use.assignTask(callerOf(superior), { ...command, dueDate: "2026-12-01" });
    const tasksOf = async (from: string, to = from) =>
      (await use.teamWork(callerOf(superior), { from, to })).members[0]?.tasks.tasks;
    const days = [await tasksOf("2026-10-31"), await tasksOf("2026-11-01"), await tasksOf("2026-12-01")];
    const november = await tasksOf("2026-11-01", "2026-11-30");
    clock.set(new Date(before).toISOString());
    expect([days, november]).toEqual([[0, 1, 1], 1]);
  });
});
