import { Field } from "../../components/field.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useState } from "preact/hooks";
import { actWords } from "./act-words.ts";
import { type FormField, type Kind } from "./calls.ts";
import { type TimeColumn, timeColumns } from "./form.ts";
import { inLanguage } from "./say.ts";

interface FieldsProps {
  readonly kind: Kind;
  readonly cells: Readonly<Record<string, string>>;
  readonly errorOf: (name: string) => string | undefined;
  onChange: (name: string, value: string) => void;
}

/** The form of a kind as the platform describes it: its own fields, the time, the letter. */
export function FactFields(props: FieldsProps) {
  const { kind } = props;
  const w = useWords(actWords);
  return (
    <>
      {kind.fields.map((field) => (
        <OneField key={`${kind.kind} ${field.name}`} field={field} {...props} />
      ))}
      <div class="two">
        {timeColumns(kind).map((column) => (
          <TimeField key={column.name} column={column} {...props} />
        ))}
      </div>
      <Field label={w.decree} hint={w.decreeHint} error={props.errorOf("decree")} isOptional={!kind.decreeRequired}>
        <input
          class="in"
          autocomplete="off"
          maxLength={200}
          value={props.cells["decree"] ?? ""}
          onInput={(event) => props.onChange("decree", event.currentTarget.value)}
        />
      </Field>
    </>
  );
}

interface OneProps extends Omit<FieldsProps, "kind"> {
  readonly field: FormField;
}

function OneField(props: OneProps) {
  if (props.field.form === "WORDS") return <SomeField {...props} />;
  if (props.field.choices.length > 0) return <ChoiceField {...props} />;
  return props.field.usual.length > 0 ? <UsualField {...props} /> : <TextField {...props} />;
}

function TextField({ field, cells, errorOf, onChange }: OneProps) {
  const w = useWords(actWords);
  const { language } = useApp().settings;
  const isNumber = ["CLASS", "RUPIAH", "COUNT"].includes(field.form);
  return (
    <Field
      label={inLanguage(field.label, language)}
      hint={w.hints[field.form]}
      error={errorOf(field.name)}
      isOptional={field.optional}
    >
      <input
        class="in"
        autocomplete="off"
        autocapitalize="off"
        inputMode={isNumber ? "numeric" : field.form === "DECIMAL" ? "decimal" : undefined}
        maxLength={200}
        value={cells[field.name] ?? ""}
        onInput={(event) => onChange(field.name, event.currentTarget.value)}
      />
    </Field>
  );
}

function ChoiceField({ field, cells, errorOf, onChange }: OneProps) {
  const w = useWords(actWords);
  const { language } = useApp().settings;
  return (
    <Field label={inLanguage(field.label, language)} error={errorOf(field.name)} isOptional={field.optional}>
      <select
        class="in"
        value={cells[field.name] ?? ""}
        onChange={(event) => onChange(field.name, event.currentTarget.value)}
      >
        <option value="">{w.choose}</option>
        {field.choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {inLanguage(label, language)}
          </option>
        ))}
      </select>
    </Field>
  );
}

const otherWord = "?";

/** A word that policies commonly use, or another one that only this agency's policy has. */
function UsualField(props: OneProps) {
  const { field, cells, errorOf, onChange } = props;
  const w = useWords(actWords);
  const { language } = useApp().settings;
  const value = cells[field.name] ?? "";
  const isUsual = value === "" || field.usual.some((one) => one.value === value);
  const [isOther, setOther] = useState(!isUsual);
  const label = inLanguage(field.label, language);
  const choose = (chosen: string) => {
    setOther(chosen === otherWord);
    onChange(field.name, chosen === otherWord ? "" : chosen);
  };
  return (
    <>
      <Field label={label} error={isOther ? undefined : errorOf(field.name)} isOptional={field.optional}>
        <select class="in" value={isOther ? otherWord : value} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{w.choose}</option>
          {field.usual.map((one) => (
            <option key={one.value} value={one.value}>
              {inLanguage(one.label, language)}
            </option>
          ))}
          <option value={otherWord}>{w.other}</option>
        </select>
      </Field>
      {isOther && (
        <Field label={w.otherLabel(label)} hint={w.hints["WORD"]} error={errorOf(field.name)}>
          <input
            class="in"
            autocomplete="off"
            autocapitalize="off"
            maxLength={40}
            value={value}
            onInput={(event) => onChange(field.name, event.currentTarget.value)}
          />
        </Field>
      )}
    </>
  );
}

/** Some of the choices. */
function SomeField({ field, cells, errorOf, onChange }: OneProps) {
  const { language } = useApp().settings;
  const chosen = new Set((cells[field.name] ?? "").split(" ").filter((word) => word !== ""));
  const error = errorOf(field.name);
  const toggle = (word: string) => {
    const next = new Set(chosen);
    if (!next.delete(word)) next.add(word);
    onChange(field.name, [...next].join(" "));
  };
  return (
    <fieldset class="f" aria-invalid={error === undefined ? undefined : "true"} tabIndex={-1}>
      <legend>{inLanguage(field.label, language)}</legend>
      {field.choices.map(({ value, label }) => (
        <label key={value} class="opt">
          <input type="checkbox" checked={chosen.has(value)} onChange={() => toggle(value)} />
          <span>{inLanguage(label, language)}</span>
        </label>
      ))}
      {error !== undefined && <p class="err">{error}</p>}
    </fieldset>
  );
}

interface TimeProps extends Omit<FieldsProps, "kind"> {
  readonly column: TimeColumn;
}

function TimeField({ column: { name, input, isOptional }, cells, errorOf, onChange }: TimeProps) {
  const w = useWords(actWords);
  const hint = isOptional ? w.lasting : input === "month" ? w.monthHint : undefined;
  const shared = {
    class: "in",
    value: cells[name] ?? "",
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => onChange(name, event.currentTarget.value),
  };
  return (
    <Field label={w.columns[name] ?? name} hint={hint} error={errorOf(name)} isOptional={isOptional}>
      {input === "year" ? (
        <input {...shared} type="text" inputMode="numeric" maxLength={4} />
      ) : (
        <input {...shared} type={input} />
      )}
    </Field>
  );
}
