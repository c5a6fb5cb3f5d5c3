import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type ConsumedMessage } from "@kinerja/common/messaging";
import { PeriodClosed } from "@kinerja/proto/activity/v1/activity_events";
import { EvaluationIssued } from "@kinerja/proto/evaluation/v1/evaluation_events";
import { StaffKind } from "@kinerja/proto/identity/v1/directory_service";
import { EmploymentChanged } from "@kinerja/proto/identity/v1/identity_events";

import { type TriggerNeeds, workTriggers } from "../../app/corrections/work-triggers.ts";
import { decideFacts } from "../../app/facts/decide-facts.ts";
import { proposeFact } from "../../app/facts/propose-fact.ts";
import { absent, agency, callBy, checker, employment, fakeAccess, goodMonth, maker, month, period, person } from "../../testing/month.ts"; // prettier-ignore
import { adoptText, type CorrectedPlatform, newKey, startCorrectedPlatform } from "../../testing/corrections.ts";
import { policyText } from "../../testing/policies.ts";
import { peopleWithEvents } from "../people-with-events.ts";
import { triggerQueue } from "../postgres/corrections-triggers.ts";
import { changes, handleChange } from "./changes.ts";

jest.setTimeout(120_000);

const agencyId = agency(1);
let platform: CorrectedPlatform;
let needs: TriggerNeeds;
let parked: unknown[] = [];
let changedRows: readonly string[] = [];
let failures: (readonly [agencyId: string, attempts: number])[] = [];
let runId = "";
beforeAll(async () => {
  platform = await startCorrectedPlatform();
  const { store, db, now, workNeeds } = platform;
  needs = {
    ...{ store, now, queue: triggerQueue(db), peopleWithEvents: peopleWithEvents({ store, bulk: workNeeds.bulk }) },
    onFailure: ({ agencyId: of }, _, attempts) => void failures.push([of, attempts]),
    changedPeople: async function* () {
      yield await Promise.resolve(changedRows);
    },
  };
  await adoptText(platform, agencyId, policyText("contoh-tpp"));
  const inputs = { ...goodMonth(4), months: [month(1), month(2), month(3, { attendance: [absent] }), month(4)] };
  runId = (await platform.pay(agencyId, period, inputs)).run.id;
});
afterAll(() => platform.stop());

let told = 0;
const message = (value: Uint8Array): ConsumedMessage => ({
  ...{ offset: BigInt((told += 1)), key: null, value: Buffer.from(value), headers: {}, timestamp: 0 },
});
async function tell(consumer: string, value: Uint8Array): Promise<void> {
  const change = changes.find((one) => one.consumer === consumer);
  if (!change) throw new Error(`nobody listens as ${consumer}`);
  const where = { db: platform.db, onParked: (cause: unknown) => void parked.push(cause), noticed: () => undefined };
  await handleChange(change, where, { topic: "topic", partition: 0 }, message(value));
}
const late = new Date("2026-12-01T00:00:00Z");
const early = new Date("2026-11-01T00:00:00Z");
const meta = (id: string, version: number, time: Date) => ({
  ...{
    id,
    type: "fact",
    aggregateId: id,
    version: BigInt(version),
    time,
    agencyId,
    site: "test",
    actor: "",
    causeId: "",
  },
});
const cases = () =>
  platform.corrections.listCorrections(callBy(maker), agencyId, { limit: 200, after: undefined, state: undefined, personId: undefined }); // prettier-ignore
const opened = async (work: () => Promise<void>): Promise<(readonly [string, string, string])[]> => {
  const before = new Set((await cases()).map(({ id }) => id));
  await work();
  while (await workTriggers(needs));
  const fresh = (await cases()).filter(({ id }) => !before.has(id));
  return fresh.map(({ triggerKind, personId, affectedFrom }) => [triggerKind, personId, affectedFrom] as const);
};

