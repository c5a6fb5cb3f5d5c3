import { useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { dayOfMonth } from "../../time/dates.ts";
import { calendarOf } from "./attendance-days.ts";
import { usePeopleCalls } from "./calls.ts";
import { isOverNight } from "./hours.ts";
import { hoursWords } from "./hours-words.ts";
import { useOffice } from "./office.ts";
import { emptyShift, isAfterwards, shiftDays, shiftFaults, type ShiftField, type ShiftForm, shiftKinds, shiftTold, withDate } from "./shift-form.ts"; // prettier-ignore
import { shiftWords } from "./shift-words.ts";
import { CheckGroup, DecreeField, ReasonField, TimeField } from "./typed-fields.tsx";
import { useSend } from "./use-send.ts";

interface ShiftSheetProps {
  readonly period: string;
  readonly personId: string;
  onClose: () => void;
  onDone: () => void;
}

/** Records one shift for the dates that are chosen. */
export function ShiftSheet({ period, personId, onClose, onDone }: ShiftSheetProps) {
  const w = useWords(shiftWords);
  const { f } = useApp();
  const { agency, today } = useOffice();
  const calls = usePeopleCalls();
  const [form, setForm] = useState<ShiftForm>(emptyShift);
  const { isBusy, problem, isTried, element, send } = useSend();
  const faults = shiftFaults(form, today);
  const told = shiftTold(problem?.errors ?? []);

  const save = () => {
    const work = () => calls.setShiftDays(agency.agencyId, shiftDays(personId, form), form);
    send(faults.length > 0, work, w.saved(form.dates.length), onDone);
  };
  const errorOf = (field: ShiftField) => (isTried && faults.includes(field) ? w.faults[field] : told[field]);
  // Asked for as soon as a day is chosen that has begun; of days to come the server alone knows whether their attendance is known.
  const asksReason = isAfterwards(form, today) || form.reason !== "" || told["reason"] !== undefined;
  const part = { form, errorOf, onChange: setForm };
  return (
    <Sheet title={w.add} eye={f.monthYear(period)} isDirty={form !== emptyShift} onClose={onClose}>
      <p class="sm">{w.sheetText}</p>
      <ActForm form={element} isBusy={isBusy} onSubmit={save}>
        <Dates {...part} period={period} />
        <Kinds {...part} />
        {form.kind === "WORK" && <Times {...part} />}
        <DecreeField
          label={w.decree}
          hint={w.decreeHint}
          error={errorOf("decree")}
          most={200}
          value={form.decree}
          onChange={(decree) => setForm({ ...form, decree })}
        />
        {asksReason && (
          <ReasonField
            label={w.reason}
            hint={w.reasonHint}
            error={errorOf("reason")}
            most={500}
            value={form.reason}
            onChange={(reason) => setForm({ ...form, reason })}
          />
        )}
        {problem && <ProblemNote problem={problem} title={w.failed} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.save(form.dates.length)}
        </button>
      </ActForm>
    </Sheet>
  );
}

interface PartProps {
  readonly form: ShiftForm;
  readonly errorOf: (field: ShiftField) => string | undefined;
  onChange: (form: ShiftForm) => void;
}

/** The month as a calendar has it, each date to be ticked. */
function Dates({ form, period, errorOf, onChange }: PartProps & { period: string }) {
  const w = useWords(shiftWords);
  const names = useWords(hoursWords);
  const { f } = useApp();
  const { before, dates } = calendarOf(period);
  const error = errorOf("dates");
  return (
    <CheckGroup label={w.dates(f.monthYear(period))} error={error}>
      <div class="dates">
        {names.shortWeekdays.map((name) => (
          <span key={name} class="xs muted" aria-hidden="true">
            {name}
          </span>
        ))}
        {Array.from({ length: before }, (_, place) => (
          <span key={place} />
        ))}
        {dates.map((date) => (
          <label key={date}>
            <input
              type="checkbox"
              aria-label={f.day(date)}
              aria-invalid={error === undefined ? undefined : "true"}
              checked={form.dates.includes(date)}
              onChange={(event) => onChange(withDate(form, date, event.currentTarget.checked))}
            />
            <span class="num">{dayOfMonth(date)}</span>
          </label>
        ))}
      </div>
    </CheckGroup>
  );
}

function Kinds({ form, onChange }: PartProps) {
  const w = useWords(shiftWords);
  return (
    <fieldset class="f">
      <legend>{w.kind}</legend>
      <div class="seg">
        {shiftKinds.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="shift-kind"
              checked={kind === form.kind}
              onChange={() => onChange({ ...form, kind })}
            />
            <span>{w.kinds[kind]}</span>
          </label>
        ))}
      </div>
      <p class="hint">{w.kindTexts[form.kind]}</p>
    </fieldset>
  );
}

function Times({ form, errorOf, onChange }: PartProps) {
  const w = useWords(shiftWords);
  const isWhole = form.starts !== "" && form.ends !== "";
  const hints = { ends: isWhole && isOverNight(form) ? w.overNight : undefined, breakFrom: w.breakHint };
  return (
    <div class="hours">
      <div class="pair">
        {(["starts", "ends", "breakFrom", "breakTo"] as const).map((field) => (
          <TimeField
            key={field}
            label={w[field]}
            hint={field === "ends" || field === "breakFrom" ? hints[field] : undefined}
            error={errorOf(field)}
            value={form[field]}
            onChange={(time) => onChange({ ...form, [field]: time })}
          />
        ))}
      </div>
    </div>
  );
}
