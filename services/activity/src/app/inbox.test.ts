import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { type ListedEntry } from "../domain/listing.ts";
import { type Caller } from "./authorise.ts";
import { getTeamInbox, type Subordinate } from "./inbox.ts";
import { type ReadStore, type View } from "./read.ts";

const person = (digit: number): string => `00000000-0000-8000-8000-00000000000${digit}`;
const caller: Caller = { personId: person(9), agencyIds: ["a"], token: "", requestId: "r", requestKey: undefined };

const entry = (personId: string, more: Partial<ListedEntry> = {}): ListedEntry => ({
  ...{ personId, id: `${personId}/1`, version: 1, agencyId: "a", employmentId: "e", workDate: "2026-10-05" as Day },
  ...{ starts: undefined, ends: undefined, minutes: 60, planItemId: undefined, taskId: undefined, textHash: undefined },
  ...{ acceptedAt: 0, zone: "WIB", state: "open", flags: 0, approvedVersion: 0 },
  ...more,
});

/** A log of some entries, of which some went up to the caller. */
function inboxOver(team: readonly Subordinate[], entries: readonly ListedEntry[], handed: readonly ListedEntry[] = []) {
  const view: Partial<View> = {
    standingOf: (people) => Promise.resolve(entries.filter(({ personId }) => people.includes(personId))),
    known: () =>
      Promise.resolve({ employments: new Map(), plans: new Map(), tasks: new Set(), backfill: new Map(), now: 0 }),
    leaveDays: () => Promise.resolve(new Set()),
    shown: () => Promise.resolve([]),
    escalatedTo: () => Promise.resolve([...handed]),
    periodState: () => Promise.resolve("open"),
  };
  const store: ReadStore = { look: (_grant, _note, work) => work(view as View) };
  const inbox = getTeamInbox({
    ...{ store, now: () => 0, workingDays: () => Promise.resolve([]) },
    subordinatesOf: () => Promise.resolve([...team]),
  });
  return async (pageSize = 50, pageToken = "") => {
    const { members, next } = await inbox(caller, { weekStart: "2026-10-05", pageSize, pageToken });
    return { people: members.map(({ personId }) => personId), members, next };
  };
}
const reports = (...digits: number[]): Subordinate[] =>
  digits.map((digit) => ({ personId: person(digit), agencyId: "a" }));

describe("the inbox of a superior", () => {
  it("skips nobody whose exceptions become more between two pages", async () => {
    const flagged = (personId: string, id: string) => entry(personId, { id, flags: 2 });
    const before = [flagged(person(1), "1"), flagged(person(1), "2"), flagged(person(2), "1"), entry(person(3))];
    const first = await inboxOver(reports(3, 2, 1), before)(2);
    expect(first.people).toEqual([1, 2].map(person));
    const after = [...before, ...["2", "3", "4"].map((id) => flagged(person(3), id))];
    const rest = await inboxOver(reports(3, 2, 1), after)(2, first.next);
    expect([rest.people, rest.next]).toEqual([[person(3)], ""]);
  });

  it("has most exceptions first on a page", async () => {
    const page = await inboxOver(reports(1, 2), [entry(person(2), { flags: 2 })])();
    expect(page.people).toEqual([2, 1].map(person));
  });
});

describe("the inbox of who leads a team", () => {
  const led = { personId: person(1), agencyId: "a", isLedOnly: true };
  const [handed, other] = [entry(person(1)), entry(person(1), { id: "2" })];
  const seen = async (...given: Parameters<typeof inboxOver>) =>
    (await inboxOver(...given)()).members.map(({ isReadOnly, escalated, clean }) => [
      isReadOnly,
      escalated,
      clean.length,
    ]);

  it("is there to be read", async () => {
    expect(await seen([led], [handed, other])).toEqual([[true, false, 2]]);
  });

  it("is decided on by who assesses the same person, and where a silent superior left it", async () => {
    expect(await seen([led, ...reports(1)], [handed, other])).toEqual([[false, false, 2]]);
    expect(await seen([led], [handed, other], [handed])).toEqual([[false, true, 1]]);
  });
});
