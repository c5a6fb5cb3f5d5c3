import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { folderStore } from "@kinerja/common/files";
import { type Day, type PersonId } from "@kinerja/common/kernel";
import { connectAdmin, connectProducer, type Producer } from "@kinerja/common/messaging";
import { type Database } from "@kinerja/common/postgres";
import { type Subject } from "@kinerja/common/session";
import { createLog } from "@kinerja/common/telemetry";
import { fixedClock, testDatabase } from "@kinerja/common/testing";
import { type Entry, type EntryResult, RecordEntriesRequest } from "@kinerja/proto/activity/v1/ingest_service";

import { readAttendanceFile, readShiftFile } from "../adapters/csv/read-attendance-file.ts";
import { recordBytes, sha256 } from "../adapters/grpc/ingest.ts";
import { namesFile } from "../adapters/grpc/evidence.ts";
import { kafkaAppend } from "../adapters/kafka/append.ts";
import { copyProgress } from "../adapters/kafka/copy-progress.ts";
import { periodTopic, submittedTopic } from "../adapters/kafka/topics.ts";
import { postgresAttendanceStore } from "../adapters/postgres/attendance-store.ts";
import { postgresHistoryStore } from "../adapters/postgres/attendance-history.ts";
import { postgresCorrectionListStore } from "../adapters/postgres/correction-list.ts";
import { postgresCorrectionStore } from "../adapters/postgres/correction-store.ts";
import { postgresDecisionStore } from "../adapters/postgres/decision-store.ts";
import { postgresMissingStore } from "../adapters/postgres/missing-store.ts";
import { postgresEscalationStore } from "../adapters/postgres/escalation-store.ts";
import { postgresOversightStore } from "../adapters/postgres/oversight-store.ts";
import { postgresParkedStore } from "../adapters/postgres/parked.ts";
import { postgresPeriodStore } from "../adapters/postgres/period-store.ts";
import { createPositionWaiter } from "../adapters/postgres/positions.ts";
import { postgresReadStore } from "../adapters/postgres/read-store.ts";
import { postgresScheduleStore } from "../adapters/postgres/schedule-store.ts";
import { postgresShiftStore } from "../adapters/postgres/shift-store.ts";
import { postgresSealStore } from "../adapters/postgres/seal-store.ts";
import { openSessions } from "../adapters/postgres/session.ts";
import { postgresSpool, spooledUpTo } from "../adapters/postgres/spool.ts";
import { postgresTaskStore } from "../adapters/postgres/task-store.ts";
import { getAttendanceEvidence, listAttendanceHistory } from "../app/attendance-history.ts";
import { importAttendance, recordAttendance } from "../app/attendance.ts";
import { correctAttendance, withdrawCorrection } from "../app/correct-attendance.ts";
import { listCorrections } from "../app/correction-list.ts";
import { type Access, type AccessTo, type Caller } from "../app/authorise.ts";
import { closePeriod, decideReopening, getPeriod, proposeReopening } from "../app/close.ts";
import { createEscalation, createLastLook } from "../app/escalate.ts";
import { getEvidence } from "../app/evidence.ts";
import { confirmPolicy, getPolicy, listDecisions, listSilences, proposePolicy } from "../app/oversight.ts";
import { decideEntries } from "../app/decide.ts";
import { getTeamInbox } from "../app/inbox.ts";
import { listMissing } from "../app/missing.ts";
import { listNotices } from "../app/notices.ts";
import { getEntryHistory, getMonth, listEntries } from "../app/read.ts";
import { recordEntries } from "../app/record.ts";
import { tendParked } from "../app/parked.ts";
import { type Employed, type PeopleNeeds } from "../app/people-of-lines.ts";
import { listSchedules, setSchedule } from "../app/schedules.ts";
import { importShiftDays, listShiftDays, setShiftDays } from "../app/shift-days.ts";
import { createSealing, type SealLook } from "../app/seal.ts";
import { assignTask, changeTask, listGivenTasks, listTasks } from "../app/tasks.ts";
import { getTeamWork } from "../app/team-work.ts";
import { startWriter } from "../writer.ts";
import {
  brokersOfTests,
  makeSite,
  tellEmployment,
  tellPlan,
  tellRelation,
  type TestPlan,
  type TestRelation,
} from "./world.ts";

