import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { isOverNight } from "./hours.ts";
import { type Block, changedBlock, withDay, withoutBlock } from "./hours-form.ts";
import { type FormPart } from "./hours-parts.tsx";
import { hoursWords } from "./hours-words.ts";
import { CheckGroup, TimeField } from "./typed-fields.tsx";

type BlockProps = FormPart & { readonly place: number };

/** Days that share their hours. */
export function HoursBlock(props: BlockProps) {
  const w = useWords(hoursWords);
  const { form, place, onChange } = props;
  const block = form.blocks[place];
  if (block === undefined) return null;
  const isEnded = block.starts !== "" && block.ends !== "";
  return (
    <fieldset class="hours stack">
      <legend class={form.blocks.length > 1 ? "" : "vh"}>{w.block(place + 1)}</legend>
      <Days {...props} block={block} />
      <div class="pair">
        <Time {...props} block={block} field="starts" />
        <Time {...props} block={block} field="ends" hint={isEnded && isOverNight(block) ? w.overNight : undefined} />
        <Time {...props} block={block} field="breakFrom" hint={w.breakHint} />
        <Time {...props} block={block} field="breakTo" />
      </div>
      <Time {...props} block={block} field="latestStart" isOptional hint={w.latestStartHint} />
      {form.blocks.length > 1 && (
        <button
          type="button"
          class="btn link"
          aria-label={w.removeBlock(place + 1)}
          onClick={() => onChange(withoutBlock(form, place))}
        >
          <Icon name="close" />
          {w.remove}
        </button>
      )}
    </fieldset>
  );
}

type PartProps = BlockProps & { readonly block: Block };

function Days({ form, place, block, errorOf, onChange }: PartProps) {
  const w = useWords(hoursWords);
  const error = errorOf(`${String(place)}/weekdays`);
  return (
    <CheckGroup label={w.days} error={error}>
      <div class="seg days">
        {w.weekdays.map((name, at) => (
          <label key={name}>
            <input
              type="checkbox"
              aria-label={name}
              aria-invalid={error === undefined ? undefined : "true"}
              checked={block.weekdays.includes(at + 1)}
              onChange={(event) => onChange(withDay(form, place, at + 1, event.currentTarget.checked))}
            />
            <span>{w.shortWeekdays[at]}</span>
          </label>
        ))}
      </div>
    </CheckGroup>
  );
}

interface TimeProps extends PartProps {
  readonly field: "starts" | "ends" | "latestStart" | "breakFrom" | "breakTo";
  readonly hint?: string | undefined;
  readonly isOptional?: boolean;
}

function Time({ form, place, block, field, hint, isOptional = false, errorOf, onChange }: TimeProps) {
  const w = useWords(hoursWords);
  return (
    <TimeField
      label={w[field]}
      hint={hint}
      isOptional={isOptional}
      error={errorOf(`${String(place)}/${field}`)}
      value={block[field]}
      onChange={(time) => onChange(changedBlock(form, place, { [field]: time }))}
    />
  );
}
