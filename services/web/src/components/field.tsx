import { cloneElement, type VNode } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../state/context.ts";
import { Icon } from "./icon.tsx";

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  /** One input, select or textarea; it gets the ids that tie label, hint and error to it. */
  readonly children: VNode;
}

export function Field({ label, hint, error, isOptional, children }: FieldProps) {
  const { t } = useApp();
  const id = useId();
  const described = [error === undefined ? "" : `${id}-e`, hint === undefined ? "" : `${id}-h`]
    .filter(Boolean)
    .join(" ");
  return (
    <div class="f">
      <label for={id}>
        {label} {isOptional === true && <span class="muted light">({t.common.optional})</span>}
      </label>
      {cloneElement(children, {
        id,
        "aria-invalid": error === undefined ? undefined : "true",
        "aria-describedby": described === "" ? undefined : described,
      })}
      {error !== undefined && (
        <p class="err" id={`${id}-e`}>
          <Icon name="warn" />
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p class="hint" id={`${id}-h`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** Moves the focus to the first field with an error. */
export function focusFirstError(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
}
