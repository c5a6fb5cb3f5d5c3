import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Day, type Period, uuidV7 } from "@kinerja/common/kernel";

import { readFactsFile } from "../csv/read-facts-file.ts";
import { sha256 } from "../ids.ts";
import { agency, approver, callBy, checker, fakeAccess, maker, otherChecker, person } from "../../testing/month.ts";
import { startTestPlatform, type TestPlatform } from "../../testing/platform.ts";
import { type FactKind } from "../../domain/facts/kinds.ts";
import { type FactRow } from "../../domain/facts/row.ts";
import { type DecideCommand, decideFacts } from "../../app/facts/decide-facts.ts";
import { applyImport, type ImportNeeds, previewImport } from "../../app/facts/import-facts.ts";
import { proposeFact, revokeFact, supersedeFact } from "../../app/facts/propose-fact.ts";
import { factsOfRange, sharedFactsOf } from "../../app/facts/range-facts.ts";
import { listFacts } from "../../app/facts/read-facts.ts";

// A database of its own, on a machine that may have other work.
jest.setTimeout(60_000);

const files = new Map<string, string>();
function upload(text: string): string {
  const hash = sha256();
  hash.update(text);
  const fileId = hash.hex();
  files.set(fileId, text);
  return fileId;
}
const nipOf = (n: number): string => `198703142011012${900 + n}`;

let platform: TestPlatform;
let needs: ImportNeeds;
beforeAll(async () => {
  platform = await startTestPlatform();
  const { store, now } = platform;
  needs = {
    ...{ store, now, accessTo: fakeAccess(), newHash: sha256, newId: () => uuidV7(now()), readFile: readFactsFile },
    readText: (fileId) => Promise.resolve(files.get(fileId)),
    unitsOf: () => Promise.resolve(new Map([7, 722].map((n) => [person(n), ""]))),
    postsOf: () => Promise.resolve([]),
    peopleIn: (_, ids) => Promise.resolve(new Set(ids.filter((id) => id !== person(999)))),
    peopleOf: (_, __, nips) =>
      Promise.resolve(nips.map((nip) => (nip.endsWith("999") ? undefined : person(Number(nip.slice(15)) - 900)))),
  };
});
afterAll(() => platform.stop());

const agencyId = agency(1);
const july = "2026-07" as Period;
const page = { limit: 50, after: undefined };

const propose = (kind: FactKind, of: number, fields: Record<string, string>, by = maker): Promise<FactRow> =>
  proposeFact(needs)(callBy(by), { agencyId, kind, personId: person(of), unitId: undefined, fields, reason: "surat" });
const decide = (by: string, which: DecideCommand["which"], verdict: DecideCommand["verdict"] = "CONFIRMED") =>
  decideFacts(needs)(callBy(by), { agencyId, which, verdict, reason: "sesuai surat" });
const supersede = (old: FactRow, fields: Record<string, string>, by = maker): Promise<FactRow> =>
  supersedeFact(needs)(callBy(by), { agencyId, factId: old.id, fields, reason: "salah tanggal" });
const confirmed = async (kind: FactKind, of: number, fields: Record<string, string>): Promise<FactRow> => {
  const row = await propose(kind, of, fields);
  await decide(checker, { ids: [row.id] });
  return row;
};
const freeze = (): Promise<number> =>
  platform.store.transaction({ agencies: [agencyId] }, ({ facts }) => facts.moment(agencyId, platform.now()));
const asOf = async (of: number, moment: number, period = july) => {
  const query = { agencyId, period, payoutPeriod: period, moment, people: [{ personId: person(of), unitIds: [] }] };
  const found = await platform.store.transaction({ agencies: [agencyId] }, (records) => factsOfRange(records, query));
  return found.get(person(of))?.facts ?? {};
};
const sick = (from: string, to: string) => ({ kind: "cuti_sakit", from, to });
const auditOf = async (objectId: string): Promise<string[]> => {
  const sealer = await platform.database.db("sealer");
  const rows = await sealer.query<{ action: string }>("select action from audit where object_id = $1 order by at, id", [
    objectId,
  ]);
  await sealer.stop();
  return rows.map(({ action }) => action);
};

