import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { useApp } from "../../state/context.ts";
import { codeLetters, deviceNameOf, isNip, nipDigits } from "./nip.ts";
import { NipField, PasswordInput, ShowPassword, SignInProblem, type TextFieldProps } from "./parts.tsx";
import { fieldError, useSignIn } from "./use-sign-in.ts";

const shortestPassword = 12;
const codeLength = 12;

/** What is wrong with the form before anything is sent. */
function useErrors(nip: string, code: string, password: string) {
  const { t } = useApp();
  const digits = nipDigits(nip);
  const length = Array.from(password).length;
  return {
    nip: isNip(digits) ? undefined : t.signIn.nipLength(digits.length),
    code: codeLetters(code).length === codeLength ? undefined : t.activate.codeLength,
    password: length < shortestPassword ? t.activate.passwordShort(length) : undefined,
  };
}

function CodeField({ value, error, onChange }: TextFieldProps) {
  const { t } = useApp();
  return (
    <Field label={t.activate.code} hint={t.activate.codeHint} error={error}>
      <input
        class="in num code"
        autocomplete="one-time-code"
        autocapitalize="characters"
        spellcheck={false}
        maxLength={20}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

export function ActivatePage() {
  const { t, platform } = useApp();
  const [nip, setNip] = useState("");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(true);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { isBusy, problem, waitS, run } = useSignIn();
  const errors = useErrors(nip, code, password);
  const shown: Partial<typeof errors> = isTried ? errors : {};

  const submit = () => {
    setTried(true);
    if (errors.nip ?? errors.code ?? errors.password) focusFirstError(form.current);
    else {
      const device = deviceNameOf(navigator.userAgent);
      void run(() => platform.api.activate(nipDigits(nip), codeLetters(code), password, device));
    }
  };

  return (
    <>
      <div class="ans">
        <h1>{t.activate.title}</h1>
        <p>{t.activate.lead}</p>
      </div>
      <ActForm form={form} isBusy={isBusy || waitS !== 0} onSubmit={submit}>
        {problem && (
          <SignInProblem
            problem={problem}
            waitS={waitS}
            title={t.activate.invalidTitle}
            text={t.activate.invalidText}
          />
        )}
        <NipField value={nip} onChange={setNip} error={shown.nip ?? fieldError(problem, "/nip")} />
        <CodeField value={code} onChange={setCode} error={shown.code ?? fieldError(problem, "/code")} />
        <Field
          label={t.activate.password}
          hint={t.activate.passwordHint}
          error={shown.password ?? fieldError(problem, "/newPassword")}
        >
          <PasswordInput use="new-password" isShown={isShown} value={password} onChange={setPassword} />
        </Field>
        <ShowPassword isShown={isShown} onChange={setShown} />
        <button class="btn go wide" disabled={waitS > 0} aria-busy={isBusy}>
          {waitS > 0 ? t.signIn.trySoon(waitS) : isBusy ? t.activate.busy : t.activate.submit}
        </button>
        <a class="btn wide" href="/masuk">
          {t.activate.haveAccount}
        </a>
      </ActForm>
    </>
  );
}
