import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import { type Entry } from "@kinerja/proto/activity/v1/ingest_service";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { RelationKind } from "@kinerja/proto/identity/v1/directory_service";

import { postgresEscalationStore } from "./adapters/postgres/escalation-store.ts";
import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import {
  above,
  acting,
  agencyId,
  callerOf,
  clock,
  employee,
  employmentId,
  head,
  now,
  officer,
  relationsAreKnown,
  secondOfficer,
  startThinPath,
  stranger,
  superior,
  uploaded,
} from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
beforeAll(async () => {
  use = await startThinPath();
  await use.tellRelation(employee, superior);
  await use.tellRelation(superior, above);
  await use.tellRelation(above, head);
  await relationsAreKnown(use, 3);
}, 60_000);
afterAll(() => use.stop(), 30_000);

const dayMs = 86_400_000;
const week = { weekStart: "2026-10-05", pageSize: undefined, pageToken: undefined };
const october = { agencyId, period: "2026-10" };
const noPage = { pageSize: undefined, pageToken: undefined };
const codeOf = (code: string) => expect.objectContaining({ code });

async function record(...entries: Entry[]): Promise<void> {
  const results = await use.record(entries);
  const last = results.at(-1)?.outcome;
  if (last?.$case !== "receipt") throw new Error(JSON.stringify(results));
  const query = { personId: undefined, from: "2026-10-05", to: "2026-10-11", after: last.value.position };
  expect((await use.list(callerOf(employee), { ...query, ...noPage })).pending).toBe(false);
}
const statesNow = async () => {
  const query = { personId: undefined, from: "2026-10-05", to: "2026-10-11", after: undefined };
  const { entries } = await use.list(callerOf(employee), { ...query, ...noPage });
  return Object.fromEntries(entries.map(({ id, state }) => [id, state]));
};
async function adopt(onTimeout: "APPROVE" | "ESCALATE" | "WAIT", waitingDays = 7): Promise<void> {
  clock.advance(1_000);
  const command = { agencyId, waitingDays, onTimeout, basis: "Pergub 21/2026 Pasal 14" };
  const { id: policyId } = await use.proposePolicy(callerOf(officer), command);
  await use.confirmPolicy(callerOf(secondOfficer), { agencyId, policyId });
}
const decide = (by: string, entry: Entry, version = entry.version) => {
  clock.advance(10); // acts stand in the order of their time
  return use.decide(callerOf(by), {
    ...{ personId: employee, kind: "approved" as const, reason: undefined, note: undefined },
    seen: [{ entryId: entry.id, version }],
  });
};

const at = (day: number, startsAt: string, endsAt: string): Entry =>
  entryOf(now(), { employmentId, workDate: `2026-10-0${day}`, startsAt, endsAt });
const inboxOf = async (person: string) =>
  (await use.inbox(callerOf(person), week)).members.flatMap(({ shown, clean }) => [...shown, ...clean].map(({ id }) => id)); // prettier-ignore
const idsFor = async (person: string, personId = employee) => {
  const query = { personId, from: "2026-10-05", to: "2026-10-11", after: undefined };
  return (await use.list(callerOf(person), { ...query, ...noPage })).entries.map(({ id }) => id).sort();
};
const historyFor = (person: string, { id: entryId }: Entry) =>
  use.history(callerOf(person), { personId: employee, entryId });
