import { useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { usePeopleCalls } from "./calls.ts";
import { HoursBlock } from "./hours-block.tsx";
import { beginsBefore, formOf, hoursFaults, toldOf, withBlock, wishOf } from "./hours-form.ts";
import { type FormPart, WhoseField } from "./hours-parts.tsx";
import { hoursWords } from "./hours-words.ts";
import { useOffice } from "./office.ts";
import { DateField, DecreeField, ReasonField } from "./typed-fields.tsx";
import { type Schedule } from "./types.ts";
import { useSend } from "./use-send.ts";

interface HoursSheetProps {
  /** The hours to begin with. */
  readonly holding: Schedule | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** Records hours of the agency or of a unit, by decree. */
export function HoursSheet({ holding, onClose, onDone }: HoursSheetProps) {
  const w = useWords(hoursWords);
  const { f } = useApp();
  const { agency, today } = useOffice();
  const calls = usePeopleCalls();
  const [first] = useState(() => formOf(holding, today));
  const [form, setForm] = useState(first);
  const [sent, setSent] = useState(first);
  const { isBusy, problem, isTried, element, send } = useSend();
  const faults = hoursFaults(form, today);
  const told = toldOf(problem?.errors ?? [], sent);

  const save = () => {
    const work = () => {
      setSent(form);
      return calls.setSchedule(agency.agencyId, wishOf(form));
    };
    send(Object.keys(faults).length > 0, work, w.saved(f.date(form.validFrom)), onDone);
  };
  const errorOf = (field: string): string | undefined => {
    const fault = faults[field];
    return isTried && fault !== undefined ? w.faults[fault] : told[field];
  };

  // Where days begin earlier than here the platform may ask for it alone.
  const asksReason = beginsBefore(form, today) || form.reason !== "" || told["reason"] !== undefined;
  return (
    <Sheet title={w.add} eye={agency.name} isDirty={form !== first} onClose={onClose}>
      <p class="sm">{w.addText}</p>
      <ActForm form={element} isBusy={isBusy} onSubmit={save}>
        <WhoseField value={form.unitId} error={told["unitId"]} onChange={(unitId) => setForm({ ...form, unitId })} />
        <Validity form={form} errorOf={errorOf} onChange={setForm} />
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
        <Blocks form={form} errorOf={errorOf} onChange={setForm} />
        {problem && <ProblemNote problem={problem} title={w.saveFailed} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {form.validFrom === "" ? w.save : w.saveFrom(f.date(form.validFrom))}
        </button>
      </ActForm>
    </Sheet>
  );
}

function Validity({ form, errorOf, onChange }: FormPart) {
  const w = useWords(hoursWords);
  return (
    <>
      <div class="two">
        <DateField
          label={w.from}
          error={errorOf("validFrom")}
          value={form.validFrom}
          onChange={(validFrom) => onChange({ ...form, validFrom })}
        />
        <DateField
          label={w.to}
          isOptional
          hint={w.toHint}
          error={errorOf("validTo")}
          value={form.validTo}
          onChange={(validTo) => onChange({ ...form, validTo })}
        />
      </div>
      <DecreeField
        label={w.decree}
        hint={w.decreeHint}
        error={errorOf("decree")}
        most={200}
        value={form.decree}
        onChange={(decree) => onChange({ ...form, decree })}
      />
    </>
  );
}

const mostBlocks = 7;

function Blocks(props: FormPart) {
  const w = useWords(hoursWords);
  const { form, onChange } = props;
  return (
    <>
      {form.blocks.map((_, place) => (
        <HoursBlock key={place} place={place} {...props} />
      ))}
      {form.blocks.length < mostBlocks && (
        <button type="button" class="btn" onClick={() => onChange(withBlock(form))}>
          <Icon name="plus" />
          {w.addBlock}
        </button>
      )}
    </>
  );
}
