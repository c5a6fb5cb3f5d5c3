import { useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { type Skp } from "../plan/types.ts";
import { useCalls } from "../plan/use-plan.ts";
import { words } from "./words.ts";

interface ReturnPlanSheetProps {
  readonly skp: Skp;
  readonly name: string;
  onReturned: () => void;
  onClose: () => void;
}

/** Gives an SKP back with what is to be changed. */
export function ReturnPlanSheet({ skp, name, onReturned, onClose }: ReturnPlanSheetProps) {
  const w = useWords(words);
  const calls = useCalls();
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const isShort = Array.from(reason.trim()).length < 3;
  const submit = async () => {
    setTried(true);
    if (isShort) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    try {
      await calls.return(skp.skpId, skp.version, reason.trim());
      onReturned();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };
  return (
    <Sheet title={w.returnTitle} eye={name} isDirty={reason.trim() !== ""} onClose={onClose}>
      <ActForm form={form} isBusy={isBusy} onSubmit={submit}>
        <Field label={w.reason} hint={w.reasonHint} error={isTried && isShort ? w.reasonShort : undefined}>
          <textarea
            class="in"
            rows={4}
            maxLength={1000}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {problem && <ProblemNote problem={problem} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.returnGo}
        </button>
      </ActForm>
    </Sheet>
  );
}
