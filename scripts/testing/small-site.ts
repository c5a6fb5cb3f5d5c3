import { createHash, randomUUID } from "node:crypto";
import { appendAudit, sealBatch, type AuditRow } from "@kinerja/common/audit";
import { connectAdmin, connectProducer, ensureTopics, relayBatch, type Producer } from "@kinerja/common/messaging";
import { noScope, openClient, withLogin } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { PeriodClosed } from "@kinerja/proto/activity/v1/activity_events";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";
import { type Entry } from "@kinerja/proto/activity/v1/ingest_service";
import { PersonChanged } from "@kinerja/proto/identity/v1/identity_events";
import { SkpState } from "@kinerja/proto/planning/v1/planning_service";
import { agencyId, callerOf, clock, employee, employmentId, now, officer, startThinPath, superior, unitId } from "../../services/activity/src/testing/thin.ts"; // prettier-ignore
import { entryOf } from "../../services/activity/src/testing/world.ts";
import { type SealedPeriods } from "../../services/allowance/src/app/ports.ts";
import {
  agency,
  callBy,
  fakeAccess,
  fakeSealed,
  month,
  predicate,
  roster,
} from "../../services/allowance/src/testing/month.ts";
import {
  approvedPolicy,
  payBatch,
  startRunOf,
  startTestPlatform,
} from "../../services/allowance/src/testing/platform.ts";
import { type Looked } from "../invariants/breaks.ts";
import { type Query } from "../invariants/finding.ts";
import { type HistoryLine } from "../invariants/history.ts";
import { readFacts } from "../invariants/records.ts";
import { inTurn } from "../invariants/stores.ts";

const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");
const period = "2026-10";
const at = new Date("2026-11-05T03:00:00Z");
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

type Thin = Awaited<ReturnType<typeof startThinPath>>;

/** One person's entries: one is sent twice, one changed, one has a twin, two are approved; then the month is closed. */
async function playActivity(use: Thin): Promise<HistoryLine[]> {
  const history: HistoryLine[] = [];
  const done = (day: number): Entry => entryOf(now(), { employmentId, workDate: `2026-10-0${day}` });
  const who = { person: employee, agency: agencyId };
  const record = async (...entries: Entry[]): Promise<string> => {
    let place = "";
    for (const { id, version } of entries) history.push({ op: "invoke", ...who, id, version });
    for (const { id, version, outcome } of await use.record(entries)) {
      if (outcome?.$case !== "receipt") throw new Error(JSON.stringify(outcome));
      place = outcome.value.position;
      history.push({ op: "ok", ...who, id, version, sha256: outcome.value.bodySha256 });
    }
    return place;
  };
  const [first, second, third] = [done(5), done(6), done(7)];
  await record(first, second, third);
  await record(first);
  await record({ ...second, version: 2, endsAt: "10:00" });
  const after = await record({ ...third, description: "Dari gawai lain" });
  const paging = { personId: undefined, pageSize: undefined, pageToken: undefined };
  const look = { ...paging, from: "2026-10-05", to: "2026-10-05", after };
  const { entries, pending } = await use.list(callerOf(employee), look);
  history.push({ op: "read", person: employee, date: "2026-10-05", after, pending, count: entries.length });
  const seen = [
    { entryId: first.id, version: 1 },
    { entryId: second.id, version: 2 },
  ];
  await use.decide(callerOf(superior), { personId: employee, kind: "approved", seen, reason: undefined, note: undefined });
  clock.set("2026-11-01T00:00:00Z");
  await use.close(callerOf(officer), { agencyId, period });
  clock.set("2026-11-04T00:00:00Z");
  await use.sealDue();
  return history;
} // prettier-ignore

async function administer(database: TestDatabase): Promise<{ query: Query; close(): Promise<void> }> {
  const name = new URL(database.url("owner")).pathname.slice(1);
  const client = await openClient(withLogin(process.env["TEST_DATABASE_URL"] ?? "", name), "test");
  return { query: inTurn(client), close: () => client.end() };
}

