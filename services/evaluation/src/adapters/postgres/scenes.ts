import { type Db } from "@kinerja/common/postgres";

import { type Member, type Shown } from "../../app/stores.ts";
import { type Group } from "../../domain/distribution.ts";
import { type EvaluationDocument } from "../../domain/document.ts";
import {
  type AuthorAs,
  type Evaluation,
  type Feedback,
  type Figures,
  openEvaluation,
  type UnitTerm,
} from "../../domain/evaluation.ts";
import { isAnnual, type Term } from "../../domain/period.ts";
import { type Place } from "../../domain/place.ts";
import { type UnitPredicate } from "../../domain/predicate.ts";
import { evaluationColumns, type EvaluationRow, toEvaluation } from "./rows.ts";

/** Most feedback that one evaluation shows. */
const feedbackLimit = 200;

type UnitRef = Pick<Place, "agencyId" | "unitId">;
type PredicateRow = { predicate: UnitPredicate; ground: string; reason: string; explained: string[] };

/** Months whose facts belong to the term. */
function monthsOf(term: Term): [from: string, to: string] {
  const year = term.slice(0, 4);
  return isAnnual(term) ? [`${year}-00`, `${year}-12`] : [term, term];
}

export async function readUnit(db: Db, { agencyId, unitId }: UnitRef, term: Term): Promise<UnitTerm> {
  const key = [agencyId, term, unitId];
  const [[row], groups] = await Promise.all([
    db.query<PredicateRow>(
      "select predicate, ground, reason, explained from unit_predicate where agency_id = $1 and term = $2 and unit_id = $3",
      key,
    ),
    db.query<{ predicate: Group["predicate"] | null; is_head: boolean; people: number }>(
      `select predicate, is_head, count(*)::int as people from evaluation
       where agency_id = $1 and term = $2 and unit_id = $3 group by predicate, is_head order by predicate, is_head`,
      key,
    ),
  ]);
  return {
    predicate: row?.predicate,
    ground: row?.ground ?? "",
    reason: row?.reason ?? "",
    explained: row?.explained ?? [],
    groups: groups.map(({ predicate, is_head: isHead, people }) => ({
      predicate: predicate ?? undefined,
      isHead,
      people,
    })),
  };
}

const unitKey = ({ agencyId, unitId }: UnitRef): string => `${agencyId}/${unitId}`;

async function unitsOf(db: Db, evaluations: readonly Evaluation[], term: Term): Promise<Map<string, UnitTerm>> {
  const places = new Map(evaluations.map(({ place }) => [unitKey(place), place]));
  const units = [...places].map(async ([key, place]): Promise<[string, UnitTerm]> => [
    key,
    await readUnit(db, place, term),
  ]);
  return new Map(await Promise.all(units));
}

const pairs = (members: readonly Member[]): [string[], string[]] => [
  members.map(({ personId }) => personId),
  members.map(({ place }) => place.agencyId),
];

async function evaluationsOf(db: Db, term: Term, members: readonly Member[]): Promise<Evaluation[]> {
  const rows = await db.query<EvaluationRow>(
    `select e.* from unnest($2::uuid[], $3::uuid[]) as m (person, agency) cross join lateral (
       select ${evaluationColumns} from evaluation where term = $1 and person_id = m.person and agency_id = m.agency offset 0) e`,
    [term, ...pairs(members)],
  );
  const known = new Map(rows.map((row) => [row.person_id, toEvaluation(row)]));
  return members.map(({ personId, place }) => known.get(personId) ?? openEvaluation(personId, term, place));
}

type FigureRow = { person_id: string; revision: number; approved: number; open: number; days: number; sealed: boolean };

type Sealed = Pick<Shown, "figures" | "isSealed">;