const partitions = 4;
const deadlineDays = 3;

export const clock = fixedClock("2026-10-07T02:00:00Z");
export const now = (): number => clock.now();
export const agencyId = randomUUID();
export const employmentId = randomUUID();
export const unitId = randomUUID();
export const [employee, superior, officer, stranger] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
/** Whom the superior reports to, and officers beside the first. */
export const [above, secondOfficer, thirdOfficer] = [randomUUID(), randomUUID(), randomUUID()];
/** Whom that one reports to. */
export const head = randomUUID();
/** Who acts for the one above (Plh.), where a test tells so. */
export const acting = randomUUID();

/** As identity knows the employee by number; nobody else here has one. */
export const employeesNip = "198703142011012901";

/** What identity has recorded and not yet told. */
export const newcomer = randomUUID();
const unheard: Employed[] = [
  { personId: newcomer, agencyId, validFrom: "2026-11-02" as Day, validTo: "2026-11-02" as Day },
];

const twoAbove = new Map<string, string>([
  [employee, above],
  [superior, head],
]);

const officers: readonly string[] = [officer, secondOfficer, thirdOfficer];
const allowIf = (isAllowed: boolean): Access["verdict"] => (isAllowed ? "allow" : "forbidden");

const readEntries = ({ personId }: Caller): Access["verdict"] =>
  personId === head ? "not-found" : allowIf([employee, superior, ...officers].includes(personId));

/** A decision table of some people; the real one is tested with its own matrix. */
const accessTo: AccessTo = (caller, action, resource, target): Promise<Access> => {
  const verdict = (): Access["verdict"] => {
    if (caller.personId === stranger) return "not-found";
    if ("agencyId" in target) return allowIf(officers.includes(caller.personId));
    if (["approve", "return", "assign", "confirm", "cancel"].includes(action))
      return allowIf(caller.personId === superior);
    if (["list entry", "read entry"].includes(`${action} ${resource}`)) return readEntries(caller);
    // Two steps above, or acting one step above, as identity tells it.
    if (action === "decide-escalated")
      return allowIf(
        twoAbove.get(target.personId) === caller.personId ||
          (target.personId === superior && caller.personId === acting),
      );
    return "allow";
  };
  return Promise.resolve({ verdict: verdict(), agencies: [agencyId], role: "superior" });
};

export const callerOf = (personId: string, requestKey?: string): Caller => ({
  personId,
  agencyIds: [agencyId],
  token: "",
  requestId: randomUUID(),
  requestKey,
});

const subject: Subject = {
  personId: employee as PersonId,
  sessionId: randomUUID(),
  kind: "diary",
  employments: [{ id: employmentId, agencyId, zone: "WITA" }],
  token: "",
};

const workingDays = (_: Caller, period: string) =>
  Promise.resolve((["2026-10-05", "2026-10-06", "2026-10-07"] as Day[]).filter((day) => day.startsWith(period)));
const subordinatesOf = (caller: Caller) =>
  Promise.resolve(caller.personId === superior ? [{ personId: employee, agencyId }] : []);

