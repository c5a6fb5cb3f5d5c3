/** No call runs longer, whatever deadline it names, unless it stands below. */
const longestCallMs = 60_000;

/** Commands that read a file by line, or settle a whole agency in one transaction. */
const longCommands: ReadonlyMap<string, number> = new Map([
  ["/kinerja.identity.v1.ImportService/StartImport", 120_000],
  ["/kinerja.identity.v1.ImportService/ApplyImport", 120_000],
  ["/kinerja.activity.v1.ActivityService/ImportAttendance", 60_000],
  ["/kinerja.activity.v1.ActivityService/ClosePeriod", 60_000],
  ["/kinerja.evaluation.v1.EvaluationService/SealPeriod", 60_000],
  ["/kinerja.allowance.v1.AllowanceService/StartRun", 60_000],
  ["/kinerja.allowance.v1.AllowanceService/CheckRun", 60_000],
  ["/kinerja.allowance.v1.AllowanceService/ApproveRun", 60_000],
]);

export const longCommandPaths: readonly string[] = [...longCommands.keys()];

/** How long a server lets a method run at most. */
export const callLimitMs = (path: string): number => Math.max(longestCallMs, longCommands.get(path) ?? 0);

/** The longest of all, for whatever must outlive a call. */
export const longestLimitMs = Math.max(longestCallMs, ...longCommands.values());

/** How long the edge waits for a method: downloads and long commands take their time, all else answers within `quickMs`. */
export const edgeDeadlineMs = (path: string, isDownload: boolean, quickMs: number): number =>
  longCommands.get(path) ?? (isDownload ? longestCallMs : quickMs);
