import { setTimeout as sleep } from "node:timers/promises";
import { openHttp, type Answer } from "../demo/http.ts";
import { type Play } from "../demo/month.ts";
import { type Stage } from "../demo/stage.ts";
import { queryOf } from "../invariants/finding.ts";
import { type Platform } from "../platform/start-platform.ts";
import { type ReportRow } from "../reports.ts";
import { withStores, type Struck } from "./month.ts";
import { type Fault, type Question } from "./rows.ts";

/** How a question fared, from the strike until it was answered well again. */
interface Asked {
  /** 503 with Retry-After, or no connection: what a client can live with. */
  readonly refused: number;
  /** 504, 500, 503 without Retry-After; 401, which sends somebody away whose session is good. */
  readonly wrong: number;
  readonly answered: boolean;
}

export interface Outcome {
  readonly fault: Fault;
  readonly moment: string;
  /** From the kill until it served again. */
  readonly recoveryS: number;
  /** Requests of everybody that were answered from the kill to the end of what was struck. */
  readonly answered: number;
  /** Those of them that were answered before it served again. */
  readonly meanwhile: number;
  readonly repeated: number;
  /** Batches that the spool took. */
  readonly spooled: number;
  readonly asked: Asked | undefined;
}

const askEveryMs = 50;
const answerLimitMs = 120_000;
const workLimitMs = 30_000;

function sort({ status, retryAfterS }: Answer): "refused" | "wrong" | "answered" {
  if (status === 0 || (status === 503 && retryAfterS !== undefined)) return "refused";
  return status >= 500 || status === 401 ? "wrong" : "answered";
}

/** Asks again and again as a client without patience, from the kill until what was killed serves and answers. */
function askThrough(stage: Stage, { path }: Question, token: string, serves: Promise<unknown>): Promise<Asked> {
  const http = openHttp(stage.platform.url);
  const counts = { refused: 0, wrong: 0, answered: 0 };
  let isServing = false;
  void serves.finally(() => (isServing = true)).catch(() => undefined);
  const ask = async (): Promise<Asked> => {
    const deadline = performance.now() + answerLimitMs;
    for (let last = "wrong"; performance.now() < deadline && !(isServing && last === "answered");) {
      last = sort(await http.ask(path, token));
      counts[last as keyof typeof counts]++;
      await sleep(askEveryMs);
    }
    return { refused: counts.refused, wrong: counts.wrong, answered: isServing && performance.now() < deadline };
  };
  return ask().finally(() => http.close());
}

/** Waits until it is in the middle of its work. */
function untilAtWork({ stage, traffic }: Struck, { after, atWork, what }: Fault): Promise<void> {
  const begun = traffic.until(after.kind, after.times);
  if (atWork === undefined) return begun;
  return withStores(stage.platform, async ({ queries }) => {
    await begun;
    const deadline = performance.now() + workLimitMs;
    while ((await queryOf(queries, atWork.service)(atWork.sql)).length === 0)
      if (performance.now() > deadline) throw new Error(`${what}: it was never at work`);
  });
}

/** Rows that were ever written into the spool: they go when the log has them. */
const everSpooled = (platform: Platform): Promise<number> =>
  withStores(platform, async ({ queries }) => {
    const [row] = await queryOf(
      queries,
      "activity_spool",
    )<{ last: bigint | null }>("select pg_sequence_last_value(pg_get_serial_sequence('outbox', 'position')) as last");
    return Number(row?.last ?? 0);
  });

