import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import fc from "fast-check";

import { afterAct, isTaskLate, type Task, type TaskAct } from "./task.ts";

const given: Task = {
  ...{ id: "t", personId: "p", agencyId: "a", assignerId: "s", kind: "ASSIGNED", title: "Siapkan bahan", detail: "" },
  ...{ due: "2026-10-09" as Day, quantity: 0, quantityUnit: "", state: "ASSIGNED", version: 1, assignedAt: 1 },
  ...{ doneAt: undefined, doneNote: "", decidedBy: undefined, decidedAt: undefined, returnNote: "" },
};
const act = (kind: TaskAct["kind"], expectedVersion: number, note = ""): TaskAct => ({
  ...{ kind, expectedVersion, actorId: kind === "finish" ? "p" : "s", now: expectedVersion * 10, note },
});
const refused = (code: string) => expect.objectContaining({ code });

describe("a task", () => {
  it("is given, done, returned, done again and confirmed", () => {
    const done = afterAct(given, act("finish", 1, "Sudah"));
    expect(done).toEqual({ ...given, state: "DONE", version: 2, doneAt: 10, doneNote: "Sudah" });
    const returned = afterAct(done, act("return", 2, "Lampirkan notulen"));
    expect(returned).toMatchObject({ state: "ASSIGNED", version: 3, returnNote: "Lampirkan notulen", decidedBy: "s" });
    const again = afterAct(returned, act("finish", 3, "Terlampir"));
    expect(again).toMatchObject({ state: "DONE", version: 4, doneAt: 30, returnNote: "" });
    expect(afterAct(again, act("confirm", 4))).toMatchObject({ state: "CONFIRMED", version: 5, decidedAt: 40 });
  });

  it("said to be done twice stays as it was said first", () => {
    const done = afterAct(given, act("finish", 1, "Sudah"));
    expect(afterAct(done, act("finish", 2, "Lagi"))).toBe(done);
  });

  it.each(["confirm", "return"] as const)("can't be judged (%s) before it is done", (kind) =>
    expect(() => afterAct(given, act(kind, 1))).toThrow(refused("TASK_NOT_DONE")),
  );

  it("that changed since it was seen is left alone", () =>
    expect(() => afterAct(afterAct(given, act("finish", 1)), act("confirm", 1))).toThrow(refused("VERSION_CONFLICT")));

  it.each(["CONFIRMED", "CANCELLED"] as const)("that is %s stays so, whatever is done", (state) =>
    fc.assert(
      fc.property(fc.constantFrom("finish", "confirm", "return", "cancel"), (kind) =>
        expect(() => afterAct({ ...given, state }, act(kind, 1))).toThrow(refused("TASK_ENDED")),
      ),
    ),
  );

  it("is late when its last day has passed and nobody has done it", () => {
    const late = ["2026-10-09", "2026-10-10"].map((day) => isTaskLate(given, day as Day));
    expect(late).toEqual([false, true]);
    expect(isTaskLate({ ...given, state: "DONE" }, "2026-10-10" as Day)).toBe(false);
    expect(isTaskLate({ ...given, due: undefined }, "2026-10-10" as Day)).toBe(false);
  });
});
