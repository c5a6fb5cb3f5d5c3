import { each, spread } from "./each.ts";
import { type PlanItemJson } from "./entries.ts";
import { ProblemError } from "./http.ts";
import { agencyIdOf, personIdOf, unitIdOf } from "./ids.ts";
import { letterOf } from "./letters.ts";
import { officersOf } from "./people.ts";
import { type DemoPerson } from "./province.ts";
import { inOrder, makeSkp, workOf, yearOf, type Parents, type Plans, type Skp } from "./skps.ts";
import { type Stage } from "./stage.ts";

interface Agreement {
  readonly agreementId: string;
  readonly state: "DRAFT" | "SET";
  readonly objectives: readonly { readonly indicators: readonly { readonly indicatorId: string }[] }[];
}

export interface PlanTotals {
  agreements: number;
  skpSet: number;
  skpReturned: number;
  skpOpen: number;
}

async function agree(stage: Stage, head: DemoPerson, path: string, token: string): Promise<Agreement> {
  const indicators = workOf(head).map(({ text, unit }) => ({ text: `${text} sesuai target`, target: "95", unit }));
  const objectives = [{ text: `Pelayanan ${head.unit.name} meningkat (surat ${letterOf(head.agency)})`, indicators }];
  const body = { unitId: unitIdOf(head.unit.siasnId), year: yearOf(stage), objectives };
  const { agreement } = await stage.http.post<{ agreement: Agreement }>(`${path}:save`, body, token);
  await stage.http.post(`${path}/${agreement.agreementId}:set`, {}, token);
  return agreement;
}

interface Known {
  readonly parents: Parents;
  readonly plans: Plans;
}

/** Each department's performance agreement: recorded and set by the agency's officer. */
async function makeAgreements(stage: Stage, parents: Parents, totals: PlanTotals): Promise<void> {
  const heads = stage.province.people.filter(({ head, positionClass }) => head && positionClass === 14);
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

/** Makes the SKP of one person. Who has no superior in the data cannot submit: an exception that the officer sees, not an error of the month. */
async function tryToPlan(stage: Stage, person: DemoPerson, known: Known, totals: PlanTotals): Promise<void> {
  const { parents, plans } = known;
  const isTop = person.head && person.superiorNip === "";
  const parent = parents.get(person.nip) ?? parents.get(person.superiorNip);
  if (isTop || (parent === undefined && person.superiorNip !== "")) return;
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

/** The cascade from the top: agreements, heads of departments, heads of divisions, everybody else. */
export async function makePlans(stage: Stage, plans: Plans = new Map()): Promise<PlanTotals> {
  const totals: PlanTotals = { agreements: 0, skpSet: 0, skpReturned: 0, skpOpen: 0 };
  const parents: Parents = new Map();
  await makeAgreements(stage, parents, totals);
  const { people } = stage.province;
  for (const level of [14, 11, 0]) {
    const here = people.filter(({ head, positionClass }) => (head ? positionClass : 0) === level);
    await each(
      spread(here, ({ agency }) => agency.siasnId),
      8,
      (person) => tryToPlan(stage, person, { parents, plans }, totals),
    );
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