async function strike(struck: Struck, fault: Fault, moment: string, work: Promise<void>): Promise<Outcome> {
  const { stage, traffic } = struck;
  const over = work.then(() => Promise.reject(new Error(`${fault.what}: what it was to disturb was over before`)));
  const atWork = Promise.race([untilAtWork(struck, fault), over]);
  const question = typeof fault.felt === "object" ? fault.felt.question(stage) : undefined;
  await atWork;
  // Only now: the day's work begins with a leap of the clock, which ends the tokens of before.
  const token = question && (await stage.accounts.access(question.nip));
  const before = { answered: traffic.answered, repeated: traffic.repeated, spooled: await everSpooled(stage.platform) };
  const from = performance.now();
  await fault.strike(stage.platform);
  const serves = fault.serving(stage.platform).then(() => (performance.now() - from) / 1_000);
  const asked = question && askThrough(stage, question, token ?? "", serves);
  const recoveryS = await serves;
  const meanwhile = traffic.answered - before.answered;
  await work;
  const [answered, repeated] = [traffic.answered - before.answered, traffic.repeated - before.repeated];
  const spooled = (await everSpooled(stage.platform)) - before.spooled;
  return { fault, moment, recoveryS, answered, meanwhile, repeated, spooled, asked: await asked };
}

/** In which step, day or transfer each fault strikes: days take one each. */
function momentsOf(faults: readonly Fault[], workingDays: readonly string[]): (moment: string) => Fault | undefined {
  const ofDays = faults.filter(({ during }) => during === "day");
  return (moment) => {
    const [kind, date = ""] = moment.split("/");
    if (kind === "day") return ofDays[workingDays.indexOf(date)];
    return faults.find(({ during }) => during === (kind === "move" ? "transfer" : kind));
  };
}

/** Strikes while people work; what was not answered is sent again until it is. */
export const strikeAll =
  (faults: readonly Fault[], outcomes: Outcome[], say: (line: string) => void) =>
  (struck: Struck): NonNullable<Play["during"]> => {
    const faultOf = momentsOf(faults, struck.stage.month.workingDays);
    return async (moment, work) => {
      const fault = faultOf(moment);
      if (fault === undefined) {
        await work;
        return;
      }
      const [outcome] = await Promise.all([strike(struck, fault, moment, work), work]);
      outcomes.push(outcome);
      const { recoveryS, answered, repeated, asked } = outcome;
      const heard = asked ? `, ${asked.refused} questions refused` : "";
      say(`  ${moment} ${fault.what}: served again after ${recoveryS.toFixed(1)} s, ${answered} answered, ${repeated} tries repeated${heard}`);
    };
  }; // prettier-ignore

const row = (fault: Fault, what: string, value: number, unit: string, target: string, holds: boolean): ReportRow => ({
  id: fault.id,
  what: `${fault.what}: ${what}`,
  value,
  unit,
  target,
  holds,
});

function feltRows({ fault, repeated, asked }: Outcome): ReportRow[] {
  if (asked !== undefined)
    return [
      row(fault, "questions that were refused", asked.refused, "questions", "> 0", asked.refused > 0),
      row(fault, "questions answered wrongly", asked.wrong, "questions", "0", asked.wrong === 0),
      row(fault, "questions never answered again", asked.answered ? 0 : 1, "questions", "0", asked.answered),
    ];
  return fault.felt === "by nobody"
    ? [row(fault, "requests that were refused", repeated, "requests", "0", repeated === 0)]
    : [];
}

/** No measure of speed, which differs from machine to machine: what is not back by then hangs. */
const recoveryLimitS = 60;

const goingOnRows = ({ fault, meanwhile, spooled }: Outcome): ReportRow[] => [
  ...(fault.goesOn
    ? [row(fault, "requests answered while it was away", meanwhile, "requests", "> 0", meanwhile > 0)]
    : []),
  ...(fault.spools ? [row(fault, "batches that the spool acknowledged", spooled, "batches", "> 0", spooled > 0)] : []),
];

export const rowsOf = (outcome: Outcome): ReportRow[] => [
  row(outcome.fault, "until it served again", outcome.recoveryS, "s", `< ${recoveryLimitS}`, outcome.recoveryS < recoveryLimitS), // prettier-ignore
  row(outcome.fault, "requests answered from the kill to the end of that work", outcome.answered, "requests", "> 0", outcome.answered > 0), // prettier-ignore
  ...goingOnRows(outcome),
  ...feltRows(outcome),
];
