import { type PersonName } from "../../api/types.ts";
import { type PeopleCalls } from "./calls.ts";
import { type EvaluationGapPerson, type Listed, type Rows, type SkpGap } from "./types.ts";

export const gapLists = ["sandi", "atasan", "skp", "catatan", "evaluasi"] as const;
export type GapList = (typeof gapLists)[number];

/** Lists that speak of a month; the others speak of today. */
export const isMonthly = (list: GapList): boolean => list === "catatan" || list === "evaluasi" || list === "skp";

/** Somebody on a list, and what is missing. */
export interface GapRow {
  readonly key: string;
  readonly personId: string;
  readonly person: PersonName | undefined;
  readonly unitId: string;
  readonly unitName: string;
  readonly gap:
    | { readonly list: "sandi" | "atasan"; readonly listed: Listed }
    | { readonly list: "skp"; readonly skp: SkpGap }
    | { readonly list: "catatan"; readonly dates: readonly string[] }
    | { readonly list: "evaluasi"; readonly evaluation: EvaluationGapPerson };
  /** Who has to act, where somebody is known. */
  readonly assessor: PersonName | undefined;
}

export interface GapQuery {
  readonly list: GapList;
  readonly agencyId: string;
  readonly unitId: string;
  readonly period: string;
  /** The day that the list speaks of. */
  readonly onDate: string;
  readonly unitName: (unitId: string) => string;
}

type Names = (personIds: readonly string[]) => Promise<ReadonlyMap<string, PersonName>>;
type Loader = (calls: PeopleCalls, names: Names, query: GapQuery, pageToken: string) => Promise<Rows<GapRow>>;

const unique = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => id !== "");

const listPeople =
  (list: "sandi" | "atasan", wanted: { activated: false } | { hasSuperior: false }): Loader =>
  async (calls, _names, { agencyId, unitId }, pageToken) => {
    const { rows, next } = await calls.people(agencyId, { unitId, ...wanted, pageSize: 200 }, pageToken);
    return {
      next,
      rows: rows.map((listed) => ({
        key: listed.employment.employmentId,
        personId: listed.person.personId,
        person: listed.person,
        unitId: listed.employment.unitId,
        unitName: listed.employment.unitName,
        gap: { list, listed },
        assessor: undefined,
      })),
    };
  };

const listSkps: Loader = async (calls, names, { agencyId, unitId, onDate, unitName }, pageToken) => {
  const asked = { onDate, ...(unitId === "" ? {} : { unitId }) };
  const { rows, next, total } = await calls.skpGaps(agencyId, asked, pageToken);
  const known = await names(unique(rows.flatMap(({ personId, assessorId }) => [personId, assessorId])));
  return {
    next,
    total,
    rows: rows.map((skp) => ({
      key: skp.employmentId,
      personId: skp.personId,
      person: known.get(skp.personId),
      unitId: skp.unitId,
      unitName: unitName(skp.unitId),
      gap: { list: "skp", skp },
      assessor: known.get(skp.assessorId),
    })),
  };
};

const listEvaluations: Loader = async (calls, names, { agencyId, unitId, period, unitName }, pageToken) => {
  const { rows, next, total } = await calls.evaluationGaps(agencyId, period, unitId, pageToken);
  const known = await names(unique(rows.flatMap(({ personId, assessorId }) => [personId, assessorId])));
  return {
    next,
    total,
    rows: rows.map((evaluation) => ({
      key: `${evaluation.personId} ${evaluation.unitId}`,
      personId: evaluation.personId,
      person: known.get(evaluation.personId),
      unitId: evaluation.unitId,
      unitName: unitName(evaluation.unitId),
      gap: { list: "evaluasi", evaluation },
      assessor: known.get(evaluation.assessorId),
    })),
  };
};

const unitPages = 25;

/** Ids of the people of a unit and of those below it. */
async function membersOf(calls: PeopleCalls, agencyId: string, unitId: string): Promise<ReadonlySet<string>> {
  const members = new Set<string>();
  let pageToken = "";
  for (let page = 0; page < unitPages; page += 1) {
    const { rows, next } = await calls.people(agencyId, { unitId, pageSize: 200 }, pageToken);
    for (const { person } of rows) members.add(person.personId);
    pageToken = next;
    if (pageToken === "") break;
  }
  return members;
}

/** The API knows this list by agency only; for one unit its pages are read until one of our pages is full. */
const listMissing: Loader = async (calls, names, { agencyId, unitId, period }, pageToken) => {
  const members = unitId === "" ? undefined : await membersOf(calls, agencyId, unitId);
  const found = [];
  let next = pageToken;
  do {
    const page = await calls.missing(agencyId, period, next, members ? 200 : 50);
    found.push(...page.rows.filter(({ personId }) => members?.has(personId) ?? true));
    next = page.next;
  } while (members && found.length < 50 && next !== "");
  const known = await names(found.map(({ personId }) => personId));
  return {
    next,
    rows: found.map(({ personId, missingDates }) => ({
      key: personId,
      personId,
      person: known.get(personId),
      unitId: "",
      unitName: known.get(personId)?.unitName ?? "",
      gap: { list: "catatan", dates: missingDates },
      assessor: undefined,
    })),
  };
};

export const loadGaps: Readonly<Record<GapList, Loader>> = {
  sandi: listPeople("sandi", { activated: false }),
  atasan: listPeople("atasan", { hasSuperior: false }),
  skp: listSkps,
  catatan: listMissing,
  evaluasi: listEvaluations,
};