describe("a fact", () => {
  it("counts once a second person has confirmed it, who is not the one it is about", async () => {
    const row = await propose("LEAVE", 1, sick("2026-07-01", "2026-07-05"));
    expect(row).toMatchObject({ state: "PROPOSED", authority: "human", recordedBy: maker, reason: "surat" });
    expect((await asOf(1, await freeze()))["leave.spans"]).toEqual([]);
    await expect(decide(maker, { ids: [row.id] })).rejects.toMatchObject({ code: "SAME_PERSON" });
    expect(await decide(checker, { ids: [row.id, row.id] })).toEqual({ decided: 1 });
    await expect(decide(checker, { ids: [row.id] })).rejects.toMatchObject({ code: "FACT_STATE" });
    expect((await asOf(1, await freeze()))["leave.spans"]).toEqual([
      { kind: "cuti_sakit", from: "2026-07-01", to: "2026-07-05" },
    ]);
    expect(await auditOf(row.id)).toEqual(["propose", "confirm"]);
    const own = await proposeFact(needs)(callBy(maker), {
      ...{ agencyId, kind: "LEAVE", personId: checker, unitId: undefined, reason: "surat" },
      fields: sick("2026-07-01", "2026-07-01"),
    });
    await expect(decide(checker, { ids: [own.id] })).rejects.toMatchObject({ code: "OWN_ROW" });
    expect(await decide(otherChecker, { ids: [own.id] }, "REJECTED")).toEqual({ decided: 1 });
  });

  it("is refused without a reason, with a wrong field, about a stranger, by a stranger", async () => {
    const command = { agencyId, kind: "LEAVE", personId: person(1), unitId: undefined, reason: "surat" } as const;
    const act = (more: object) =>
      proposeFact(needs)(callBy(maker), { ...command, fields: sick("2026-07-01", "2026-07-05"), ...more });
    await expect(act({ reason: " " })).rejects.toMatchObject({ violations: [{ pointer: "/reason" }] });
    await expect(act({ reason: "x".repeat(501) })).rejects.toMatchObject({ violations: [{ code: "TEXT_TOO_LONG" }] });
    await expect(act({ fields: {} })).rejects.toMatchObject({
      violations: [{ pointer: "/fields/from", code: "FIELD_REQUIRED" }, { pointer: "/fields/kind" }],
    });
    await expect(act({ personId: person(999) })).rejects.toMatchObject({ code: "PERSON_UNKNOWN" });
    await expect(act({ personId: undefined })).rejects.toMatchObject({ violations: [{ code: "FIELD_REQUIRED" }] });
    await expect(
      act({ kind: "OUTAGE", fields: { from: "2026-07-01", to: "2026-07-01", items: "late" } }),
    ).rejects.toMatchObject({ violations: [{ pointer: "/personId", code: "FIELD_UNKNOWN" }] });
    await expect(
      proposeFact(needs)(callBy(person(5)), { ...command, fields: sick("2026-07-01", "2026-07-05") }),
    ).rejects.toMatchObject({ code: "AGENCY_UNKNOWN" });
    const forbidden = { ...needs, accessTo: fakeAccess((_, action) => action !== "propose") };
    await expect(
      proposeFact(forbidden)(callBy(maker), { ...command, fields: sick("2026-07-01", "2026-07-05") }),
    ).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    await expect(act({ agencyId: agency(7) })).rejects.toMatchObject({ code: "AGENCY_UNKNOWN" });
    await expect(decide(checker, { ids: [] })).rejects.toMatchObject({ violations: [{ code: "LIST_TOO_SHORT" }] });
    await expect(decide(checker, { ids: [person(5)] })).rejects.toMatchObject({ code: "FACT_UNKNOWN" });
    const many = Array.from({ length: 1_001 }, () => person(5));
    await expect(decide(checker, { ids: many })).rejects.toMatchObject({ violations: [{ code: "LIST_TOO_LONG" }] });
  });

  it("is proposed once by one key", async () => {
    const command = { agencyId, kind: "KEY", personId: person(2), unitId: undefined, reason: "surat" } as const;
    const fields = { code: "kelompok_unit", value: "A", from_month: "2026-07" };
    const act = () => proposeFact(needs)(callBy(maker, "key-1"), { ...command, fields });
    expect((await act()).id).toBe((await act()).id);
  });

  it("is corrected by a row that ends it when it is confirmed; what was known before stays known", async () => {
    const old = await confirmed("LEAVE", 3, sick("2026-07-01", "2026-07-05"));
    const before = await freeze();
    const fresh = await supersede(old, sick("2026-06-29", "2026-07-02"));
    expect(fresh).toMatchObject({ replaces: old.id, state: "PROPOSED", personId: person(3) });
    const between = await freeze();
    const spans = async (moment: number) => (await asOf(3, moment))["leave.spans"];
    expect(await spans(between)).toEqual([{ kind: "cuti_sakit", from: "2026-07-01", to: "2026-07-05" }]);
    await decide(checker, { ids: [fresh.id] });
    expect(await spans(await freeze())).toEqual([{ kind: "cuti_sakit", from: "2026-06-29", to: "2026-07-02" }]);
    expect(await spans(before)).toEqual(await spans(between));
    expect(await spans(1)).toEqual([]);
    const since = (moment: number) =>
      platform.store.transaction({ agencies: [agencyId] }, ({ facts }) =>
        facts.affectedFrom(agencyId, person(3), moment),
      );
    expect([await since(between), await since(await freeze())]).toEqual(["2026-06-29" as Day, undefined]);
    expect(await auditOf(fresh.id)).toEqual(["supersede", "confirm"]);
    await expect(supersede(old, sick("2026-07-01", "2026-07-01"))).rejects.toMatchObject({ code: "FACT_REPLACED" });
  });

  it("is corrected by one of several at once, and again when that one is rejected", async () => {
    const old = await confirmed("LEAVE", 4, sick("2026-07-01", "2026-07-05"));
    const answers = await Promise.allSettled(
      ["01", "02", "03", "04"].map((day, n) =>
        supersede(old, sick(`2026-07-${day}`, "2026-07-09"), person(901 + (n % 2))),
      ),
    );
    const won = answers.filter(({ status }) => status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "FACT_REPLACED" });
    const [first] = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    await decide(approver, { ids: [first!.id] }, "REJECTED");
    const second = await supersede(old, sick("2026-07-03", "2026-07-03"));
    // The proposer mends the own proposal: it ends at once, and what it was to replace is still what is replaced.
    const third = await supersede(second, sick("2026-07-04", "2026-07-04"));
    expect(third).toMatchObject({ replaces: old.id });
    await expect(decide(checker, { ids: [second.id] })).rejects.toMatchObject({ code: "FACT_STATE" });
    await decide(checker, { ids: [third.id] });
    expect((await asOf(4, await freeze()))["leave.spans"]).toMatchObject([{ from: "2026-07-04" }]);
  });

  it("is taken back: a proposal at once, a confirmed one by two people", async () => {
    const revoke = (row: FactRow) => revokeFact(needs)(callBy(maker), { agencyId, factId: row.id, reason: "keliru" });
    const open = await propose("LEAVE", 5, sick("2026-07-01", "2026-07-05"));
    expect(await revoke(open)).toMatchObject({ id: open.id, supersededAt: expect.any(Number) });
    await expect(revoke(open)).rejects.toMatchObject({ code: "FACT_REPLACED" });
    const old = await confirmed("LEAVE", 5, sick("2026-07-01", "2026-07-05"));
    const taken = await revoke(old);
    expect(taken).toMatchObject({ withdraws: true, replaces: old.id, state: "PROPOSED" });
    expect((await asOf(5, await freeze()))["leave.spans"]).toHaveLength(1);
    await decide(checker, { ids: [taken.id] });
    expect((await asOf(5, await freeze()))["leave.spans"]).toEqual([]);
    await expect(revoke(taken)).rejects.toMatchObject({ code: "FACT_STATE" });
    await expect(revokeFact(needs)(callBy(maker), { agencyId, factId: person(1), reason: "x" })).rejects.toMatchObject({
      code: "FACT_UNKNOWN",
    });
  });

  it("about an officer is not wiped out by this officer, and no proposal by anybody but its proposer", async () => {
    const words = { agencyId, kind: "LEAVE", personId: checker, unitId: undefined, reason: "surat" } as const;
    const open = await proposeFact(needs)(callBy(maker), { ...words, fields: sick("2026-07-01", "2026-07-31") });
    const refused = async (by: string, code: string): Promise<void> => {
      const command = { agencyId, factId: open.id, reason: "tidak" };
      await expect(revokeFact(needs)(callBy(by), command)).rejects.toMatchObject({ code });
      await expect(supersede(open, sick("2026-07-01", "2026-07-01"), by)).rejects.toMatchObject({ code });
    };
    await refused(checker, "OWN_ROW");
    await refused(otherChecker, "FACT_OF_ANOTHER");
    await decide(otherChecker, { ids: [open.id] });
    await refused(checker, "OWN_ROW");
  });

  it("is listed by officers, newest first, and only what is open where that is asked", async () => {
    const list = listFacts(needs);
    const query = { ...page, kind: undefined, personId: person(5), fileId: undefined, open: false };
    const all = await list(callBy(checker), agencyId, query);
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    expect(all).toHaveLength(3);
    expect(await list(callBy(checker), agencyId, { ...query, open: true })).toEqual([]);
    expect(await list(callBy(checker), agencyId, { ...query, limit: 1, after: all[0]!.id })).toEqual([all[1]]);
    expect(await list(callBy(checker), agencyId, { ...query, kind: "SALARY" })).toEqual([]);
  });
});

