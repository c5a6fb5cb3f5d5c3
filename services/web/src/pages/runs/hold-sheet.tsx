import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { createActs, type Run } from "./calls.ts";
import { stageWords } from "./stage-words.ts";

interface HoldSheetProps {
  readonly run: Run;
  readonly personId: string;
  readonly name: string;
  onDone: () => void;
  onClose: () => void;
}

/** One person out of the run, also where nothing is odd. */
export function HoldSheet({ run, personId, name, onDone, onClose }: HoldSheetProps) {
  const w = useWords(stageWords);
  const { platform } = useApp();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isShort = Array.from(reason.trim()).length < 3;
  const submit = () => {
    setTried(true);
    if (isShort) {
      focusFirstError(form.current);
      return;
    }
    const finish = () => {
      onDone();
      onClose();
    };
    void act.run(() => createActs(platform).hold(run, personId, reason.trim()), w.held, finish);
  };
  return (
    <Sheet title={w.holdTitle} eye={name} isDirty={reason.trim() !== ""} onClose={onClose}>
      <p class="sm">{w.holdText}</p>
      <ActForm form={form} isBusy={act.isBusy} onSubmit={submit}>
        <Field label={w.reason} hint={w.reasonHint} error={isTried && isShort ? w.reasonShort : undefined}>
          <textarea
            class="in"
            rows={3}
            maxLength={500}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {act.problem && <ProblemNote problem={act.problem} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {w.submitHold}
        </button>
      </ActForm>
    </Sheet>
  );
}
