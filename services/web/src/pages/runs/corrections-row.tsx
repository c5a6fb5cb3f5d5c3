import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { type Run, type RunStatement } from "./calls.ts";
import { createCorrectionActs } from "./corrections-calls.ts";
import { correctionWords } from "./corrections-words.ts";
import { rightsOf } from "./progress.ts";

interface RowProps {
  readonly run: Run;
  readonly row: RunStatement;
  readonly name: string;
}

/** What can be done with a row of a posted part: open a correction, or let go of a hold. Never with the own row. */
export function CorrectionsRow({ run, row, name }: RowProps) {
  const w = useWords(correctionWords);
  const me = useMe();
  const rights = rightsOf(me, run.agencyId);
  const [open, setOpen] = useState<"correct" | "release" | undefined>(undefined);
  const state = run.batches.find(({ batch }) => batch === row.batch)?.state;
  const isPosted = state === "POSTED" || state === "SETTLED";
  if (!isPosted || row.personId === me.personId) return null;
  return (
    <>
      {rights.decide && (
        <button type="button" class="btn" aria-label={w.openOf(name)} onClick={() => setOpen("correct")}>
          {w.open}
        </button>
      )}
      {row.held && rights.answer && (
        <button type="button" class="btn" aria-label={w.releaseOf(name)} onClick={() => setOpen("release")}>
          {w.release}
        </button>
      )}
      {open && <RowSheet kind={open} run={run} row={row} name={name} onClose={() => setOpen(undefined)} />}
    </>
  );
}

interface SheetProps extends RowProps {
  readonly kind: "correct" | "release";
  onClose: () => void;
}

function RowSheet({ kind, run, row, name, onClose }: SheetProps) {
  const w = useWords(correctionWords);
  const { platform } = useApp();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [day, setDay] = useState(`${run.period}-01`);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isShort = Array.from(reason.trim()).length < 3;
  const acts = createCorrectionActs(platform, run.agencyId);
  const isOpening = kind === "correct";
  const submit = () => {
    setTried(true);
    if (isShort) {
      focusFirstError(form.current);
      return;
    }
    const said = reason.trim();
    const work = () => (isOpening ? acts.open(row.personId, day, said) : acts.release(run.runId, row.personId, said));
    void act.run(work, isOpening ? w.opened : w.released, onClose);
  };
  return (
    <Sheet title={isOpening ? w.openSheet : w.releaseSheet} eye={name} isDirty={reason.trim() !== ""} onClose={onClose}>
      <p class="sm">{isOpening ? w.openText : w.releaseText}</p>
      <ActForm form={form} isBusy={act.isBusy} onSubmit={submit}>
        {isOpening && (
          <Field label={w.affected}>
            <input class="in" type="date" required value={day} onInput={(event) => setDay(event.currentTarget.value)} />
          </Field>
        )}
        <Field label={w.reason} hint={w.reasonHint} error={isTried && isShort ? w.short : undefined}>
          <textarea
            class="in"
            rows={3}
            maxLength={500}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        {act.problem && <ProblemNote problem={act.problem} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {isOpening ? w.openSheet : w.releaseSheet}
        </button>
      </ActForm>
    </Sheet>
  );
}
