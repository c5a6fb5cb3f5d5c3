import { useRef, useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { asProblem } from "./file-field.tsx";
import { type GapRow } from "./gaps.ts";
import { useOffice } from "./office.ts";
import { personWords } from "./person-words.ts";
import { type UnitPredicate } from "./types.ts";

interface PredicateSheetProps {
  readonly row: GapRow;
  readonly period: string;
  onClose: () => void;
  onDone: () => void;
}

const predicates: readonly UnitPredicate[] = ["ISTIMEWA", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"];

/** Records a unit's predicate, without which nobody of the unit can be rated. */
export function PredicateSheet({ row: { unitId, unitName }, period, onClose, onDone }: PredicateSheetProps) {
  const w = useWords(personWords);
  const { f, notify } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const [predicate, setPredicate] = useState<UnitPredicate>("BAIK");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const isShort = Array.from(reason.trim()).length < 3;

  const save = async () => {
    setTried(true);
    if (isShort) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    try {
      await calls.setUnitPredicate(agency.agencyId, { unitId, period, predicate, reason: reason.trim() });
      notify({ text: w.predicateSaved(unitName) });
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <Sheet
      title={w.predicateTitle}
      eye={`${unitName} · ${f.monthYear(period)}`}
      isDirty={reason.trim() !== ""}
      onClose={onClose}
    >
      <ActForm form={form} isBusy={isBusy} onSubmit={save}>
        <Choice chosen={predicate} onChoose={setPredicate} />
        <Field label={w.reason} hint={w.reasonHint} error={isTried && isShort ? w.reasonMissing : undefined}>
          <textarea
            class="in"
            rows={3}
            maxLength={1000}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        <p class="sm muted">{w.predicateText}</p>
        {problem && <ProblemNote problem={problem} title={w.saveFailed} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.setPredicate(w.predicates[predicate])}
        </button>
      </ActForm>
    </Sheet>
  );
}

interface ChoiceProps {
  readonly chosen: UnitPredicate;
  onChoose: (predicate: UnitPredicate) => void;
}

function Choice({ chosen, onChoose }: ChoiceProps) {
  const w = useWords(personWords);
  return (
    <fieldset>
      <legend>{w.predicate}</legend>
      {predicates.map((option) => (
        <label key={option} class="opt">
          <input type="radio" name="predicate" checked={option === chosen} onChange={() => onChoose(option)} />
          {w.predicates[option]}
        </label>
      ))}
    </fieldset>
  );
}
