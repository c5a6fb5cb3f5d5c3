import { setTimeout as sleep } from "node:timers/promises";
import { assessorOn, monthEnd, peopleOn } from "./cases.ts";
import { each, spread } from "./each.ts";
import { ProblemError } from "./http.ts";
import { agencyIdOf, personIdOf, unitIdOf } from "./ids.ts";
import { letterOf } from "./letters.ts";
import { officersOf } from "./people.ts";
import { type DemoPerson } from "./province.ts";
import { type Random } from "./random.ts";
import { byAgency, type Stage } from "./stage.ts";

export interface EvaluationTotals {
  rated: number;
  /** By who stands in for the superior. */
  actingRated: number;
  issued: number;
  patternsChecked: number;
  patternsExplained: number;
  sealedPredicates: number;
}

type Assessed = DemoPerson & { readonly assessorNip: string };

const hearLimitMs = 30_000;

const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.problem.code : "");

/** The closing is told by Kafka: until evaluation has heard it, a rating is refused. What was issued before a stop stays. */
async function onceHeard(work: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + hearLimitMs;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      const code = codeOf(error);
      if (code === "EVALUATION_ISSUED") return;
      if (code !== "MONTH_NOT_SEALED" || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

const unitsOf = (people: readonly DemoPerson[]): string[] => [
  ...new Set(people.map(({ unit }) => unitIdOf(unit.siasnId))),
];

/** Before anybody is rated, the officer records the predicate of each unit with what it rests on. */
async function setUnitPredicates(stage: Stage, agency: string, people: readonly DemoPerson[], nip: string): Promise<void> {
  await each(unitsOf(people), 4, async (unitId) => {
    const body = { unitId, period: stage.month.period, predicate: "BAIK", reason: `Rencana aksi bulan ini tercapai (surat ${letterOf({ siasnId: agency })})` };
    const path = `/v1/agencies/${agencyIdOf(agency)}/unit-predicates:set`;
    await stage.http.post(path, body, await stage.accounts.access(nip));
  });
} // prettier-ignore

/** Most as expected, some above, a few below in one or the other. */
function ratingOf(chance: Random): { result: string; behaviour: string } {
  const dice = chance.next();
  if (dice < 0.15) return { result: "DI_ATAS", behaviour: "DI_ATAS" };
  if (dice < 0.22) return { result: "DI_BAWAH", behaviour: "SESUAI" };
  if (dice < 0.24) return { result: "SESUAI", behaviour: "DI_BAWAH" };
  return { result: "SESUAI", behaviour: "SESUAI" };
}

/** Where the month left them, under who assesses them now. */
function assessed(stage: Stage, planned: ReadonlySet<string>): Assessed[] {
  const assessor = assessorOn(stage, monthEnd(stage.month));
  const people = peopleOn(stage, monthEnd(stage.month)).map((person) => ({ ...person, assessorNip: assessor(person) }));
  return people.filter((person) => person.assessorNip !== "" && planned.has(personIdOf(person)));
}

async function rateEverybody(stage: Stage, people: readonly Assessed[], totals: EvaluationTotals): Promise<void> {
  await each(
    spread(people, ({ unit }) => unit.siasnId),
    8,
    async (person) => {
      const path = `/v1/people/${personIdOf(person)}/evaluations/${stage.month.period}:rate`;
      const body = ratingOf(stage.chance.fork(`rate/${person.nip}`));
      await onceHeard(async () => stage.http.post(path, body, await stage.accounts.access(person.assessorNip)));
      totals.rated++;
      if (person.assessorNip !== person.superiorNip) totals.actingRated++;
    },
  );
}

/** A distribution outside of the pattern of its unit needs a written reason; the ratings stay as they are. */
async function explainPatterns(stage: Stage, agency: string, people: readonly DemoPerson[], nip: string, totals: EvaluationTotals): Promise<void> {
  for (const unitId of unitsOf(people)) {
    const path = `/v1/agencies/${agencyIdOf(agency)}/units/${unitId}/distribution`;
    const token = await stage.accounts.access(nip);
    const { violations } = await stage.http.get<{ violations: string[] }>(`${path}?period=${stage.month.period}`, token);
    totals.patternsChecked++;
    if (violations.length === 0) continue;
    const body = { period: stage.month.period, reason: "Unit kecil; penilaian mengikuti bukti dukung tiap pegawai" };
    await stage.http.post(`${path}:explain`, body, token);
    totals.patternsExplained++;
  }
} // prettier-ignore

async function issueEverything(stage: Stage, people: readonly Assessed[], totals: EvaluationTotals): Promise<void> {
  const teams = Map.groupBy(people, ({ assessorNip }) => assessorNip);
  await each(teams, 4, async ([superior, team]) => {
    const path = `/v1/team/evaluations/${stage.month.period}:issue`;
    const body = { personIds: team.map(personIdOf) };
    const { issued } = await stage.http.post<{ issued: number }>(path, body, await stage.accounts.access(superior));
    totals.issued += issued;
  });
}

/** From the sealed month to the sealed predicates: units, ratings, patterns, documents, seal. */
export async function evaluateMonth(stage: Stage, planned: ReadonlySet<string>): Promise<EvaluationTotals> {
  const totals: EvaluationTotals = { rated: 0, actingRated: 0, issued: 0, patternsChecked: 0, patternsExplained: 0, sealedPredicates: 0 };
  const officers = officersOf(stage);
  const agencies = [...byAgency(peopleOn(stage, monthEnd(stage.month)))].map(
    ([agency, people]) => [agency, people, officers[agency]?.personnel.nip ?? ""] as const,
  );
  const people = assessed(stage, planned);
  for (const [agency, members, nip] of agencies) await setUnitPredicates(stage, agency, members, nip);
  await rateEverybody(stage, people, totals);
  for (const [agency, members, nip] of agencies) await explainPatterns(stage, agency, members, nip, totals);
  await issueEverything(stage, people, totals);
  for (const [agency, , nip] of agencies) {
    const path = `/v1/agencies/${agencyIdOf(agency)}/evaluations/${stage.month.period}:seal`;
    const token = await stage.accounts.access(nip);
    const { period } = await stage.http.post<{ period: { count: string } }>(path, { acceptMissing: true }, token);
    totals.sealedPredicates += Number(period.count);
  }
  return totals;
} // prettier-ignore