async function figuresOf(db: Db, term: Term, members: readonly Member[]): Promise<Map<string, Sealed>> {
  const [from, to] = monthsOf(term);
  const rows = await db.query<FigureRow>(
    `select m.person_id, max(a.revision) as revision, coalesce(sum(s.approved_minutes), 0)::int as approved,
            coalesce(sum(s.open_minutes), 0)::int as open, coalesce(sum(s.days_with_entries), 0)::int as days,
            bool_or(a.period = $4) as sealed
     from unnest($1::uuid[], $2::uuid[]) as m (person_id, agency_id)
     join activity_month a on a.agency_id = m.agency_id and a.period between $3 and $4
     left join sealed_month s on s.agency_id = a.agency_id and s.period = a.period and s.revision = a.revision
       and s.person_id = m.person_id
     group by m.person_id`,
    [...pairs(members), from, to],
  );
  return new Map(
    rows.map(({ person_id, revision, approved, open, days, sealed }) => {
      const figures: Figures = {
        revision: isAnnual(term) ? 0 : revision,
        approvedMinutes: approved,
        openMinutes: open,
        daysWithEntries: days,
      };
      return [person_id, { figures, isSealed: sealed }];
    }),
  );
}

type FeedbackRow = {
  id: string;
  person_id: string;
  author_id: string;
  author_as: AuthorAs;
  rhk_id: string | null;
  behaviour_value: string | null;
  text: string;
  evidence_url: string;
  at: Date;
};

const toFeedback = (row: FeedbackRow): Feedback => ({
  feedbackId: row.id,
  authorId: row.author_id,
  authorAs: row.author_as,
  rhkId: row.rhk_id ?? "",
  behaviourValue: row.behaviour_value ?? "",
  text: row.text,
  evidenceUrl: row.evidence_url,
  at: row.at.getTime(),
});

async function feedbackOf(db: Db, term: Term, members: readonly Member[]): Promise<Map<string, Feedback[]>> {
  const rows = await db.query<FeedbackRow>(
    `select f.* from unnest($1::uuid[], $2::uuid[]) as m (person_id, agency_id) cross join lateral (
       select id, person_id, author_id, author_as, rhk_id, behaviour_value, text, evidence_url, at from feedback
       where person_id = m.person_id and agency_id = m.agency_id and term between $3 and $4
       order by id desc limit ${feedbackLimit}) as f`,
    [...pairs(members), ...monthsOf(term)],
  );
  const byPerson = new Map<string, Feedback[]>();
  for (const row of rows) byPerson.set(row.person_id, [...(byPerson.get(row.person_id) ?? []), toFeedback(row)]);
  return byPerson;
}

async function documentsOf(db: Db, term: Term, members: readonly Member[]): Promise<Map<string, EvaluationDocument>> {
  const rows = await db.query<{ person_id: string; content: Buffer }>(
    `select distinct on (person_id) person_id, content from document
     where term = $1 and (person_id, agency_id) in (select * from unnest($2::uuid[], $3::uuid[])) order by person_id, version desc`,
    [term, ...pairs(members)],
  );
  return new Map(
    rows.map(({ person_id, content }) => [person_id, JSON.parse(content.toString()) as EvaluationDocument]),
  );
}

/** What is recorded about the members in a term, in their order. */
export async function readScenes(db: Db, term: Term, members: readonly Member[], whole: boolean): Promise<Shown[]> {
  const [evaluations, sealed, feedback, documents] = await Promise.all([
    evaluationsOf(db, term, members),
    figuresOf(db, term, members),
    whole ? feedbackOf(db, term, members) : new Map<string, Feedback[]>(),
    whole ? documentsOf(db, term, members) : new Map<string, EvaluationDocument>(),
  ]);
  const units = await unitsOf(db, evaluations, term);
  return evaluations.map((evaluation) => ({
    evaluation,
    unit: units.get(unitKey(evaluation.place)) ?? {
      predicate: undefined,
      ground: "",
      reason: "",
      explained: [],
      groups: [],
    },
    figures: sealed.get(evaluation.personId)?.figures,
    isSealed: sealed.get(evaluation.personId)?.isSealed ?? false,
    feedback: feedback.get(evaluation.personId) ?? [],
    document: documents.get(evaluation.personId),
  }));
}