const notes = Buffer.from("notulen");
const fileId = createHash("sha256").update(notes).digest("hex");
async function fileFor(person: string, { id: entryId }: Entry): Promise<string> {
  const { content } = await use.evidence(callerOf(person), { personId: employee, entryId, fileId });
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
const marks = async () => {
  const { items } = await use.silences(callerOf(officer), { ...october, ...noPage });
  return items.map(({ assessorId, escalatedTo, approved, escalated, waiting, atClosing }) =>
    ({ silent: assessorId, to: escalatedTo, approved, escalated, waiting, atClosing })); // prettier-ignore
};

describe("entries that nobody decides", () => {
  const clean = at(5, "08:00", "09:00");
  const [flagged, twin] = [at(6, "08:00", "09:00"), at(6, "08:30", "09:30")];
  let fresh: Entry;

  it("wait as long as the agency has no policy, or one that two officers have not signed", async () => {
    await use.files.put(Readable.from([notes]), 100);
    uploaded.set(fileId, employee);
    await record(clean, { ...flagged, evidenceFileIds: [fileId] }, twin);
    clock.advance(8 * dayMs);
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 0 });
    const command = { agencyId, waitingDays: 7, onTimeout: "APPROVE" as const, basis: "Pergub 21/2026 Pasal 14" };
    const { id: policyId } = await use.proposePolicy(callerOf(officer), command);
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 0 });
    const own = use.confirmPolicy(callerOf(officer), { agencyId, policyId });
    await expect(own).rejects.toEqual(codeOf("SAME_PERSON"));
    expect((await use.policy(callerOf(officer), agencyId)).policy).toBeUndefined();
    await use.confirmPolicy(callerOf(secondOfficer), { agencyId, policyId });
    const again = use.confirmPolicy(callerOf(secondOfficer), { agencyId, policyId });
    await expect(again).rejects.toEqual(codeOf("ESCALATION_POLICY_UNKNOWN"));
    expect(await use.policy(callerOf(officer), agencyId)).toMatchObject({
      policy: { id: policyId, confirmedBy: secondOfficer },
      proposed: undefined,
    });
  });

  it("are approved when they are clean, and go up when somebody must look; what is younger waits", async () => {
    fresh = { ...at(7, "10:00", "11:00"), evidenceFileIds: [fileId] };
    await record(fresh);
    expect(await use.escalate()).toEqual({ approved: 1, escalated: 2 });
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 0 });
    expect(await statesNow()).toEqual({ [clean.id]: "approved", [flagged.id]: "open", [twin.id]: "open", [fresh.id]: "open" }); // prettier-ignore
    const history = await use.history(callerOf(employee), { personId: undefined, entryId: clean.id });
    expect(history.decisions).toMatchObject([{ actorId: superior, byTimeout: true }]);
    const { items } = await use.silences(callerOf(officer), { ...october, ...noPage });
    expect(items).toMatchObject([
      { personId: employee, assessorId: superior, escalatedTo: above, approved: 1, escalated: 2 },
    ]);
  });

  it("stand in the inbox of who is above, who may decide on them and on nothing else", async () => {
    const { members } = await use.inbox(callerOf(above), week);
    expect(members.map(({ personId, escalated, shown, clean: rest }) => [personId, escalated, shown.map(({ id }) => id).sort(), rest])).toEqual([
      [employee, true, [flagged.id, twin.id].sort(), []],
    ]); // prettier-ignore
    expect((await use.notices(callerOf(above))).map(({ code, params }) => [code, params])).toEqual([
      ["ENTRIES_ESCALATED", { count: "2" }],
    ]);
    await expect(decide(above, fresh)).rejects.toEqual(codeOf("NOT_THE_ASSESSOR"));
    expect(await idsFor(above)).toEqual([flagged.id, twin.id].sort());
    expect((await historyFor(above, flagged)).current.id).toBe(flagged.id);
    await expect(historyFor(above, fresh)).rejects.toEqual(codeOf("NOT_PERMITTED"));
    expect(await fileFor(above, flagged)).toBe("notulen");
    await expect(fileFor(above, fresh)).rejects.toEqual(codeOf("NOT_PERMITTED"));
    await expect(idsFor(head)).rejects.toEqual(codeOf("NOT_FOUND"));
    const administrator = await use.database.administrator();
    const [note] = await administrator.query("select role, object_id from audit where actor = $1 and action = 'list'", [above]); // prettier-ignore
    await administrator.stop();
    expect(note).toEqual({ role: "superior", object_id: employee });
    expect(await decide(above, flagged)).toEqual({ decided: 1, changedEntryIds: [] });
    await expect(historyFor(above, flagged)).rejects.toEqual(codeOf("NOT_PERMITTED"));
    await expect(fileFor(above, flagged)).rejects.toEqual(codeOf("NOT_PERMITTED"));
    await expect(decide(officer, twin)).rejects.toEqual(codeOf("NOT_THE_ASSESSOR"));
    // Whoever is the assessor may still decide, and a new version waits for the assessor again.
    await record({ ...twin, version: 2, startsAt: "13:00", endsAt: "14:00" });
    await expect(decide(above, twin, 2)).rejects.toEqual(codeOf("NOT_THE_ASSESSOR"));
    expect(await decide(superior, twin, 2)).toEqual({ decided: 1, changedEntryIds: [] });
    expect((await use.inbox(callerOf(above), week)).members).toEqual([]);
    await expect(idsFor(above)).rejects.toEqual(codeOf("NOT_PERMITTED"));
    expect(await use.notices(callerOf(above))).toEqual([]);
  });

  it("all go up under a policy that approves nothing", async () => {
    await adopt("ESCALATE", 1);
    clock.advance(2 * dayMs);
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 1 });
    expect(await idsFor(above)).toEqual([fresh.id]); // clean, and not approved unseen
    expect(await decide(above, fresh)).toEqual({ decided: 1, changedEntryIds: [] });
    await adopt("WAIT");
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 0 });
  });

  it("are seen by who oversees: each act, how much at once, and which the policy took", async () => {
    const { items } = await use.decisions(callerOf(officer), { ...october, ...noPage });
    expect(items.map(({ actorId, entries, byTimeout, kind }) => [actorId, entries, byTimeout, kind])).toEqual([
      [above, 1, false, "approved"],
      [superior, 1, false, "approved"],
      [above, 1, false, "approved"],
      [superior, 1, true, "approved"],
    ]);
    expect(items.map(({ actsInMinute }) => actsInMinute)).toEqual([1, 1, 1, 1]);
    const page = await use.decisions(callerOf(officer), { ...october, pageSize: 1, pageToken: undefined });
    const rest = await use.decisions(callerOf(officer), { ...october, pageSize: 50, pageToken: page.next });
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    const bulk = await use.decisions(callerOf(officer), { ...october, ...noPage, atLeast: 2 });
    expect(bulk.items).toEqual([]);
    await expect(use.decisions(callerOf(superior), { ...october, ...noPage })).rejects.toEqual(codeOf("NOT_PERMITTED"));
  });
});

