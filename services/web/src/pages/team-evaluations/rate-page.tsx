import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty, Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { useEvaluationCalls } from "../evaluation/calls.ts";
import { Expectations, FeedbackList, IndicatorFacts, LogFacts, usePeriodName } from "../evaluation/parts.tsx";
import { isYear } from "../evaluation/periods.ts";
import { terms } from "../evaluation/terms.ts";
import { type Evaluation } from "../evaluation/types.ts";
import { missingOf, predicateOf } from "../evaluation/view.ts";
import { FeedbackForm } from "./feedback-form.tsx";
import { RateForm } from "./rate-form.tsx";
import { words } from "./words.ts";

interface RatePageProps {
  readonly period: string;
  readonly personId: string;
}

/** One person: what was achieved beside the closed diary and what was said, and then the rating. */
export function RatePage({ period, personId }: RatePageProps) {
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const { value, problem, reload } = useLoad(() => calls.evaluation(period, personId), [calls, period, personId]);
  const back = (
    <a class="btn link" href={`/tim/evaluasi?periode=${period}`}>
      <Icon name="left" />
      {w.back}
    </a>
  );
  if (value !== undefined) {
    return (
      <>
        {back}
        {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
        <Whole evaluation={value} reload={reload} />
      </>
    );
  }
  if (problem === undefined) return <Skeleton lines={5} tall />;
  return (
    <>
      {back}
      <h1>{w.title}</h1>
      {problem.status === 403 || problem.status === 404 ? (
        <div class="card">
          <Empty icon="lock" title={w.notForYou}>
            <p>{w.notForYouText}</p>
          </Empty>
        </div>
      ) : (
        <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />
      )}
    </>
  );
}

function Whole({ evaluation, reload }: { evaluation: Evaluation; reload: () => void }) {
  const t = useWords(terms);
  const w = useWords(words);
  const { personId, feedback, indicators } = evaluation;
  const names = useNames([personId, ...feedback.map(({ authorId }) => authorId)]);
  const nameOf = (id: string) => names.of(id, w.someone);
  const name = nameOf(personId);
  const isIssued = evaluation.documentSha256 !== "";
  return (
    <>
      <Head evaluation={evaluation} name={name} />
      <div class="cols half">
        <div class="stack">
          <section class="card flush" aria-labelledby="h-realisation">
            <header>
              <h2 id="h-realisation">{w.realisation}</h2>
            </header>
            {indicators.length === 0 ? (
              <p class="sm muted in-card">{w.noPlan}</p>
            ) : (
              <ul class="list">
                {indicators.map((indicator) => (
                  <li key={indicator.indicatorId} class="indicator">
                    <IndicatorFacts indicator={indicator} />
                  </li>
                ))}
              </ul>
            )}
          </section>
          <LogFacts evaluation={evaluation} />
          <Expectations evaluation={evaluation} />
        </div>
        <div class="stack">
          <section class="card flush" aria-labelledby="h-feedback">
            <header>
              <h2 id="h-feedback">{t.feedback}</h2>
              {feedback.length > 0 && <span class="num">{feedback.length}</span>}
            </header>
            <FeedbackList evaluation={evaluation} nameOf={nameOf} />
            {!isIssued && !isYear(evaluation.period) && <FeedbackForm evaluation={evaluation} onSaved={reload} />}
          </section>
          <Rating evaluation={evaluation} name={name} />
        </div>
      </div>
    </>
  );
}

function Head({ evaluation, name }: { evaluation: Evaluation; name: string }) {
  const t = useWords(terms);
  const w = useWords(words);
  const periodName = usePeriodName();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const predicate = predicateOf(evaluation);
  const missing = missingOf(evaluation);
  const realised = missing > 0 ? w.toRealise(missing) : w.complete;
  const rated = predicate === undefined ? realised : w.isRated(t.predicates[predicate]);
  return (
    <div class="ans">
      <p class="eye">{periodName(evaluation.period)}</p>
      <h1 ref={head} tabIndex={-1}>
        {w.rateThis(name)}
      </h1>
      <p>{evaluation.documentSha256 === "" ? rated : w.isIssued}</p>
    </div>
  );
}

/** The form, or what hinders a rating: said before somebody types. */
function Rating({ evaluation, name }: { evaluation: Evaluation; name: string }) {
  const w = useWords(words);
  const { documentSha256, indicators, sealedRevision, period, unitPredicate } = evaluation;
  if (documentSha256 !== "" || indicators.length === 0) return null;
  if (sealedRevision === 0 && !isYear(period)) {
    return (
      <Note tone="wait" icon="clock" title={w.monthOpen}>
        <p>{w.monthOpenText}</p>
      </Note>
    );
  }
  if (unitPredicate === "UNSPECIFIED") {
    return (
      <Note tone="wait" icon="warn" title={w.unitMissing}>
        <p>{w.unitMissingText}</p>
      </Note>
    );
  }
  return <RateForm evaluation={evaluation} name={name} />;
}
