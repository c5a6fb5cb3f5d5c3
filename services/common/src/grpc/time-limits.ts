/** No call runs longer, whatever deadline it names, unless it stands below. */
const longestCallMs = 60_000;

/** Commands that read a file by line, or settle a whole agency in one transaction. */
const longCommands: ReadonlyMap<string, number> = new Map([
  ["/kinerja.identity.v1.ImportService/StartImport", 120_000],
  ["/kinerja.identity.v1.ImportService/ApplyImport", 120_000],
  ["/kinerja.activity.v1.ActivityService/ImportAttendance", 60_000],
  ["/kinerja.activity.v1.AttendanceService/RecordAttendance", 60_000],
  ["/kinerja.activity.v1.ScheduleService/ImportShiftDays", 60_000],
  ["/kinerja.activity.v1.ActivityService/ClosePeriod", 60_000],
  ["/kinerja.evaluation.v1.EvaluationService/SealPeriod", 60_000],
  ["/kinerja.allowance.v1.FactService/PreviewFactImport", 60_000],
  ["/kinerja.allowance.v1.FactService/ImportFacts", 60_000],
  ["/kinerja.allowance.v1.FactService/DecideFacts", 60_000],
  ["/kinerja.allowance.v1.AllowanceService/StartRun", 60_000],
  ["/kinerja.allowance.v1.AllowanceService/CheckRun", 60_000],
  ["/kinerja.allowance.v1.AllowanceService/ApproveRun", 60_000],
  ["/kinerja.allowance.v1.CorrectionService/PreviewCorrection", 60_000],
  ["/kinerja.allowance.v1.ExportService/CreateExport", 120_000],
  ["/kinerja.allowance.v1.ExportService/ReconcileExport", 60_000],
]);

/** What a run of the largest agencies reads row by row, as fast as it is written there. No stop of a server waits for it: who reads begins anew. */
const longStreams: ReadonlyMap<string, number> = new Map([
  ["/kinerja.identity.v1.DirectoryService/StreamRoster", 600_000],
  ["/kinerja.activity.v1.ActivityService/StreamSealedMonths", 600_000],
  ["/kinerja.evaluation.v1.EvaluationService/StreamSealedPredicates", 600_000],
]);

export const longCommandPaths: readonly string[] = [...longCommands.keys()];

/** How long a server lets a method run at most. */
export const callLimitMs = (path: string): number =>
  Math.max(longestCallMs, longCommands.get(path) ?? longStreams.get(path) ?? 0);

/** The longest of all, for whatever must outlive a call. */
export const longestLimitMs = Math.max(longestCallMs, ...longCommands.values());

/** How long a connection that is to be renewed still has for what runs on it. */
export const connectionGraceMs = Math.max(longestLimitMs, ...longStreams.values());

/** How long the edge waits for a method: downloads and long commands take their time, all else answers within `quickMs`. */
export const edgeDeadlineMs = (path: string, isDownload: boolean, quickMs: number): number =>
  longCommands.get(path) ?? (isDownload ? longestCallMs : quickMs);
