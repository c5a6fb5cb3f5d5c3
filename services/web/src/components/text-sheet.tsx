import { type ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { useAct } from "../state/use-act.ts";
import { ActForm } from "./act-form.tsx";
import { Field, focusFirstError } from "./field.tsx";
import { ProblemNote } from "./parts.tsx";
import { Sheet } from "./sheet.tsx";

/** What is written: how it is called, how many letters it has, and what is said where it hasn't. */
export interface TextField {
  readonly label: string;
  readonly hint: string;
  /** Said when there are too few letters. */
  readonly wrong: string;
  /** Unicode letters, without spaces around them. */
  readonly least: number;
  /** Where the browser stops. It counts UTF-16 units, which are never fewer than letters. */
  readonly most: number;
  /** Lines that are seen; one is a field without line breaks. */
  readonly rows: number;
  readonly initial?: string;
}

interface TextSheetProps {
  readonly title: string;
  readonly eye: string;
  readonly field: TextField;
  readonly submit: string;
  /** Said when it is done. */
  readonly done: string;
  /** What could not be done, and what is safe then. */
  readonly failed?: string;
  readonly safe?: string;
  readonly send: (text: string) => Promise<unknown>;
  /** What is chosen in the form before the text. */
  readonly choice?: ComponentChildren;
  /** What it is about. */
  readonly children?: ComponentChildren;
  onDone: () => void;
  onClose: () => void;
}

/** One act that needs words: a reason, an answer, a number of a letter. */
export function TextSheet({
  title,
  eye,
  field,
  submit,
  done,
  failed,
  safe,
  send,
  choice,
  children,
  onDone,
  onClose,
}: TextSheetProps) {
  const { initial = "" } = field;
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(initial);
  const [isTried, setTried] = useState(false);
  const isWrong = Array.from(text.trim()).length < field.least;
  const finish = () => {
    onDone();
    onClose();
  };
  const sendText = () => {
    setTried(true);
    if (isWrong) focusFirstError(form.current);
    else void act.run(() => send(text.trim()), done, finish);
  };
  return (
    <Sheet title={title} eye={eye} isDirty={text.trim() !== initial} onClose={onClose}>
      {children}
      <ActForm form={form} isBusy={act.isBusy} onSubmit={sendText}>
        {choice}
        <Field label={field.label} hint={field.hint} error={isTried && isWrong ? field.wrong : undefined}>
          <Input field={field} text={text} onChange={setText} />
        </Field>
        {act.problem && <ProblemNote problem={act.problem} title={failed} safe={safe} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {submit}
        </button>
      </ActForm>
    </Sheet>
  );
}

interface InputProps {
  readonly field: TextField;
  readonly text: string;
  onChange: (text: string) => void;
}

function Input({ field: { rows, most }, text, onChange, ...field }: InputProps) {
  const rest = { ...field, class: "in", maxLength: most, value: text };
  return rows === 1 ? (
    <input {...rest} autocomplete="off" onInput={(event) => onChange(event.currentTarget.value)} />
  ) : (
    <textarea {...rest} rows={rows} onInput={(event) => onChange(event.currentTarget.value)} />
  );
}