describe("facts of a range of people", () => {
  const months = { agencyId, period: "2026-11" as Period, payoutPeriod: "2026-12" as Period };
  const people = [21, 22, 23].map((n) => ({ personId: person(n), unitIds: n === 22 ? [person(722)] : [] }));
  const outage = async (unitId: string | undefined, day: string): Promise<FactRow> => {
    const row = await proposeFact(needs)(callBy(maker), {
      ...{ agencyId, kind: "OUTAGE", personId: undefined, unitId, reason: "mesin mati" },
      fields: { from: day, to: day, items: "missed_in" },
    });
    await decide(checker, { ids: [row.id] });
    return row;
  };

  it("are those of the rules and of the payout, shared ones by unit, with the rows behind them", async () => {
    const before = await freeze();
    const key = await confirmed("KEY", 21, { code: "a", value: "1", from_month: "2026-11", to_month: "2026-11" });
    const gaji = { gaji_pokok: "5000000", from_month: "2026-12", decree: "SK 1" };
    const salary = await confirmed("SALARY", 22, gaji);
    await confirmed("KEY", 24, { code: "a", value: "1", from_month: "2026-11" });
    const [everybody, ofUnit] = [await outage(undefined, "2026-11-02"), await outage(person(722), "2026-11-03")];
    const moment = await freeze();
    await confirmed("KEY", 23, { code: "late", value: "1", from_month: "2026-11" });
    await platform.store.transaction({ agencies: [agencyId] }, async (records) => {
      const shared = await sharedFactsOf(records, { ...months, moment });
      const found = await factsOfRange(records, { ...months, moment, people, shared });
      expect([...found.keys()]).toEqual(people.map(({ personId }) => personId));
      const [first, second, third] = [...found.values()];
      expect(first?.facts).toMatchObject({ "key.a": "1", "attendance.outages": [{ from: "2026-11-02" }] });
      expect(first?.refs).toEqual({ "key.a": [key.id], "attendance.outages": [everybody.id] });
      expect(second?.facts["attendance.outages"]).toMatchObject([{ from: "2026-11-02" }, { from: "2026-11-03" }]);
      expect(second?.payout.salary).toBe(5_000_000n);
      expect(second?.ids).toEqual([salary.id, everybody.id, ofUnit.id].sort());
      expect(third?.facts).not.toHaveProperty("key.late");
      expect(await factsOfRange(records, { ...months, moment, people })).toEqual(found);
      const earlier = await factsOfRange(records, { ...months, moment: before, people });
      expect([...earlier.values()].flatMap(({ ids }) => ids)).toEqual([]);
    });
  });

  it("are one query a range, and none for nobody", async () => {
    const moment = await freeze();
    await platform.store.transaction({ agencies: [agencyId] }, async ({ facts }) => {
      let queries = 0;
      const counting: typeof facts = { ...facts, asOf: (...asked) => (++queries, facts.asOf(...asked)) };
      const records = { facts: { ...counting, sharedAsOf: () => Promise.reject(new Error("asked again")) } };
      expect((await factsOfRange(records, { ...months, moment, people, shared: [] })).size).toBe(3);
      expect((await factsOfRange(records, { ...months, moment, people: [] })).size).toBe(0);
      expect(queries).toBe(1);
    });
  });
});

