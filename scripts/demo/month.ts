import { type Progress } from "../start/progress.ts";
import { type Timeline } from "../start/timeline.ts";
import { closeMonth, importAttendance } from "./closing.ts";
import { openDiaries, playDay, readOwnWrites, type Diarist, type LogTotals } from "./days.ts";
import { activateEverybody, grantRoles, importPeople, openOffice } from "./people.ts";
import { evaluateMonth } from "./evaluations.ts";
import { grantNeighbours, payMonth } from "./pay.ts";
import { makePlans, readPlans } from "./plans.ts";
import { at, type Stage } from "./stage.ts";
import { approveWeek, fridayEvening, weeksOf, type TeamTotals } from "./team.ts";

export interface Play {
  readonly stage: Stage;
  readonly progress: Progress;
  readonly timeline: Timeline;
  /** SIASN's export instead of the invented people. */
  readonly csv: Buffer | undefined;
}

/** Runs a step that was not done before, and remembers that it was. */
async function step(
  { progress, timeline }: Play,
  name: string,
  title: string,
  work: () => Promise<void>,
): Promise<void> {
  if (progress.isDone(name)) return;
  await timeline.phase(title, work);
  progress.done(name);
}

function addTotals(progress: Progress, totals: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(totals)) progress.add(name, count);
}

async function playOffice(play: Play): Promise<void> {
  const { stage, progress } = play;
  await stage.platform.clock.moveTo(at(`${stage.month.period}-01`, "06:00"));
  const first = await openOffice(stage);
  await step(play, "people", "people from the personnel file", async () => {
    progress.add("people", await importPeople(stage, first, play.csv));
  });
  if (play.csv !== undefined) return;
  await step(play, "roles", "offices and roles", async () => {
    await grantRoles(stage, first);
    await grantNeighbours(stage, first);
  });
  await step(play, "accounts", "everybody makes a password", () => activateEverybody(stage, first));
  await step(play, "plans", "agreements, SKP and action plans", async () => {
    addTotals(progress, { ...(await makePlans(stage)) });
  });
}

type Plans = Awaited<ReturnType<typeof readPlans>>;

async function playWeek(
  play: Play,
  monday: string,
  days: readonly string[],
  diarists: readonly Diarist[],
  plans: Plans,
): Promise<void> {
  const { stage, progress } = play;
  await step(play, `week/${monday}`, `the week of ${monday}`, async () => {
    for (const date of days) {
      const totals: LogTotals = { submitted: 0, retried: 0, acknowledged: 0, refused: 0, unseen: 0 };
      if (progress.isDone(`day/${date}`)) continue;
      await playDay(stage, diarists, date, plans, totals);
      progress.add("looked", await readOwnWrites(stage, diarists, date, totals));
      addTotals(progress, { ...totals });
      progress.done(`day/${date}`);
    }
    const totals: TeamTotals = { approved: 0, returned: 0 };
    await stage.platform.clock.moveTo(fridayEvening(monday));
    await approveWeek(stage, monday, totals);
    addTotals(progress, { ...totals });
  });
}

/** Plays the month through the public API, from the personnel file to the sealed months. What was done before is not done again. */
export async function playMonth(play: Play): Promise<void> {
  const { stage, progress } = play;
  await playOffice(play);
  if (play.csv !== undefined) return;
  const { workingDays, period } = stage.month;
  if (!workingDays.every((date) => progress.isDone(`day/${date}`))) {
    const diarists = await openDiaries(stage);
    const plans = await readPlans(stage);
    for (const monday of weeksOf(workingDays)) {
      const sunday = fridayEvening(monday) + 2 * 86_400_000;
      const days = workingDays.filter((date) => date >= monday && at(date, "00:00") <= sunday);
      await playWeek(play, monday, days, diarists, plans);
    }
  }
  await step(play, "attendance", "facts of the attendance machines", async () => {
    progress.add("attendance", await importAttendance(stage));
  });
  await step(play, "close", "the month is closed", async () => {
    const [year = 0, month = 0] = period.split("-").map(Number);
    await stage.platform.clock.moveTo(Date.UTC(year, month, 4, 3));
    progress.add("sealedMonths", await closeMonth(stage));
  });
  await step(play, "evaluate", "everybody is evaluated, documents issued and sealed", async () => {
    const plans = await readPlans(stage);
    const planned = new Set([...plans].flatMap(([person, items]) => (items.length > 0 ? [person] : [])));
    addTotals(progress, { ...(await evaluateMonth(stage, planned)) });
  });
  await step(play, "pay", "policies, runs, approvals, ledger", async () => {
    addTotals(progress, { ...(await payMonth(stage)) });
  });
}
