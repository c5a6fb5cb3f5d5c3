import { factOf } from "./attendance.ts";
import { casesOf } from "./cases.ts";
import { readPeriod, type PeriodJson } from "./closing.ts";
import { habitOf, isOnLeave } from "./diaries.ts";
import { each } from "./each.ts";
import { ProblemError } from "./http.ts";
import { agencyIdOf, personIdOf } from "./ids.ts";
import { officersOf } from "./officers.ts";
import { type DemoPerson } from "./province.ts";
import { type Stage } from "./stage.ts";

interface Statement {
  readonly payoutRupiah: string;
  readonly flags: readonly string[];
  readonly steps: readonly { readonly inputs: Readonly<Record<string, string>> }[];
}

export interface CaseTotals {
  /** Two employments one after the other. */
  readonly moved: number;
  /** Of these: paid days of both agencies are not the days of the month, or a day is in both. */
  readonly movedWrong: number;
  readonly outage: number;
  /** A failure of the machine that became a cut. */
  readonly outageWrong: number;
  /** People on leave who are on the officer's list of missing ones for such a day. */
  readonly leaveListed: number;
  readonly twoPosts: number;
}

async function statementOf(stage: Stage, person: DemoPerson, agency: string): Promise<Statement | undefined> {
  const path = `/v1/statements/${stage.month.period}?agencyId=${agencyIdOf(agency)}`;
  try {
    const answer = await stage.http.get<{ statement: Statement }>(path, await stage.accounts.access(person.nip));
    return answer.statement;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404) return undefined;
    throw error;
  }
}

/** Words of the demo's policies: a statement speaks to people. */
const words = { paidDays: "Hari kalender dalam jabatan", missedChecks: "Tidak merekam kehadiran" };

const inputOf = ({ steps }: Statement, name: string): number | undefined => {
  const found = steps.find(({ inputs }) => inputs[name] !== undefined)?.inputs[name];
  return found === undefined ? undefined : Number(found);
};

/** Each agency pays its own days of who moved: none twice. What one of them held back for want of a predicate says so. */
async function wrongMoves(stage: Stage): Promise<number> {
  const { moves } = casesOf(stage);
  let wrong = 0;
  for (const { before, after, from } of moves) {
    const days = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 0)).getUTCDate();
    const expected = [Number(from.slice(8)) - 1, days - Number(from.slice(8)) + 1];
    const both = [before, after].map(({ agency }) => statementOf(stage, after, agency.siasnId));
    for (const [index, statement] of (await Promise.all(both)).entries()) {
      const paid = statement && inputOf(statement, words.paidDays);
      const isHeld = statement?.payoutRupiah === "0" && statement.flags.length > 0;
      if (paid !== expected[index] && !isHeld) wrong++;
    }
  }
  return wrong;
}

/** Missed checks that may cost something: an outage excuses them, a day of absence is that alone. */
function missedChecks(stage: Stage, person: DemoPerson): number {
  const facts = stage.month.workingDays.map((date) => factOf(stage, person, date));
  const counted = facts.filter(({ status }) => status !== "GANGGUAN" && status !== "ALPA");
  return counted.reduce((sum, { missed }) => sum + missed, 0);
}

async function outages(stage: Stage): Promise<{ outage: number; outageWrong: number }> {
  const moved = new Set(casesOf(stage).moves.map(({ before }) => before.nip));
  const some = stage.province.people.filter(
    (person, index) =>
      index % 20 === 3 && person.agency.kind === "tpp" && person.superiorNip !== "" && !moved.has(person.nip),
  );
  const totals = { outage: 0, outageWrong: 0 };
  await each(some, 8, async (person) => {
    const statement = await statementOf(stage, person, person.agency.siasnId);
    const found = statement && inputOf(statement, words.missedChecks);
    if (found === undefined) return;
    totals.outage++;
    if (found !== missedChecks(stage, person)) totals.outageWrong++;
  });
  return totals;
}

interface Missing {
  readonly people: readonly { readonly personId: string; readonly missingDates: readonly string[] }[];
  readonly nextPageToken: string;
}

/** The officers' lists of who has not logged. */
async function listedOnLeave(stage: Stage): Promise<number> {
  const people = new Map(stage.province.people.map((person) => [personIdOf(person), person]));
  let wrong = 0;
  for (const { siasnId } of stage.province.agencies) {
    const path = `/v1/agencies/${agencyIdOf(siasnId)}/months/${stage.month.period}/missing?pageSize=200`;
    for (let pageToken = "", more = true; more; more = pageToken !== "") {
      const token = await stage.accounts.access(officersOf(stage)[siasnId]?.personnel.nip ?? "");
      const page = pageToken === "" ? "" : `&pageToken=${encodeURIComponent(pageToken)}`;
      const list = await stage.http.get<Missing>(path + page, token);
      for (const { personId, missingDates } of list.people) {
        const person = people.get(personId);
        wrong += missingDates.filter((date) => person !== undefined && isOnLeave(stage, person, date)).length;
      }
      pageToken = list.nextPageToken;
    }
  }
  return wrong;
}

/** Looks at what the month's special cases came to, as the people concerned would. */
export async function verifyCases(stage: Stage): Promise<CaseTotals> {
  return {
    moved: casesOf(stage).moves.length,
    movedWrong: await wrongMoves(stage),
    ...(await outages(stage)),
    leaveListed: await listedOnLeave(stage),
    twoPosts: stage.province.secondPosts.filter((post) => habitOf(stage, post) !== "on-leave").length,
  };
}

const sameSeal = (a: PeriodJson, b: PeriodJson | undefined): boolean =>
  a.revision === b?.revision && a.count === b.count && a.sha256 === b.sha256;

/** How many sealed months are not what they were, and how many entries have a flag by now. */
export async function readSeals(
  stage: Stage,
  sealed: readonly PeriodJson[],
): Promise<{ sealChanged: number; flagged: number; lateStored: number }> {
  const totals = { sealChanged: 0, flagged: 0, lateStored: 0 };
  for (const [index, { siasnId }] of stage.province.agencies.entries()) {
    const now = await readPeriod(stage, siasnId);
    if (!sameSeal(now, sealed[index])) totals.sealChanged++;
    totals.flagged += Number(now.flagged) + Number(now.late);
    totals.lateStored += Number(now.late);
  }
  return totals;
}
