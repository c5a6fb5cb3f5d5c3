import { type Problem } from "../../api/problem.ts";
import { Icon } from "../../components/icon.tsx";
import { Empty, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { useEvaluationCalls } from "../evaluation/calls.ts";
import { FeedbackList, IndicatorFacts, usePeriodName } from "../evaluation/parts.tsx";
import { type Evaluation } from "../evaluation/types.ts";
import { FeedbackForm } from "./feedback-form.tsx";
import { words } from "./words.ts";

/** People of the work teams that the caller leads: of them one writes feedback, and somebody else rates. */
export function LedCard({ period }: { period: string }) {
  const w = useWords(words).led;
  const calls = useEvaluationCalls();
  const { value, problem, reload } = useLoad(() => calls.led(), [calls]);
  if (problem) return <ProblemNote problem={problem} title={w.failed} onRetry={reload} />;
  if (value === undefined || value.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-led">
      <header>
        <h2 id="h-led">{w.title}</h2>
        <span class="num">{value.length}</span>
      </header>
      <ul class="list">
        {value.map(({ personId, name, positionName }) => (
          <li key={personId} class="item">
            <div>
              <p class="t">{name}</p>
              <p class="m">{positionName}</p>
            </div>
            <a
              class="btn soft"
              href={`/tim/evaluasi?periode=${period}&anggota=${personId}`}
              aria-label={w.writeThis(name)}
            >
              {w.write}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface LedPageProps {
  readonly period: string;
  readonly personId: string;
}

/** What a team lead says of one person in a period. */
export function LedPage({ period, personId }: LedPageProps) {
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const nameOf = usePeriodName();
  const { value, problem, reload } = useLoad(() => calls.evaluation(period, personId), [calls, period, personId]);
  const names = useNames([personId, ...(value?.feedback ?? []).map(({ authorId }) => authorId)]);
  return (
    <>
      <a class="btn link" href={`/tim/evaluasi?periode=${period}`}>
        <Icon name="left" />
        {w.back}
      </a>
      <div class="ans">
        <p class="eye">{nameOf(period)}</p>
        <h1>{w.led.of(names.of(personId, w.someone))}</h1>
        <p>{w.led.text}</p>
      </div>
      {problem && <NotShown problem={problem} reload={reload} />}
      {value === undefined && !problem && <Skeleton lines={5} tall />}
      {value && <Whole evaluation={value} nameOf={(id) => names.of(id, w.someone)} onSaved={reload} />}
    </>
  );
}

function NotShown({ problem, reload }: { problem: Problem; reload: () => void }) {
  const w = useWords(words);
  if (problem.status !== 403 && problem.status !== 404)
    return <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />;
  return (
    <div class="card">
      <Empty icon="lock" title={w.led.none}>
        <p>{w.led.noneText}</p>
      </Empty>
    </div>
  );
}

interface WholeProps {
  readonly evaluation: Evaluation;
  nameOf: (personId: string) => string;
  onSaved: () => void;
}

function Whole({ evaluation, nameOf, onSaved }: WholeProps) {
  const w = useWords(words);
  const { indicators, documentSha256 } = evaluation;
  return (
    <div class="cols half">
      <section class="card flush" aria-labelledby="h-feedback">
        <header>
          <h2 id="h-feedback">{w.feedbackText}</h2>
        </header>
        <FeedbackList evaluation={evaluation} nameOf={nameOf} />
        {documentSha256 === "" && <FeedbackForm evaluation={evaluation} onSaved={onSaved} isOpen />}
      </section>
      {indicators.length > 0 && (
        <section class="card flush" aria-labelledby="h-realisation">
          <header>
            <h2 id="h-realisation">{w.realisation}</h2>
          </header>
          <ul class="list">
            {indicators.map((indicator) => (
              <li key={indicator.indicatorId} class="item">
                <div class="full">
                  <IndicatorFacts indicator={indicator} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
