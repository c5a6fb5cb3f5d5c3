import { useMemo, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { attendanceWords } from "../../entries/attendance-words.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type DayView } from "./attendance-days.ts";
import { attendanceTabWords } from "./attendance-tab-words.ts";
import { usePeopleCalls } from "./calls.ts";
import { correctionFaults, type CorrectionForm, correctionOf, correctionWish, formerOf, onDate, statuses, toldOf } from "./correction-form.ts"; // prettier-ignore
import { MoreFields } from "./correction-more.tsx";
import { useOffice } from "./office.ts";
import { DateField, TimeField } from "./typed-fields.tsx";
import { useSend } from "./use-send.ts";

interface CorrectionSheetProps {
  /** Undefined: the date is chosen here. */
  readonly day: DayView | undefined;
  readonly days: readonly DayView[];
  readonly personId: string;
  onClose: () => void;
  onDone: () => void;
}

/** Says what a day of somebody was, with a reason: before all that files and machines say. */
export function CorrectionSheet({ day, days, personId, onClose, onDone }: CorrectionSheetProps) {
  const w = useWords(attendanceTabWords);
  const { f, platform } = useApp();
  const { agency, today } = useOffice();
  const calls = usePeopleCalls();
  const [first] = useState(() => correctionOf(day?.date ?? "", day?.total, day && formerOf(day, agency.agencyId)));
  const [form, setForm] = useState(first);
  // One for what is sent, however often.
  const key = useMemo(() => platform.newId(), [form]);
  const dayOf = (date: string) => day ?? days.find((one) => one.date === date);
  const chosen = dayOf(form.date);
  const { isBusy, problem, isTried, element, send } = useSend();
  const faults = correctionFaults(form);
  const told = toldOf(problem?.errors ?? []);

  const errorOf = (field: keyof CorrectionForm): string | undefined => {
    const fault = faults[field];
    return isTried && fault !== undefined ? w.faults[fault] : told[field];
  };
  const save = () => {
    const work = () => calls.correctAttendance(agency.agencyId, correctionWish(personId, form), key);
    send(Object.keys(faults).length > 0, work, w.savedCorrection(f.date(form.date)), onDone);
  };
  const part = { form, errorOf, onChange: setForm };
  return (
    <Sheet
      title={day ? w.correct : w.correctDay}
      eye={day && f.fullDay(day.date)}
      isDirty={form !== first}
      onClose={onClose}
    >
      <p class="sm">{w.correctText}</p>
      <ActForm form={element} isBusy={isBusy} onSubmit={save}>
        {day === undefined && (
          <DateField
            label={w.date}
            error={errorOf("date")}
            max={today}
            value={form.date}
            onChange={(date) => setForm(onDate(form, date, dayOf(date), agency.agencyId))}
          />
        )}
        <DayFields {...part} />
        <MoreFields {...part} former={chosen && formerOf(chosen, agency.agencyId)} />
        <Why {...part} isBusy={isBusy} />
        {problem && <ProblemNote problem={problem} title={w.saveFailed} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {form.date === "" ? w.save : w.saveCorrection(f.date(form.date))}
        </button>
      </ActForm>
    </Sheet>
  );
}

export interface CorrectionPart {
  readonly form: CorrectionForm;
  readonly errorOf: (field: keyof CorrectionForm) => string | undefined;
  onChange: (form: CorrectionForm) => void;
}

function DayFields({ form, errorOf, onChange }: CorrectionPart) {
  const w = useWords(attendanceTabWords);
  const facts = useWords(attendanceWords);
  return (
    <>
      <Field label={w.status} hint={w.statusHint} error={errorOf("status")}>
        <select
          class="in"
          value={form.status}
          onChange={(event) => onChange({ ...form, status: event.currentTarget.value })}
        >
          {statuses.map((status) => (
            <option key={status} value={status}>
              {facts.statuses[status] ?? status}
            </option>
          ))}
        </select>
      </Field>
      <div class="pair">
        {(["checkIn", "checkOut"] as const).map((field) => (
          <TimeField
            key={field}
            label={w[field]}
            hint={w.timesHint}
            error={errorOf(field)}
            value={form[field]}
            onChange={(time) => onChange({ ...form, [field]: time })}
          />
        ))}
      </div>
    </>
  );
}

function Why({ form, errorOf, isBusy, onChange }: CorrectionPart & { isBusy: boolean }) {
  const w = useWords(attendanceTabWords);
  return (
    <>
      <Field label={w.reason} hint={w.reasonHint} error={errorOf("reason")}>
        <textarea
          class="in"
          rows={3}
          maxLength={500}
          value={form.reason}
          onInput={(event) => onChange({ ...form, reason: event.currentTarget.value })}
        />
      </Field>
      <Field label={w.files} hint={w.filesHint} isOptional error={errorOf("files")}>
        <input
          class="in pick"
          type="file"
          multiple
          disabled={isBusy}
          onChange={(event) => onChange({ ...form, files: Array.from(event.currentTarget.files ?? []) })}
        />
      </Field>
    </>
  );
}
