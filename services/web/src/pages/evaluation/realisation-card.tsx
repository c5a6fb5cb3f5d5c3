import { useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useEvaluationCalls } from "./calls.ts";
import { IndicatorFacts } from "./parts.tsx";
import { achievedToSend, type Draft, draftOf, errorsOf, type Typed, type TypedErrors } from "./realisation.ts";
import { type Evaluation, type Indicator } from "./types.ts";
import { missingOf } from "./view.ts";
import { words } from "./words.ts";

interface RealisationCardProps {
  readonly evaluation: Evaluation;
  /** The own evaluation before its document is issued. */
  readonly mayChange: boolean;
  onSaved: () => void;
}

/** Planned and achieved by indicator; the employee records it in the same place. */
export function RealisationCard({ evaluation, mayChange, onSaved }: RealisationCardProps) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const { indicators } = evaluation;
  const missing = missingOf(evaluation);
  if (indicators.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-realisation">
      <header>
        <h2 id="h-realisation">{w.realisation}</h2>
        <span class="num">{w.realised(indicators.length - missing, indicators.length)}</span>
      </header>
      {isOpen && mayChange ? (
        <RealisationForm
          evaluation={evaluation}
          onClose={() => setOpen(false)}
          onSaved={() => {
            setOpen(false);
            onSaved();
          }}
        />
      ) : (
        <>
          <ul class="list">
            {indicators.map((indicator) => (
              <li key={indicator.indicatorId} class="indicator">
                <IndicatorFacts indicator={indicator} />
              </li>
            ))}
          </ul>
          {mayChange && (
            <div class="in-card">
              <button type="button" class={missing > 0 ? "btn go wide" : "btn wide"} onClick={() => setOpen(true)}>
                <Icon name="edit" />
                {missing > 0 ? w.record : w.change}
              </button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

interface FormProps {
  readonly evaluation: Evaluation;
  onClose: () => void;
  onSaved: () => void;
}

function useRealisation({ evaluation, onSaved }: FormProps) {
  const { notify } = useApp();
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const form = useRef<HTMLFormElement>(null);
  const { indicators, period } = evaluation;
  const [draft, setDraft] = useState<Draft>(() => draftOf(indicators));
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const changed = achievedToSend(indicators, draft);
  const errors = errorsOf(indicators, draft);

  const submit = async () => {
    setTried(true);
    if (errors.size > 0 || changed.length === 0) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    try {
      await calls.realise(period, changed);
      notify({ text: w.saved(changed.length) });
      onSaved();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };
  return { form, draft, setDraft, isTried, isBusy, problem, changed, errors, submit };
}

function RealisationForm(props: FormProps) {
  const w = useWords(words);
  const { indicators, state } = props.evaluation;
  const { form, draft, setDraft, isTried, isBusy, problem, changed, errors, submit } = useRealisation(props);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void submit();
      }}
    >
      {state === "RATED" && (
        <div class="note wait in-card">
          <Icon name="warn" />
          <p>{w.reopens}</p>
        </div>
      )}
      <ul class="list">
        {indicators.map((indicator, place) => (
          <li key={indicator.indicatorId} class="indicator">
            <IndicatorFields
              indicator={indicator}
              typed={draft.get(indicator.indicatorId) ?? { achieved: "", evidenceUrl: "" }}
              errors={isTried ? (errors.get(indicator.indicatorId) ?? {}) : {}}
              isFirst={place === 0}
              onChange={(typed) => setDraft(new Map([...draft, [indicator.indicatorId, typed]]))}
            />
          </li>
        ))}
      </ul>
      <div class="stack in-card">
        {problem && <ProblemNote problem={problem} title={w.saveFailed} safe={w.saveSafe} />}
        {isTried && changed.length === 0 && errors.size === 0 && (
          <Note tone="info" icon="info" alert>
            <p>{w.nothingChanged}</p>
          </Note>
        )}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.save(changed.length)}
        </button>
        <button type="button" class="btn wide" onClick={props.onClose}>
          {w.cancel}
        </button>
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly indicator: Indicator;
  readonly typed: Typed;
  readonly errors: TypedErrors;
  readonly isFirst: boolean;
  onChange: (typed: Typed) => void;
}

function IndicatorFields({ indicator, typed, errors, onChange, isFirst }: FieldsProps) {
  const w = useWords(words);
  const { rhkText, text, target, unit } = indicator;
  const errorOf = (code: "removed" | "needed" | "link" | undefined) =>
    code === undefined ? undefined : w.errors[code];
  return (
    <fieldset>
      <legend class="t">{rhkText}</legend>
      <p class="sm muted">{text}</p>
      <div class="pair">
        <Field label={w.achieved} hint={w.achievedHint(`${target} ${unit}`)} error={errorOf(errors.achieved)}>
          <input
            class="in"
            autoFocus={isFirst}
            maxLength={300}
            value={typed.achieved}
            onInput={(event) => onChange({ ...typed, achieved: event.currentTarget.value })}
          />
        </Field>
        <Field label={w.evidence} error={errorOf(errors.evidenceUrl)} isOptional>
          <input
            class="in"
            type="url"
            inputMode="url"
            maxLength={500}
            value={typed.evidenceUrl}
            onInput={(event) => onChange({ ...typed, evidenceUrl: event.currentTarget.value })}
          />
        </Field>
      </div>
    </fieldset>
  );
}
