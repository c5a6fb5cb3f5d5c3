import { describe, expect, it } from "@jest/globals";
import { type Task } from "../api/types.ts";
import { draftOf, emptyDraft, entryOf, repeated } from "./draft.ts";
import { byDue, draftPartOf, isLate } from "./task.ts";
import { draftOfTemplate, isNameFit, type Template, templateDraftOf } from "./template.ts";

const task = (taskId: string, more: Partial<Task> = {}): Task =>
  ({
    taskId,
    kind: "ASSIGNED",
    title: "Bahan rapat",
    dueDate: "",
    quantityUnit: "",
    state: "ASSIGNED",
    ...more,
  }) as Task;
const stamp = { id: "a", version: 1, deviceTime: "" };

describe("a task", () => {
  it("is late after its last day, as long as it is not done", () => {
    expect(isLate(task("a", { dueDate: "2026-11-18" }), "2026-11-19")).toBe(true);
    expect(isLate(task("a", { dueDate: "2026-11-19" }), "2026-11-19")).toBe(false);
    expect(isLate(task("a", { dueDate: "2026-11-18", state: "DONE" }), "2026-11-19")).toBe(false);
    expect(isLate(task("a"), "2026-11-19")).toBe(false);
  });

  it("comes before those that are due later, and those without a day are last", () => {
    const tasks = [task("c"), task("b", { dueDate: "2026-11-20" }), task("a", { dueDate: "2026-11-19" })];
    expect(byDue(tasks).map(({ taskId }) => taskId)).toEqual(["a", "b", "c"]);
  });

  it("makes an entry that names it, until its kind is changed to one that is no task", () => {
    const draft = { ...emptyDraft("e", "2026-11-19"), ...draftPartOf(task("t", { kind: "ADDITIONAL" })) };
    expect(entryOf(draft, stamp)).toMatchObject({ kind: "ADDITIONAL", taskId: "t", description: "Bahan rapat" });
    expect(entryOf({ ...draft, kind: "PLANNED" }, stamp)).not.toHaveProperty("taskId");
  });
});

describe("place and files", () => {
  const draft = { ...emptyDraft("e", "2026-11-19"), place: "HOME" as const, files: ["f"] };

  it("go into the entry and are left out where they are empty", () => {
    expect(entryOf(draft, stamp)).toMatchObject({ place: "HOME", evidenceFileIds: ["f"] });
    const empty = entryOf({ ...draft, place: "", files: [] }, stamp);
    expect(Object.keys(empty)).not.toEqual(expect.arrayContaining(["place"]));
    expect(Object.keys(empty)).not.toEqual(expect.arrayContaining(["evidenceFileIds"]));
  });

  it("carry the names of files, short and without a path; files without one have none", () => {
    const names = { f: "C:\\foto\\\u202eRapat\n.jpg", g: `${"a".repeat(150)}.docx` };
    const entry = entryOf({ ...draft, files: ["f", "g", "h"], fileNames: names }, stamp);
    expect(entry.evidenceFileNames).toEqual(["Rapat.jpg", `${"a".repeat(110)}…aaaa.docx`, ""]);
    expect(draftOf(entry).fileNames).toEqual({ f: "Rapat.jpg", g: `${"a".repeat(110)}…aaaa.docx`, h: "" });
    expect(entryOf(draft, stamp)).not.toHaveProperty("evidenceFileNames");
    expect(repeated(entry, "e", "2026-11-20").fileNames).toEqual({});
  });

  it("of a repeated day: the place comes along, the files do not", () => {
    expect(repeated(entryOf(draft, stamp), "e", "2026-11-20")).toMatchObject({ place: "HOME", files: [] });
  });
});

describe("a template", () => {
  const draft = { ...emptyDraft("e", "2026-11-19"), description: "Apel", files: ["f"], evidence: "https://a.example" };
  const template: Template = { personId: "p", templateId: "t", name: "Apel", draft: templateDraftOf(draft) };

  it("keeps the work and neither its day nor its evidence", () => {
    const blank = emptyDraft("other", "2026-12-01");
    expect(draftOfTemplate(template, blank)).toEqual({ ...blank, description: "Apel" });
  });

  it.each([
    ["", false],
    ["  ", false],
    ["Apel", true],
    ["x".repeat(61), false],
  ])("named %j fits: %s", (name, isFit) => expect(isNameFit(name)).toBe(isFit));
});
