import { partitionFor } from "@kinerja/common/messaging";
import { type KeepingStore, type Receipts } from "@kinerja/common/files";
import { type Teller } from "@kinerja/common/redis";
import { type Database } from "@kinerja/common/postgres";
import { type DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";
import {
  accessByFacts,
  employmentsOf,
  peopleOfNips,
  reportsOf,
  subordinatesOf,
  unitsOf,
  workingDaysOf,
} from "./adapters/grpc/identity.ts";
import { readAttendanceFile, readShiftFile } from "./adapters/csv/read-attendance-file.ts";
import { type AttendanceUseCases } from "./adapters/grpc/attendance.ts";
import { namesFile } from "./adapters/grpc/evidence.ts";
import { type OversightUseCases } from "./adapters/grpc/oversight.ts";
import { type UseCases } from "./adapters/grpc/query.ts";
import { type ScheduleUseCases } from "./adapters/grpc/schedules.ts";
import { type TaskUseCases } from "./adapters/grpc/tasks.ts";
import { postgresAttendanceStore } from "./adapters/postgres/attendance-store.ts";
import { postgresHistoryStore } from "./adapters/postgres/attendance-history.ts";
import { checkDaysOf } from "./adapters/postgres/check-days.ts";
import { postgresCorrectionListStore } from "./adapters/postgres/correction-list.ts";
import { postgresCorrectionStore } from "./adapters/postgres/correction-store.ts";
import { postgresDecisionStore } from "./adapters/postgres/decision-store.ts";
import { postgresMissingStore } from "./adapters/postgres/missing-store.ts";
import { postgresOversightStore } from "./adapters/postgres/oversight-store.ts";
import { postgresPeriodStore } from "./adapters/postgres/period-store.ts";
import { createPositionWaiter } from "./adapters/postgres/positions.ts";
import { postgresScheduleStore } from "./adapters/postgres/schedule-store.ts";
import { postgresShiftStore } from "./adapters/postgres/shift-store.ts";
import { postgresReadStore } from "./adapters/postgres/read-store.ts";
import { postgresTaskStore } from "./adapters/postgres/task-store.ts";
import { postgresUnitWorkStore } from "./adapters/postgres/unit-work-store.ts";
import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import { shareOf } from "./adapters/postgres/share.ts";
import { getAttendanceEvidence, listAttendanceHistory } from "./app/attendance-history.ts";
import { importAttendance, recordAttendance } from "./app/attendance.ts";
import { type Caller } from "./app/authorise.ts";
import { closePeriod, decideReopening, getPeriod, proposeReopening } from "./app/close.ts";
import { correctAttendance, withdrawCorrection } from "./app/correct-attendance.ts";
import { listCorrections } from "./app/correction-list.ts";
import { decideEntries } from "./app/decide.ts";
import { type EvidenceNeeds, getEvidence } from "./app/evidence.ts";
import { getTeamInbox } from "./app/inbox.ts";
import { listMissing } from "./app/missing.ts";
import { listNotices } from "./app/notices.ts";
import { getEntryHistory, getMonth, listEntries } from "./app/read.ts";
import { confirmPolicy, getPolicy, listDecisions, listSilences, proposePolicy } from "./app/oversight.ts";
import { shardedDecisionStore, shardedMissingStore, shardedReadStore } from "./app/shards.ts";
import { listSchedules, setSchedule } from "./app/schedules.ts";
import { importShiftDays, listShiftDays, setShiftDays } from "./app/shift-days.ts";
import { assignTask, changeTask, listGivenTasks, listTasks } from "./app/tasks.ts";
import { getTeamWork } from "./app/team-work.ts";
import { getUnitWork } from "./app/unit-work.ts";
import { type BucketRange, shardOf } from "./domain/shards.ts";

type QueryParts = {
  /** One for each range of buckets; what is not yet built for several uses the first one. */
  readonly dbs: readonly [Database, ...Database[]];
  readonly ranges: readonly BucketRange[];
  readonly identity: DirectoryServiceClient;
  readonly files: KeepingStore;
  readonly receipts: Pick<Receipts, "has">;
  readonly now: () => number;
  readonly live: Pick<Teller, "tell">;
  readonly partitions: number;
  readonly deadlineDays: number;
};

/** Of the pool's ten connections: whoever reads goes before who exports. */
const forExports = 2;

/** Open pages hear of what was done to somebody; the caller's own when nobody is named. */
const told =
  <Command extends { readonly personId?: string | undefined }, Result>(
    live: Pick<Teller, "tell">,
    act: (caller: Caller, command: Command) => Promise<Result>,
  ) =>
  async (caller: Caller, command: Command): Promise<Result> => {
    const result = await act(caller, command);
    live.tell([command.personId ?? caller.personId]);
    return result;
  };

/** What finds people in whichever database they are. */
export function queryStores({
  dbs,
  ranges,
  partitions,
  now,
}: Pick<QueryParts, "dbs" | "ranges" | "partitions" | "now">) {
  const reads = dbs.map((db) => postgresReadStore(db, partitions, now));
  const missing = dbs.map((db) => postgresMissingStore(db, now));
  const decisions = dbs.map((db) => postgresDecisionStore(db, partitions, now));
  const waiters = dbs.map((db) => createPositionWaiter(db, partitions));
  const [store, ...others] = reads;
  const shardFor = (personId: string): number => shardOf(ranges, partitionFor(personId, partitions));
  const isStoredUpTo = (position: string): Promise<boolean> => {
    const waiter = waiters[shardOf(ranges, Number.parseInt(position, 10))] ?? waiters[0];
    return waiter === undefined ? Promise.resolve(false) : waiter(position);
  };
  return {
    store: store !== undefined && others.length === 0 ? store : shardedReadStore(reads, shardFor),
    missing: shardedMissingStore(missing),
    decisions: shardedDecisionStore(decisions, shardFor),
    isStoredUpTo,
  };
}

/** What is known of people's attendance: from files, machines and persons. */
function attendanceUseCases({ dbs: [db], identity, files, receipts, now, live }: QueryParts) {
  const accessTo = accessByFacts(identity);
  const people = { employmentsOf: employmentsOf(identity), peopleOf: peopleOfNips(identity) };
  const attendance = postgresAttendanceStore(db, now);
  const recording = { ...people, attendance, accessTo, now };
  const shifting = { ...people, shifts: postgresShiftStore(db, now), accessTo, readFile: readShiftFile(files), now };
  const open: EvidenceNeeds["open"] = (fileId) => files.open(fileId);
  const isFrom = (fileId: string, personId: string) => receipts.has(fileId, personId);
  const evidence = { keep: (fileId: string) => files.keep(fileId), isFrom };
  const correcting = { ...recording, corrections: postgresCorrectionStore(db), files: evidence };
  const known = { history: postgresHistoryStore(db, now), accessTo, open };
  return {
    importAttendance: importAttendance({ ...recording, readFile: readAttendanceFile(files) }),
    recordAttendance: recordAttendance(recording),
    correctAttendance: told(live, correctAttendance(correcting)),
    withdrawCorrection: withdrawCorrection(correcting),
    listCorrections: listCorrections({ listing: postgresCorrectionListStore(db, now), accessTo }),
    listAttendanceHistory: listAttendanceHistory(known),
    getAttendanceEvidence: getAttendanceEvidence(known),
    setShiftDays: setShiftDays(shifting),
    importShiftDays: importShiftDays(shifting),
    listShiftDays: listShiftDays(shifting),
    checkDays: checkDaysOf(db),
  };
}

/** All use cases on PostgreSQL and identity. */
export function queryUseCases(
  parts: QueryParts,
): UseCases & TaskUseCases & OversightUseCases & AttendanceUseCases & ScheduleUseCases {
  const { dbs, ranges, identity, files, receipts, now, live, partitions, deadlineDays } = parts;
  const accessTo = accessByFacts(identity);
  const workingDays = workingDaysOf(identity);
  const [db] = dbs;
  const exporting = shareOf(db, forExports);
  const { store, missing, decisions, isStoredUpTo } = queryStores({ dbs, ranges, partitions, now });
  const read = { store, accessTo, isStoredUpTo };
  const period = { periods: postgresPeriodStore(db, partitions, now), accessTo, now, deadlineDays };
  const tasks = { tasks: postgresTaskStore(db, partitions, now), accessTo, now };
  const overseen = { oversight: postgresOversightStore(db, now), accessTo, now };
  const scheduled = { schedules: postgresScheduleStore(db), accessTo, unitsOf: unitsOf(identity), now };
  return {
    ...attendanceUseCases(parts),
    setSchedule: setSchedule(scheduled),
    listSchedules: listSchedules(scheduled),
    listDecisions: listDecisions(overseen),
    listSilences: listSilences(overseen),
    proposePolicy: proposePolicy(overseen),
    confirmPolicy: confirmPolicy(overseen),
    getPolicy: getPolicy(overseen),
    assignTask: told(live, assignTask(tasks)),
    changeTask: told(live, changeTask(tasks)),
    listTasks: listTasks(tasks),
    listGivenTasks: listGivenTasks(tasks),
    getTeamWork: getTeamWork({ store, subordinatesOf: subordinatesOf(identity), now }),
    getUnitWork: getUnitWork({
      work: postgresUnitWorkStore(db, now),
      accessTo,
      unitsOf: unitsOf(identity),
      reportsOf: reportsOf(identity),
      now,
    }),
    listEntries: listEntries(read),
    getMonth: getMonth({ ...read, deadlineDays }),
    getEntryHistory: getEntryHistory(read),
    getTeamInbox: getTeamInbox({ store, subordinatesOf: subordinatesOf(identity), workingDays, now }),
    decideEntries: told(live, decideEntries({ decisions, accessTo })),
    listMissing: listMissing({ store: missing, accessTo, workingDays, now }),
    listNotices: listNotices({ store, workingDays, now, deadlineDays }),
    closePeriod: closePeriod(period),
    getPeriod: getPeriod(period),
    proposeReopening: proposeReopening(period),
    decideReopening: decideReopening(period),
    getEvidence: getEvidence({
      ...{ store, accessTo, namesFile },
      isFrom: (fileId, personId) => receipts.has(fileId, personId),
      open: (fileId) => files.open(fileId),
    }),
    sealedMonths: (month) => sealedMonths(exporting, month),
  };
}
