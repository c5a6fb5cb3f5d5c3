import { each, spread } from "./each.ts";
import { type PlanItemJson } from "./entries.ts";
import { ProblemError } from "./http.ts";
import { agencyIdOf, personIdOf, unitIdOf } from "./ids.ts";
import { officersOf } from "./officers.ts";
import { type DemoPerson } from "./province.ts";
import { inOrder, makeSkp, yearOf, type Parents, type Plans, type Skp } from "./skps.ts";
import { type Stage } from "./stage.ts";
import { outcomesOf, workOf } from "./work.ts";

interface Agreement {
  readonly agreementId: string;
  readonly state: "DRAFT" | "SET";
  readonly objectives: readonly { readonly indicators: readonly { readonly indicatorId: string }[] }[];
}

export interface PlanTotals {
  agreements: number;
  /** Role matrices (MPPH). */
  matrices: number;
  skpSet: number;
  skpReturned: number;
  skpOpen: number;
}

async function agree(stage: Stage, head: DemoPerson, path: string, token: string): Promise<Agreement> {
  const objectives = [...Map.groupBy(outcomesOf(head), ({ objective }) => objective)].map(([text, outcomes]) => ({
    text,
    indicators: outcomes.map(({ indicator, target, unit }) => ({ text: indicator, target, unit })),
  }));
  const body = { unitId: unitIdOf(head.unit.siasnId), year: yearOf(stage), objectives };
  const { agreement } = await stage.http.post<{ agreement: Agreement }>(`${path}:save`, body, token);
  await stage.http.post(`${path}/${agreement.agreementId}:set`, {}, token);
  return agreement;
}

interface Known {
  readonly parents: Parents;
  readonly plans: Plans;
}

/** Performance agreements of the agencies and of their departments: recorded and set by the agency's officer. */
async function makeAgreements(stage: Stage, parents: Parents, totals: PlanTotals): Promise<void> {
  const heads = stage.province.people.filter(({ head, division }) => head && division === undefined);
  const officers = officersOf(stage);
  await each(heads, 4, async (head) => {
    const token = await stage.accounts.access(officers[head.agency.siasnId]?.personnel.nip ?? "");
    const path = `/v1/agencies/${agencyIdOf(head.agency.siasnId)}/agreements`;
    const unitId = unitIdOf(head.unit.siasnId);
    const query = `?year=${yearOf(stage)}&unitId=${unitId}`;
    const [before] = (await stage.http.get<{ agreements: Agreement[] }>(path + query, token)).agreements;
    const agreement = before?.state === "SET" ? before : await agree(stage, head, path, token);
    const ids = agreement.objectives.flatMap((objective) => objective.indicators.map(({ indicatorId }) => indicatorId));
    parents.set(head.nip, { kind: "AGREEMENT_INDICATOR", ids });
    totals.agreements++;
  });
}

/** Makes the SKP of one person. Whose superior is not in the data (the head of an agency has a political one) writes a draft that nobody can
 * set: an exception that the officer sees, not an error of the month. */
async function tryToPlan(stage: Stage, person: DemoPerson, known: Known, totals: PlanTotals): Promise<void> {
  const { parents, plans } = known;
  const parent = parents.get(person.nip) ?? parents.get(person.superiorNip);
  if (parent === undefined && person.superiorNip !== "") return;
  try {
    const made = await makeSkp(stage, person, parent);
    totals.skpSet++;
    totals.skpReturned += made.returned;
    parents.set(person.nip, { kind: "SUPERIOR_RHK", ids: made.rhkIds });
    plans.set(personIdOf(person), made.items);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "ASSESSOR_MISSING") throw error;
    totals.skpOpen++;
  }
}

/** Who of the leader's people carries which of the leader's results, before they write their own. */
async function saveMatrix(stage: Stage, leader: DemoPerson, { parents }: Known, totals: PlanTotals): Promise<void> {
  const { kind, ids = [] } = parents.get(leader.nip) ?? {};
  const team = stage.province.people.filter(({ superiorNip }) => superiorNip === leader.nip);
  const cells = team.flatMap((person) => {
    const carried = workOf(stage, person).filter(({ serves }) => serves !== undefined);
    const byResult = Map.groupBy(carried, ({ serves = 0 }) => ids[serves % ids.length] ?? "");
    return [...byResult].map(([leaderRhkId, works]) => {
      const result = works.map((work) => work.result).join("; ");
      return { leaderRhkId, personId: personIdOf(person), result };
    });
  });
  if (kind !== "SUPERIOR_RHK" || cells.length === 0) return;
  const token = await stage.accounts.access(leader.nip);
  await stage.http.post("/v1/matrices:save", { year: yearOf(stage), cells }, token);
  totals.matrices++;
}

const levelOf = ({ head, division, department }: DemoPerson): number =>
  head ? [division, department].filter((place) => place !== undefined).length : levels - 1;
const levels = 4;

/** The cascade from the top: agreements, heads of agencies, of departments, of divisions, everybody else. */
export async function makePlans(stage: Stage, plans: Plans = new Map()): Promise<PlanTotals> {
  const totals: PlanTotals = { agreements: 0, matrices: 0, skpSet: 0, skpReturned: 0, skpOpen: 0 };
  const known: Known = { parents: new Map(), plans };
  await makeAgreements(stage, known.parents, totals);
  for (let level = 0; level < levels; level++) {
    const here = stage.province.people.filter((person) => levelOf(person) === level);
    const apart = spread(here, ({ agency }) => agency.siasnId);
    await each(apart, 8, (person) => tryToPlan(stage, person, known, totals));
    if (level < levels - 1) await each(apart, 8, (leader) => saveMatrix(stage, leader, known, totals));
  }
  return totals;
}

/** In a new place the plan leans on what the new superior has set. */
export async function makeSkpAfterMove(stage: Stage, person: DemoPerson): Promise<readonly PlanItemJson[]> {
  const superior = stage.province.people.find(({ nip }) => nip === person.superiorNip);
  const token = await stage.accounts.access(superior?.nip ?? "");
  const { skps } = await stage.http.get<{ skps: readonly Skp[] }>(`/v1/skps?year=${yearOf(stage)}`, token);
  const ids = skps[0]?.content.results.map(({ rhkId }) => rhkId) ?? [];
  return (await makeSkp(stage, person, { kind: "SUPERIOR_RHK", ids })).items;
}

/** A person's items of the month, as the phone reads them before logging; those known already are not asked for. */
export async function readPlans(stage: Stage, plans: Plans): Promise<void> {
  const unknown = stage.province.people.filter((person) => !plans.has(personIdOf(person)));
  await each(unknown, 16, async (person) => {
    const token = await stage.accounts.access(person.nip);
    const { items } = await stage.http.get<{ items: PlanItemJson[] }>(`/v1/plans/${stage.month.period}`, token);
    plans.set(personIdOf(person), inOrder(items));
  });
}
