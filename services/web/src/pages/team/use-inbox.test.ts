import { describe, expect, it } from "@jest/globals";
import { type StoredEntry, type TeamMember } from "../../api/types.ts";
import { byUrgency, cleanCount, cleanMembers, findingsOf, type Inbox, withClean } from "./use-inbox.ts";

const finding = { entry: { id: "f" }, flags: ["OVERLAP"] } as unknown as StoredEntry;
const member = (personId: string, more: Partial<TeamMember> = {}): TeamMember => ({
  ...{ personId, exceptions: [], clean: [], cleanMinutes: 0, missingDates: [], approved: 0 },
  ...{ escalated: false, locked: 0, readOnly: false },
  ...more,
});
const inboxWith = (...members: TeamMember[]): Inbox => ({
  ...{ weekStart: "2026-09-28", members, names: new Map(), overlaps: new Map() },
});
const clean = [{ entryId: "october", version: 1 }];

describe("the team's week", () => {
  it("approves what is clean of whoever has entries in a sealed month too, and nothing of whom one only leads", () => {
    const inbox = inboxWith(
      member("boundary", { clean, locked: 2 }),
      member("locked", { locked: 1 }),
      member("led", { clean, exceptions: [finding], readOnly: true }),
    );
    expect(cleanMembers(inbox).map(({ personId, clean: seen }) => [personId, seen])).toEqual([["boundary", clean]]);
    expect(cleanCount(inbox)).toBe(1);
    expect(withClean(inbox).map(({ personId }) => personId)).toEqual(["boundary", "led"]);
    expect(findingsOf(inbox).map(({ personId, isReadOnly }) => [personId, isReadOnly])).toEqual([["led", true]]);
  });

  it("begins with who has most to look at, whatever the pages' order", () => {
    const members = [
      member("a"),
      member("b", { exceptions: [finding, finding] }),
      member("c", { exceptions: [finding] }),
    ];
    expect(byUrgency(members).map(({ personId }) => personId)).toEqual(["b", "c", "a"]);
  });
});
