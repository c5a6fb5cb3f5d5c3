import { type TargetedInputEvent } from "preact";
import { type Problem } from "../../api/problem.ts";
import { Field } from "../../components/field.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { useApp } from "../../state/context.ts";

export function SignInProblem({
  problem,
  waitS,
  title,
  text,
}: {
  problem: Problem;
  waitS: number;
  title: string;
  text: string;
}) {
  const { t } = useApp();
  if (problem.code === "SIGN_IN_SLOW_DOWN" || (problem.status === 429 && waitS > 0)) {
    return (
      <Note tone="wait" icon="clock" title={t.signIn.slowTitle} alert>
        <p>{problem.detail === "" ? t.signIn.failedText : problem.detail}</p>
      </Note>
    );
  }
  if (problem.code === "SIGN_IN_FAILED" || problem.code === "CODE_INVALID") {
    return (
      <Note tone="bad" icon="warn" title={title} alert>
        <p>{text}</p>
      </Note>
    );
  }
  return problem.errors.length > 0 ? null : <ProblemNote problem={problem} />;
}

export function ShowPassword({ isShown, onChange }: { isShown: boolean; onChange: (isShown: boolean) => void }) {
  const { t } = useApp();
  return (
    <label class="opt">
      <input type="checkbox" checked={isShown} onChange={(event) => onChange(event.currentTarget.checked)} />
      {t.signIn.show}
    </label>
  );
}

export interface TextFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  onChange: (value: string) => void;
}

export function NipField({ value, error, onChange }: TextFieldProps) {
  const { t } = useApp();
  return (
    <Field label={t.signIn.nip} hint={t.signIn.nipHint} error={error}>
      <input
        class="in num"
        inputMode="numeric"
        autocomplete="username"
        maxLength={30}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

interface PasswordProps {
  readonly use: "current-password" | "new-password";
  readonly isShown: boolean;
  readonly value: string;
  onChange: (value: string) => void;
}

export function PasswordInput({ use, isShown, value, onChange, ...described }: PasswordProps) {
  const input = {
    ...described,
    class: "in",
    autocomplete: use,
    autocapitalize: "none" as const,
    spellcheck: false,
    maxLength: 128,
    value,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onChange(event.currentTarget.value),
  };
  return isShown ? <input type="text" {...input} /> : <input type="password" {...input} />;
}
