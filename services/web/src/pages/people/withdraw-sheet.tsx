import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { attendanceTabWords } from "./attendance-tab-words.ts";
import { usePeopleCalls } from "./calls.ts";
import { isShort, toldOf } from "./correction-form.ts";
import { useOffice } from "./office.ts";

interface WithdrawSheetProps {
  readonly date: string;
  readonly correctionId: string;
  onClose: () => void;
  onDone: () => void;
}

/** Lets files and machines speak again of a day that was corrected. */
export function WithdrawSheet({ date, correctionId, onClose, onDone }: WithdrawSheetProps) {
  const w = useWords(attendanceTabWords);
  const { f } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const act = useAct();
  const element = useRef<HTMLFormElement>(null);
  const day = f.date(date);
  const told = toldOf(act.problem?.errors ?? []);

  const withdraw = () => {
    setTried(true);
    if (isShort(reason)) focusFirstError(element.current);
    else {
      const work = () => calls.withdrawCorrection(agency.agencyId, correctionId, reason.trim());
      void act.run(work, w.withdrawn(day), onDone);
    }
  };
  return (
    <Sheet title={w.withdraw} eye={f.fullDay(date)} isDirty={reason !== ""} onClose={onClose}>
      <p class="sm">{w.withdrawText}</p>
      <ActForm form={element} isBusy={act.isBusy} onSubmit={withdraw}>
        <Field label={w.reason} error={isTried && isShort(reason) ? w.faults.reason : told["reason"]}>
          <textarea
            class="in"
            rows={3}
            maxLength={500}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {act.problem && <ProblemNote problem={act.problem} title={w.withdrawFailed} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {w.withdrawThis(day)}
        </button>
      </ActForm>
    </Sheet>
  );
}
