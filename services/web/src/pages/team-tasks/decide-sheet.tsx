import { useEffect, useRef, useState } from "preact/hooks";
import { type Task } from "../../api/types.ts";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { type Act, useAct } from "../../state/use-act.ts";
import { type DecisionVerb, useTaskCalls } from "./calls.ts";
import { words } from "./words.ts";

/** An act on a task that was seen. When it has changed meanwhile the list is read again, so that the next try speaks of what is there. */
export function useDecision(reload: () => void): Act & {
  decide: (task: Task, verb: DecisionVerb, note: string, done: string, then: () => void) => void;
} {
  const calls = useTaskCalls();
  const act = useAct();
  const isStale = act.problem?.status === 409 || act.problem?.status === 422;
  useEffect(() => {
    if (isStale) reload();
  }, [isStale, act.problem, reload]);
  return {
    ...act,
    decide: (task, verb, note, done, then) =>
      void act.run(
        () => calls.decide(task, verb, note),
        done,
        () => {
          reload();
          then();
        },
      ),
  };
}

interface SheetProps {
  readonly task: Task;
  readonly name: string;
  reload: () => void;
  onClose: () => void;
}

export function ReturnSheet({ task, name, reload, onClose }: SheetProps) {
  const w = useWords(words);
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { isBusy, problem, decide } = useDecision(reload);
  const isShort = Array.from(note.trim()).length < 3;
  const submit = () => {
    setTried(true);
    if (isShort) focusFirstError(form.current);
    else decide(task, "return", note.trim(), w.returnedNotice, onClose);
  };
  return (
    <Sheet title={w.returnTitle} eye={name} isDirty={note.trim() !== ""} onClose={onClose}>
      <p class="sm">{task.title}</p>
      <ActForm form={form} isBusy={isBusy} onSubmit={submit}>
        <Field label={w.returnNote} hint={w.returnHint} error={isTried && isShort ? w.noteShort : undefined}>
          <textarea
            class="in"
            rows={3}
            maxLength={1000}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </Field>
        {problem && <ProblemNote problem={problem} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.returnTitle}
        </button>
      </ActForm>
    </Sheet>
  );
}

export function CancelSheet({ task, name, reload, onClose }: SheetProps) {
  const w = useWords(words);
  const { isBusy, problem, decide } = useDecision(reload);
  return (
    <Sheet title={w.cancelTitle} eye={name} onClose={onClose}>
      <p class="sm">
        <b>{task.title}</b>
      </p>
      <p class="sm">{w.cancelText}</p>
      {problem && <ProblemNote problem={problem} />}
      <div class="pair">
        <button type="button" class="btn" disabled={isBusy} onClick={onClose}>
          {w.keep}
        </button>
        <button
          type="button"
          class="btn go"
          disabled={isBusy}
          aria-busy={isBusy}
          onClick={() => decide(task, "cancel", "", w.cancelled, onClose)}
        >
          {w.cancelSubmit}
        </button>
      </div>
    </Sheet>
  );
}
