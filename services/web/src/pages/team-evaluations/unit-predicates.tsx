import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { terms } from "../evaluation/terms.ts";
import { unitPredicateOf } from "./pattern.ts";
import { PredicateSheet } from "./predicate-sheet.tsx";
import { type UnitState } from "./use-team.ts";
import { words } from "./words.ts";

interface UnitPredicatesProps {
  readonly states: readonly UnitState[];
  readonly period: string;
  onChanged: () => void;
}

/** Predicates of the units one level below: set before their people are rated. */
export function UnitPredicates({ states, period, onChanged }: UnitPredicatesProps) {
  const t = useWords(terms);
  const w = useWords(words);
  const [setting, setSetting] = useState<UnitState | undefined>(undefined);
  const below = states.filter(({ maySet }) => maySet);
  if (below.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-units">
      <header>
        <h2 id="h-units">{w.units}</h2>
      </header>
      <p class="xs muted in-card">{w.unitsText}</p>
      <ul class="list">
        {below.map((state) => {
          const predicate = unitPredicateOf(state.distribution);
          return (
            <li key={state.unit.unitId} class="item">
              <div>
                <p class="t">{state.unit.name}</p>
                {predicate === undefined ? (
                  <p class="m">
                    <span class="st wait">
                      <Icon name="clock" />
                      {w.notSet}
                    </span>
                  </p>
                ) : (
                  <p class="m">{t.unitPredicates[predicate]}</p>
                )}
              </div>
              <button
                type="button"
                class={predicate === undefined ? "btn soft" : "btn"}
                aria-label={w.setThis(state.unit.name)}
                onClick={() => setSetting(state)}
              >
                {predicate === undefined ? w.set : w.change}
              </button>
            </li>
          );
        })}
      </ul>
      {setting && (
        <PredicateSheet
          unit={setting.unit}
          current={unitPredicateOf(setting.distribution)}
          period={period}
          onClose={() => setSetting(undefined)}
          onSaved={onChanged}
        />
      )}
    </section>
  );
}
