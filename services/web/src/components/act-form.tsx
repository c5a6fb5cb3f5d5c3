import { type ComponentChildren, type RefObject } from "preact";

interface ActFormProps {
  readonly form: RefObject<HTMLFormElement | null>;
  /** While the act before is under way, nothing is sent again. */
  readonly isBusy: boolean;
  readonly onSubmit: () => unknown;
  readonly children: ComponentChildren;
}

/** A form that is sent by an act of ours; what is wrong with it is said beside its fields, not by the browser. */
export function ActForm({ form, isBusy, onSubmit, children }: ActFormProps) {
  return (
    <form
      ref={form}
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) onSubmit();
      }}
    >
      {children}
    </form>
  );
}
