import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { terms } from "../evaluation/terms.ts";
import { type Distribution } from "../evaluation/types.ts";
import { barsOf, patterns, unitPredicateOf } from "./pattern.ts";
import { ReasonSheet } from "./reason-sheet.tsx";
import { type UnitState } from "./use-team.ts";
import { words } from "./words.ts";

interface DistributionsProps {
  readonly states: readonly UnitState[];
  readonly period: string;
  onChanged: () => void;
}

/** The distribution of each unit of the team against its pattern; what waits for a reason is open. */
export function Distributions({ states, period, onChanged }: DistributionsProps) {
  const w = useWords(words);
  const [explaining, setExplaining] = useState<UnitState | undefined>(undefined);
  const shown = states.filter(({ distribution, isOfTeam, maySet }) => distribution.people > 0 && (isOfTeam || !maySet));
  if (shown.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-distribution">
      <header>
        <h2 id="h-distribution">{w.distribution}</h2>
      </header>
      <ul class="list">
        {shown.map((state) => (
          <li key={state.unit.unitId}>
            <UnitFold state={state} isOnly={shown.length === 1} onExplain={() => setExplaining(state)} />
          </li>
        ))}
      </ul>
      {explaining && (
        <ReasonSheet state={explaining} period={period} onClose={() => setExplaining(undefined)} onSaved={onChanged} />
      )}
    </section>
  );
}

interface FoldProps {
  readonly state: UnitState;
  readonly isOnly: boolean;
  onExplain: () => void;
}

function UnitFold({ state: { unit, distribution }, isOnly, onExplain }: FoldProps) {
  const t = useWords(terms);
  const w = useWords(words);
  const { people, unexplained, violations } = distribution;
  const predicate = unitPredicateOf(distribution);
  const line = predicate === undefined ? w.unitUnset(people) : w.unitLine(t.unitPredicates[predicate], people);
  return (
    <details class="fold member" open={isOnly || unexplained.length > 0}>
      <summary>
        <span>
          <span class="t">{unit.name}</span>
          <span class="m num">{line}</span>
          {violations.length > 0 && (
            <State tone={unexplained.length > 0 ? "bad" : "wait"} icon="warn">
              {w.outside(violations.length)}
            </State>
          )}
        </span>
        <Icon name="right" chevron />
      </summary>
      <div class="stack tight">
        <Picture distribution={distribution} />
        <Pattern distribution={distribution} />
        {violations.length > 0 && <Reason distribution={distribution} unitName={unit.name} onExplain={onExplain} />}
      </div>
    </details>
  );
}

function Picture({ distribution }: { distribution: Distribution }) {
  const { f } = useApp();
  const t = useWords(terms);
  const w = useWords(words);
  return (
    <ul class="dist" aria-label={w.picture}>
      {barsOf(distribution).map(({ predicate, count, share, limit }) => (
        <li key={predicate}>
          <span>{t.predicates[predicate]}</span>
          <svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
            <rect class="ground" width="100" height="16" rx="2" />
            <rect class="share" width={share} height="16" rx="2" />
            {limit !== undefined && <line class="limit" x1={limit} x2={limit} y1="0" y2="16" />}
          </svg>
          <span class="num">
            {count} <span class="muted">({f.number(Math.round(share))}%)</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Pattern({ distribution }: { distribution: Distribution }) {
  const t = useWords(terms);
  const w = useWords(words);
  const { violations, people, bindingFrom } = distribution;
  const predicate = unitPredicateOf(distribution);
  if (predicate === undefined) return <p class="sm muted">{w.noPattern}</p>;
  return (
    <>
      <h3>{w.pattern(t.unitPredicates[predicate])}</h3>
      <ul class="statements">
        {patterns[predicate].map((code) => (
          <li key={code}>
            <State tone={violations.includes(code) ? "wait" : "ok"} icon={violations.includes(code) ? "warn" : "check"}>
              {w.statements[code]}
            </State>
          </li>
        ))}
      </ul>
      <p class="xs muted">{people < bindingFrom ? w.notBinding(bindingFrom) : w.patternNote}</p>
    </>
  );
}

function Reason({
  distribution,
  unitName,
  onExplain,
}: {
  distribution: Distribution;
  unitName: string;
  onExplain: () => void;
}) {
  const w = useWords(words);
  const { reason, unexplained } = distribution;
  return (
    <div class="stack tight">
      {reason !== "" && (
        <div class="sm">
          <b>{w.reason}</b>
          <p class="said">{reason}</p>
        </div>
      )}
      {unexplained.length > 0 && <p class="sm">{w.needsReason}</p>}
      <button
        type="button"
        class={unexplained.length > 0 ? "btn soft" : "btn"}
        aria-label={`${reason === "" ? w.writeReason : w.changeReason}: ${unitName}`}
        onClick={onExplain}
      >
        <Icon name="edit" />
        {reason === "" ? w.writeReason : w.changeReason}
      </button>
    </div>
  );
}
