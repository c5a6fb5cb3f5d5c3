import { type ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";

interface TypedFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  readonly value: string;
  onChange: (value: string) => void;
}

/** A day, "2026-11-19"; empty while none is chosen. */
export const DateField = ({ value, onChange, max, ...field }: TypedFieldProps & { readonly max?: string }) => (
  <Field {...field}>
    <input class="in" type="date" max={max} value={value} onInput={(event) => onChange(event.currentTarget.value)} />
  </Field>
);

/** A time of the day, "07:30"; empty while none is given. */
export const TimeField = ({ value, onChange, ...field }: TypedFieldProps) => (
  <Field {...field}>
    <input class="in num" type="time" value={value} onInput={(event) => onChange(event.currentTarget.value)} />
  </Field>
);

/** On what it rests; `most` is where the browser stops. */
export const DecreeField = ({ value, onChange, most, ...field }: TypedFieldProps & { readonly most: number }) => (
  <Field {...field}>
    <input
      class="in"
      maxLength={most}
      autocomplete="off"
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  </Field>
);

/** Why something is done, in at most `most` letters. */
export const ReasonField = ({ value, onChange, most, ...field }: TypedFieldProps & { readonly most: number }) => (
  <Field {...field}>
    <textarea class="in" maxLength={most} value={value} onInput={(event) => onChange(event.currentTarget.value)} />
  </Field>
);

interface CheckGroupProps {
  readonly label: string;
  readonly error: string | undefined;
  readonly children: ComponentChildren;
}

/** Boxes to be ticked, which share their label and what is wrong with them. */
export function CheckGroup({ label, error, children }: CheckGroupProps) {
  const id = useId();
  return (
    <div class="f" role="group" aria-labelledby={id}>
      <p class="label" id={id}>
        {label}
      </p>
      {children}
      {error !== undefined && (
        <p class="err">
          <Icon name="warn" />
          {error}
        </p>
      )}
    </div>
  );
}