function useCases(app: Database, folder: string, append: ReturnType<typeof kafkaAppend>["append"]) {
  const files = folderStore(folder);
  const store = postgresReadStore(app, partitions, now);
  const read = { store, accessTo, isStoredUpTo: createPositionWaiter(app, partitions) };
  const period = { periods: postgresPeriodStore(app, partitions, now), accessTo, now, deadlineDays };
  const tasks = { tasks: postgresTaskStore(app, partitions, now), accessTo, now };
  const record = recordBytes(recordEntries({ append, now, sha256 }), () => false);
  return {
    files,
    recordBytes: record,
    record: async (entries: Entry[]): Promise<EntryResult[]> =>
      (await record(Buffer.from(RecordEntriesRequest.encode({ entries }).finish()), subject)).results,
    list: listEntries(read),
    month: getMonth({ ...read, deadlineDays }),
    history: getEntryHistory(read),
    decide: decideEntries({ decisions: postgresDecisionStore(app, partitions, now), accessTo }),
    assignTask: assignTask(tasks),
    changeTask: changeTask(tasks),
    listTasks: listTasks(tasks),
    listGivenTasks: listGivenTasks(tasks),
    teamWork: getTeamWork({ store, subordinatesOf, now }),
    inbox: getTeamInbox({ store, subordinatesOf, workingDays, now }),
    missing: listMissing({ store: postgresMissingStore(app, now), accessTo, workingDays, now }),
    ...attending(app, files),
    close: closePeriod(period),
    period: getPeriod(period),
    proposeReopening: proposeReopening(period),
    decideReopening: decideReopening(period),
    evidence: getEvidence({ store, accessTo, namesFile, isFrom, open: (fileId) => files.open(fileId) }),
    ...overseeing(app),
    notices: listNotices({ store, workingDays, now, deadlineDays }),
  };
}

/** Who has uploaded a file, by its id; each test says so. */
export const uploaded = new Map<string, string>();
export const isFrom = (fileId: string, personId: string) => Promise.resolve(uploaded.get(fileId) === personId);

function attending(app: Database, files: ReturnType<typeof folderStore>) {
  const people: Pick<PeopleNeeds, "employmentsOf" | "peopleOf"> = {
    employmentsOf: (personIds) => Promise.resolve(unheard.filter(({ personId }) => personIds.includes(personId))),
    peopleOf: (_caller, _agency, nips) =>
      Promise.resolve(nips.map((nip) => (nip === employeesNip ? employee : undefined))),
  };
  const recording = { ...people, attendance: postgresAttendanceStore(app, now), accessTo, now };
  const evidence = { keep: (fileId: string) => files.keep(fileId), isFrom };
  const correcting = { ...recording, corrections: postgresCorrectionStore(app), files: evidence };
  const shifting = { ...people, shifts: postgresShiftStore(app, now), accessTo, readFile: readShiftFile(files), now };
  const known = { history: postgresHistoryStore(app, now), accessTo, open: (fileId: string) => files.open(fileId) };
  return {
    importFile: importAttendance({ ...recording, readFile: readAttendanceFile(files) }),
    recordAttendance: recordAttendance(recording),
    correct: correctAttendance(correcting),
    withdraw: withdrawCorrection(correcting),
    corrections: listCorrections({ listing: postgresCorrectionListStore(app, now), accessTo }),
    attendanceHistory: listAttendanceHistory(known),
    attendanceEvidence: getAttendanceEvidence(known),
    setShiftDays: setShiftDays(shifting),
    importShiftDays: importShiftDays(shifting),
    shiftDays: listShiftDays(shifting),
  };
}

const unitTree = () => Promise.resolve([{ unitId, parentId: undefined, headPersonId: undefined }]);

function overseeing(app: Database) {
  const scheduled = { schedules: postgresScheduleStore(app), accessTo, unitsOf: unitTree, now };
  const overseen = { oversight: postgresOversightStore(app, now), accessTo, now };
  return {
    setSchedule: setSchedule(scheduled),
    schedules: listSchedules(scheduled),
    decisions: listDecisions(overseen),
    silences: listSilences(overseen),
    proposePolicy: proposePolicy(overseen),
    confirmPolicy: confirmPolicy(overseen),
    policy: getPolicy(overseen),
    escalate: createEscalation({
      ...{ store: postgresEscalationStore(app, partitions), now, isEnding: () => false },
      onTrouble: throwIt,
    }),
  };
}

const throwIt = (error: unknown): never => {
  throw error;
};

type Sessions = ReturnType<typeof openSessions>;

