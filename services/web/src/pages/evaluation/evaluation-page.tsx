import { type Problem } from "../../api/problem.ts";
import { type Zone } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { Empty, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { type PageProps } from "../pages.tsx";
import { useEvaluationCalls } from "./calls.ts";
import { DocumentCard, MatrixCard, ObjectionCard, Periods } from "./cards.tsx";
import { Expectations, FeedbackList, LogFacts, usePeriodName } from "./parts.tsx";
import { askedPeriod } from "./periods.ts";
import { RealisationCard } from "./realisation-card.tsx";
import { terms } from "./terms.ts";
import { type Evaluation } from "./types.ts";
import { missingOf, placeOf, predicateOf, stageOf } from "./view.ts";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/evaluation.css";

/** The own evaluation, or with ?orang=ID that of somebody whom the server lets one read. */
export function EvaluationPage({ query }: PageProps) {
  const me = useMe();
  const post = me.employments[0];
  const today = useDate(post?.zone ?? "WIB");
  const period = askedPeriod(query.get("periode"), today);
  const asked = query.get("orang") ?? me.personId;
  const personId = asked === me.personId ? undefined : asked;
  const addressOf = (one: string) =>
    personId === undefined ? `/evaluasi?periode=${one}` : `/evaluasi?periode=${one}&orang=${personId}`;
  const since = personId === undefined ? (post?.validFrom ?? today) : "2022-01-01";
  return (
    <>
      <Shown key={`${period}/${asked}`} period={period} personId={personId} today={today} />
      <Periods period={period} today={today} since={since} addressOf={addressOf} />
    </>
  );
}

interface ShownProps {
  readonly period: string;
  readonly personId: string | undefined;
  readonly today: string;
}

function Shown({ period, personId, today }: ShownProps) {
  const calls = useEvaluationCalls();
  const { value, problem, reload } = useLoad(() => calls.evaluation(period, personId), [calls, period, personId]);
  if (value !== undefined)
    return <Whole evaluation={value} problem={problem} isOwn={personId === undefined} today={today} reload={reload} />;
  if (problem !== undefined) return <NotShown problem={problem} period={period} reload={reload} />;
  return <Skeleton lines={5} tall />;
}

interface NotShownProps {
  readonly problem: Problem;
  readonly period: string;
  reload: () => void;
}

function NotShown({ problem, period, reload }: NotShownProps) {
  const w = useWords(words);
  const nameOf = usePeriodName();
  const head = (
    <div class="ans">
      <p class="eye">{w.eye(nameOf(period), "")}</p>
      <h1>{w.title}</h1>
    </div>
  );
  if (problem.status !== 403 && problem.status !== 404) {
    return (
      <>
        {head}
        <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />
      </>
    );
  }
  const isForbidden = problem.status === 403;
  return (
    <>
      {head}
      <div class="card">
        <Empty icon={isForbidden ? "lock" : "cells"} title={isForbidden ? w.forbidden : w.none}>
          <p>{isForbidden ? w.forbiddenText : w.noneText}</p>
          {isForbidden && (
            <a class="btn" href="/evaluasi">
              {w.toOwn}
            </a>
          )}
        </Empty>
      </div>
    </>
  );
}

interface WholeProps {
  readonly evaluation: Evaluation;
  readonly problem: Problem | undefined;
  readonly isOwn: boolean;
  readonly today: string;
  reload: () => void;
}

function Whole({ evaluation, problem, isOwn, today, reload }: WholeProps) {
  const me = useMe();
  const t = useWords(terms);
  const w = useWords(words);
  const { assessorId, personId, feedback } = evaluation;
  const names = useNames([assessorId, ...feedback.map(({ authorId }) => authorId), ...(isOwn ? [] : [personId])]);
  const nameOf = (id: string) => (id === "" ? "" : names.of(id, t.someone));
  const zone = isOwn ? me.employments[0]?.zone : undefined;
  const assessor = nameOf(assessorId);
  const order = { evaluation, isOwn, zone, today, assessor, nameOf, reload };
  return (
    <>
      <Head {...order} name={isOwn ? "" : nameOf(personId)} />
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />}
      {stageOf(evaluation) === "issued" ? <Issued {...order} /> : <Open {...order} />}
    </>
  );
}

interface OrderProps {
  readonly evaluation: Evaluation;
  readonly isOwn: boolean;
  readonly zone: Zone | undefined;
  readonly today: string;
  readonly assessor: string;
  nameOf: (personId: string) => string;
  reload: () => void;
}

