import { useRef, useState } from "preact/hooks";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { usePeopleCalls } from "./calls.ts";
import { holidayWords } from "./holiday-words.ts";
import { formOf, type HolidayField, type HolidayForm, missingOf, removalOf, wishOf } from "./holidays.ts";
import { useOffice } from "./office.ts";
import { DateField, DecreeField } from "./typed-fields.tsx";
import { type DayOff } from "./types.ts";

interface SheetProps {
  onClose: () => void;
  onDone: () => void;
}

/** Writes a new day down, or one that is there again: with the decree that was read. */
export function HolidaySheet({ day, onClose, onDone }: SheetProps & { readonly day: DayOff | undefined }) {
  const w = useWords(holidayWords);
  const { f } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const [first] = useState<HolidayForm>(() =>
    day ? formOf(day) : { agencyId: agency.agencyId, date: "", name: "", collectiveLeave: false, decree: "" },
  );
  const [form, setForm] = useState(first);
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const element = useRef<HTMLFormElement>(null);
  const missing = missingOf(form);

  const save = () => {
    setTried(true);
    if (missing.length > 0) focusFirstError(element.current);
    else void act.run(() => calls.setHoliday(wishOf(form)), w.saved(form.name.trim(), f.date(form.date)), onDone);
  };

  const title = day === undefined ? w.add : day.verified ? w.change : w.match;
  return (
    <Sheet title={title} eye={day && f.fullDay(day.date)} isDirty={form !== first} onClose={onClose}>
      {day && <p class="sm">{day.verified ? w.changeText : w.matchText}</p>}
      <ActForm form={element} isBusy={act.isBusy} onSubmit={save}>
        <Fields form={form} isNew={day === undefined} missing={isTried ? missing : []} onChange={setForm} />
        {act.problem && <ProblemNote problem={act.problem} title={w.saveFailed} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {form.date === "" ? w.saveEmpty : w.save(f.date(form.date))}
        </button>
      </ActForm>
    </Sheet>
  );
}

interface FieldsProps {
  readonly form: HolidayForm;
  /** Of a day that is there, neither the date nor whose it is can change. */
  readonly isNew: boolean;
  readonly missing: readonly HolidayField[];
  onChange: (form: HolidayForm) => void;
}

function Fields({ form, isNew, missing, onChange }: FieldsProps) {
  const w = useWords(holidayWords);
  const { mayActForNation } = useOffice();
  const errorOf = (field: HolidayField) => (missing.includes(field) ? w.errors[field] : undefined);
  return (
    <>
      {isNew && mayActForNation && <Whose form={form} onChange={onChange} />}
      {isNew && (
        <DateField
          label={w.date}
          error={errorOf("date")}
          value={form.date}
          onChange={(date) => onChange({ ...form, date })}
        />
      )}
      <Field label={w.name} hint={w.nameHint} error={errorOf("name")}>
        <input
          class="in"
          maxLength={120}
          autocomplete="off"
          value={form.name}
          onInput={(event) => onChange({ ...form, name: event.currentTarget.value })}
        />
      </Field>
      <label class="opt">
        <input
          type="checkbox"
          checked={form.collectiveLeave}
          onChange={(event) => onChange({ ...form, collectiveLeave: event.currentTarget.checked })}
        />
        {w.isLeave}
      </label>
      <DecreeField
        label={w.decree}
        hint={w.decreeHint}
        most={120}
        value={form.decree}
        error={errorOf("decree")}
        onChange={(decree) => onChange({ ...form, decree })}
      />
    </>
  );
}

function Whose({ form, onChange }: Pick<FieldsProps, "form" | "onChange">) {
  const w = useWords(holidayWords);
  const { agency } = useOffice();
  return (
    <fieldset>
      <legend>{w.whose}</legend>
      {[
        { agencyId: agency.agencyId, name: agency.name },
        { agencyId: "", name: w.nation },
      ].map(({ agencyId, name }) => (
        <label key={agencyId} class="opt">
          <input
            type="radio"
            name="whose"
            checked={form.agencyId === agencyId}
            onChange={() => onChange({ ...form, agencyId })}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

/** Takes a day out of the calendar, by the decree that says so. */
export function HolidayRemoval({ day, onClose, onDone }: SheetProps & { readonly day: DayOff }) {
  const w = useWords(holidayWords);
  const { f } = useApp();
  const calls = usePeopleCalls();
  const [decree, setDecree] = useState("");
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const element = useRef<HTMLFormElement>(null);
  const date = f.date(day.date);
  const error = isTried && decree.trim() === "" ? w.errors.decree : undefined;

  const remove = () => {
    setTried(true);
    if (decree.trim() === "") focusFirstError(element.current);
    else void act.run(() => calls.removeHoliday(removalOf(day, decree)), w.removed(day.name, date), onDone);
  };

  return (
    <Sheet title={`${w.remove}: ${day.name}`} eye={f.fullDay(day.date)} isDirty={decree !== ""} onClose={onClose}>
      <p class="sm">{w.removalText}</p>
      <ActForm form={element} isBusy={act.isBusy} onSubmit={remove}>
        <DecreeField
          label={w.removalDecree}
          hint={w.decreeHint}
          most={120}
          value={decree}
          error={error}
          onChange={setDecree}
        />
        {act.problem && <ProblemNote problem={act.problem} title={w.removeFailed} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {w.removeNow(date)}
        </button>
      </ActForm>
    </Sheet>
  );
}
