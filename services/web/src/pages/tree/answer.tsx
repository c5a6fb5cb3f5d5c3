import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Unit } from "./calls.ts";
import { type Figures, type Picture } from "./picture.ts";
import { addressOf, type Place } from "./place.ts";
import { words } from "./words.ts";

interface AnswerProps {
  readonly picture: Picture | undefined;
  readonly unit: Unit;
  readonly parent: Unit | undefined;
  readonly place: Place;
}

/** Is every indicator carried by somebody? */
export function Answer({ picture, unit, parent, place }: AnswerProps) {
  const w = useWords(words);
  const figures = picture?.figures;
  const hasNodes = figures !== undefined && figures.indicators + figures.results > 0;
  return (
    <>
      <div class="ans">
        <p class="eye">{w.eye(unit.name, place.year)}</p>
        <h1>{figures ? <Headline figures={figures} year={place.year} /> : w.title}</h1>
        <p>{hasNodes ? w.gaps(figures) : "\u00a0"}</p>
      </div>
      {hasNodes && figures.indicators === 0 && <Leaning parent={parent} place={place} />}
      {hasNodes && <Kpis figures={figures} />}
    </>
  );
}

function Leaning({ parent, place }: Pick<AnswerProps, "parent" | "place">) {
  const w = useWords(words);
  return (
    <p class="sm muted">
      {w.noAgreement}{" "}
      {parent && <a href={addressOf({ ...place, unitId: parent.unitId, group: 0 })}>{w.toParent(parent.name)}</a>}
    </p>
  );
}

function Headline({ figures, year }: { figures: Figures; year: number }) {
  const w = useWords(words);
  if (figures.indicators > 0) return <>{w.carriedAnswer(figures)}</>;
  return <>{figures.results > 0 ? w.connectedAnswer(figures) : w.emptyTitle(year)}</>;
}

function Kpis({ figures }: { figures: Figures }) {
  const w = useWords(words);
  const { f } = useApp();
  const share = (part: number, whole: number) => (whole === 0 ? "–" : f.percent(part / whole));
  return (
    <dl class="kpis">
      <div>
        <dt>{w.coverage}</dt>
        <dd>{share(figures.carried, figures.indicators)}</dd>
        <dd>{figures.indicators === 0 ? w.noIndicators : w.ofIndicators(figures)}</dd>
      </div>
      <div>
        <dt>{w.connected}</dt>
        <dd>{share(figures.connected, figures.results)}</dd>
        <dd>{w.ofResults(figures)}</dd>
      </div>
      <div>
        <dt>{w.orphans}</dt>
        <dd>{f.number(figures.results - figures.connected)}</dd>
        <dd>{w.orphansHint}</dd>
      </div>
      <div>
        <dt>{w.provisional}</dt>
        <dd>{f.number(figures.provisional)}</dd>
        <dd>{w.provisionalHint}</dd>
      </div>
    </dl>
  );
}
