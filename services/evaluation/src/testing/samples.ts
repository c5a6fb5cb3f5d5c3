import { type Day, type Period } from "@kinerja/common/kernel";

import { type Evaluation, openEvaluation, type Realisation, type Scene, type UnitTerm } from "../domain/evaluation.ts";
import { parseTerm, type Term } from "../domain/period.ts";
import { type Employment, type Place } from "../domain/place.ts";
import { type Plan } from "../domain/plan.ts";

/** An id that is easy to read: `idOf(7)` ends with 7. */
export const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const october = "2026-10" as Period;
export const term: Term = parseTerm(october);
export const agencyId = idOf(100);
export const unitId = idOf(200);
export const at = Date.parse("2026-11-05T02:00:00Z");

export const placeOf = (personId: string, more: Partial<Place> = {}): Place => ({
  agencyId,
  unitId,
  employmentId: personId.replace(/^0{8}/, "10000000"),
  zone: "WIB",
  ...more,
});

export const employmentOf = (personId: string, more: Partial<Employment> = {}): Employment => ({
  ...placeOf(personId),
  personId,
  validFrom: "2026-01-01" as Day,
  validTo: undefined,
  primary: true,
  ...more,
});

export const [indicatorA, indicatorB, rhkId] = [idOf(301), idOf(302), idOf(300)] as const;

export const planOf = (more: Partial<Plan> = {}): Plan => ({
  skpId: idOf(400),
  setRevision: 1,
  assessorId: idOf(9),
  isHead: false,
  results: [
    {
      rhkId,
      kind: "UTAMA",
      text: "Rantai dingin vaksin terjaga",
      indicators: [indicatorA, indicatorB].map((indicatorId) => ({
        indicatorId,
        text: "Puskesmas yang disupervisi",
        aspect: "KUANTITAS",
        perspective: "",
        target: "8",
        unit: "puskesmas",
      })),
    },
  ],
  expectations: [{ value: "AKUNTABEL", text: "Laporan tepat waktu" }],
  items: [],
  ...more,
});

export const achieved = (indicatorId: string, text = "8 puskesmas"): Realisation => ({
  indicatorId,
  achieved: text,
  evidenceUrl: "",
});

export const noUnit: UnitTerm = { predicate: undefined, ground: "", reason: "", explained: [], groups: [] };

export const sceneOf = (personId: string, more: Partial<Scene> & { readonly of?: Partial<Evaluation> } = {}): Scene => {
  const { of = {}, ...rest } = more;
  return {
    evaluation: { ...openEvaluation(personId, term, placeOf(personId)), ...of },
    feedback: [],
    isSealed: true,
    figures: { revision: 1, approvedMinutes: 9_000, openMinutes: 60, daysWithEntries: 20 },
    unit: { ...noUnit, predicate: "BAIK", ground: "SK 1/2026" },
    ...rest,
  };
};
