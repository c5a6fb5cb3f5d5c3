import { useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useEvaluationCalls } from "../evaluation/calls.ts";
import { type UnitState } from "./use-team.ts";
import { words } from "./words.ts";

interface ReasonSheetProps {
  readonly state: UnitState;
  readonly period: string;
  onClose: () => void;
  onSaved: () => void;
}

/** Why a unit's distribution lies outside of its pattern. Ratings stay as they are. */
export function ReasonSheet({ state: { unit, distribution }, period, onClose, onSaved }: ReasonSheetProps) {
  const { notify } = useApp();
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState(distribution.reason);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const isShort = reason.trim().length < 3;

  const submit = async () => {
    setTried(true);
    if (isShort) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    try {
      await calls.explain(unit.agencyId, unit.unitId, period, reason.trim());
      notify({ text: w.reasonSaved });
      onSaved();
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };

  return (
    <Sheet title={w.reasonTitle} eye={unit.name} isDirty={reason.trim() !== distribution.reason} onClose={onClose}>
      <ActForm form={form} isBusy={isBusy} onSubmit={submit}>
        <Field label={w.reason} hint={w.reasonHint} error={isTried && isShort ? w.textNeeded : undefined}>
          <textarea
            class="in"
            rows={4}
            maxLength={2000}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {problem && <ProblemNote problem={problem} safe={w.safe} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.saveReason}
        </button>
      </ActForm>
    </Sheet>
  );
}
