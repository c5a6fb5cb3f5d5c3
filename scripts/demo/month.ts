import { type Progress } from "../start/progress.ts";
import { type Timeline } from "../start/timeline.ts";
import { followUp } from "./after-pay.ts";
import { importAttendance } from "./attendance.ts";
import { casesOf } from "./cases.ts";
import { closeMonth } from "./closing.ts";
import { noLogTotals, playDay, readOwnWrites, untilStored } from "./days.ts";
import { diariesOf, openDiaries, type Diaries } from "./diaries.ts";
import { evaluateMonth } from "./evaluations.ts";
import { recordFacts } from "./facts.ts";
import { declareHoliday } from "./holiday.ts";
import { sendLate } from "./late.ts";
import { appointLeads } from "./leads.ts";
import { appointActors, moveEverybody, sayFarewell, type Log } from "./moves.ts";
import { grantNeighbours, payMonth } from "./pay.ts";
import { activateEverybody, grantRoles, importPeople, openOffice, type FirstOfficers } from "./people.ts";
import { makePlans, readPlans } from "./plans.ts";
import { type Plans } from "./skps.ts";
import { at, type Stage } from "./stage.ts";
import { approveWeek, fridayEvening, noTeamTotals, weeksOf } from "./team.ts";
import { readSeals, verifyCases } from "./verify.ts";

export interface Play {
  readonly stage: Stage;
  readonly progress: Progress;
  readonly timeline: Timeline;
  /** Goes with each step, each day and each transfer, and resolves after it: a fault strikes here. */
  readonly during?: (moment: string, work: Promise<void>) => Promise<void>;
}

const undisturbed: NonNullable<Play["during"]> = (_, work) => work;

/** Runs a step that was not done before, and remembers that it was. */
async function step(
  { progress, timeline, during = undisturbed }: Play,
  name: string,
  title: string,
  work: () => Promise<void>,
): Promise<void> {
  if (progress.isDone(name)) return;
  await timeline.phase(title, () => during(name, work()));
  progress.done(name);
}

function addTotals(progress: Progress, totals: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(totals)) progress.add(name, count);
}

async function playOffice(play: Play, plans: Plans): Promise<FirstOfficers> {
  const { stage, progress } = play;
  await stage.platform.clock.moveTo(at(`${stage.month.period}-01`, "06:00"));
  const first = await openOffice(stage);
  await step(play, "people", "people from the personnel file", async () => {
    progress.add("people", await importPeople(stage, first));
  });
  await step(play, "roles", "offices and roles", async () => {
    await grantRoles(stage, first);
    await grantNeighbours(stage, first);
    await declareHoliday(stage, first);
    progress.add("teamMembers", await appointLeads(stage, first));
  });
  await step(play, "accounts", "everybody makes a password", () => activateEverybody(stage, first));
  await step(play, "plans", "agreements, SKP and action plans", async () => {
    addTotals(progress, { ...(await makePlans(stage, plans)) });
  });
  return first;
}

/** The evening before a transfer and the morning after it; the day on which somebody begins to stand in. */
async function playChanges(play: Play, first: FirstOfficers, date: string, log: Log): Promise<void> {
  const { stage, progress, during = undisturbed } = play;
  const { moves, actings } = casesOf(stage);
  const monday = weeksOf([date])[0] ?? date;
  if (moves.some(({ from }) => from === date) && !progress.isDone(`move/${date}`)) {
    const totals = noTeamTotals();
    await untilStored(stage, log.diarists);
    await sayFarewell(stage, monday, totals);
    await stage.platform.clock.moveTo(at(date, "06:00"));
    await during(`move/${date}`, moveEverybody(stage, first, log));
    addTotals(progress, { ...totals });
    progress.done(`move/${date}`);
  }
  if (actings.some(({ from }) => from === date) && !progress.isDone(`acting/${date}`)) {
    await stage.platform.clock.moveTo(at(date, "06:00"));
    progress.add("standsIn", await appointActors(stage));
    progress.done(`acting/${date}`);
  }
}

async function playWeek(play: Play, first: FirstOfficers, monday: string, log: Log): Promise<void> {
  const { stage, progress } = play;
  const sunday = fridayEvening(monday) + 2 * 86_400_000;
  const days = stage.month.workingDays.filter((date) => date >= monday && at(date, "00:00") <= sunday);
  await step(play, `week/${monday}`, `the week of ${monday}`, async () => {
    for (const date of days) {
      await playChanges(play, first, date, log);
      if (progress.isDone(`day/${date}`)) continue;
      const totals = noLogTotals();
      await (play.during ?? undisturbed)(`day/${date}`, playDay(stage, log.diarists, date, log.plans, totals));
      progress.add("looked", await readOwnWrites(stage, log.diarists, date, totals));
      addTotals(progress, { ...totals });
      progress.done(`day/${date}`);
    }
    const totals = noTeamTotals();
    await stage.platform.clock.moveTo(fridayEvening(monday));
    await untilStored(stage, log.diarists);
    totals.attendance = await importAttendance(stage, days);
    await approveWeek(stage, monday, days, totals);
    addTotals(progress, { ...totals });
  });
}

/** After the deadline: what comes late is stored and flagged, and in no sealed month, before the seal or after it. */
async function playClosing({ stage, progress }: Play, log: Log): Promise<void> {
  const [year = 0, month = 0] = stage.month.period.split("-").map(Number);
  await stage.platform.clock.moveTo(Date.UTC(year, month, 4, 3));
  const totals = noLogTotals();
  addTotals(progress, await sendLate(stage, log.diarists, "before the seal", totals));
  const sealed = await closeMonth(stage);
  addTotals(progress, await sendLate(stage, log.diarists, "after the seal", totals));
  addTotals(progress, await readSeals(stage, sealed));
  progress.add("sealedMonths", sealed.reduce((sum, { count }) => sum + Number(count), 0)); // prettier-ignore
  addTotals(progress, { ...totals });
}

/** Plays the month through the public API, from the personnel file to the sealed months. What was done before is not done again. */
export async function playMonth(play: Play): Promise<void> {
  const { stage, progress } = play;
  if (progress.isDone("cases")) return;
  const plans: Plans = new Map();
  const first = await playOffice(play, plans);
  const { workingDays } = stage.month;
  let diaries: Diaries = new Map();
  if (!progress.isDone("close")) {
    await readPlans(stage, plans);
    const isWhole = !workingDays.some((date) => progress.isDone(`day/${date}`));
    const log: Log = { diarists: await openDiaries(stage), plans };
    for (const monday of weeksOf(workingDays)) await playWeek(play, first, monday, log);
    await step(play, "close", "the month is closed", () => playClosing(play, log));
    if (isWhole) diaries = diariesOf(log.diarists);
  }
  await step(play, "evaluate", "everybody is evaluated, documents issued and sealed", async () => {
    await readPlans(stage, plans);
    addTotals(progress, { ...(await evaluateMonth(stage, { plans, diaries })) });
  });
  await step(play, "facts", "leave, acting posts and outages are recorded", async () => {
    progress.add("facts", await recordFacts(stage, first));
  });
  await step(play, "pay", "policies, runs, approvals, ledger", async () => {
    addTotals(progress, { ...(await payMonth(stage)) });
  });
  await step(play, "after-pay", "files, objections, corrections", async () => {
    addTotals(progress, { ...(await followUp(stage)) });
  });
  await step(play, "cases", "special cases looked up", async () => {
    addTotals(progress, { ...(await verifyCases(stage)) });
  });
}