describe("an import", () => {
  const command = (text: string, kind: FactKind = "SCORE") => ({ agencyId, kind, fileId: upload(text) });
  const scores = (...lines: readonly (readonly [n: number, value: string])[]): string =>
    `nip;code;value;from_month;to_month\n${lines.map(([n, value]) => `${nipOf(n)};perilaku;${value};2026-07;2026-07\n`).join("")}`;
  const preview = (text: string) => previewImport(needs)(callBy(maker), command(text));
  const apply = async (text: string, by = maker) => {
    const { sha256: seen } = await previewImport(needs)(callBy(by), command(text));
    return applyImport(needs)(callBy(by), { ...command(text), sha256: seen, reason: "rekap Juli" });
  };
  const first = scores([31, "80"], [32, "85"], [33, "90"]);
  const none = { added: 0, superseded: 0, unchanged: 0, overruled: 0 };

  it("shows what it would do, does it once, and needs a second person", async () => {
    expect(await preview(first)).toMatchObject({ counts: { ...none, added: 3 }, isKnown: false });
    expect(await apply(first)).toEqual({ ...none, added: 3 });
    expect(await preview(first)).toMatchObject({ counts: { ...none, unchanged: 3 }, lines: [], isKnown: true });
    expect(await apply(first)).toEqual({ ...none, unchanged: 3 });
    const { fileId } = command(first);
    await expect(decide(maker, { fileId })).rejects.toMatchObject({ code: "SAME_PERSON" });
    expect(await decide(checker, { fileId })).toEqual({ decided: 3 });
    await expect(decide(checker, { fileId })).rejects.toMatchObject({ code: "FACT_STATE" });
    expect(await asOf(31, await freeze())).toMatchObject({ "score.perilaku": "80" });
    // Each look is one row, and one that was refused for a number that is nobody's too.
    expect((await auditOf(fileId)).filter((action) => action !== "preview")).toEqual(["import", "confirm"]);
    const guess = "nip;code;value;from_month\n198703142011012999;a;1;2026-07\n";
    await expect(preview(guess)).rejects.toMatchObject({ code: "CSV_INVALID" });
    expect(await auditOf(command(guess).fileId)).toEqual(["preview"]);
  });

  it("stands in for what the file before said, and is overruled by a person", async () => {
    const [row] = await listFacts(needs)(callBy(maker), agencyId, {
      ...{ ...page, kind: "SCORE", personId: person(33), fileId: command(first).fileId, open: false },
    });
    const human = await supersede(row!, { code: "perilaku", value: "77", from_month: "2026-07", to_month: "2026-07" });
    await decide(checker, { ids: [human.id] });
    const second = scores([31, "80"], [32, "86"], [33, "91"], [34, "70"]);
    const seen = await preview(second);
    expect(seen.counts).toEqual({ added: 1, superseded: 1, unchanged: 1, overruled: 1 });
    expect(seen.lines.map(({ line, outcome }) => [line, outcome])).toEqual([
      [3, "superseded"],
      [4, "overruled"],
      [5, "added"],
    ]);
    await apply(second);
    // Before the second file is decided a third corrects it.
    expect(await apply(scores([32, "87"]))).toEqual({ ...none, superseded: 1 });
    await decide(checker, { fileId: command(scores([32, "87"])).fileId });
    expect(await decide(checker, { fileId: command(second).fileId })).toEqual({ decided: 1 });
    const moment = await freeze();
    expect(await asOf(32, moment)).toMatchObject({ "score.perilaku": "87" });
    expect(await asOf(33, moment)).toMatchObject({ "score.perilaku": "77" });
    // The first file again: known by its hash, and nothing comes back.
    expect(await apply(first)).toEqual({ ...none, unchanged: 3 });
  });

  it("ends no open proposal of somebody else, and nothing that is said about whoever imports", async () => {
    await apply(scores([39, "10"]));
    await expect(apply(scores([39, "99"]), otherChecker)).rejects.toMatchObject({ code: "FACT_OF_ANOTHER" });
    const own = (value: string): string => `person_id,code,value,from_month\n${checker},sendiri,${value},2026-07\n`;
    await apply(own("10"));
    await expect(apply(own("99"), checker)).rejects.toMatchObject({ code: "OWN_ROW" });
    await decide(otherChecker, { fileId: command(own("10")).fileId });
    await expect(apply(own("98"), checker)).rejects.toMatchObject({ code: "OWN_ROW" });
  });

  it("leaves the decider's own rows to somebody else", async () => {
    const text = `person_id,code,value,from_month\n${checker},lain,1,2026-07\n${person(35)},lain,1,2026-07\n`;
    await apply(text);
    const { fileId } = command(text);
    expect(await decide(checker, { fileId })).toEqual({ decided: 1 });
    expect(await decide(otherChecker, { fileId })).toEqual({ decided: 1 });
  });

  it("is refused whole, with every line and column; a plan that is out of date too", async () => {
    await expect(preview(scores([36, "x"]))).rejects.toMatchObject({
      ...{ code: "CSV_INVALID", violations: [{ pointer: "/lines/2/value", code: "DECIMAL_FORM" }] },
    });
    await expect(preview(`nip;code;value;from_month\n198703142011012999;a;1;2026-07\n`)).rejects.toMatchObject({
      ...{ code: "CSV_INVALID", violations: [{ pointer: "/lines/2/nip", code: "PERSON_UNKNOWN" }] },
    });
    await expect(previewImport(needs)(callBy(maker), { ...command(""), fileId: "0".repeat(64) })).rejects.toMatchObject(
      {
        code: "FILE_UNKNOWN",
      },
    );
    const text = scores([37, "1"]);
    const { sha256: seen } = await preview(text);
    await apply(scores([37, "2"]));
    await expect(
      applyImport(needs)(callBy(maker), { ...command(text), sha256: seen, reason: "rekap" }),
    ).rejects.toMatchObject({ code: "HASH_MISMATCH" });
  });

  it("may come again when all of it was rejected", async () => {
    const text = scores([38, "1"]);
    await apply(text);
    await decide(checker, { fileId: command(text).fileId }, "REJECTED");
    expect(await apply(text)).toEqual({ ...none, added: 1 });
  });

  it("takes outages of units and of the agency", async () => {
    const text = `unit_id,from,to,items\n,2026-03-02,2026-03-02,missed_in\n${person(7)},2026-03-03,2026-03-03,missed_out\n`;
    expect((await previewImport(needs)(callBy(maker), command(text, "OUTAGE"))).counts).toMatchObject({ added: 2 });
  });
});

describe("a long file", () => {
  it("is imported and confirmed whole, beyond what one statement takes", async () => {
    const lines = Array.from({ length: 2_500 }, (_, n) => `${person(10_000 + n)},besar,${n % 100},2026-07`);
    const fileId = upload(`person_id,code,value,from_month\n${lines.join("\n")}\n`);
    const command = { agencyId, kind: "SCORE", fileId } as const;
    const { sha256: seen, lines: shown } = await previewImport(needs)(callBy(maker), command);
    expect(shown).toHaveLength(200);
    expect(await applyImport(needs)(callBy(maker), { ...command, sha256: seen, reason: "rekap" })).toMatchObject({
      added: 2_500,
    });
    expect(await decide(checker, { fileId })).toEqual({ decided: 2_500 });
  });
});
