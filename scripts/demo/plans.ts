import { each } from "./each.ts";
import { type PlanItemJson } from "./entries.ts";
import { ProblemError } from "./http.ts";
import { agencyIdOf, personIdOf, unitIdOf } from "./ids.ts";
import { officersOf } from "./people.ts";
import { type DemoPerson } from "./province.ts";
import { type Stage } from "./stage.ts";
import { departments } from "./words.ts";

interface Skp {
  readonly skpId: string;
  readonly version: number;
  readonly content: { readonly results: readonly { readonly rhkId: string; readonly text: string }[] };
}
interface Agreement {
  readonly agreementId: string;
  readonly objectives: readonly { readonly indicators: readonly { readonly indicatorId: string }[] }[];
}

export interface PlanTotals {
  agreements: number;
  skpSet: number;
  skpReturned: number;
  skpOpen: number;
}

/** What somebody's results lean on, by NIP of the person or id of the unit. */
type Parents = Map<string, { readonly kind: "AGREEMENT_INDICATOR" | "SUPERIOR_RHK"; readonly ids: readonly string[] }>;

const year = ({ month }: Stage): number => Number(month.period.slice(0, 4));
const workOf = (person: DemoPerson) => person.department?.work ?? departments[0]?.work ?? [];

/** Each department's performance agreement: recorded and set by the agency's officer. */
async function makeAgreements(stage: Stage, parents: Parents, totals: PlanTotals): Promise<void> {
  const heads = stage.province.people.filter(({ head, positionClass }) => head && positionClass === 14);
  const officers = officersOf(stage);
  await each(heads, 4, async (head) => {
    const token = await stage.accounts.access(officers[head.agency.siasnId]?.personnel.nip ?? "");
    const path = `/v1/agencies/${agencyIdOf(head.agency.siasnId)}/agreements`;
    const indicators = workOf(head).map(({ text, unit }) => ({ text: `${text} sesuai target`, target: "95", unit }));
    const objectives = [{ text: `Pelayanan ${head.unit.name} meningkat`, indicators }];
    const body = { unitId: unitIdOf(head.unit.siasnId), year: year(stage), objectives };
    const { agreement } = await stage.http.post<{ agreement: Agreement }>(`${path}:save`, body, token);
    await stage.http.post(`${path}/${agreement.agreementId}:set`, {}, token);
    const ids = agreement.objectives.flatMap((objective) => objective.indicators.map(({ indicatorId }) => indicatorId));
    parents.set(head.nip, { kind: "AGREEMENT_INDICATOR", ids });
    totals.agreements++;
  });
}

function contentOf(person: DemoPerson, parent: NonNullable<ReturnType<Parents["get"]>>) {
  const measure = person.head ? { perspective: "PENERIMA_LAYANAN" } : { aspect: "KUANTITAS" };
  const results = workOf(person)
    .slice(0, 3)
    .map(({ text, unit }, index) => ({
      kind: "UTAMA",
      text: `${text} terlaksana tepat waktu`,
      parentKind: parent.kind,
      parentId: parent.ids[index % parent.ids.length],
      indicators: [{ text: `Jumlah ${unit} yang selesai`, target: "96", unit, ...measure }],
    }));
  const expectations = [{ value: "AKUNTABEL", text: "Laporan selesai paling lambat hari kerja terakhir" }];
  return {
    results,
    expectations,
    resources: ["Kendaraan dinas"],
    accountability: ["Laporan bulanan"],
    consequences: [],
  };
}

/** Draft, submit, perhaps back once with a reason, set: the way of one SKP. */
async function makeSkp(stage: Stage, person: DemoPerson, parents: Parents, totals: PlanTotals): Promise<void> {
  const { http, accounts, chance } = stage;
  const parent = parents.get(person.nip) ?? parents.get(person.superiorNip);
  if (parent === undefined) return;
  const own = (): Promise<string> => accounts.access(person.nip);
  const me = await http.get<{ employments: { employmentId: string }[] }>("/v1/me", await own());
  const create = { employmentId: me.employments[0]?.employmentId, year: year(stage), positionKind: person.head ? "UNIT_HEAD" : "STAFF" };
  const made = await http.post<{ skp: Skp }>("/v1/skps:create", create, await own());
  const at = `/v1/skps/${made.skp.skpId}`;
  const submit = async (version: number): Promise<Skp> => {
    const saved = await http.post<{ skp: Skp }>(`${at}:save`, { expectedVersion: version, content: contentOf(person, parent) }, await own());
    return (await http.post<{ skp: Skp }>(`${at}:submit`, { expectedVersion: saved.skp.version }, await own())).skp;
  };
  let submitted = await submit(made.skp.version);
  const assessor = (): Promise<string> => accounts.access(person.superiorNip);
  if (chance.fork(`return/${person.nip}`).chance(0.1)) {
    const body = { expectedVersion: submitted.version, reason: "Target belum menyebut satuan" };
    const { skp } = await http.post<{ skp: Skp }>(`${at}:return`, body, await assessor());
    totals.skpReturned++;
    submitted = await submit(skp.version);
  }
  const { skp } = await http.post<{ skp: Skp }>(`${at}:set`, { expectedVersion: submitted.version }, await assessor());
  totals.skpSet++;
  parents.set(person.nip, { kind: "SUPERIOR_RHK", ids: skp.content.results.map(({ rhkId }) => rhkId) });
  const items = skp.content.results.map(({ rhkId }, index) => {
    const work = workOf(person)[index];
    return { rhkId, text: work?.text ?? "Tugas jabatan", target: 8, unit: work?.unit ?? "kegiatan" };
  });
  await http.post(`${at}/plans/${stage.month.period}:save`, { items }, await own());
} // prettier-ignore

/** Who has no superior in the data cannot submit: an exception that the officer sees, not an error of the month. */
async function tryToPlan(stage: Stage, person: DemoPerson, parents: Parents, totals: PlanTotals): Promise<void> {
  try {
    await makeSkp(stage, person, parents, totals);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "ASSESSOR_MISSING") throw error;
    totals.skpOpen++;
  }
}

/** The cascade from the top: agreements, heads of departments, heads of divisions, everybody else. */
export async function makePlans(stage: Stage): Promise<PlanTotals> {
  const totals: PlanTotals = { agreements: 0, skpSet: 0, skpReturned: 0, skpOpen: 0 };
  const parents: Parents = new Map();
  await makeAgreements(stage, parents, totals);
  const { people } = stage.province;
  for (const level of [14, 11, 0]) {
    const here = people.filter(({ head, positionClass }) => (head ? positionClass : 0) === level);
    await each(here, 8, (person) => tryToPlan(stage, person, parents, totals));
  }
  return totals;
}

/** Each person's items of the month, as the phone reads them before logging. */
export async function readPlans(stage: Stage): Promise<ReadonlyMap<string, readonly PlanItemJson[]>> {
  const plans = new Map<string, readonly PlanItemJson[]>();
  await each(stage.province.people, 16, async (person) => {
    const token = await stage.accounts.access(person.nip);
    const { items } = await stage.http.get<{ items: PlanItemJson[] }>(`/v1/plans/${stage.month.period}`, token);
    plans.set(personIdOf(person), items);
  });
  return plans;
}
