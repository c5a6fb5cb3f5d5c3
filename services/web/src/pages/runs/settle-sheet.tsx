import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { type Batch, createActs, type Run } from "./calls.ts";
import { stageWords } from "./stage-words.ts";
import { words } from "./words.ts";

interface SettleSheetProps {
  readonly run: Run;
  readonly batch: Batch;
  onDone: () => void;
  onClose: () => void;
}

/** The treasury's number of what it has paid. */
export function SettleSheet({ run, batch, onDone, onClose }: SettleSheetProps) {
  const w = useWords(stageWords);
  const eye = useWords(words).batches.name(batch.batch, run.batches.length);
  const { f, platform } = useApp();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [reference, setReference] = useState("");
  const [isTried, setTried] = useState(false);
  const letters = Array.from(reference.trim()).length;
  const isWrong = letters < 3 || letters > 100;
  const submit = () => {
    setTried(true);
    if (isWrong) {
      focusFirstError(form.current);
      return;
    }
    const finish = () => {
      onDone();
      onClose();
    };
    void act.run(() => createActs(platform).settle(run, batch, reference.trim()), w.settled, finish);
  };
  return (
    <Sheet title={w.settleTitle} eye={eye} isDirty={reference.trim() !== ""} onClose={onClose}>
      <p>
        <b class="num">{f.rupiah(batch.payoutRupiah)}</b>
      </p>
      <p class="sm">{w.settleText}</p>
      <ActForm form={form} isBusy={act.isBusy} onSubmit={submit}>
        <Field label={w.reference} hint={w.referenceHint} error={isTried && isWrong ? w.referenceShort : undefined}>
          <input
            class="in"
            autocomplete="off"
            value={reference}
            onInput={(event) => setReference(event.currentTarget.value)}
          />
        </Field>
        {act.problem && <ProblemNote problem={act.problem} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {w.settleTitle}
        </button>
      </ActForm>
    </Sheet>
  );
}