describe("a month that is sealed anew", () => {
  const closed = (revision: number, time = late): Uint8Array =>
    PeriodClosed.encode(
      PeriodClosed.fromPartial({ meta: meta(newKey(), revision, time), agencyId, period, revision }),
    ).finish();

  it("opens a case for whoever has other rows, once however often it is told", async () => {
    changedRows = [person(1), person(3), person(88)];
    const found = await opened(() => tell("allowance-sealed", closed(2)));
    expect(found.toSorted()).toEqual([1, 3].map((n) => ["ATTENDANCE", person(n), `${period}-01`]));
    expect(await opened(() => tell("allowance-sealed", closed(2)))).toEqual([]);
  });

  it("is nothing the first time, nor before anybody was paid", async () => {
    expect(await opened(() => tell("allowance-sealed", closed(1)))).toEqual([]);
    expect(await opened(() => tell("allowance-sealed", closed(3, early)))).toEqual([]);
  });
});

describe("a predicate that is issued", () => {
  const issued = (of: string, n: number, time = late): Uint8Array =>
    EvaluationIssued.encode(
      EvaluationIssued.fromPartial({
        ...{
          meta: meta(newKey(), 1, time),
          personId: person(n),
          period: of,
          documentSha256: `${of}/${n}/${time.getTime()}`,
        },
      }),
    ).finish();

  it("after the month was computed opens a case", async () => {
    expect(await opened(() => tell("allowance-predicates", issued(period, 2)))).toEqual([
      ["EVALUATION", person(2), `${period}-01`],
    ]);
  });

  it("a moment before it, by the clock of another service, opens one too", async () => {
    const moment = new Date(platform.now() - 60_000);
    expect(await opened(() => tell("allowance-predicates", issued(period, 3, moment)))).toHaveLength(1);
  });

  it.each([
    ["before it was computed", () => issued(period, 2, early)],
    ["of a year", () => issued("2026", 2)],
    ["of a month that nobody has paid", () => issued("2026-11", 2)],
    ["of somebody who is in no run", () => issued(period, 77)],
  ])("%s opens none", async (_, value) =>
    expect(await opened(() => tell("allowance-predicates", value()))).toEqual([]),
  );
});

describe("an employment that is told", () => {
  const changed = (n: number, more: object, version = 2): Uint8Array =>
    EmploymentChanged.encode(
      EmploymentChanged.fromPartial({
        meta: meta(newKey(), version, late),
        employment: {
          ...{ employmentId: employment(n), agencyId, personId: person(n), validFrom: "2024-01-01", validTo: "" },
          ...{ primary: true, positionClass: 8, staffKind: StaffKind.PNS },
          ...more,
        },
      }),
    ).finish();

  it("opens a case from the first month that would be another one", async () => {
    expect(await opened(() => tell("allowance-posts", changed(1, { positionClass: 9 })))).toEqual([
      ["EMPLOYMENT", person(1), `${period}-01`],
    ]);
    expect(await opened(() => tell("allowance-posts", changed(2, { validTo: `${period}-09` })))).toHaveLength(1);
  });

  it("opens none where what was paid stays as it is", async () => {
    expect(await opened(() => tell("allowance-posts", changed(4, { unitName: "lain" })))).toEqual([]);
    expect(await opened(() => tell("allowance-posts", changed(4, { validTo: "2026-12-31" }, 3)))).toEqual([]);
  });
});

describe("facts that are confirmed", () => {
  const facts = () => ({
    ...{ store: platform.store, now: platform.now, accessTo: fakeAccess(), newId: newKey },
    peopleIn: () => Promise.resolve(new Set([1, 2, 3, 4].map(person))),
    unitsOf: () => Promise.resolve(new Map()),
    postsOf: () => Promise.resolve([]),
  });
  type Kind = "LEAVE" | "OUTAGE" | "TAX_STATUS";
  const fieldsOf = (kind: Kind, from: string, to: string) =>
    ({
      LEAVE: { from, to, kind: "cuti_besar" },
      OUTAGE: { from, to, items: "missed_in" },
      TAX_STATUS: { from_month: from, to_month: to, ptkp: "K/1" },
    })[kind];
  async function confirmed(kind: Kind, n: number | undefined, from: string, to: string): Promise<void> {
    const personId = n === undefined ? undefined : person(n);
    const said = fieldsOf(kind, from, to);
    const fact = await proposeFact(facts())(callBy(maker), { agencyId, kind, personId, unitId: undefined, fields: said, reason: "surat" }); // prettier-ignore
    await decideFacts(facts())(callBy(checker), { agencyId, verdict: "CONFIRMED", reason: "benar", which: { ids: [fact.id] } }); // prettier-ignore
  }

  it("of one person open a case from their first day on", async () => {
    expect(await opened(() => confirmed("LEAVE", 2, "2026-09-20", "2026-10-05"))).toEqual([
      ["FACT", person(2), "2026-09-20"],
    ]);
    expect(await opened(() => confirmed("LEAVE", 2, "2026-11-20", "2026-11-25"))).toEqual([]);
  });

  it("of the tax status count in the month of payment, and the preview says that what was deducted stays", async () => {
    expect(await opened(() => confirmed("TAX_STATUS", 4, "2026-12", "2026-12"))).toEqual([]);
    expect(await opened(() => confirmed("TAX_STATUS", 4, "2026-11", "2026-11"))).toEqual([
      ["FACT", person(4), "2026-11-01"],
    ]);
    const found = (await cases()).find(({ personId }) => personId === person(4));
    const seen = await platform.corrections.previewCorrection(callBy(maker), { agencyId, caseId: found?.id ?? "" });
    expect([seen.months, seen.staleDeductions]).toEqual([[], ["2026-11"]]);
  });

  it("of the whole agency open cases of those who had something on the days", async () => {
    expect(await opened(() => confirmed("OUTAGE", undefined, `${period}-01`, `${period}-02`))).toEqual([
      ["FACT", person(3), `${period}-01`],
    ]);
  });
});

