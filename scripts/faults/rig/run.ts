import { dirname, join } from "node:path";
import { violationsOf } from "../../invariants/finding.ts";
import { type ReportRow } from "../../reports.ts";
import { clockRows } from "./rows-clock.ts";
import { closingRows } from "./rows-closing.ts";
import { diskTrouble, sweepDisks } from "./disk.ts";
import { brokerRows } from "./rows-brokers.ts";
import { diskRows } from "./rows-disk.ts";
import { killRows } from "./rows-kill.ts";
import { linkRows } from "./rows-link.ts";
import { logRows } from "./rows-log.ts";
import { migrationRows } from "./rows-migration.ts";
import { standbyRows } from "./rows-standby.ts";
import { controlRow, orBroken } from "./judged.ts";
import { type Played, playRow, type PlayOptions, restless } from "./play.ts";
import { type Control, type RigRow } from "./row.ts";
import { previousRelease } from "./previous.ts";
import { rushRows } from "./rows-rush.ts";
import { valkeyRows } from "./rows-valkey.ts";
import { type Servers, startServers } from "./servers.ts";

export interface RigOptions {
  readonly dir: string;
  readonly seed: number;
  readonly isQuick: boolean;
  /** Ids of rows; all when missing. */
  readonly only?: readonly string[];
  /** A part of the rows: those that share the first servers, or all others. */
  readonly part?: "first" | "others";
  readonly say: (line: string) => void;
}

export const rigRows: readonly RigRow[] = [
  ...killRows,
  ...linkRows,
  ...logRows,
  ...valkeyRows,
  ...clockRows,
  ...migrationRows,
  ...brokerRows,
  ...diskRows,
  ...closingRows,
  ...standbyRows,
  // Needs the machine more than others: by then the other half of a whole run is over.
  ...rushRows,
];

/** "F2" of "F2-ingest". */
export const faultOf = (id: string): string => id.split("-")[0] ?? id;

const invariants = "I1, I2, I3, I4 and I7";

function rowsOf({ id, what }: RigRow, { figures, findings }: Played): ReportRow[] {
  const wrong = violationsOf(findings);
  const checked = Object.values(findings).reduce((sum, one) => sum + one.checked, 0);
  const violations = Object.values(findings).reduce((sum, one) => sum + one.violations, 0);
  return [
    ...figures.map((figure) => ({ ...figure, id, what: `${what}: ${figure.what}` })),
    {
      id,
      what: `${what}: violations of ${invariants} among ${checked} checked`,
      value: violations,
      unit: "violations",
      target: "0",
      holds: wrong.length === 0,
    },
  ];
}

function wrongOf({ figures, findings }: Played): readonly string[] {
  const wrong = figures.flatMap(({ what, holds }) => (holds ? [] : [what]));
  const violated = Object.entries(findings).flatMap(([id, { violations }]) => (violations > 0 ? [id] : []));
  return wrong.includes(restless) ? wrong : [...wrong, ...violated];
}

/**
 * What a broken build was caught by: of the invariants and figures that should, those that did. Invariants speak when everything has come to rest:
 * what is late only is not lost.
 */
export function caught({ caughtBy }: Control, played: Played): string[] {
  const failed = wrongOf(played);
  return caughtBy.filter((wanted) => failed.some((one) => one.startsWith(wanted)));
}

const judged = (row: RigRow, control: Control, played: Played): ReportRow =>
  controlRow(row, control.mutant, caught(control, played), wrongOf(played));

/** One row, then its controls: in the short run a part of them. */
async function playAll(servers: Servers, row: RigRow, isShort: boolean, options: PlayOptions): Promise<ReportRow[]> {
  const { say } = options;
  const started = performance.now();
  const seconds = (): string => ((performance.now() - started) / 1_000).toFixed(1);
  const rows = await orBroken(row, say, async () => {
    const played = await playRow(servers, row, options);
    for (const line of violationsOf(played.findings)) say(`    ${line}`);
    return rowsOf(row, played);
  });
  const broken = rows.filter(({ holds }) => !holds).length;
  say(`  ${row.id} ${row.what}: ${broken === 0 ? "holds" : `${broken} figures do not hold`} (${seconds()} s)`);
  const controls = isShort ? row.controls.slice(0, row.quick?.controls ?? 0) : row.controls;
  for (const control of controls) {
    const told = await orBroken(row, say, async () => [
      judged(row, control, await playRow(servers, row, { ...options, control })),
    ]);
    for (const { what, holds } of told) say(`    ${holds ? "" : "NOT CAUGHT "}${what} (${seconds()} s)`);
    rows.push(...told);
  }
  return rows;
}

/** Rows of one kind share their servers. */
interface Stage {
  readonly name: string;
  readonly what: string;
  readonly brokers: 1 | 3;
  readonly isOnSmallDisks: boolean;
  readonly mayHaveStandby?: true;
}

const stages: readonly Stage[] = [
  { name: "rig-1", what: "one broker", brokers: 1, isOnSmallDisks: false },
  { name: "rig-3", what: "three brokers", brokers: 3, isOnSmallDisks: false },
  { name: "rig-disks", what: "one broker, all on small disks", brokers: 1, isOnSmallDisks: true },
  { name: "rig-standby", what: "one broker, PostgreSQL with a standby", brokers: 1, isOnSmallDisks: false, mayHaveStandby: true }, // prettier-ignore
];

const stagesOf = (part: RigOptions["part"]): readonly Stage[] =>
  stages.filter((_, index) => part === undefined || (part === "first") === (index === 0));

const isOn =
  ({ brokers, isOnSmallDisks, mayHaveStandby }: Stage) =>
  (row: RigRow): boolean =>
    row.brokers === brokers &&
    (row.isOnSmallDisks ?? false) === isOnSmallDisks &&
    row.mayHaveStandby === mayHaveStandby;

/** Small disks need a kernel and rights that not every machine gives: their rows are then left out, and that is said. */
function mayPlay({ isOnSmallDisks }: Stage, rows: readonly RigRow[], say: RigOptions["say"]): boolean {
  if (rows.length === 0 || !isOnSmallDisks) return rows.length > 0;
  const trouble = diskTrouble();
  if (trouble !== undefined)
    say(`LEFT OUT ${rows.map(({ id }) => id).join(", ")}: this machine mounts no disk for us (${trouble})`);
  return trouble === undefined;
}

/** Plays the rows that strike at the activity service alone, on shared servers, each on a site of its own. */
export async function runRig({ dir, seed, isQuick, only, part, say }: RigOptions): Promise<ReportRow[]> {
  const wanted = rigRows.filter(({ id, quick }) => only?.includes(faultOf(id)) ?? (!isQuick || quick !== undefined));
  const isShort = isQuick && only === undefined;
  const report: ReportRow[] = [];
  sweepDisks(dirname(dir));
  if (!isQuick && wanted.length > 0) await previousRelease(); // while no row is played
  for (const stage of stagesOf(part)) {
    const rows = wanted.filter(isOn(stage));
    if (!mayPlay(stage, rows, say)) continue;
    say(`the activity service alone, on ${stage.what}`);
    const servers = await startServers({ ...stage, dir: join(dir, stage.name) });
    try {
      for (const row of rows) {
        const made = await playAll(servers, row, isShort, { seed, isQuick, say });
        // Otherwise the report has them.
        if (only !== undefined) for (const { what, value, unit } of made) say(`      ${what}: ${value} ${unit}`);
        report.push(...made);
      }
    } finally {
      await servers.stop();
    }
  }
  return report;
}
