import { type Day, type Zone } from "@kinerja/common/kernel";

import { type Evaluation, type Judgement, type Realisation, type State } from "../../domain/evaluation.ts";
import { type Term } from "../../domain/period.ts";
import { type Plan } from "../../domain/plan.ts";
import { type Predicate, type Rating } from "../../domain/predicate.ts";

export type EvaluationRow = {
  readonly term: Term;
  readonly person_id: string;
  readonly agency_id: string;
  readonly unit_id: string;
  readonly employment_id: string;
  readonly zone: Zone;
  readonly state: State;
  readonly version: number;
  readonly skp_id: string | null;
  readonly assessor_id: string | null;
  readonly is_head: boolean;
  readonly realisations: readonly Realisation[];
  readonly result: Rating | null;
  readonly behaviour: Rating | null;
  readonly predicate: Predicate | null;
  readonly note: string | null;
  readonly rated_by: string | null;
  readonly rated_at: Date | null;
  readonly plan: Plan | null;
  readonly issued_at: Date | null;
  readonly objection_until: Day | null;
  readonly document_sha256: Buffer | null;
};

function judgementOf(row: EvaluationRow): Judgement | undefined {
  const { result, behaviour, predicate, note, rated_by: ratedBy, rated_at: ratedAt, plan } = row;
  if (result === null || behaviour === null || predicate === null || ratedBy === null || ratedAt === null)
    return undefined;
  return {
    result,
    behaviour,
    predicate,
    note: note ?? "",
    ratedBy,
    ratedAt: ratedAt.getTime(),
    plan: plan ?? undefined,
  };
}

function issueOf({
  issued_at: at,
  objection_until: objectionUntil,
  document_sha256: hash,
}: EvaluationRow): Evaluation["issue"] {
  if (at === null || objectionUntil === null || hash === null) return undefined;
  return { issuedAt: at.getTime(), objectionUntil, documentSha256: hash.toString("hex") };
}

export const toEvaluation = (row: EvaluationRow): Evaluation => ({
  personId: row.person_id,
  term: row.term,
  place: { agencyId: row.agency_id, unitId: row.unit_id, employmentId: row.employment_id, zone: row.zone },
  version: row.version,
  state: row.state,
  assessorId: row.assessor_id ?? undefined,
  skpId: row.skp_id ?? undefined,
  isHead: row.is_head,
  realisations: row.realisations,
  judgement: judgementOf(row),
  issue: issueOf(row),
});

/** Columns in the order of `cellsOf`, with their types. */
const columns: Readonly<Record<keyof EvaluationRow, string>> = {
  term: "text",
  person_id: "uuid",
  agency_id: "uuid",
  unit_id: "uuid",
  employment_id: "uuid",
  zone: "text",
  state: "text",
  version: "int",
  skp_id: "uuid",
  assessor_id: "uuid",
  is_head: "boolean",
  realisations: "jsonb",
  result: "text",
  behaviour: "text",
  predicate: "text",
  note: "text",
  rated_by: "uuid",
  rated_at: "timestamptz",
  plan: "jsonb",
  issued_at: "timestamptz",
  objection_until: "date",
  document_sha256: "bytea",
};
const names = Object.keys(columns);
export const evaluationColumns = names.join(", ");

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** What a row holds of the judgement. */
function judged(judgement: Judgement | undefined): unknown[] {
  if (judgement === undefined) return Array.from({ length: 7 }, () => null);
  const { result, behaviour, predicate, note, ratedBy, ratedAt, plan } = judgement;
  return [result, behaviour, predicate, note, ratedBy, new Date(ratedAt), json(plan)];
}

/** What a row holds of the issue. */
const issued = (issue: Evaluation["issue"]): unknown[] =>
  issue === undefined
    ? [null, null, null]
    : [new Date(issue.issuedAt), issue.objectionUntil, Buffer.from(issue.documentSha256, "hex")];

const cellsOf = ({ personId, term, place, judgement, issue, ...rest }: Evaluation): unknown[] => [
  ...[term, personId, place.agencyId, place.unitId, place.employmentId, place.zone],
  ...[rest.state, rest.version, rest.skpId ?? null, rest.assessorId ?? null, rest.isHead, json(rest.realisations)],
  ...judged(judgement),
  ...issued(issue),
];

const unnested = Object.values(columns)
  .map((type, at) => `$${at + 1}::${type}[]`)
  .join(", ");
const insert = `insert into evaluation as e (${evaluationColumns}) select * from unnest(${unnested})`;

/** One array for each column. */
export function paramsOf(evaluations: readonly Evaluation[]): unknown[] {
  const rows = evaluations.map(cellsOf);
  return names.map((_, column) => rows.map((cells) => cells[column]));
}

export const insertNew = `${insert} on conflict do nothing returning person_id, term`;
/** Only the version before may be replaced; what is missing in the answer was changed by somebody else. */
export const upsert = `${insert} on conflict (term, person_id, agency_id) do update set
  (${evaluationColumns}) = (${names.map((name) => `excluded.${name}`).join(", ")})
  where e.version = excluded.version - 1 returning person_id`;