describe("what can't be understood", () => {
  it("is put aside once", async () => {
    parked = [];
    await tell("allowance-posts", EmploymentChanged.encode(EmploymentChanged.fromPartial({})).finish());
    expect(parked).toHaveLength(1);
    const rows = await platform.db.query("select 1 from inbox_parked where consumer = 'allowance-posts'");
    expect(rows).toHaveLength(1);
  });
});

describe("a trigger that can't be worked on", () => {
  const enqueue = (of: string, key: string) =>
    platform.db.query(
      `insert into correction_trigger (kind, agency_id, key, body, at) values ('EVALUATION', $1, $2, $3, $4)`,
      [of, key, JSON.stringify({ type: "predicate", personId: person(1), period: key.slice(0, 7) }), late],
    );

  it("stops no other one, is tried again later, and is done once it can be", async () => {
    failures = [];
    await enqueue(agency(2), "nonsense");
    const body = { type: "predicate", personId: person(4), period };
    await platform.db.query(
      "insert into correction_trigger (kind, agency_id, key, body, at) values ('EVALUATION', $1, 'after', $2, $3)",
      [agencyId, JSON.stringify(body), late],
    );
    expect(await opened(() => Promise.resolve())).toEqual([["EVALUATION", person(4), `${period}-01`]]);
    expect(failures).toEqual([[agency(2), 1]]);
    expect(await triggerQueue(platform.db).next(10)).toEqual([]);
    await platform.db.query(
      "update correction_trigger set failed_at = now() - interval '3 minutes' where key = 'nonsense'",
    );
    await workTriggers(needs);
    expect(failures).toEqual([
      [agency(2), 1],
      [agency(2), 2],
    ]);
    await platform.db.query("update correction_trigger set done_at = now() where key = 'nonsense'");
  });

  it("of a full queue of one agency leaves the others their turn", async () => {
    for (let n = 0; n < 5; n += 1) await enqueue(agency(2), `${period}/${String(n)}`);
    await enqueue(agencyId, `${period}/last`);
    const waiting = await triggerQueue(platform.db).next(2);
    expect(waiting.map(({ agencyId: of }) => of).toSorted()).toEqual([agencyId, agency(2)].toSorted());
    await workTriggers(needs);
  });
});

describe("while a run is on its way", () => {
  it("triggers of its agency wait, since nobody can say yet whom it pays", async () => {
    await platform.store.transaction(
      { agencies: [agencyId] },
      ({ corrections }) =>
      corrections.enqueue({ kind: "EVALUATION", agencyId, key: "waits", at: late.getTime(), body: { type: "predicate", personId: person(1), period } }), // prettier-ignore
    );
    const row = [runId, agencyId, period];
    await platform.db.query("insert into run_work (run_id, agency_id, period) values ($1, $2, $3)", row);
    expect(await triggerQueue(platform.db).next(10)).toEqual([]);
    await platform.db.query("delete from run_work where run_id = $1", [runId]);
    expect(await opened(() => Promise.resolve())).toHaveLength(1);
  });
});