/** Writes the rows that stand for acts, as the service would, and chains everything. */
async function audit(database: TestDatabase, rows: readonly Partial<AuditRow>[]): Promise<void> {
  const [app, sealer] = [await database.db("app"), await database.db("sealer")];
  const base = { at, actor: officer, role: "PERSONNEL_OFFICER", action: "", resource: "", requestId: "test" };
  await app.transaction(noScope, async (tx) => {
    for (const row of rows) await appendAudit(tx, { ...base, ...row });
  });
  await sealBatch(sealer);
  await Promise.all([app.stop(), sealer.stop()]);
}

/** The person and the place whose employment activity heard of. */
async function fillIdentity(query: Query, database: TestDatabase): Promise<string> {
  const [unit, position] = [unitId, randomUUID()];
  await query(
    `with a as (insert into agency (id, siasn_id, name, kind, zone, version) values ('${agencyId}', 'A', 'Dinas', 'KOTA', 'WITA', 1)),
     p as (insert into person (id, name, nip_encrypted, nip_key_version, nip_index, nip_index_version, active, version, recorded_at)
       values ('${employee}', 'Seseorang', '', 1, '', 1, true, 1, now())),
     u as (insert into unit (id, agency_id, siasn_id, name, zone, valid_from, version)
       values ('${unit}', '${agencyId}', 'U', 'Bidang', 'WITA', '2026-01-01', 1)),
     j as (insert into position (id, name, kind) values ('${position}', 'Analis', 'PELAKSANA')),
     c as (insert into credential (person_id, password_hash, changed_at) values ('${employee}', '', now()))
     insert into employment (id, agency_id, person_id, unit_id, position_id, position_class, zone, main, head, grade, staff_kind,
       position_since_raw, sort_name, valid_from, version, recorded_at)
     values ('${employmentId}', '${agencyId}', '${employee}', '${unit}', '${position}', 8, 'WITA', true, false, 'III/a', 'PNS', '',
       'seseorang', '2026-10-02', 1, now())`,
  );
  await audit(database, [
    { action: "issue-code", resource: "credential", agencyId, detail: { people: [employee] } },
    { action: "activate", resource: "credential", objectId: employee, actor: employee },
  ]);
  return unit;
}

const planItem = randomUUID();

/** The plan that activity heard of in two versions. */
async function fillPlanning(query: Query, database: TestDatabase, skpId: string): Promise<void> {
  const valid = "'2026-01-01', '2026-12-31'";
  await query(
    `with o as (insert into skp_owner (skp_id, person_id, agency_id) values ('${skpId}', '${employee}', '${agencyId}')),
     s as (insert into skp_setting (skp_id, revision, agency_id, person_id, valid_from, valid_to, set_by, set_at, document)
       values ('${skpId}', 1, '${agencyId}', '${employee}', ${valid}, '${superior}', now(), '{}')),
     m as (insert into plan_month (skp_id, period, agency_id, person_id, items)
       values ('${skpId}', '${period}', '${agencyId}', '${employee}', '[{"id": "${planItem}"}]'))
     insert into skp (id, agency_id, person_id, employment_id, unit_id, year, valid_from, valid_to, position_kind, state, version,
       set_revision, facts, content, changed_at)
     values ('${skpId}', '${agencyId}', '${employee}', '${employmentId}', '${agencyId}', 2026, ${valid}, 'STAFF', 'SET', 2, 1, 2, '{}', now())`,
  );
  await audit(database, [
    { action: "create", resource: "skp", objectId: skpId, agencyId, actor: employee },
    { action: "set", resource: "skp", objectId: skpId, agencyId, actor: superior },
  ]);
}

interface SealedByActivity {
  readonly eventId: string;
  readonly count: bigint;
  readonly sha256: string;
  readonly row: SealedMonth;
}

