import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { sealBatch, verifyAudit } from "@kinerja/common/audit";
import { type Day, uuidV7 } from "@kinerja/common/kernel";
import { type Database, noScope, openDatabase, type Scope } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { EvaluationIssued } from "@kinerja/proto/evaluation/v1/evaluation_events";
import { SealedPredicate } from "@kinerja/proto/evaluation/v1/evaluation_service";

import { type Act, type Member } from "../../app/stores.ts";
import { openEvaluation, rate } from "../../domain/evaluation.ts";
import { issue } from "../../domain/issue.ts";
import { toRate } from "../../domain/notice.ts";
import { sealRows } from "../../domain/seal.ts";
import { setPredicate } from "../../domain/unit.ts";
import { at, october, planOf, term } from "../../testing/samples.ts";
import { storeSuite } from "../../testing/store-suite.ts";
import { sha256 } from "../hash.ts";
import { tellIssued } from "../kafka/tell.ts";
import { postgresClosingStore } from "./closing-store.ts";
import { postgresEvaluationStore } from "./evaluation-store.ts";
import { postgresNoticeStore } from "./notice-store.ts";
import { postgresPeriodStore } from "./period-store.ts";
import { insertNew, paramsOf } from "./rows.ts";
import { sealedPredicates } from "./sealed-predicates.ts";
import { postgresUnitStore } from "./unit-store.ts";

const now = (): number => at;
let database: TestDatabase;
let db: Database;
let closer: Database;
beforeAll(async () => {
  database = await testDatabase("evaluation");
  [db, closer] = [await database.db("app"), await database.db("closer")];
}, 60_000);
afterAll(async () => {
  await Promise.all([db.stop(), closer.stop()]);
  await database.drop();
});

const tell = tellIssued("test", () => uuidV7(Date.now()));
const storesOn = () => ({
  evaluations: postgresEvaluationStore({ db: db, now, tell }),
  units: postgresUnitStore(db, now),
  periods: postgresPeriodStore({ db: db, closer: closer, now }),
  closings: postgresClosingStore(closer, now),
  notices: postgresNoticeStore(db),
});

describe("stores in PostgreSQL", () => storeSuite(() => Promise.resolve(storesOn())));