/** With its document: the cell and the clock first, what it rests on below. */
function Issued({ evaluation, isOwn, zone, today, assessor, nameOf, reload }: OrderProps) {
  const issued = { evaluation, isOwn, zone, today };
  return (
    <>
      <div class="cols">
        <MatrixCard evaluation={evaluation} isOwn={isOwn} />
        <div class="stack">
          <ObjectionCard {...issued} />
          <DocumentCard {...issued} assessor={assessor} />
          <LogFacts evaluation={evaluation} />
        </div>
      </div>
      <div class="cols half">
        <RealisationCard evaluation={evaluation} mayChange={false} onSaved={reload} />
        <div class="stack">
          <FeedbackCard evaluation={evaluation} nameOf={nameOf} />
          <Expectations evaluation={evaluation} />
        </div>
      </div>
    </>
  );
}

/** Before the document the realisation is the work to do. */
function Open({ evaluation, isOwn, nameOf, reload }: OrderProps) {
  return (
    <>
      <div class="cols">
        <div class="stack">
          <RealisationCard evaluation={evaluation} mayChange={isOwn} onSaved={reload} />
          <MatrixCard evaluation={evaluation} isOwn={isOwn} />
        </div>
        <LogFacts evaluation={evaluation} />
      </div>
      <div class="cols half">
        <FeedbackCard evaluation={evaluation} nameOf={nameOf} />
        <Expectations evaluation={evaluation} />
      </div>
    </>
  );
}

function FeedbackCard({ evaluation, nameOf }: Pick<OrderProps, "evaluation" | "nameOf">) {
  const t = useWords(terms);
  const count = evaluation.feedback.length;
  return (
    <section class="card flush" aria-labelledby="h-feedback">
      <header>
        <h2 id="h-feedback">{t.feedback}</h2>
        {count > 0 && <span class="num">{count}</span>}
      </header>
      <FeedbackList evaluation={evaluation} nameOf={nameOf} />
    </section>
  );
}

interface HeadProps {
  readonly evaluation: Evaluation;
  readonly isOwn: boolean;
  readonly name: string;
  readonly assessor: string;
  readonly today: string;
}

function Head({ evaluation, isOwn, name, assessor, today }: HeadProps) {
  const w = useWords(words);
  const nameOf = usePeriodName();
  const isRated = predicateOf(evaluation) !== undefined;
  const who = assessor === "" ? "" : isRated ? w.ratedBy(assessor) : w.toRateBy(assessor);
  return (
    <div class="ans">
      <p class="eye">{[w.eye(nameOf(evaluation.period), name), who].filter((part) => part !== "").join(" · ")}</p>
      <Answer evaluation={evaluation} isOwn={isOwn} today={today} />
    </div>
  );
}

type AnswerProps = Pick<HeadProps, "evaluation" | "isOwn" | "today">;

function Answer(props: AnswerProps) {
  const stage = stageOf(props.evaluation);
  if (stage === "issued" || stage === "rated") return <Rated {...props} isIssued={stage === "issued"} />;
  return stage === "noPlan" ? <WithoutPlan isOwn={props.isOwn} /> : <Unrated {...props} />;
}

function Rated({ evaluation, isOwn, today, isIssued }: AnswerProps & { isIssued: boolean }) {
  const { f } = useApp();
  const t = useWords(terms);
  const w = useWords(words);
  const place = placeOf(evaluation);
  const predicate = predicateOf(evaluation);
  if (place === undefined || predicate === undefined) return <h1>{w.title}</h1>;
  const { objectionUntil } = evaluation;
  const name = t.predicates[predicate];
  return (
    <>
      <h1>{isIssued ? w.issued(name, isOwn) : w.rated(name)}</h1>
      <p>
        {w.issuedText(t.ratings[place.result].toLowerCase(), t.ratings[place.behaviour].toLowerCase())}
        {isIssued && isOwn && objectionUntil >= today && w.objectUntil(f.day(objectionUntil))}
        {!isIssued && ` ${w.ratedText}`}
      </p>
    </>
  );
}

function WithoutPlan({ isOwn }: { isOwn: boolean }) {
  const w = useWords(words);
  return (
    <>
      <h1>{w.noPlan}</h1>
      <p>{w.noPlanText}</p>
      {isOwn && (
        <a class="btn link" href="/rencana">
          <Icon name="plan" />
          {w.toPlan}
        </a>
      )}
    </>
  );
}

function Unrated({ evaluation, isOwn }: AnswerProps) {
  const w = useWords(words);
  const missing = missingOf(evaluation);
  const waits = isOwn ? w.waitsText : w.waitsOther;
  return (
    <>
      <h1>{missing > 0 ? w.toRealise(missing) : w.waits}</h1>
      <p>{missing > 0 ? w.toRealiseText : waits}</p>
    </>
  );
}
