import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { createActs, type Objection } from "./calls.ts";
import { objectionWords } from "./objection-words.ts";

interface AnswerSheetProps {
  readonly objection: Objection;
  readonly name: string;
  onDone: () => void;
  onClose: () => void;
}

/** Yes or no, and always in words for the person. */
export function AnswerSheet({ objection, name, onDone, onClose }: AnswerSheetProps) {
  const w = useWords(objectionWords);
  const { f, platform } = useApp();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [isAccepted, setAccepted] = useState(true);
  const [answer, setAnswer] = useState("");
  const [isTried, setTried] = useState(false);
  const letters = Array.from(answer.trim()).length;
  const isWrong = letters < 10 || letters > 2_000;
  const submit = () => {
    setTried(true);
    if (isWrong) {
      focusFirstError(form.current);
      return;
    }
    const finish = () => {
      onDone();
      onClose();
    };
    void act.run(() => createActs(platform).answer(objection, isAccepted, answer.trim()), w.done, finish);
  };
  return (
    <Sheet title={w.sheet} eye={name} isDirty={answer.trim() !== ""} onClose={onClose}>
      <p>
        {objection.label} · <b class="num">{f.rupiah(objection.amountRupiah)}</b>
      </p>
      <p class="pre sm">{objection.reason}</p>
      <ActForm form={form} isBusy={act.isBusy} onSubmit={submit}>
        <fieldset class="choices">
          <legend>{w.decision}</legend>
          {[true, false].map((choice) => (
            <label key={String(choice)} class="opt">
              <input
                type="radio"
                name="accepted"
                checked={choice === isAccepted}
                onChange={() => setAccepted(choice)}
              />
              <span>
                <b>{choice ? w.accept : w.refuse}</b>
                <br />
                <span class="muted">{choice ? w.acceptText : w.refuseText}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Field label={w.words} hint={w.wordsHint} error={isTried && isWrong ? w.wordsShort : undefined}>
          <textarea
            class="in"
            rows={4}
            maxLength={4_000}
            value={answer}
            onInput={(event) => setAnswer(event.currentTarget.value)}
          />
        </Field>
        {act.problem && <ProblemNote problem={act.problem} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {w.submit}
        </button>
      </ActForm>
    </Sheet>
  );
}
