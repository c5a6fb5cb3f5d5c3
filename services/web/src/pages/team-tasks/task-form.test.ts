import { describe, expect, it } from "@jest/globals";
import { emptyTask, faultsOf, type TaskForm, wishOf } from "./task-form.ts";

const today = "2026-11-19";
const form: TaskForm = { ...emptyTask("p"), title: "Bahan rapat" };

describe("a task that is given", () => {
  it("needs a person and a title, nothing more", () => {
    expect(faultsOf(form, today)).toEqual({});
    expect(wishOf(form)).toEqual({ kind: "ASSIGNED", title: "Bahan rapat" });
    expect(faultsOf(emptyTask(""), today)).toEqual({ personId: "personMissing", title: "titleShort" });
  });

  it.each<[Partial<TaskForm>, object]>([
    [{ title: " ab " }, { title: "titleShort" }],
    [{ title: "x".repeat(201) }, { title: "titleLong" }],
    [{ detail: "ab" }, { detail: "detailShort" }],
    [{ detail: "x".repeat(2001) }, { detail: "detailLong" }],
    [{ dueDate: "2026-11-18" }, { dueDate: "duePast" }],
    [{ dueDate: today }, {}],
    [{ quantity: "0", quantityUnit: "berkas" }, { quantity: "quantityWhole" }],
    [{ quantity: "1,5", quantityUnit: "berkas" }, { quantity: "quantityWhole" }],
    [{ quantity: "2" }, { quantityUnit: "unitMissing" }],
    [{ quantityUnit: "berkas" }, { quantity: "quantityMissing" }],
    [{ quantity: "2", quantityUnit: "x".repeat(41) }, { quantityUnit: "unitLong" }],
  ])("%j has the faults %j", (part, faults) => expect(faultsOf({ ...form, ...part }, today)).toEqual(faults));

  it("is sent with what was filled in", () => {
    const full = { ...form, detail: " lihat surat ", dueDate: "2026-11-20", quantity: "2", quantityUnit: " berkas " };
    expect(wishOf(full)).toEqual({
      ...{ kind: "ASSIGNED", title: "Bahan rapat", detail: "lihat surat", dueDate: "2026-11-20" },
      ...{ quantity: 2, quantityUnit: "berkas" },
    });
  });
});
