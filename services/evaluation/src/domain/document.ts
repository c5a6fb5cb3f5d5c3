import { type Day } from "@kinerja/common/kernel";

import { type Feedback, type Figures, type Judgement, type Realisation, type Scene } from "./evaluation.ts";
import { type Plan } from "./plan.ts";
import { type UnitPredicate } from "./predicate.ts";

/** What stands beside the evaluation in its document. */
export type DocumentFacts = {
  readonly issuedBy: string;
  readonly issuedAt: number;
  readonly objectionUntil: Day;
  /** Statements of the unit's pattern that do not hold. */
  readonly violations: readonly string[];
};

/** Dokumen evaluasi kinerja pegawai (PermenPANRB 6/2022): what the assessor saw and judged. People are ids; names belong to identity. */
export type EvaluationDocument = {
  readonly form: "kinerja/evaluation/1";
  readonly regime: "PermenPANRB 6/2022";
  readonly personId: string;
  readonly period: string;
  readonly version: number;
  readonly agencyId: string;
  readonly unitId: string;
  readonly employmentId: string;
  readonly unit: {
    readonly predicate: UnitPredicate | undefined;
    readonly ground: string;
    readonly violations: readonly string[];
    readonly reason: string;
  };
  readonly plan: Plan;
  readonly realisations: readonly Realisation[];
  readonly feedback: readonly Feedback[];
  /** Of sealed months; missing for a year without one. */
  readonly activity: Figures | undefined;
  readonly judgement: Omit<Judgement, "plan">;
  readonly issuedBy: string;
  readonly issuedAt: number;
  readonly objectionUntil: Day;
};

export function documentOf(
  { evaluation, feedback, figures, unit }: Scene,
  { plan, ...judgement }: Judgement & { readonly plan: Plan },
  { issuedBy, issuedAt, objectionUntil, violations }: DocumentFacts,
): EvaluationDocument {
  const { personId, term, place, realisations } = evaluation;
  return {
    form: "kinerja/evaluation/1",
    regime: "PermenPANRB 6/2022",
    personId,
    period: term,
    version: evaluation.version + 1,
    agencyId: place.agencyId,
    unitId: place.unitId,
    employmentId: place.employmentId,
    unit: { predicate: unit.predicate, ground: unit.ground, violations, reason: unit.reason },
    plan,
    realisations,
    feedback,
    activity: figures,
    judgement,
    issuedBy,
    issuedAt,
    objectionUntil,
  };
}

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** One spelling for one value: keys sorted by code unit, no space, nothing for what is missing. Whoever has the document can hash it again. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value as Readonly<Record<string, Json>>).filter(([, one]) => one !== undefined);
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(",")}}`;
}