/** What activity sealed was taken in; one document is issued and sealed. Returns the hash of the sealed predicates. */
async function fillEvaluation(query: Query, database: TestDatabase, sealed: SealedByActivity): Promise<string> {
  const { eventId, count, row } = sealed;
  const [content, body] = [Buffer.from("{}"), Buffer.from(employee)];
  const month = `'${agencyId}', '${period}', 1`;
  await query(
    `with i as (insert into inbox (consumer, event_id) values ('evaluation-closings', '${eventId}')),
     a as (insert into activity_month (agency_id, period, revision, count, sha256, taken_at) values (${month}, ${count}, '${sealed.sha256}', now())),
     s as (insert into sealed_month (agency_id, period, revision, person_id, employment_id, approved_minutes, open_minutes, days_with_entries)
       values (${month}, '${employee}', '${employmentId}', ${row.approvedMinutes}, ${row.openMinutes}, ${row.daysWithEntries})),
     d as (insert into document (term, person_id, version, agency_id, content, sha256, issued_at)
       values ('${period}', '${employee}', 3, '${agencyId}', $1, sha256($1), now())),
     e as (insert into evaluation_period (agency_id, period, revision, count, sha256, missing, sealed_by, sealed_at)
       values (${month}, 1, '${sha256(body)}', 0, '${officer}', now())),
     p as (insert into sealed_predicate (agency_id, period, revision, person_id, employment_id, body)
       values (${month}, '${employee}', '${employmentId}', $2))
     insert into evaluation (term, person_id, agency_id, unit_id, employment_id, zone, state, version, is_head, realisations, result,
       behaviour, predicate, document_sha256)
     values ('${period}', '${employee}', '${agencyId}', '${agencyId}', '${employmentId}', 'WITA', 'ISSUED', 3, false, '[]', 'SESUAI',
       'SESUAI', 'BAIK', sha256($1))`,
    [content, body],
  );
  const evaluation = { resource: "evaluation", objectId: `${employee}/${period}`, agencyId, actor: superior };
  await audit(database, [
    { action: "take", resource: "activity-month", objectId: period, agencyId, requestId: eventId, actor: "system/evaluation" },
    { ...evaluation, action: "rate" },
    { ...evaluation, action: "issue" },
    { action: "seal", resource: "evaluation-period", objectId: period, agencyId, detail: { revision: 1 } },
  ]);
  return sha256(body);
} // prettier-ignore

/** The real service pays the person by what was sealed. */
async function pay(sealed: SealedByActivity, predicatesSha256: string) {
  const { personId, employmentId: id, approvedMinutes, openMinutes, daysWithEntries } = sealed.row;
  const whose = { personId, employmentId: id };
  const inputs = {
    roster: [roster(1, whose)],
    months: [month(1, { ...whose, approvedMinutes, openMinutes, daysWithEntries })],
    predicates: [{ ...predicate(1), ...whose }],
  };
  const fake = fakeSealed();
  fake.set(agencyId, inputs);
  const asked = [callBy(officer), agencyId, period] as const;
  const [activity, evaluation] = await Promise.all([fake.activity(...asked), fake.evaluation(...asked)]);
  if (activity === undefined || evaluation === undefined) throw new Error("both are sealed");
  const periods: SealedPeriods = {
    activity: () => Promise.resolve({ revision: 1, count: sealed.count, sha256: sealed.sha256 }),
    evaluation: () => Promise.resolve({ revision: 1, count: 1n, sha256: predicatesSha256 }),
    // The rows stand for what was sealed; which revisions they are is the real services' word.
    open: (run) => fake.open({ ...run, activity, evaluation }),
  };
  const asOfficer = fakeAccess();
  const service = await startTestPlatform({
    sealed: periods,
    accessTo: (caller, action, resource, target) =>
      asOfficer(caller, action, resource, { ...target, agencyId: agency(1) }),
  });
  await approvedPolicy(service, agencyId);
  await payBatch(service, await startRunOf(service, agencyId));
  await audit(service.database, []);
  return service;
}

/** Sends what waits in an outbox, under the site's name. */
async function relay(database: TestDatabase, producer: Producer, site: string): Promise<void> {
  const db = await database.db("relay");
  await relayBatch(db, ({ topic, ...batch }) => producer.send([{ ...batch, topic: topic.replace(/^kinerja\.[^.]+/, `kinerja.${site}`) }])); // prettier-ignore
  await db.stop();
}

