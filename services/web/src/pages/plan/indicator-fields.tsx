import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { type DraftIndicator, type FieldFault, type IndicatorField } from "./draft.ts";
import { editWords } from "./edit-words.ts";
import { type Aspect, type Perspective, type PositionKind } from "./types.ts";
import { words } from "./words.ts";

interface IndicatorFieldsProps {
  readonly nr: number;
  readonly indicator: DraftIndicator;
  readonly positionKind: PositionKind;
  readonly faults: Readonly<Partial<Record<IndicatorField, FieldFault>>>;
  onChange: (part: Partial<DraftIndicator>) => void;
  onRemove: () => void;
}

/** One indicator: what is measured, in which respect, and the target. */
export function IndicatorFields(props: IndicatorFieldsProps) {
  const { nr, indicator, faults, onChange, onRemove } = props;
  const w = useWords(editWords);
  const errorOf = (field: IndicatorField) => faults[field] && w.fault[faults[field]];
  return (
    <fieldset class="row stack">
      <legend>{w.sheet.indicator(nr)}</legend>
      <Field label={w.sheet.measure} error={errorOf("text")}>
        <textarea
          class="in short"
          rows={2}
          maxLength={500}
          placeholder={w.sheet.measureHint}
          value={indicator.text}
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
      </Field>
      <LayoutField {...props} />
      <div class="pair">
        <Field label={w.sheet.target} error={errorOf("target")}>
          <input
            class="in"
            maxLength={80}
            value={indicator.target}
            onInput={(event) => onChange({ target: event.currentTarget.value })}
          />
        </Field>
        <Field label={w.sheet.unit} error={errorOf("unit")}>
          <input
            class="in"
            maxLength={40}
            value={indicator.unit}
            onInput={(event) => onChange({ unit: event.currentTarget.value })}
          />
        </Field>
      </div>
      <button type="button" class="btn link" onClick={onRemove}>
        <Icon name="close" />
        {w.sheet.removeIndicator(nr)}
      </button>
    </fieldset>
  );
}

/** Aspect for administrative and functional positions, perspective for heads of units. */
function LayoutField({ indicator, positionKind, faults, onChange }: IndicatorFieldsProps) {
  const r = useWords(words);
  const w = useWords(editWords);
  if (positionKind === "STAFF") {
    return (
      <Field label={w.sheet.aspect} error={faults.aspect && w.fault[faults.aspect]}>
        <select
          class="in"
          value={indicator.aspect}
          onChange={(event) => onChange({ aspect: event.currentTarget.value as Aspect | "" })}
        >
          <option value="">{w.sheet.choose}</option>
          {Object.entries(r.aspects).map(([aspect, name]) => (
            <option key={aspect} value={aspect}>
              {name}
            </option>
          ))}
        </select>
      </Field>
    );
  }
  return (
    <Field label={w.sheet.perspective} error={faults.perspective && w.fault[faults.perspective]}>
      <select
        class="in"
        value={indicator.perspective}
        onChange={(event) => onChange({ perspective: event.currentTarget.value as Perspective | "" })}
      >
        <option value="">{w.sheet.choose}</option>
        {Object.entries(r.perspectives).map(([perspective, name]) => (
          <option key={perspective} value={perspective}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
