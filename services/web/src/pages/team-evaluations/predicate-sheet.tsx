import { useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useEvaluationCalls } from "../evaluation/calls.ts";
import { usePeriodName } from "../evaluation/parts.tsx";
import { terms } from "../evaluation/terms.ts";
import { type UnitPredicate } from "../evaluation/types.ts";
import { unitPredicates } from "./pattern.ts";
import { type PlacedUnit } from "./use-team.ts";
import { words } from "./words.ts";

interface PredicateSheetProps {
  readonly unit: PlacedUnit;
  readonly current: UnitPredicate | undefined;
  readonly period: string;
  onClose: () => void;
  onSaved: () => void;
}

/** Sets the predicate of a unit's performance, with what it rests on. */
export function PredicateSheet({ unit, current, period, onClose, onSaved }: PredicateSheetProps) {
  const { notify } = useApp();
  const t = useWords(terms);
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const periodName = usePeriodName();
  const form = useRef<HTMLFormElement>(null);
  const [predicate, setPredicate] = useState<UnitPredicate>(current ?? "BAIK");
  const [ground, setGround] = useState("");
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const isShort = ground.trim().length < 3;

  const submit = async () => {
    setTried(true);
    if (isShort) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    try {
      const wish = { unitId: unit.unitId, period, predicate, reason: ground.trim() };
      await calls.setUnitPredicate(unit.agencyId, wish);
      notify({ text: w.setSaved(unit.name, t.unitPredicates[predicate]) });
      onSaved();
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };

  return (
    <Sheet
      title={w.setTitle}
      eye={`${unit.name} · ${periodName(period)}`}
      isDirty={ground.trim() !== ""}
      onClose={onClose}
    >
      <ActForm form={form} isBusy={isBusy} onSubmit={submit}>
        <Choices chosen={predicate} onChoose={setPredicate} />
        <Field label={w.ground} hint={w.groundHint} error={isTried && isShort ? w.textNeeded : undefined}>
          <textarea
            class="in"
            rows={3}
            maxLength={1000}
            value={ground}
            onInput={(event) => setGround(event.currentTarget.value)}
          />
        </Field>
        {problem && <ProblemNote problem={problem} safe={w.safe} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.setSubmit(t.unitPredicates[predicate])}
        </button>
      </ActForm>
    </Sheet>
  );
}

interface ChoicesProps {
  readonly chosen: UnitPredicate;
  onChoose: (predicate: UnitPredicate) => void;
}

function Choices({ chosen, onChoose }: ChoicesProps) {
  const t = useWords(terms);
  const w = useWords(words);
  return (
    <fieldset>
      <legend>{w.predicateLegend}</legend>
      {unitPredicates.map((one) => (
        <label key={one} class="opt">
          <input type="radio" name="predicate" checked={one === chosen} onChange={() => onChoose(one)} />
          {t.unitPredicates[one]}
        </label>
      ))}
    </fieldset>
  );
}
