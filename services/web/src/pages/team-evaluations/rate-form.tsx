import { useId, useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { useEvaluationCalls } from "../evaluation/calls.ts";
import { behaviours, isRating, quadrant } from "../evaluation/matrix.ts";
import { NineCells } from "../evaluation/nine-cells.tsx";
import { terms } from "../evaluation/terms.ts";
import { type Evaluation, type Rating } from "../evaluation/types.ts";
import { words } from "./words.ts";

interface RateFormProps {
  readonly evaluation: Evaluation;
  readonly name: string;
}

const chosen = (rating: string): Rating | undefined => (isRating(rating) ? rating : undefined);

function useRating({ evaluation, name }: RateFormProps) {
  const { notify } = useApp();
  const t = useWords(terms);
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const form = useRef<HTMLFormElement>(null);
  const [result, setResult] = useState(() => chosen(evaluation.result));
  const [behaviour, setBehaviour] = useState(() => chosen(evaluation.behaviour));
  const [note, setNote] = useState(evaluation.note);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const text = note.trim();
  const isNoteShort = text !== "" && text.length < 3;

  const submit = async () => {
    setTried(true);
    if (result === undefined || behaviour === undefined || isNoteShort) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    try {
      const wish = { result, behaviour, ...(text === "" ? {} : { note: text }) };
      await calls.rate(evaluation.personId, evaluation.period, wish);
      notify({ text: w.saved(name, t.predicates[quadrant[result][behaviour]]) });
      navigate(`/tim/evaluasi?periode=${evaluation.period}`);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };
  const place = result === undefined || behaviour === undefined ? undefined : { result, behaviour };
  return { form, result, setResult, behaviour, setBehaviour, place, note, setNote, isNoteShort, isTried, isBusy, problem, submit }; // prettier-ignore
}

/** Result and behaviour in the law's words; the cell where they meet is seen before it is saved. */
export function RateForm(props: RateFormProps) {
  const t = useWords(terms);
  const w = useWords(words);
  const { proposedResult } = props.evaluation;
  const { form, result, setResult, behaviour, setBehaviour, place, ...rest } = useRating(props);
  const { note, setNote, isNoteShort, isTried, isBusy, problem, submit } = rest;
  return (
    <section class="card" aria-labelledby="h-rating">
      <form
        ref={form}
        class="stack rate"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void submit();
        }}
      >
        <h2 id="h-rating">{w.rating}</h2>
        {isRating(proposedResult) && (
          <Note tone="info" icon="info">
            <p>{w.proposed(t.ratings[proposedResult].toLowerCase())}</p>
          </Note>
        )}
        <Choice
          legend={w.resultLegend}
          value={result}
          isMissing={isTried && result === undefined}
          onChoose={setResult}
        />
        <Choice
          legend={w.behaviourLegend}
          value={behaviour}
          isMissing={isTried && behaviour === undefined}
          onChoose={setBehaviour}
        />
        <NineCells place={place} mark={w.here} />
        <p role="status" class="outcome">
          {place ? w.outcome(t.predicates[quadrant[place.result][place.behaviour]]) : w.outcomeNone}
        </p>
        <Field label={w.note} error={isTried && isNoteShort ? w.textNeeded : undefined} isOptional>
          <textarea
            class="in"
            rows={3}
            maxLength={2000}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </Field>
        {problem && <ProblemNote problem={problem} title={w.saveFailed} safe={w.safe} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.save}
        </button>
      </form>
    </section>
  );
}

interface ChoiceProps {
  readonly legend: string;
  readonly value: Rating | undefined;
  readonly isMissing: boolean;
  onChoose: (rating: Rating) => void;
}

function Choice({ legend, value, isMissing, onChoose }: ChoiceProps) {
  const t = useWords(terms);
  const w = useWords(words);
  const id = useId();
  return (
    <fieldset class="stack tight" aria-describedby={isMissing ? `${id}-e` : undefined}>
      <legend>{legend}</legend>
      <div class="seg">
        {behaviours.map((rating, place) => (
          <label key={rating}>
            <input
              type="radio"
              name={id}
              checked={rating === value}
              aria-invalid={isMissing && place === 0 ? "true" : undefined}
              onChange={() => onChoose(rating)}
            />
            {t.ratings[rating]}
          </label>
        ))}
      </div>
      {isMissing && (
        <p class="err" id={`${id}-e`}>
          <Icon name="warn" />
          {w.chooseOne}
        </p>
      )}
    </fieldset>
  );
}