describe("entries that nobody above decides either", () => {
  const flaggedPair = [at(8, "08:00", "09:00"), at(8, "08:30", "09:30")] as const;
  const mark = (silent: string, to: string | undefined, waiting: number) => ({
    ...{ silent, to, approved: 0, escalated: 2, waiting, atClosing: false },
  });
  const silentFor = (days: number) => {
    clock.advance(days * dayMs);
    return use.escalate();
  };

  it("go one level higher with each waiting time, also under a policy that approves; each who was silent has a mark", async () => {
    await adopt("APPROVE", 2);
    await record(...flaggedPair);
    const before = await marks();
    expect(await silentFor(1)).toEqual({ approved: 0, escalated: 0 });
    expect(await silentFor(1)).toEqual({ approved: 0, escalated: 2 });
    expect([await inboxOf(head), await silentFor(1)]).toEqual([[], { approved: 0, escalated: 0 }]);
    expect(await silentFor(1)).toEqual({ approved: 0, escalated: 2 });
    expect((await inboxOf(head)).sort()).toEqual(flaggedPair.map(({ id }) => id).sort());
    expect((await inboxOf(above)).sort()).toEqual(flaggedPair.map(({ id }) => id).sort());
    expect([await idsFor(head), await idsFor(above)]).toEqual(Array(2).fill(flaggedPair.map(({ id }) => id).sort()));
    await expect(idsFor(head, superior)).rejects.toEqual(codeOf("NOT_FOUND"));
    expect((await marks()).slice(0, -before.length)).toEqual([mark(above, head, 2), mark(superior, above, 2)]);
  });

  it("wait with nobody above, told once and seen by the officers, who may not decide on them", async () => {
    expect(await silentFor(2)).toEqual({ approved: 0, escalated: 2 });
    expect([await silentFor(2), await silentFor(2)]).toEqual(Array(2).fill({ approved: 0, escalated: 0 }));
    expect((await marks()).slice(0, 2)).toEqual([mark(head, undefined, 2), mark(above, head, 2)]);
    await expect(decide(officer, flaggedPair[0])).rejects.toEqual(codeOf("NOT_THE_ASSESSOR"));
  });

  it("are decided by anybody to whom they went, and by who came to stand above since", async () => {
    await expect(decide(stranger, flaggedPair[0])).rejects.toMatchObject({ kind: "not-found" });
    expect(await decide(head, flaggedPair[0])).toEqual({ decided: 1, changedEntryIds: [] });
    expect((await marks()).slice(0, 2)).toEqual([mark(head, undefined, 1), mark(above, head, 1)]);
    await use.tellRelation(head, secondOfficer);
    await relationsAreKnown(use, 4);
    expect(await silentFor(0)).toEqual({ approved: 0, escalated: 1 });
    expect(await inboxOf(secondOfficer)).toEqual([flaggedPair[1].id]);
    expect(await decide(superior, flaggedPair[1])).toEqual({ decided: 1, changedEntryIds: [] });
  });
});

