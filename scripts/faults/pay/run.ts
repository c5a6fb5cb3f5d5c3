import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { random } from "../../demo/random.ts";
import { startPostgres } from "../../parts/postgres.ts";
import { type ReportRow } from "../../reports.ts";
import { controlRow, orBroken } from "../rig/judged.ts";
import { type Figure, mustBe } from "../rig/row.ts";
import { quickScenes, type Scene, scenes } from "./scenes.ts";
import { differing, inWorld, neverCame, type WorldOptions } from "./worlds.ts";

/** The one row of the allowance service alone. */
export const payRow = "F32";

export interface PayOptions {
  readonly dir: string;
  readonly seed: number;
  readonly isQuick: boolean;
  /** Rows that are played alone: no report has them otherwise. */
  readonly only?: readonly string[];
  readonly say: (line: string) => void;
}

/** A build that is broken on purpose: in this scene one of these figures must fail. */
interface PayControl {
  readonly mutant: string;
  readonly scene: string;
  readonly caughtBy: readonly string[];
}

const notSame = "hashes, counts and sums that differ from those of the undisturbed run";

/** Two that ask nobody may take the freeze from each other for ever. */
const unfinished = "did not come to its end";

const controls: readonly PayControl[] = [
  { mutant: "counts-before-rows", scene: "compute-50", caughtBy: [notSame] },
  { mutant: "asks-no-leader", scene: "double", caughtBy: ["freezes begun by the two", unfinished] },
];

/** Fifty ranges. */
const size = { people: 5_000, rangeSize: 100 };

type Undisturbed = Readonly<Record<string, unknown>>;
type Plays = Omit<WorldOptions, "mutant">;

const undisturbedRun = (plays: Plays): Promise<Undisturbed> =>
  inWorld(plays, async (world) => {
    await world.start();
    await world.untilComputed();
    return world.result();
  });

const playScene = (
  plays: Plays,
  { strike }: Scene,
  undisturbed: Undisturbed,
  mutant?: string,
): Promise<readonly Figure[]> =>
  inWorld({ ...plays, mutant }, async (world) => {
    const figures = await strike(world);
    const differ = differing(undisturbed, await world.result());
    return [mustBe(notSame, differ.length, "differences"), ...figures];
  });

const withId = (figure: Figure): ReportRow => ({ id: payRow, ...figure });

/** Rows of a scene or a control, and how long it took. */
async function playOne(what: string, { say }: PayOptions, play: () => Promise<ReportRow[]>): Promise<ReportRow[]> {
  const started = performance.now();
  const rows = await orBroken({ id: payRow, what }, say, play);
  const holds = rows.every((row) => row.holds);
  say(`  ${payRow} ${what}: ${holds ? "holds" : "does not hold"} (${((performance.now() - started) / 1_000).toFixed(1)} s)`); // prettier-ignore
  return rows;
}

function sceneOf(control: PayControl): Scene {
  const scene = scenes.find(({ id }) => id === control.scene);
  if (scene === undefined) throw new Error(`there is no scene "${control.scene}"`);
  return scene;
}

/** Begins as its row does: a later run takes the place of one that broke off. */
const nameOf = (control: PayControl): string => `${sceneOf(control).what}, control ${control.mutant}`;

async function judgeControl(plays: Plays, control: PayControl, undisturbed: Undisturbed): Promise<ReportRow[]> {
  const scene = sceneOf(control);
  const figures = await playScene(plays, scene, undisturbed, control.mutant).catch((error: unknown) => {
    if (!neverCame(error)) throw error;
    return [mustBe(unfinished, 1, "times")];
  });
  const failed = figures.filter(({ holds }) => !holds).map(({ what }) => what);
  const by = failed.filter((what) => control.caughtBy.includes(what));
  return [controlRow({ id: payRow, what: scene.what }, control.mutant, by, failed)];
}

async function playAll(options: PayOptions): Promise<ReportRow[]> {
  const { isQuick, seed } = options;
  const plays: Plays = { ...size, chance: random(seed).fork(payRow), isQuick };
  const undisturbed = await undisturbedRun(plays);
  const wanted = scenes.filter(({ id }) => !isQuick || quickScenes.includes(id));
  const rows: ReportRow[] = [];
  for (const scene of wanted) {
    const play = async (): Promise<ReportRow[]> =>
      (await playScene(plays, scene, undisturbed)).map((figure) =>
        withId({ ...figure, what: `${scene.what}: ${figure.what}` }),
      );
    rows.push(...(await playOne(scene.what, options, play)));
  }
  for (const control of isQuick ? controls.slice(0, 1) : controls)
    rows.push(...(await playOne(nameOf(control), options, () => judgeControl(plays, control, undisturbed))));
  return rows;
}

/** Plays what strikes at a run of pay, on a PostgreSQL of its own. */
export async function runPay(options: PayOptions): Promise<ReportRow[]> {
  const dir = join(options.dir, "pay");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  options.say(`the allowance service alone: a run of ${size.people} people in ${size.people / size.rangeSize} ranges`);
  const postgres = await startPostgres({ dir, mode: "durable" });
  process.env["TEST_DATABASE_URL"] = postgres.url;
  try {
    const rows = await playAll(options);
    if (options.only !== undefined)
      for (const { what, value, unit } of rows) options.say(`      ${what}: ${value} ${unit}`);
    return rows;
  } finally {
    await postgres.stop();
  }
}