describe("the database", () => {
  const [here, there] = [randomUUID(), randomUUID()];
  const unit = randomUUID();
  const assessor = randomUUID();
  const member = (agency: string): Member => ({ personId: randomUUID(), place: { agencyId: agency, unitId: unit, employmentId: randomUUID(), zone: "WIT" } }); // prettier-ignore
  const [one, other] = [member(here), member(there)];
  const act = (agency: string): Act => ({
    caller: { personId: assessor, token: "", requestId: "request-1", requestKey: undefined },
    grant: { agencies: [agency], person: assessor, role: "superior" },
    need: ["issue", "evaluation"],
    command: {},
  });

  beforeAll(async () => {
    for (const { personId, place } of [one, other]) {
      const { agencyId, employmentId } = place;
      const closing = { agencyId, period: october, eventId: randomUUID(), revision: 1, count: 1n, sha256: "" };
      const month = { personId, employmentId, approvedMinutes: 60, openMinutes: 0, daysWithEntries: 1 };
      await storesOn().closings.take(closing, [month], [openEvaluation(personId, term, place)], toRate);
      await storesOn().units.change(act(agencyId), { agencyId, unitId: unit, term }, (found) =>
        setPredicate(found, term, "BAIK", "SK"),
      );
      await storesOn().evaluations.change(act(agencyId), term, [{ personId, place }], ([scene]) => ({
        decisions: [
          rate(scene!, { result: "SESUAI", behaviour: "SESUAI", note: "" }, { by: assessor, at, plan: planOf() }),
        ],
        answer: null,
      }));
    }
  });

  it("shows and takes nothing of another agency, whatever is asked", async () => {
    const count = (table: string, scope: Scope): Promise<number> =>
      db.transaction(scope, async (tx) => {
        const rows = await tx.query(`select from ${table} where agency_id = $1`, [there]);
        return rows.length;
      });
    const tables = ["evaluation", "unit_predicate", "sealed_month", "activity_month"];
    for (const table of tables) {
      expect([table, await count(table, { agencies: [here], person: assessor })]).toEqual([table, 0]);
      expect([table, await count(table, { agencies: [] })]).toEqual([table, 0]);
      expect([table, await count(table, { agencies: [there] })]).toEqual([table, 1]);
    }
    expect(await count("evaluation", { agencies: [], person: other.personId })).toBe(1);
    const [hidden] = await storesOn().evaluations.look({ grant: act(here).grant, note: undefined, whole: true }, term, [
      other,
    ]);
    expect(hidden?.evaluation.version).toBe(0);
    const foreign = storesOn().evaluations.change(act(here), term, [other], ([scene]) => ({
      decisions: [{ state: { ...scene!.evaluation, version: 1 }, events: [] }],
      answer: null,
    }));
    await expect(foreign).rejects.toThrow(/row-level security/);
  });

  it("reads again when the end of the month opens an evaluation meanwhile", async () => {
    const late = member(here);
    const [opened, decided] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const month = closer.transaction(noScope, async (tx) => {
      await tx.query(insertNew, paramsOf([{ ...openEvaluation(late.personId, term, late.place), version: 1 }]));
      opened.resolve(undefined);
      await decided.promise;
    });
    await opened.promise;
    const seen: number[] = [];
    await storesOn().evaluations.change(act(here), term, [late], ([scene]) => {
      const { evaluation } = scene!;
      seen.push(evaluation.version);
      decided.resolve(undefined);
      return { decisions: [{ state: { ...evaluation, version: evaluation.version + 1 }, events: [] }], answer: null };
    });
    await month;
    expect(seen).toEqual([0, 1]);
  });

  it("tells each issued document in the order of the commits, without its words", async () => {
    const objectionUntil = "2026-11-19" as Day;
    const policy = { minPopulation: 5, headCounts: true, most: "LARGEST" } as const;
    await storesOn().evaluations.change(act(here), term, [one], ([scene]) => ({
      decisions: [issue(scene!, { by: assessor, at, policy, objectionUntil, sha256 })],
      answer: null,
    }));
    const relay = await database.db("relay");
    const rows = await relay.query<{ topic: string; key: string; payload: Buffer }>(
      "select topic, key, payload from outbox where key = $1 order by position",
      [one.personId],
    );
    await relay.stop();
    expect(rows.map(({ topic }) => topic)).toEqual(["kinerja.test.evaluation.document.v1"]);
    const event = EvaluationIssued.decode(rows[0]!.payload);
    const [shown] = await storesOn().evaluations.look({ grant: act(here).grant, note: undefined, whole: true }, term, [
      one,
    ]);
    expect(event).toMatchObject({
      personId: one.personId,
      period: term,
      predicate: "PREDICATE_BAIK",
      documentSha256: shown?.evaluation.issue?.documentSha256,
    });
    expect(event.meta).toMatchObject({
      aggregateId: `${one.personId}/${term}`,
      version: 3n,
      agencyId: here,
      actor: assessor,
    });
    expect(rows[0]!.payload.includes("vaksin")).toBe(false);
  });

  it("never lets an issued evaluation, a document or a sealed predicate change", async () => {
    await storesOn().periods.seal(act(here), { agencyId: here, period: october }, [one.personId], (issued) =>
      sealRows([{ personId: one.personId, employmentId: one.place.employmentId }], issued),
    );
    const admin = new URL(process.env["TEST_DATABASE_URL"] ?? "");
    admin.pathname = new URL(database.url("owner")).pathname;
    const owner = await openDatabase({ url: admin.href, name: "test" });
    for (const statement of [
      "update evaluation set note = 'x' where state = 'ISSUED'",
      "delete from evaluation where state = 'ISSUED'",
      "update document set content = 'x'",
      "truncate document",
      "delete from sealed_predicate",
      "update evaluation_period set count = 0",
      "update audit set actor = 'x'",
    ])
      await expect(owner.query(statement)).rejects.toThrow(/never changes/);
    await expect(
      owner.query(
        "insert into document (term, person_id, agency_id, version, content, sha256, issued_at) select term, person_id, agency_id, 99, 'forged', sha256, issued_at from document",
      ),
    ).rejects.toThrow(/check constraint/);
    await owner.stop();
  });

  it("streams the sealed rows with the count and hash of the period", async () => {
    const key = { agencyId: here, period: october };
    const rows: SealedPredicate[] = [];
    const stream = sealedPredicates(db, { ...key, revision: 1 });
    let next = await stream.next();
    for (; next.done !== true; next = await stream.next()) rows.push(SealedPredicate.decode(next.value));
    expect(rows).toEqual([
      {
        personId: one.personId,
        employmentId: one.place.employmentId,
        predicate: "PREDICATE_BAIK",
        evaluationVersion: 3,
      },
    ]);
    const { period } = await storesOn().periods.status(act(here).grant, key);
    expect(next.value).toEqual({ count: period.count, sha256: period.sha256 });
    const of = async (personId: string) => (await sealedPredicates(db, { ...key, revision: 1, personId }).next()).done;
    expect([await of(one.personId), await of(crypto.randomUUID())]).toEqual([false, true]);
    await expect(sealedPredicates(db, { ...key, revision: 2 }).next()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("seals every audit row into the chain", async () => {
    const sealer = await database.db("sealer");
    while ((await sealBatch(sealer)) > 0);
    const report = await verifyAudit(sealer);
    await sealer.stop();
    expect(report).toMatchObject({ unsealed: 0, faults: [] });
    expect(report.links).toBeGreaterThan(10);
  });
});
