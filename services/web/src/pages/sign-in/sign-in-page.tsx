import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { useApp } from "../../state/context.ts";
import { deviceNameOf, isNip, nipDigits } from "./nip.ts";
import { NipField, PasswordInput, ShowPassword, SignInProblem } from "./parts.tsx";
import { ServiceStatus } from "./service-status.tsx";
import { fieldError, useSignIn } from "./use-sign-in.ts";

export function SignInPage() {
  const { t, platform } = useApp();
  const [nip, setNip] = useState("");
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(false);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { isBusy, problem, waitS, run } = useSignIn();
  const digits = nipDigits(nip);
  const nipError = isTried && !isNip(digits) ? t.signIn.nipLength(digits.length) : fieldError(problem, "/nip");
  const passwordError = isTried && password === "" ? t.signIn.passwordMissing : fieldError(problem, "/password");

  const submit = () => {
    setTried(true);
    if (!isNip(digits) || password === "") focusFirstError(form.current);
    else void run(() => platform.api.signIn(digits, password, deviceNameOf(navigator.userAgent)));
  };

  return (
    <>
      <h1>{t.signIn.title}</h1>
      <ActForm form={form} isBusy={isBusy || waitS !== 0} onSubmit={submit}>
        {problem && (
          <SignInProblem problem={problem} waitS={waitS} title={t.signIn.failedTitle} text={t.signIn.failedText} />
        )}
        <NipField value={nip} onChange={setNip} error={nipError} />
        <Field label={t.signIn.password} error={passwordError}>
          <PasswordInput use="current-password" isShown={isShown} value={password} onChange={setPassword} />
        </Field>
        <ShowPassword isShown={isShown} onChange={setShown} />
        <button class="btn go wide" disabled={waitS > 0} aria-busy={isBusy}>
          {waitS > 0 ? t.signIn.trySoon(waitS) : isBusy ? t.signIn.busy : t.signIn.submit}
        </button>
        <a class="btn wide" href="/aktivasi">
          <Icon name="lock" />
          {t.signIn.haveCode}
        </a>
      </ActForm>
      <ServiceStatus />
      <details class="fold">
        <summary>
          <Icon name="right" chevron />
          {t.signIn.forgot}
        </summary>
        <p class="sm">{t.signIn.forgotText}</p>
      </details>
    </>
  );
}
