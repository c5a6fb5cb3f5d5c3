import { type Zone } from "../../api/types.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { dateIn } from "../../time/zone.ts";
import { NineCells } from "./nine-cells.tsx";
import { Tenun, usePeriodName } from "./parts.tsx";
import { moved, objectionClock, periodsOf, yearOf } from "./periods.ts";
import { terms } from "./terms.ts";
import { type Evaluation } from "./types.ts";
import { missingOf, placeOf, predicateOf } from "./view.ts";
import { words } from "./words.ts";

interface CardProps {
  readonly evaluation: Evaluation;
  readonly isOwn: boolean;
}

export function MatrixCard({ evaluation, isOwn }: CardProps) {
  const t = useWords(terms);
  const w = useWords(words);
  const place = placeOf(evaluation);
  return (
    <section class="card" aria-labelledby="h-matrix">
      <header>
        <h2 id="h-matrix">{t.matrix}</h2>
      </header>
      <NineCells place={place} mark={isOwn ? w.you : w.place} />
      {place === undefined ? <p class="sm muted">{w.notRatedYet}</p> : <Why evaluation={evaluation} />}
    </section>
  );
}

function Why({ evaluation }: { evaluation: Evaluation }) {
  const { f } = useApp();
  const t = useWords(terms);
  const w = useWords(words);
  const { indicators, feedback, expectations, approvedMinutes, sealedRevision, note } = evaluation;
  const place = placeOf(evaluation);
  if (place === undefined) return null;
  return (
    <div class="reasons sm">
      <h3>{w.why}</h3>
      <p>
        <b>
          {t.result}: {t.ratings[place.result].toLowerCase()}
        </b>
        {w.whyResult(indicators.length - missingOf(evaluation), indicators.length)}
        {sealedRevision > 0 && w.whyLog(f.duration(approvedMinutes))}
      </p>
      <p>
        <b>
          {t.behaviour}: {t.ratings[place.behaviour].toLowerCase()}
        </b>
        {w.whyBehaviour(feedback.length)}
        {expectations.length > 0 && w.whyExpected(expectations.length)}
      </p>
      {note !== "" && (
        <div>
          <b>{w.note}</b>
          <blockquote>{note}</blockquote>
        </div>
      )}
      <p class="xs muted">{w.rule}</p>
    </div>
  );
}

interface IssuedProps extends CardProps {
  /** Of the place where the person works; unknown for somebody else. */
  readonly zone: Zone | undefined;
  readonly today: string;
}

export function ObjectionCard({ evaluation, zone, today }: IssuedProps) {
  const { f } = useApp();
  const w = useWords(words);
  const { issuedAt, objectionUntil } = evaluation;
  if (issuedAt === undefined || objectionUntil === "") return null;
  const issuedOn = dateIn(zone ?? "WIB", Date.parse(issuedAt));
  const { left, days, passed } = objectionClock(issuedOn, objectionUntil, today);
  return (
    <section class="card stack" aria-labelledby="h-objection">
      <h2 id="h-objection">{w.left(left)}</h2>
      {days <= 31 && (
        <ol class="days" aria-hidden="true">
          {Array.from({ length: days }, (_, day) => (
            <li key={day} class={day < passed ? "on" : undefined} />
          ))}
        </ol>
      )}
      <p class="sm">
        {w.clock(f.day(issuedOn))} {w.limit} <b>{w.place59(f.fullDay(objectionUntil), zone ?? "")}</b>
      </p>
      <p class="xs muted">{left >= 0 ? w.howTo : w.howOver}</p>
    </section>
  );
}

interface DocumentProps extends IssuedProps {
  readonly assessor: string;
}

export function DocumentCard({ evaluation, zone, assessor }: DocumentProps) {
  const { f } = useApp();
  const t = useWords(terms);
  const w = useWords(words);
  const { issuedAt, unitPredicate, documentSha256 } = evaluation;
  const predicate = predicateOf(evaluation);
  if (issuedAt === undefined || predicate === undefined) return null;
  const facts = [
    [w.unitPredicate, unitPredicate === "UNSPECIFIED" ? w.notSet : t.unitPredicates[unitPredicate]],
    [w.predicate, t.predicates[predicate]],
    [w.issuedAt, f.day(dateIn(zone ?? "WIB", Date.parse(issuedAt)))],
    [w.by, assessor],
  ] as const;
  return (
    <section class="card stack tight" aria-labelledby="h-document">
      <Tenun />
      <h2 id="h-document">{w.document}</h2>
      <dl class="kv">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <p class="sm">{w.hash}</p>
        <code class="hash">{documentSha256}</code>
      </div>
      <p class="xs muted">{w.hashText}</p>
    </section>
  );
}

interface PeriodsProps {
  readonly period: string;
  readonly today: string;
  /** First day of the post; earlier periods are not offered. */
  readonly since: string;
  addressOf: (period: string) => string;
}

export function Periods({ period, today, since, addressOf }: PeriodsProps) {
  const { f } = useApp();
  const w = useWords(words);
  const nameOf = usePeriodName();
  const year = yearOf(period);
  const years = [-1, 1].map((by) => yearOf(moved(`${year}-00`, by)));
  const others = years.filter((one) => periodsOf(one, today, since).length > 0);
  return (
    <nav class="card stack" aria-labelledby="h-periods">
      <h2 id="h-periods">{w.periods}</h2>
      <div class="periods">
        {periodsOf(year, today, since).map((one) => (
          <a key={one} class="btn" href={addressOf(one)} aria-current={one === period ? "page" : undefined}>
            {one.endsWith("-00") ? nameOf(one) : f.month(one)}
          </a>
        ))}
        {others.map((one) => (
          <a key={one} class="btn" href={addressOf(`${one}-00`)}>
            {w.earlierYear(one)}
          </a>
        ))}
      </div>
    </nav>
  );
}
