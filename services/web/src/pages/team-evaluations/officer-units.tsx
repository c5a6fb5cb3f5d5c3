import { useState } from "preact/hooks";
import { Field } from "../../components/field.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useLoad } from "../../state/use-load.ts";
import { useEvaluationCalls } from "../evaluation/calls.ts";
import { terms } from "../evaluation/terms.ts";
import { unitPredicateOf } from "./pattern.ts";
import { PeriodSteps } from "./period-steps.tsx";
import { PredicateSheet } from "./predicate-sheet.tsx";
import { type PlacedUnit, useUnits } from "./use-team.ts";
import { words } from "./words.ts";

/** For an officer who assesses nobody: the predicates of units, by the leaders' decisions. */
export function OfficerUnits({ period, today }: { period: string; today: string }) {
  const w = useWords(words);
  const { value, problem, reload } = useUnits();
  return (
    <>
      <div class="ans">
        <div class="eye line num">
          <PeriodSteps period={period} today={today} />
        </div>
        <h1>{w.units}</h1>
        <p>{w.unitsOfficer}</p>
      </div>
      {problem && <ProblemNote problem={problem} title={w.distributionFailed} onRetry={reload} />}
      {value ? (
        <OfficerCard units={value} period={period} onChanged={reload} />
      ) : (
        !problem && <Skeleton lines={3} tall />
      )}
    </>
  );
}

interface OfficerCardProps {
  readonly units: readonly PlacedUnit[];
  readonly period: string;
  onChanged: () => void;
}

/** Any unit of the agency, one at a time. */
export function OfficerCard({ units, period, onChanged }: OfficerCardProps) {
  const w = useWords(words);
  const [chosen, setChosen] = useState("");
  const unit = units.find(({ unitId }) => unitId === chosen) ?? units[0];
  if (unit === undefined) return null;
  return (
    <section class="card stack" aria-label={w.units}>
      <Field label={w.chooseUnit} hint={w.unitsOfficer}>
        <select class="in" value={unit.unitId} onChange={(event) => setChosen(event.currentTarget.value)}>
          {units.map(({ unitId, name }) => (
            <option key={unitId} value={unitId}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <ChosenUnit key={unit.unitId} unit={unit} period={period} onChanged={onChanged} />
    </section>
  );
}

function ChosenUnit({ unit, period, onChanged }: { unit: PlacedUnit; period: string; onChanged: () => void }) {
  const t = useWords(terms);
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const [isOpen, setOpen] = useState(false);
  const { value, problem, reload } = useLoad(
    () => calls.distribution(unit.agencyId, unit.unitId, period),
    [calls, unit.agencyId, unit.unitId, period],
  );
  if (problem) return <ProblemNote problem={problem} onRetry={reload} />;
  if (value === undefined) return <Skeleton lines={2} />;
  const current = unitPredicateOf(value);
  return (
    <>
      <p>
        {w.units}: <b>{current === undefined ? w.notSet : t.unitPredicates[current]}</b>
      </p>
      <button type="button" class="btn soft" aria-label={w.setThis(unit.name)} onClick={() => setOpen(true)}>
        {current === undefined ? w.set : w.change}
      </button>
      {isOpen && (
        <PredicateSheet
          unit={unit}
          current={current}
          period={period}
          onClose={() => setOpen(false)}
          onSaved={() => {
            reload();
            onChanged();
          }}
        />
      )}
    </>
  );
}
