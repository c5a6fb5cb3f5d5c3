import { useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { readLocal, writeLocal } from "../../state/local.ts";
import { type Agreement } from "../plan/types.ts";
import { useCalls } from "../plan/use-plan.ts";
import { type AgreementPlace, draftPlace } from "./agreement-card.tsx";
import {
  type DraftIndicator,
  type DraftObjective,
  emptyIndicator,
  emptyObjective,
  fromAgreement,
  isComplete,
  isFilled,
  isWorded,
  toObjectives,
} from "./draft.ts";
import { words } from "./words.ts";

interface AgreementFormProps {
  readonly place: AgreementPlace;
  readonly agreement: Agreement | undefined;
  onSaved: () => void;
  onClose: () => void;
}

interface Kept {
  /** Version of the agreement that was changed; 0 for a new one. */
  readonly version: number;
  readonly objectives: readonly DraftObjective[];
}

/** What is typed survives a reload; a change made elsewhere meanwhile is seen by its version. */
function useDraft(place: AgreementPlace, agreement: Agreement | undefined) {
  const { newId } = useApp().platform;
  const name = draftPlace(place);
  const version = agreement?.version ?? 0;
  const fresh = (): Kept => ({
    version,
    objectives: agreement ? fromAgreement(agreement) : [emptyObjective(newId(), newId())],
  });
  const [{ kept, isRestored }, setState] = useState(() => {
    const stored = readLocal(name) as Kept | undefined;
    const isUsable = Array.isArray(stored?.objectives);
    return { kept: stored !== undefined && isUsable ? stored : fresh(), isRestored: isUsable };
  });
  const put = (next: Kept) => {
    writeLocal(name, next);
    setState({ kept: next, isRestored: false });
  };
  const forget = () => writeLocal(name, undefined);
  return {
    objectives: kept.objectives,
    isRestored,
    isChangedElsewhere: kept.version !== version,
    version,
    change: (objectives: readonly DraftObjective[]) => put({ ...kept, objectives }),
    addObjective: () => put({ ...kept, objectives: [...kept.objectives, emptyObjective(newId(), newId())] }),
    newKey: newId,
    /** Throws the own text away. */
    leave: (go: () => void) => {
      forget();
      go();
    },
    useServer: () => {
      forget();
      setState({ kept: fresh(), isRestored: false });
    },
  };
}

type DraftControl = ReturnType<typeof useDraft>;

function AddObjective({ draft }: { draft: DraftControl }) {
  const w = useWords(words);
  if (draft.objectives.length >= 30) return null;
  return (
    <button type="button" class="btn" onClick={draft.addObjective}>
      <Icon name="plus" />
      {w.addObjective}
    </button>
  );
}

function DraftNotes({ draft }: { draft: DraftControl }) {
  const w = useWords(words);
  if (draft.isChangedElsewhere) {
    return (
      <Note tone="wait" icon="warn" alert>
        <p>{w.changed(draft.version)}</p>
        <button type="button" class="btn" onClick={draft.useServer}>
          {w.useTheirs}
        </button>
      </Note>
    );
  }
  return draft.isRestored ? (
    <Note tone="info" icon="info">
      <p>{w.kept}</p>
    </Note>
  ) : null;
}

export function AgreementForm({ place, agreement, onSaved, onClose }: AgreementFormProps) {
  const { notify } = useApp();
  const w = useWords(words);
  const calls = useCalls();
  const form = useRef<HTMLFormElement>(null);
  const draft = useDraft(place, agreement);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const { objectives, version } = draft;
  const close = () => draft.leave(onClose);
  const save = async () => {
    setTried(true);
    if (!isComplete(objectives)) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    setProblem(undefined);
    const { agencyId, ...of } = place;
    const read = version === 0 ? {} : { expectedVersion: version };
    try {
      await calls.saveAgreement(agencyId, { ...of, ...read, objectives: toObjectives(objectives) });
      notify({ text: w.saved });
      close();
      onSaved();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
      if (thrown.code === "VERSION_CONFLICT") onSaved();
    }
  };
  return (
    <ActForm form={form} isBusy={isBusy} onSubmit={save}>
      <DraftNotes draft={draft} />
      {objectives.map((objective, at) => (
        <ObjectiveFields
          key={objective.key}
          nr={at + 1}
          objective={objective}
          isTried={isTried}
          newKey={draft.newKey}
          onChange={(next) => draft.change(objectives.map((one) => (one.key === next.key ? next : one)))}
          onRemove={() => draft.change(objectives.filter(({ key }) => key !== objective.key))}
        />
      ))}
      <AddObjective draft={draft} />
      {problem && problem.code !== "VERSION_CONFLICT" && (
        <ProblemNote problem={problem} title={w.notSaved} safe={w.failedText} />
      )}
      <button class="btn go wide" aria-busy={isBusy}>
        {w.save}
      </button>
      <button type="button" class="btn wide" onClick={close}>
        {w.cancel}
      </button>
    </ActForm>
  );
}

interface ObjectiveFieldsProps {
  readonly nr: number;
  readonly objective: DraftObjective;
  readonly isTried: boolean;
  readonly newKey: () => string;
  onChange: (objective: DraftObjective) => void;
  onRemove: () => void;
}

function ObjectiveFields({ nr, objective, isTried, newKey, onChange, onRemove }: ObjectiveFieldsProps) {
  const w = useWords(words);
  const { text, indicators } = objective;
  const changeIndicators = (next: readonly DraftIndicator[]) => onChange({ ...objective, indicators: next });
  return (
    <fieldset class="row stack">
      <legend>{w.objective(nr)}</legend>
      <Field label={w.text} error={isTried && !isWorded(text) ? w.faultText : undefined}>
        <textarea
          class="in"
          rows={2}
          maxLength={500}
          value={text}
          onInput={(event) => onChange({ ...objective, text: event.currentTarget.value })}
        />
      </Field>
      {indicators.map((indicator, at) => (
        <IndicatorFields
          key={indicator.key}
          nr={at + 1}
          indicator={indicator}
          isTried={isTried}
          isOnly={indicators.length === 1}
          onChange={(part) =>
            changeIndicators(indicators.map((one) => (one.key === indicator.key ? { ...one, ...part } : one)))
          }
          onRemove={() => changeIndicators(indicators.filter(({ key }) => key !== indicator.key))}
        />
      ))}
      <div class="chips">
        {indicators.length < 20 && (
          <button type="button" class="btn" onClick={() => changeIndicators([...indicators, emptyIndicator(newKey())])}>
            <Icon name="plus" />
            {w.addIndicator}
          </button>
        )}
        <button type="button" class="btn link" onClick={onRemove}>
          <Icon name="close" />
          {w.removeObjective(nr)}
        </button>
      </div>
    </fieldset>
  );
}

interface IndicatorFieldsProps {
  readonly nr: number;
  readonly indicator: DraftIndicator;
  readonly isTried: boolean;
  readonly isOnly: boolean;
  onChange: (part: Partial<DraftIndicator>) => void;
  onRemove: () => void;
}

function IndicatorFields({ nr, indicator, isTried, isOnly, onChange, onRemove }: IndicatorFieldsProps) {
  const w = useWords(words);
  const { text, target, unit } = indicator;
  return (
    <fieldset class="row stack indent">
      <legend>{w.indicator(nr)}</legend>
      <Field label={w.measure} error={isTried && !isWorded(text) ? w.faultText : undefined}>
        <textarea
          class="in short"
          rows={1}
          maxLength={500}
          value={text}
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
      </Field>
      <div class="pair">
        <Field label={w.target} error={isTried && !isFilled(target) ? w.faultTarget : undefined}>
          <input
            class="in"
            maxLength={80}
            value={target}
            onInput={(event) => onChange({ target: event.currentTarget.value })}
          />
        </Field>
        <Field label={w.targetUnit} error={isTried && !isFilled(unit) ? w.faultTarget : undefined}>
          <input
            class="in"
            maxLength={40}
            value={unit}
            onInput={(event) => onChange({ unit: event.currentTarget.value })}
          />
        </Field>
      </div>
      {!isOnly && (
        <button type="button" class="btn link" onClick={onRemove}>
          <Icon name="close" />
          {w.removeIndicator(nr)}
        </button>
      )}
    </fieldset>
  );
}
