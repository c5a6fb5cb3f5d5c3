import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useAllowanceCalls } from "./calls.ts";
import { type ObjectedLine, objectionFaults } from "./objecting.ts";
import { objectionWords } from "./objection-words.ts";
import { type Statement } from "./types.ts";

interface SheetProps {
  readonly statement: Statement;
  readonly line: ObjectedLine;
  onDone: () => void;
  onClose: () => void;
}

export function ObjectionSheet({ statement, line, onDone, onClose }: SheetProps) {
  const w = useWords(objectionWords);
  const { f } = useApp();
  const calls = useAllowanceCalls();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState("");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isTried, setTried] = useState(false);
  const faults = objectionFaults(reason, files);
  const { label, amountRupiah, ...read } = line;

  const submit = () => {
    setTried(true);
    if (faults.length > 0) {
      focusFirstError(form.current);
      return;
    }
    const { period, agencyId, runId } = statement;
    const finish = () => {
      onDone();
      onClose();
    };
    void act.run(
      () => calls.object({ ...read, period, agencyId, runId, reason: reason.trim(), files }),
      w.filed,
      finish,
    );
  };
  const fileFault = faults.find((fault) => fault !== "short");

  return (
    <Sheet
      title={w.sheet}
      eye={`${label} · ${f.rupiah(amountRupiah)}`}
      isDirty={reason.trim() !== ""}
      onClose={onClose}
    >
      <p class="sm">{w.text}</p>
      <ActForm form={form} isBusy={act.isBusy} onSubmit={submit}>
        <Field
          label={w.reason}
          hint={w.reasonHint}
          error={isTried && faults.includes("short") ? w.faults.short : undefined}
        >
          <textarea
            class="in"
            rows={4}
            maxLength={4_000}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        <Field label={w.files} hint={w.filesHint} error={fileFault && w.faults[fileFault]} isOptional>
          <input
            class="in pick"
            type="file"
            multiple
            disabled={act.isBusy}
            onChange={(event) => setFiles(Array.from(event.currentTarget.files ?? []))}
          />
        </Field>
        {act.problem && <ProblemNote problem={act.problem} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {w.submit}
        </button>
      </ActForm>
    </Sheet>
  );
}
