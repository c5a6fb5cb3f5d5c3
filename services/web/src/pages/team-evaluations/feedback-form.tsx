import { useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useEvaluationCalls } from "../evaluation/calls.ts";
import { isLink } from "../evaluation/realisation.ts";
import { behaviourValues } from "../evaluation/terms.ts";
import { type Evaluation, type FeedbackWish } from "../evaluation/types.ts";
import { words } from "./words.ts";

interface FeedbackFormProps {
  readonly evaluation: Evaluation;
  /** Unfolded at once, where writing is what the page is for. */
  readonly isOpen?: boolean;
  onSaved: () => void;
}

/** "rhk ID" or "value NAME" of the select; empty for the whole. */
function aboutOf(about: string): Partial<FeedbackWish> {
  const [kind, id] = about.split(" ");
  if (id === undefined) return {};
  return kind === "rhk" ? { rhkId: id } : { behaviourValue: id };
}

function useFeedback({ evaluation, onSaved }: FeedbackFormProps) {
  const { notify } = useApp();
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const form = useRef<HTMLFormElement>(null);
  const [about, setAbout] = useState("");
  const [text, setText] = useState("");
  const [link, setLink] = useState("");
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const isShort = text.trim().length < 3;
  const isBadLink = link.trim() !== "" && !isLink(link.trim());

  const submit = async () => {
    setTried(true);
    if (isShort || isBadLink) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const evidence = link.trim() === "" ? {} : { evidenceUrl: link.trim() };
      const wish = { period: evaluation.period, text: text.trim(), ...aboutOf(about), ...evidence };
      await calls.giveFeedback(evaluation.personId, wish);
      notify({ text: w.feedbackSaved });
      setText("");
      setLink("");
      setTried(false);
      onSaved();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
    setBusy(false);
  };
  return { form, about, setAbout, text, setText, link, setLink, isTried, isShort, isBadLink, isBusy, problem, submit };
}

export function FeedbackForm(props: FeedbackFormProps) {
  const w = useWords(words);
  const { form, about, setAbout, text, setText, link, setLink, ...rest } = useFeedback(props);
  const { isTried, isShort, isBadLink, isBusy, problem, submit } = rest;
  return (
    <details class="fold in-card" open={props.isOpen === true}>
      <summary>
        <Icon name="right" chevron />
        {w.giveFeedback}
      </summary>
      <ActForm form={form} isBusy={isBusy} onSubmit={submit}>
        <AboutField evaluation={props.evaluation} about={about} onChoose={setAbout} />
        <Field label={w.feedbackText} hint={w.feedbackHint} error={isTried && isShort ? w.textNeeded : undefined}>
          <textarea
            class="in"
            rows={3}
            maxLength={2000}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <Field label={w.evidence} error={isTried && isBadLink ? w.link : undefined} isOptional>
          <input
            class="in"
            type="url"
            inputMode="url"
            maxLength={500}
            value={link}
            onInput={(event) => setLink(event.currentTarget.value)}
          />
        </Field>
        {problem && <ProblemNote problem={problem} title={w.feedbackFailed} safe={w.safe} />}
        <button class="btn wide" aria-busy={isBusy}>
          {w.sendFeedback}
        </button>
      </ActForm>
    </details>
  );
}

interface AboutProps {
  readonly evaluation: Evaluation;
  readonly about: string;
  onChoose: (about: string) => void;
}

function AboutField({ evaluation, about, onChoose }: AboutProps) {
  const w = useWords(words);
  const results = new Map(evaluation.indicators.map(({ rhkId, rhkText }) => [rhkId, rhkText]));
  return (
    <Field label={w.about}>
      <select class="in" value={about} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{w.aboutAll}</option>
        <optgroup label={w.aboutResults}>
          {[...results].map(([rhkId, rhkText]) => (
            <option key={rhkId} value={`rhk ${rhkId}`}>
              {rhkText}
            </option>
          ))}
        </optgroup>
        <optgroup label={w.aboutValues}>
          {Object.entries(behaviourValues).map(([value, name]) => (
            <option key={value} value={`value ${value}`}>
              {name}
            </option>
          ))}
        </optgroup>
      </select>
    </Field>
  );
}