/** Of these facts nobody hears more than that there are, in which version. */
async function tellVersions(producer: Producer, site: string, told: readonly (readonly [string, string, bigint])[]) {
  for (const [fact, aggregateId, version] of told) {
    const meta = { id: randomUUID(), type: "Told", aggregateId, version, agencyId, site };
    const value = Buffer.from(PersonChanged.encode(PersonChanged.fromPartial({ meta })).finish());
    const messages = [{ key: Buffer.from(aggregateId), value, headers: {} }];
    await producer.send([{ topic: `kinerja.${site}.${fact}.v1`, partition: 0, messages }]);
  }
}

async function sealedBy(activity: Query): Promise<SealedByActivity & { site: string }> {
  const [told] = await activity<{ payload: Buffer }>("select payload from outbox");
  const [sealed] = await activity<{ body: Buffer }>("select body from sealed_month");
  if (told === undefined || sealed === undefined) throw new Error("the month was not sealed");
  const { meta, count, sha256: hash } = PeriodClosed.decode(told.payload);
  return { site: meta?.site ?? "", eventId: meta?.id ?? "", count, sha256: hash, row: SealedMonth.decode(sealed.body) };
}

async function untilCopied(activity: Query): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const [row] = await activity<{ there: boolean }>(
      "select exists (select from plan_copy where version = 2) and exists (select from employment_copy) as there",
    );
    if (row?.there) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("activity did not hear of the plan");
}

/** A site of one person on real databases and a real broker: the stores of all services, healthy, as the checks of the invariants see them. */
export async function openSmallSite(): Promise<Looked & { stop(): Promise<void> }> {
  const use = await startThinPath();
  const skpId = randomUUID();
  for (const [version, state] of [[1n, SkpState.DRAFT], [2n, SkpState.SET]] as const) await use.tellPlan({ skpId, version, state, itemIds: [planItem], toldAt: now() }); // prettier-ignore
  const [activity, activity_spool] = [await administer(use.database), await administer(use.spool)];
  await untilCopied(activity.query);
  const history = await playActivity(use);
  await audit(use.database, []);
  const sealed = await sealedBy(activity.query);
  const { site } = sealed;
  const databases = await Promise.all(["identity", "planning", "evaluation"].map((service) => testDatabase(service)));
  const [identityDb, planningDb, evaluationDb] = databases as [TestDatabase, TestDatabase, TestDatabase];
  const [identity, planning, evaluation] = [await administer(identityDb), await administer(planningDb), await administer(evaluationDb)]; // prettier-ignore
  const unit = await fillIdentity(identity.query, identityDb);
  await fillPlanning(planning.query, planningDb, skpId);
  const service = await pay(sealed, await fillEvaluation(evaluation.query, evaluationDb, sealed));
  const allowance = await administer(service.database);
  const [admin, producer] = [await connectAdmin({ brokers, clientId: "test" }), connectProducer({ brokers, clientId: "test" })]; // prettier-ignore
  const topics = ["identity.person", "identity.unit", "identity.calendar", "evaluation.document", "allowance.run"]; // prettier-ignore
  await ensureTopics(admin, topics.map((fact) => ({ name: `kinerja.${site}.${fact}.v1`, partitions: 2, compacted: /^identity/.test(fact) }))); // prettier-ignore
  await relay(use.database, producer, site);
  await relay(service.database, producer, site);
  await tellVersions(producer, site, [
    ["identity.person", employee, 1n],
    ["identity.unit", unit, 1n],
    ["identity.calendar", "/2026", 1n],
    ["evaluation.document", `${employee}/${period}`, 3n],
  ]);
  const stores = { identity, planning, activity, activity_spool, evaluation, allowance };
  return {
    queries: Object.fromEntries(Object.entries(stores).map(([name, { query }]) => [name, query])),
    facts: await readFacts({ brokers, site }),
    history,
    observed: { looked: 1, unseen: 0 },
    stop: async () => {
      await Promise.all([producer.close(), admin.close(), ...Object.values(stores).map((store) => store.close())]);
      await use.stop();
      await service.stop();
      await Promise.all(databases.map((database) => database.drop()));
    },
  };
}
