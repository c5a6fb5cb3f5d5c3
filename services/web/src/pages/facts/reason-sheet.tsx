import { type ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useAct } from "../../state/use-act.ts";
import { actWords } from "./act-words.ts";
import { Reason } from "./propose-sheet.tsx";

interface ReasonSheetProps {
  readonly title: string;
  readonly eye: string;
  readonly text: string;
  readonly submit: string;
  readonly done: string;
  readonly failed: string;
  readonly send: (reason: string) => Promise<unknown>;
  onClose: () => void;
  onDone: () => void;
  /** What it is about. */
  readonly children?: ComponentChildren;
}

const isShort = (reason: string): boolean => Array.from(reason.trim()).length < 3;

/** An act that needs nothing but a reason. */
export function ReasonSheet({
  title,
  eye,
  text,
  submit,
  done,
  failed,
  send,
  onClose,
  onDone,
  children,
}: ReasonSheetProps) {
  const w = useWords(actWords);
  const act = useAct();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const submitReason = () => {
    setTried(true);
    if (isShort(reason)) focusFirstError(element.current);
    else void act.run(() => send(reason.trim()), done, onDone);
  };
  return (
    <Sheet title={title} eye={eye} isDirty={reason.trim() !== ""} onClose={onClose}>
      {children}
      <p class="sm">{text}</p>
      <ActForm form={element} isBusy={act.isBusy} onSubmit={submitReason}>
        <Reason value={reason} error={isTried && isShort(reason) ? w.faults.reason : undefined} onChange={setReason} />
        {act.problem && <ProblemNote problem={act.problem} title={failed} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {submit}
        </button>
      </ActForm>
    </Sheet>
  );
}
