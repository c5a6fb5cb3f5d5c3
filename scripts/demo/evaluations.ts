import { setTimeout as sleep } from "node:timers/promises";
import { readAchievements, type Achievement, type Achievements, type Kept } from "./achievements.ts";
import { assessorOn, monthEnd, peopleOn } from "./cases.ts";
import { habitOf, isOnLeave } from "./diaries.ts";
import { each, spread } from "./each.ts";
import { giveFeedback, leadsByMember, saidTo, type Said } from "./feedback.ts";
import { ProblemError } from "./http.ts";
import { agencyIdOf, personIdOf, unitIdOf } from "./ids.ts";
import { letterOf } from "./letters.ts";
import { byAgency, officersOf } from "./officers.ts";
import { type DemoPerson } from "./province.ts";
import { judge, percent, predicateOf, type Seen, type UnitPredicate } from "./ratings.ts";
import { type Stage } from "./stage.ts";

export interface EvaluationTotals {
  /** People who said what they achieved. */
  realised: number;
  feedback: number;
  rated: number;
  /** By who stands in for the superior. */
  actingRated: number;
  issued: number;
  patternsChecked: number;
  patternsExplained: number;
  sealedPredicates: number;
}

type Assessed = DemoPerson & { readonly assessorNip: string };

/** How somebody's evaluation stands, as the assessor's list shows it. */
interface Standing {
  readonly personId: string;
  readonly unitId: string;
  readonly state: "OPEN" | "RATED" | "ISSUED";
  readonly realised: number;
  readonly unitPredicate: string;
}

interface Scene {
  readonly stage: Stage;
  readonly people: readonly Assessed[];
  readonly standings: ReadonlyMap<string, Standing>;
  readonly achievements: Achievements;
  /** By id of the unit. */
  readonly unitPredicates: ReadonlyMap<string, readonly [predicate: UnitPredicate, ratio: number]>;
  readonly totals: EvaluationTotals;
}

/** Longer than a killed service takes to come back on a busy machine. */
const hearLimitMs = 180_000;

const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.problem.code : "");

/** What was issued or sealed before a stop stays. */
async function unlessDone(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!["EVALUATION_ISSUED", "PERIOD_SEALED"].includes(codeOf(error))) throw error;
  });
}