describe("entries that somebody turns to between the look and the act", () => {
  /** A sweep of all people; something happens when they have been looked at. */
  async function sweepWhile(meanwhile: () => Promise<unknown>) {
    let looks = 0;
    const db: Database = {
      ...use.app,
      transaction: async (scope, work) => {
        const result = await use.app.transaction(scope, work);
        if (++looks === 1) await meanwhile();
        return result;
      },
    };
    const { policy } = await use.policy(callerOf(officer), agencyId);
    if (policy === undefined) throw new Error("no policy");
    const sweep = await postgresEscalationStore(db, 4).sweep(policy, undefined, now());
    return { approved: sweep.approved, escalated: sweep.escalated };
  }
  const nothing = { approved: 0, escalated: 0 };
  const [decided, changed, sealed] = [at(6, "18:00", "19:00"), at(6, "19:00", "20:00"), at(6, "20:00", "21:00")];

  it("are left alone, and nobody has a mark", async () => {
    await adopt("ESCALATE", 1);
    const before = await marks();
    await record(decided, changed);
    clock.advance(dayMs);
    const edited = { ...changed, version: 2, endsAt: "19:30" };
    expect(await sweepWhile(() => Promise.all([decide(superior, decided), record(edited)]))).toEqual(nothing);
    expect([await marks(), await inboxOf(above)]).toEqual([before, []]);
    await decide(superior, edited);
  });

  it("do not end the round when their month is sealed", async () => {
    await adopt("APPROVE", 1);
    const before = await marks();
    await record(sealed);
    clock.advance(dayMs);
    const owner = await use.database.administrator();
    const seal = `insert into period (agency_id, period, state, deadline, requested_by, requested_at)
      values ('${agencyId}', '2026-10', 'sealed', now(), '${officer}', now())`;
    expect(await sweepWhile(() => owner.query(seal))).toEqual(nothing);
    expect(await marks()).toEqual(before);
    await owner.query("delete from period");
    await owner.stop();
    expect(await sweepWhile(() => Promise.resolve())).toEqual({ approved: 1, escalated: 0 });
  });
});

describe("entries that go up to somebody who is away", () => {
  const [left, read] = [at(6, "21:00", "22:00"), at(6, "22:00", "23:00")];

  it("are offered to who acts for that one and beside that one, each time once, with one mark", async () => {
    await adopt("ESCALATE", 1);
    await use.tellRelation(superior, acting, RelationKind.ACTING);
    await relationsAreKnown(use, 5);
    await record(left, read);
    clock.advance(dayMs);
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 2 });
    const ids = [left.id, read.id].sort();
    expect([(await inboxOf(acting)).sort(), (await inboxOf(above)).sort()]).toEqual([ids, ids]);
    const mark = { silent: superior, to: acting, approved: 0, escalated: 2, waiting: 2, atClosing: false };
    expect((await marks())[0]).toEqual(mark);
    expect(await decide(acting, left)).toEqual({ decided: 1, changedEntryIds: [] });
    clock.advance(dayMs);
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 1 });
    expect((await marks())[0]).toMatchObject({ silent: acting, to: head, escalated: 1 });
    expect(await decide(above, read)).toEqual({ decided: 1, changedEntryIds: [] });
  });
});

