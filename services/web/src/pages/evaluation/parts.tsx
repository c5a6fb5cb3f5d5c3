import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { dateIn } from "../../time/zone.ts";
import { isYear, yearOf } from "./periods.ts";
import { behaviourValues, terms } from "./terms.ts";
import { type Evaluation, type Feedback, type Indicator } from "./types.ts";

/** "Oktober 2026", or "Tahun 2026". */
export function usePeriodName(): (period: string) => string {
  const { f } = useApp();
  const w = useWords(terms);
  return (period) => (isYear(period) ? w.year(yearOf(period)) : f.monthYear(period));
}

/** Woven edge: only where the state speaks formally. */
export function Tenun() {
  return (
    <svg class="tenun" viewBox="0 0 80 10" aria-hidden="true">
      {[0, 20, 40, 60].map((x) => (
        <path key={x} transform={`translate(${String(x)} 0)`} d="M5 0l5 5-5 5-5-5zM15 2.5 17.5 5 15 7.5 12.5 5z" />
      ))}
    </svg>
  );
}

/** What was planned and achieved for one indicator. */
export function IndicatorFacts({ indicator }: { indicator: Indicator }) {
  const w = useWords(terms);
  const { rhkText, text, target, unit, achieved, evidenceUrl } = indicator;
  return (
    <>
      <p class="t">{rhkText}</p>
      <p class="m">
        {text} · {w.target(target, unit)}
      </p>
      {achieved === "" ? (
        <p class="got">
          <span class="st wait">
            <Icon name="clock" />
            {w.noRealisation}
          </span>
        </p>
      ) : (
        <p class="got">
          <b>{achieved}</b>
        </p>
      )}
      {evidenceUrl !== "" && (
        <a class="btn link" href={evidenceUrl} target="_blank" rel="noreferrer">
          <Icon name="proof" />
          {w.evidence}
        </a>
      )}
    </>
  );
}

const valueName = (value: string): string => (behaviourValues as Record<string, string>)[value] ?? value;

interface FeedbackListProps {
  readonly evaluation: Evaluation;
  nameOf: (personId: string) => string;
}

export function FeedbackList({ evaluation, nameOf }: FeedbackListProps) {
  const w = useWords(terms);
  if (evaluation.feedback.length === 0) return <p class="sm muted in-card">{w.noFeedback}</p>;
  return (
    <ul class="list">
      {evaluation.feedback.map((one) => (
        <FeedbackItem key={one.feedbackId} one={one} evaluation={evaluation} nameOf={nameOf} />
      ))}
    </ul>
  );
}

function FeedbackItem({ one, evaluation, nameOf }: FeedbackListProps & { one: Feedback }) {
  const { f } = useApp();
  const w = useWords(terms);
  const zone = useMe().employments[0]?.zone ?? "WIB";
  const { authorAs, authorId, at, behaviourValue, rhkId, text, evidenceUrl } = one;
  const result = evaluation.indicators.find((indicator) => indicator.rhkId === rhkId)?.rhkText ?? w.aboutResult;
  const about = behaviourValue === "" ? (rhkId === "" ? "" : result) : valueName(behaviourValue);
  const day = at === undefined ? "" : f.day(dateIn(zone, Date.parse(at)));
  return (
    <li class="item">
      <div class="full">
        <p class="t said">{text}</p>
        <p class="m">
          {[w.authors[authorAs] ?? authorAs, nameOf(authorId), day, about].filter((part) => part !== "").join(" · ")}
        </p>
        {evidenceUrl !== "" && (
          <a class="btn link" href={evidenceUrl} target="_blank" rel="noreferrer">
            <Icon name="proof" />
            {w.evidence}
          </a>
        )}
      </div>
    </li>
  );
}

/** What the leader especially expects, by value of behaviour. */
export function Expectations({ evaluation: { expectations } }: { evaluation: Evaluation }) {
  const w = useWords(terms);
  if (expectations.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-expected">
      <header>
        <h2 id="h-expected">{w.expectations}</h2>
      </header>
      <ul class="list">
        {expectations.map(({ value, text }) => (
          <li key={value} class="item">
            <div class="full">
              <p class="t">{valueName(value)}</p>
              <p class="m said">{text}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The figures of the closed month, or of the closed months of a year. */
export function LogFacts({ evaluation }: { evaluation: Evaluation }) {
  const { f } = useApp();
  const w = useWords(terms);
  const { approvedMinutes, openMinutes, daysWithEntries, sealedRevision, period } = evaluation;
  const isClosed = sealedRevision > 0 || (isYear(period) && approvedMinutes + openMinutes > 0);
  return (
    <section class="card stack tight" aria-labelledby="h-log">
      <h2 id="h-log">{w.log}</h2>
      {isClosed ? (
        <p class="sm">
          {w.logText(f.duration(approvedMinutes), daysWithEntries)}
          {openMinutes > 0 && `, ${w.logOpen(f.duration(openMinutes))}`}.
        </p>
      ) : (
        <p class="sm muted">{w.logNot}</p>
      )}
    </section>
  );
}