/** The closing is told by Kafka: until evaluation has heard it, a rating is refused. */
async function onceHeard(work: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + hearLimitMs;
  for (;;) {
    try {
      await unlessDone(work);
      return;
    } catch (error) {
      if (codeOf(error) !== "MONTH_NOT_SEALED" || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

const unitOf = ({ unit }: DemoPerson): string => unitIdOf(unit.siasnId);

/** What the assessors' lists show, before anything is done: a month that goes on does nothing twice. */
async function readStandings(stage: Stage, people: readonly Assessed[]): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>();
  await each(new Set(people.map(({ assessorNip }) => assessorNip)), 8, async (nip) => {
    const path = `/v1/team/evaluations?period=${stage.month.period}&pageSize=200`;
    const token = await stage.accounts.access(nip);
    const { evaluations } = await stage.http.get<{ evaluations: Standing[] }>(path, token);
    for (const one of evaluations) standings.set(one.personId, one);
  });
  return standings;
}

/** Where the month left them, under who assesses them now. */
function assessed(stage: Stage, { plans }: Kept): Assessed[] {
  const assessor = assessorOn(stage, monthEnd(stage.month));
  const people = peopleOn(stage, monthEnd(stage.month)).map((person) => ({ ...person, assessorNip: assessor(person) }));
  return people.filter((person) => person.assessorNip !== "" && (plans.get(personIdOf(person)) ?? []).length > 0);
}

/** Of a hundred people five leave it to the superior. */
const realises = ({ chance }: Pick<Stage, "chance">, { nip }: DemoPerson): boolean =>
  chance.fork(`realise/${nip}`).chance(0.95);

async function realise(stage: Stage, person: DemoPerson, { achieved }: Achievement): Promise<void> {
  const proof = stage.chance.fork(`proof/${person.nip}`);
  const realisations = achieved.map(({ item, words }) => ({
    indicatorId: item.indicatorId,
    achieved: words,
    ...(proof.chance(0.3) && { evidenceUrl: `https://arsip.contoh.id/bukti/${stage.month.period}` }),
  }));
  const path = `/v1/evaluations/${stage.month.period}:realise`;
  await stage.http.post(path, { realisations }, await stage.accounts.access(person.nip));
}

/** Who was stopped between hearing and answering has heard it already. */
async function hasHeard({ stage, standings }: Scene, person: DemoPerson): Promise<boolean> {
  if (![...standings.values()].some(({ realised }) => realised > 0)) return false;
  const path = `/v1/evaluations/${stage.month.period}`;
  const token = await stage.accounts.access(person.nip);
  const { evaluation } = await stage.http.get<{ evaluation: { feedback: unknown[] } }>(path, token);
  return evaluation.feedback.length > 0;
}

/** Everybody hears what others saw, and then says what was achieved. */
async function realiseEverybody(scene: Scene): Promise<void> {
  const { stage, people, standings, achievements, totals } = scene;
  const leads = leadsByMember(stage);
  const saying = people.filter((person) => realises(stage, person) && achievements.get(person.nip)?.achieved.length);
  await each(spread(saying, unitOf), 8, async (person) => {
    const achievement = achievements.get(person.nip);
    const { state = "OPEN", realised = 0 } = standings.get(personIdOf(person)) ?? {};
    const authors = { superior: person.assessorNip, lead: leads.get(person.nip) };
    const said: readonly Said[] = achievement ? saidTo(stage, person, authors, achievement) : [];
    totals.feedback += said.length;
    totals.realised++;
    if (state !== "OPEN" || realised > 0 || achievement === undefined) return;
    if (said.length > 0 && !(await hasHeard(scene, person))) await giveFeedback(stage, person, said);
    await realise(stage, person, achievement);
  });
}

function predicatesOf(stage: Stage, achievements: Achievements): Scene["unitPredicates"] {
  const people = peopleOn(stage, monthEnd(stage.month));
  const units = Map.groupBy(people, unitOf);
  return new Map(
    [...units].map(([unitId, members]) => {
      const ratios = members.flatMap(({ nip }) => achievements.get(nip)?.ratio ?? []);
      const ratio = ratios.length === 0 ? 1 : ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
      return [unitId, [predicateOf(ratio), ratio]] as const;
    }),
  );
}

/** Before anybody is rated, the officer records the predicate of each unit with what it rests on. */
async function setUnitPredicates({ stage, standings, unitPredicates }: Scene, agency: string, people: readonly DemoPerson[], nip: string): Promise<void> {
  const set = new Set([...standings.values()].flatMap(({ unitId, unitPredicate }) => (unitPredicate === "UNSPECIFIED" ? [] : [unitId])));
  const units = [...new Set(people.map(unitOf))].filter((unitId) => !set.has(unitId));
  await each(units, 4, async (unitId) => {
    const [predicate, ratio] = unitPredicates.get(unitId) ?? ["BAIK", 1];
    const reason = `Rata-rata capaian rencana aksi unit ${percent(ratio)} (surat ${letterOf({ siasnId: agency })})`;
    const path = `/v1/agencies/${agencyIdOf(agency)}/unit-predicates:set`;
    const body = { unitId, period: stage.month.period, predicate, reason };
    await unlessDone(async () => stage.http.post(path, body, await stage.accounts.access(nip)));
  });
} // prettier-ignore

function seenOf(stage: Stage, person: DemoPerson, { ratio }: Achievement): Seen {
  const { workingDays } = stage.month;
  const present = workingDays.filter((date) => !isOnLeave(stage, person, date)).length;
  const hasRealised = realises(stage, person);
  return { ratio, attended: present / workingDays.length, habit: habitOf(stage, person), hasRealised };
}

async function rateEverybody({ stage, people, standings, achievements, unitPredicates, totals }: Scene): Promise<void> {
  await each(spread(people, unitOf), 8, async (person) => {
    totals.rated++;
    if (person.assessorNip !== person.superiorNip) totals.actingRated++;
    if ((standings.get(personIdOf(person))?.state ?? "OPEN") !== "OPEN") return;
    const seen = seenOf(stage, person, achievements.get(person.nip) ?? { achieved: [], ratio: 1 });
    const [ofUnit] = unitPredicates.get(unitOf(person)) ?? [];
    const body = judge(seen, stage.chance.fork(`rate/${person.nip}`), person.head ? ofUnit : undefined);
    const path = `/v1/people/${personIdOf(person)}/evaluations/${stage.month.period}:rate`;
    await onceHeard(async () => stage.http.post(path, body, await stage.accounts.access(person.assessorNip)));
  });
} // prettier-ignore

interface Distribution {
  readonly people: number;
  readonly violations: readonly string[];
  readonly unexplained: readonly string[];
}

/** A distribution outside of the pattern of its unit needs a written reason; the ratings stay as they are. */
async function explainPatterns({ stage, totals }: Scene, agency: string, people: readonly DemoPerson[], nip: string): Promise<void> {
  for (const unitId of new Set(people.map(unitOf))) {
    const path = `/v1/agencies/${agencyIdOf(agency)}/units/${unitId}/distribution`;
    const token = await stage.accounts.access(nip);
    const found = await stage.http.get<Distribution>(`${path}?period=${stage.month.period}`, token);
    totals.patternsChecked++;
    if (found.violations.length === 0) continue;
    totals.patternsExplained++;
    if (found.unexplained.length === 0) continue;
    const reason = `Unit dengan ${found.people} pegawai; tiap penilaian mengikuti capaian rencana aksi dan bukti dukung orangnya`;
    await stage.http.post(`${path}:explain`, { period: stage.month.period, reason }, token);
  }
} // prettier-ignore

async function issueEverything({ stage, people, totals }: Scene): Promise<void> {
  const teams = Map.groupBy(people, ({ assessorNip }) => assessorNip);
  await each(teams, 4, async ([superior, team]) => {
    const path = `/v1/team/evaluations/${stage.month.period}:issue`;
    const body = { personIds: team.map(personIdOf) };
    const { issued } = await stage.http.post<{ issued: number }>(path, body, await stage.accounts.access(superior));
    totals.issued += issued;
  });
}

async function openScene(stage: Stage, kept: Kept): Promise<Scene> {
  const people = assessed(stage, kept);
  const standings = await readStandings(stage, people);
  const achievements = await readAchievements(stage, peopleOn(stage, monthEnd(stage.month)), kept);
  const none = { realised: 0, feedback: 0, rated: 0, actingRated: 0, issued: 0 };
  const totals = { ...none, patternsChecked: 0, patternsExplained: 0, sealedPredicates: 0 };
  return { stage, people, standings, achievements, unitPredicates: predicatesOf(stage, achievements), totals };
}

/** From the sealed month to the sealed predicates: realisations and feedback, units, ratings, patterns, documents, seal. */
export async function evaluateMonth(stage: Stage, kept: Kept): Promise<EvaluationTotals> {
  const officers = officersOf(stage);
  const agencies = [...byAgency(peopleOn(stage, monthEnd(stage.month)))].map(
    ([agency, people]) => [agency, people, officers[agency]?.personnel.nip ?? ""] as const,
  );
  const scene = await openScene(stage, kept);
  await realiseEverybody(scene);
  for (const [agency, members, nip] of agencies) await setUnitPredicates(scene, agency, members, nip);
  await rateEverybody(scene);
  for (const [agency, members, nip] of agencies) await explainPatterns(scene, agency, members, nip);
  await issueEverything(scene);
  for (const [agency, , nip] of agencies) {
    const path = `/v1/agencies/${agencyIdOf(agency)}/evaluations/${stage.month.period}:seal`;
    const token = await stage.accounts.access(nip);
    const { period } = await stage.http.post<{ period: { count: string } }>(path, { acceptMissing: true }, token);
    scene.totals.sealedPredicates += Number(period.count);
  }
  return scene.totals;
}
