import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Loaded } from "../../state/use-load.ts";
import { type DraftResult, emptyIndicator, faultsOf, type ResultFaults } from "./draft.ts";
import { editWords } from "./edit-words.ts";
import { IndicatorFields } from "./indicator-fields.tsx";
import { choiceGroups } from "./parent-choices.ts";
import { type Names } from "./parts.tsx";
import { type ParentChoice, type ResultKind, type Skp } from "./types.ts";

interface ResultSheetProps {
  readonly result: DraftResult;
  readonly base: Skp;
  readonly names: Names;
  readonly parents: Loaded<readonly ParentChoice[]>;
  onChange: (result: DraftResult) => void;
  onRemove: () => void;
  onClose: () => void;
}

/** One result with its indicators. What is typed is in the draft at once, so closing loses nothing. */
export function ResultSheet(props: ResultSheetProps) {
  const { result, base, names, onChange, onRemove, onClose } = props;
  const w = useWords(editWords);
  const form = useRef<HTMLFormElement>(null);
  const [isTried, setTried] = useState(false);
  const faults = isTried ? faultsOf(result, base.positionKind) : undefined;
  const finish = () => {
    setTried(true);
    if (faultsOf(result, base.positionKind) === undefined) onClose();
    else focusFirstError(form.current);
  };
  return (
    <Sheet title={result.rhkId === "" ? w.sheet.add : w.sheet.edit} eye={`SKP ${String(base.year)}`} onClose={onClose}>
      <ActForm form={form} isBusy={false} onSubmit={finish}>
        <KindChoice kind={result.kind} onChoose={(kind) => onChange({ ...result, kind })} />
        <ParentField {...props} />
        <Field label={w.sheet.text} hint={w.sheet.textHint} error={faults?.text && w.fault[faults.text]}>
          <textarea
            class="in"
            rows={3}
            maxLength={500}
            value={result.text}
            onInput={(event) => onChange({ ...result, text: event.currentTarget.value })}
          />
        </Field>
        <AssignedField result={result} names={names} onChange={onChange} />
        <IndicatorRows result={result} base={base} faults={faults} onChange={onChange} />
        <button class="btn go wide">{w.sheet.done}</button>
        <p class="xs muted">{w.sheet.hint}</p>
        <button type="button" class="btn link" onClick={onRemove}>
          <Icon name="close" />
          {w.remove}
        </button>
      </ActForm>
    </Sheet>
  );
}

const kinds: readonly ResultKind[] = ["UTAMA", "TAMBAHAN"];

function KindChoice({ kind, onChoose }: { kind: ResultKind; onChoose: (kind: ResultKind) => void }) {
  const w = useWords(editWords);
  return (
    <fieldset class="stack tight">
      <legend>{w.sheet.kind}</legend>
      <div class="seg">
        {kinds.map((option) => (
          <label key={option}>
            <input type="radio" name="kind" checked={option === kind} onChange={() => onChoose(option)} />
            {w.sheet.kinds[option]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function ParentField({ result, base, parents, onChange }: ResultSheetProps) {
  const w = useWords(editWords);
  const choices = parents.value ?? [];
  const groups = choiceGroups(choices, base.positionKind, base.year);
  const chosen = choices.find(({ parentId }) => parentId === result.parentId);
  const isForeign = result.parentId !== "" && !groups.some((group) => group.choices.some((one) => one === chosen));
  const choose = (parentId: string) => {
    const next = choices.find((choice) => choice.parentId === parentId);
    if (next === undefined && parentId === result.parentId) return;
    const text = result.text.trim() === "" && next !== undefined && next.role !== "" ? next.role : result.text;
    onChange({ ...result, text, parentKind: next?.kind ?? "", parentId: next?.parentId ?? "" });
  };
  const role = chosen?.role ?? "";
  const hint = role === "" ? w.sheet.parentHint : w.sheet.role(role);
  return (
    <Field
      label={w.sheet.parent}
      isOptional={result.kind === "TAMBAHAN"}
      hint={parents.problem ? w.sheet.parentsFailed : hint}
    >
      <select class="in" value={result.parentId} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{w.sheet.noParent}</option>
        {isForeign && <option value={result.parentId}>{chosen?.text ?? w.sheet.groups.current}</option>}
        {groups.map(({ name, choices: offered }) => (
          <optgroup key={name} label={name === "last" ? w.sheet.groups.last(base.year - 1) : w.sheet.groups[name]}>
            {offered.map(({ parentId, text }) => (
              <option key={parentId} value={parentId}>
                {text}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

/** Penugasan dari unit lain: only where it applies, so it is folded away. */
function AssignedField({ result, names, onChange }: Pick<ResultSheetProps, "result" | "names" | "onChange">) {
  const w = useWords(editWords);
  return (
    <details class="fold" open={result.assignedByUnitId !== ""}>
      <summary>
        <Icon name="right" chevron />
        {w.sheet.assigned}
      </summary>
      <Field label={w.sheet.assigned} isOptional>
        <select
          class="in"
          value={result.assignedByUnitId}
          onChange={(event) => onChange({ ...result, assignedByUnitId: event.currentTarget.value })}
        >
          <option value="">{w.sheet.notAssigned}</option>
          {[...names.units.values()].map(({ unitId, name }) => (
            <option key={unitId} value={unitId}>
              {name}
            </option>
          ))}
        </select>
      </Field>
    </details>
  );
}

interface IndicatorRowsProps extends Pick<ResultSheetProps, "result" | "base" | "onChange"> {
  readonly faults: ResultFaults | undefined;
}

function IndicatorRows({ result, base, faults, onChange }: IndicatorRowsProps) {
  const { platform } = useApp();
  const w = useWords(editWords);
  const { indicators } = result;
  return (
    <>
      {indicators.map((indicator, at) => (
        <IndicatorFields
          key={indicator.key}
          nr={at + 1}
          indicator={indicator}
          positionKind={base.positionKind}
          faults={faults?.ofIndicator.get(indicator.key) ?? {}}
          onChange={(part) =>
            onChange({
              ...result,
              indicators: indicators.map((one) => (one.key === indicator.key ? { ...one, ...part } : one)),
            })
          }
          onRemove={() => onChange({ ...result, indicators: indicators.filter(({ key }) => key !== indicator.key) })}
        />
      ))}
      {faults?.indicators && (
        <p class="err" role="alert">
          <Icon name="warn" />
          {w.fault.missing}
        </p>
      )}
      {indicators.length < 10 && (
        <button
          type="button"
          class="btn"
          aria-invalid={faults?.indicators ? "true" : undefined}
          onClick={() => onChange({ ...result, indicators: [...indicators, emptyIndicator(platform.newId())] })}
        >
          <Icon name="plus" />
          {w.sheet.addIndicator}
        </button>
      )}
    </>
  );
}