describe("a month of decisions", () => {
  it("begins and ends where the person works", async () => {
    const dawn = at(7, "15:00", "16:00");
    await record(dawn);
    const before = clock.now();
    clock.set("2026-10-31T16:30:00Z"); // 00.30 WITA on 1 November
    await decide(superior, dawn);
    const newest = async (period: string) =>
      (await use.decisions(callerOf(officer), { agencyId, period, ...noPage })).items[0]?.decidedAt;
    expect(await newest("2026-11")).toBe(clock.now());
    expect(await newest("2026-10")).not.toBe(clock.now());
    clock.set(new Date(before).toISOString());
  });
});

describe("entries that are open when their month is sealed", () => {
  const month = { agencyId, period: "2026-10" };
  const [clean, edited] = [at(9, "08:00", "09:00"), at(9, "10:00", "11:00")];
  const flaggedPair = [at(9, "13:00", "14:00"), at(9, "13:30", "14:30")] as const;
  const sealedRow = async (revision: number) => {
    const { value } = await sealedMonths(use.app, { ...month, revision }).next();
    const { openEntries, openMinutes } = SealedMonth.decode(value as Buffer);
    return { openEntries, openMinutes };
  };
  const closeAndSeal = async () => {
    await use.close(callerOf(officer), month);
    clock.advance(600_000);
    expect(await use.sealDue()).toBe(1);
    return use.period(callerOf(officer), month);
  };
  const left = { silent: superior, to: undefined, waiting: 0, atClosing: true };

  it("are treated as if the clock had run out: approved when clean, with a mark that says so; the rest is told as left open", async () => {
    clock.set("2026-11-03T15:30:00Z"); // half an hour before the deadline, in WITA
    await adopt("APPROVE", 7);
    await record(clean, edited, ...flaggedPair);
    expect(await use.escalate()).toEqual({ approved: 0, escalated: 0 });
    clock.advance(31 * 60_000);
    await record({ ...edited, version: 2, endsAt: "12:00" }); // late: version 1 stands in the month
    expect(await closeAndSeal()).toMatchObject({ state: "sealed", revision: 1, undecided: 2n });
    expect(await sealedRow(1)).toEqual({ openEntries: 2, openMinutes: 120 });
    expect((await marks())[0]).toEqual({ ...left, approved: 2, escalated: 2 });
    const { decisions } = await use.history(callerOf(employee), { personId: undefined, entryId: clean.id });
    expect(decisions).toMatchObject([{ actorId: superior, byTimeout: true, byClosing: true }]);
    const acts = await use.decisions(callerOf(officer), { agencyId, period: "2026-11", ...noPage });
    expect(acts.items[0]).toMatchObject({ entries: 2, byTimeout: true, byClosing: true });
    expect(await statesNow()).toMatchObject({ [clean.id]: "approved", [edited.id]: "open" }); // the late one itself is not approved
  });

  it("are told again with the next revision; those of a policy that only hands up all stay open", async () => {
    const { reopenings } = await use.proposeReopening(callerOf(officer), { ...month, reason: "SE Sekda 17/2026" });
    const reopeningId = reopenings[0]?.id ?? "";
    await use.decideReopening(callerOf(secondOfficer), { ...month, kind: "confirm", reopeningId });
    await adopt("ESCALATE", 7);
    await decide(superior, flaggedPair[0]);
    expect(await closeAndSeal()).toMatchObject({ revision: 2, undecided: 1n });
    expect((await marks()).slice(0, 2)).toEqual([
      { ...left, approved: 0, escalated: 1 },
      { ...left, approved: 2, escalated: 2 },
    ]);
  });

  it("are counted, and nobody is told as silent, where no policy holds", async () => {
    const { reopenings } = await use.proposeReopening(callerOf(officer), { ...month, reason: "SE Sekda 18/2026" });
    const reopeningId = reopenings[0]?.id ?? "";
    await use.decideReopening(callerOf(secondOfficer), { ...month, kind: "confirm", reopeningId });
    await adopt("WAIT");
    const before = await marks();
    expect(await closeAndSeal()).toMatchObject({ revision: 3, undecided: 1n });
    expect(await marks()).toEqual(before);
  });
});
