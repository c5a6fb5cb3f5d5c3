import { useRef, useState } from "preact/hooks";
import { type PersonName, type TaskKind } from "../../api/types.ts";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Quantity } from "../../components/quantity.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useTaskCalls } from "./calls.ts";
import { emptyTask, faultsOf, type TaskForm, type TaskFaults, wishOf } from "./task-form.ts";
import { words } from "./words.ts";

interface AssignSheetProps {
  readonly people: readonly PersonName[];
  /** Chosen already; empty when nobody is. */
  readonly personId: string;
  readonly today: string;
  onDone: () => void;
  onClose: () => void;
}

/** Gives a task to somebody of the team. */
export function AssignSheet({ people, personId, today, onDone, onClose }: AssignSheetProps) {
  const w = useWords(words);
  const calls = useTaskCalls();
  const [first] = useState(() => emptyTask(personId));
  const [form, setForm] = useState(first);
  const [isTried, setTried] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const act = useAct();
  const name = people.find((person) => person.personId === form.personId)?.name ?? w.someone;
  const submit = () => {
    setTried(true);
    if (Object.keys(faultsOf(form, today)).length > 0) {
      focusFirstError(element.current);
      return;
    }
    void act.run(
      () => calls.assign(form.personId, wishOf(form)),
      w.given(name),
      () => {
        onDone();
        onClose();
      },
    );
  };
  const fields = { form, people, today, faults: isTried ? faultsOf(form, today) : {} };
  const change = (part: Partial<TaskForm>) => setForm({ ...form, ...part });
  return (
    <Sheet title={w.give} isDirty={form !== first} onClose={onClose}>
      <ActForm form={element} isBusy={act.isBusy} onSubmit={submit}>
        <WhoFields {...fields} onChange={change} />
        <WhatFields {...fields} onChange={change} />
        <ResultFields {...fields} onChange={change} />
        {act.problem && <ProblemNote problem={act.problem} title={w.giveFailed} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {w.submit}
        </button>
      </ActForm>
    </Sheet>
  );
}

interface FieldsProps {
  readonly form: TaskForm;
  readonly people: readonly PersonName[];
  readonly today: string;
  readonly faults: TaskFaults;
  onChange: (part: Partial<TaskForm>) => void;
}

function useFaultText(faults: TaskFaults): (field: keyof TaskForm) => string | undefined {
  const w = useWords(words);
  return (field) => {
    const fault = faults[field];
    return fault === undefined ? undefined : w.faults[fault];
  };
}

const kinds: readonly TaskKind[] = ["ASSIGNED", "ADDITIONAL"];

function WhoFields({ form, people, faults, onChange }: FieldsProps) {
  const w = useWords(words);
  const { t } = useApp();
  const textOf = useFaultText(faults);
  return (
    <>
      <Field label={w.person} error={textOf("personId")}>
        <select
          class="in"
          value={form.personId}
          onChange={(event) => onChange({ personId: event.currentTarget.value })}
        >
          <option value="">{w.choosePerson}</option>
          {people.map(({ personId, name, positionName }) => (
            <option key={personId} value={personId}>
              {[name, positionName].filter((part) => part !== "").join(", ")}
            </option>
          ))}
        </select>
      </Field>
      <fieldset class="stack tight">
        <legend>{w.kind}</legend>
        <div class="seg">
          {kinds.map((kind) => (
            <label key={kind}>
              <input type="radio" name="kind" checked={form.kind === kind} onChange={() => onChange({ kind })} />
              {t.work.tasks.kinds[kind]}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

function WhatFields({ form, today, faults, onChange }: FieldsProps) {
  const w = useWords(words);
  const textOf = useFaultText(faults);
  return (
    <>
      <Field label={w.what} hint={w.whatHint} error={textOf("title")}>
        <textarea
          class="in"
          rows={2}
          maxLength={200}
          value={form.title}
          onInput={(event) => onChange({ title: event.currentTarget.value.replaceAll("\n", " ") })}
        />
      </Field>
      <Field label={w.detail} error={textOf("detail")} isOptional>
        <textarea
          class="in"
          rows={3}
          maxLength={2000}
          value={form.detail}
          onInput={(event) => onChange({ detail: event.currentTarget.value })}
        />
      </Field>
      <Field label={w.due} error={textOf("dueDate")} isOptional>
        <input
          class="in num"
          type="date"
          min={today}
          value={form.dueDate}
          onInput={(event) => onChange({ dueDate: event.currentTarget.value })}
        />
      </Field>
    </>
  );
}

function ResultFields({ form, faults, onChange }: FieldsProps) {
  const w = useWords(words);
  const textOf = useFaultText(faults);
  return (
    <div class="pair">
      <Field label={w.quantity} error={textOf("quantity")} isOptional>
        <Quantity value={form.quantity} onChange={(quantity) => onChange({ quantity })} />
      </Field>
      <Field label={w.unit} error={textOf("quantityUnit")} isOptional>
        <input
          class="in"
          maxLength={40}
          autocapitalize="none"
          placeholder={w.unitHint}
          value={form.quantityUnit}
          onInput={(event) => onChange({ quantityUnit: event.currentTarget.value })}
        />
      </Field>
    </div>
  );
}