const writerConfig = (site: string, databaseUrl: string) => ({
  site,
  siteKind: "test" as const,
  brokers: brokersOfTests(),
  clockFile: undefined,
  redisUrl: undefined,
  tlsDir: "",
  serviceName: "activity",
  partitions,
  grpcHost: "",
  httpPort: 0,
  databaseUrl,
  deadlineDays,
  gatherMs: 10,
  gatherBusyMs: 10,
  instance: "test",
  sessionMs: 10_000,
});

/** Ingest, writer, queries and closing of one agency in this process, on the real parts; identity answers from a table. */
export async function startThinPath(through: (producer: Producer) => Producer = (producer) => producer) {
  const site = await makeSite();
  const database = await testDatabase("activity");
  const employment = { id: employmentId, personId: employee, agencyId, zone: "WITA" as const };
  await tellEmployment(site.producer, site.site, { ...employment, unitId, validFrom: "2026-10-02", validTo: "" });
  const writer = await startWriter(writerConfig(site.site, database.url("writer")), createLog("test"), throwIt);
  const producer = connectProducer({ brokers: brokersOfTests(), clientId: "test" });
  const admin = await connectAdmin({ brokers: brokersOfTests(), clientId: "test" });
  const [app, closer] = [await database.db("app"), await database.db("closer")];
  const folder = await mkdtemp(join(tmpdir(), "activity-"));
  const topic = submittedTopic(site.site, partitions).name;
  const spool = await testDatabase("activity", "spool");
  const [keeping, closing] = ["app", "closer"].map((role) => openSessions(spool.url(role), "test", 1)) as [
    Sessions,
    Sessions,
  ];
  const { append } = kafkaAppend({
    producer: through(producer),
    topic,
    partitions,
    spool: postgresSpool(keeping, 100_000_000),
    patienceMs: 500,
    onTrouble: () => undefined,
  });
  const copies = copyProgress(admin, site.site);
  const tend = tendParked({ store: postgresParkedStore(closer), copies });
  const look = createSealing({
    store: postgresSealStore({ db: closer, site: site.site, partitions, deadlineDays, topic: periodTopic(site.site) }),
    endOffsets: () => admin.endOffsets(topic),
    spooledUpTo: spooledUpTo(closing),
    copies,
    now,
    graceMs: 120_000,
    beforeSeal: createLastLook({ store: postgresEscalationStore(app, partitions), now }),
    onTrouble: throwIt,
  });
  /** Looks until nothing holds a month back but the clock. */
  const sealDue = async (): Promise<number> => {
    for (let sealed = 0; ;) {
      const { sealed: more, held }: SealLook = await look();
      sealed += more;
      if (held.length === 0) return sealed;
      await sleep(50);
    }
  };
  return {
    folder,
    ...useCases(app, folder, append),
    app,
    database,
    spool,
    producer,
    site,
    look,
    tend,
    sealDue,
    tellRelation: (personId: string, otherPersonId: string, kind?: TestRelation["kind"]) =>
      tellRelation(site.producer, site.site, { personId, otherPersonId, agencyId, kind }),
    tellPlan: (plan: Pick<TestPlan, "skpId" | "version" | "state" | "itemIds" | "toldAt" | "holds">) =>
      tellPlan(site.producer, site.site, { ...plan, personId: employee, agencyId }),
    async stop() {
      await writer.stop();
      await Promise.all([producer, admin].map((one) => one.close()));
      await Promise.all([site, app, closer, keeping, closing].map((one) => one.stop()));
      await Promise.all([database.drop(), spool.drop()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** Resolves when so many relations have come from identity. */
export async function relationsAreKnown(
  { app }: Pick<Awaited<ReturnType<typeof startThinPath>>, "app">,
  count: number,
): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const rows = await app.transaction({ agencies: [agencyId] }, (tx) => tx.query("select id from relation_copy"));
    if (rows.length === count) return;
    await sleep(50);
  }
  throw new Error("the relations are not known");
}
