import { type PlanItemJson } from "./entries.ts";
import { ProblemError } from "./http.ts";
import { letterOf } from "./letters.ts";
import { type DemoPerson } from "./province.ts";
import { type Stage } from "./stage.ts";
import { consequences, expectations, resources } from "./words.ts";
import { workOf, type PlannedWork } from "./work.ts";

export interface Skp {
  readonly skpId: string;
  readonly employmentId: string;
  readonly state: "DRAFT" | "SUBMITTED" | "RETURNED" | "SET" | "SUPERSEDED";
  readonly version: number;
  readonly content: {
    readonly results: readonly {
      readonly rhkId: string;
      readonly text: string;
      readonly indicators: readonly { readonly indicatorId: string }[];
    }[];
  };
}

/** What somebody's results lean on. */
export interface Parent {
  readonly kind: "AGREEMENT_INDICATOR" | "SUPERIOR_RHK";
  readonly ids: readonly string[];
}
/** By NIP of the superior, or of the head whose unit has the agreement. */
export type Parents = Map<string, Parent>;
/** Items of the month by person id. */
export type Plans = Map<string, readonly PlanItemJson[]>;

export const yearOf = ({ month }: Pick<Stage, "month">): number => Number(month.period.slice(0, 4));

/** Heads are looked at by perspective, others by aspect. */
const perspectives = ["PENERIMA_LAYANAN", "PROSES_BISNIS", "PENGUATAN_INTERNAL", "ANGGARAN"] as const;
const aspects = ["KUANTITAS", "KUALITAS", "WAKTU"] as const;

function resultOf(person: DemoPerson, { result, serves, indicator, target, unit }: PlannedWork, index: number, parent: Parent | undefined) {
  const measure = person.head ? { perspective: perspectives[index % 4] } : { aspect: aspects[index % 3] };
  const parentId = serves === undefined ? undefined : parent?.ids[serves % parent.ids.length];
  return {
    kind: serves === undefined ? "TAMBAHAN" : "UTAMA",
    text: result,
    ...(parentId !== undefined && { parentKind: parent?.kind, parentId }),
    indicators: [{ text: indicator, target, unit, ...measure }],
  };
} // prettier-ignore

function contentOf(stage: Stage, person: DemoPerson, parent: Parent | undefined) {
  const chance = stage.chance.fork(`skp/${person.nip}`);
  const first = chance.int(0, expectations.length - 1);
  return {
    results: workOf(stage, person).map((work, index) => resultOf(person, work, index, parent)),
    expectations: [first, first + 2].map((index) => expectations[index % expectations.length]),
    resources: [chance.pick(resources)],
    accountability: [`Laporan bulanan menurut surat ${letterOf(person.agency)}`],
    consequences: [chance.pick(consequences)],
  };
}

/** A new draft, or what a month that was stopped half-way has left. */
async function openSkp(stage: Stage, person: DemoPerson): Promise<Skp> {
  const { http, accounts } = stage;
  const token = await accounts.access(person.nip);
  const [employment] = await accounts.employments(person.nip);
  const body = {
    employmentId: employment?.employmentId,
    year: yearOf(stage),
    positionKind: person.head ? "UNIT_HEAD" : "STAFF",
  };
  try {
    return (await http.post<{ skp: Skp }>("/v1/skps:create", body, token)).skp;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "SKP_EXISTS") throw error;
    const { skps } = await http.get<{ skps: Skp[] }>(`/v1/skps?year=${yearOf(stage)}`, token);
    const found = skps.find(({ employmentId }) => employmentId === employment?.employmentId);
    if (found === undefined) throw error;
    return found;
  }
}

const isOpen = ({ state }: Skp): boolean => state === "DRAFT" || state === "RETURNED";

/** Submitted by the owner, perhaps given back once with a reason, submitted again. */
async function submit(stage: Stage, person: DemoPerson, parent: Parent | undefined, opened: Skp): Promise<{ skp: Skp; returned: number }> {
  const { http, accounts, chance } = stage;
  const at = `/v1/skps/${opened.skpId}`;
  const once = async (version: number): Promise<Skp> => {
    const token = await accounts.access(person.nip);
    const content = contentOf(stage, person, parent);
    const { skp } = await http.post<{ skp: Skp }>(`${at}:save`, { expectedVersion: version, content }, token);
    return (await http.post<{ skp: Skp }>(`${at}:submit`, { expectedVersion: skp.version }, token)).skp;
  };
  const first = isOpen(opened) ? await once(opened.version) : opened;
  if (opened.state !== "DRAFT" || !chance.fork(`return/${person.nip}`).chance(0.1)) return { skp: first, returned: 0 };
  const body = { expectedVersion: first.version, reason: "Target belum menyebut satuan" };
  const token = await accounts.access(person.superiorNip);
  const { skp } = await http.post<{ skp: Skp }>(`${at}:return`, body, token);
  return { skp: await once(skp.version), returned: 1 };
} // prettier-ignore

/** The same order however they were read, whatever their ids are: the same seed gives the same days. */
export const inOrder = (items: readonly PlanItemJson[]): readonly PlanItemJson[] =>
  items.toSorted((a, b) => (a.text < b.text ? -1 : 1));

export interface MadeSkp {
  readonly rhkIds: readonly string[];
  readonly items: readonly PlanItemJson[];
  readonly returned: number;
}

/** Draft, submit, perhaps back once with a reason, set, plan the month: the way of one SKP, from where it stands. */
export async function makeSkp(stage: Stage, person: DemoPerson, parent: Parent | undefined): Promise<MadeSkp> {
  const { http, accounts } = stage;
  const opened = await openSkp(stage, person);
  const { skp: submitted, returned } = await submit(stage, person, parent, opened);
  const at = `/v1/skps/${opened.skpId}`;
  const body = { expectedVersion: submitted.version };
  const set = async (): Promise<Skp> =>
    (await http.post<{ skp: Skp }>(`${at}:set`, body, await accounts.access(person.superiorNip))).skp;
  const { content } = submitted.state === "SUBMITTED" ? await set() : submitted;
  const planned = workOf(stage, person).map(({ task: text, taskUnit: unit, monthly: target }, index) => {
    const result = content.results[index];
    return { rhkId: result?.rhkId, indicatorId: result?.indicators[0]?.indicatorId, text, target, unit };
  });
  const path = `${at}/plans/${stage.month.period}:save`;
  const token = await accounts.access(person.nip);
  const { items } = await http.post<{ items: PlanItemJson[] }>(path, { items: planned }, token);
  return { rhkIds: content.results.map(({ rhkId }) => rhkId), items: inOrder(items), returned };
}
