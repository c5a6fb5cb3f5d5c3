import { useState } from "preact/hooks";
import { Field } from "../../components/field.tsx";
import { type TextField, TextSheet } from "../../components/text-sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
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
  const close = () => setOpen(undefined);
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
      {open === "correct" && <OpenSheet run={run} row={row} name={name} onClose={close} />}
      {open === "release" && <ReleaseSheet run={run} row={row} name={name} onClose={close} />}
    </>
  );
}

interface SheetProps extends RowProps {
  onClose: () => void;
}

function useReason(): TextField {
  const w = useWords(correctionWords);
  return { label: w.reason, hint: w.reasonHint, wrong: w.short, least: 3, most: 500, rows: 3 };
}

function OpenSheet({ run, row, name, onClose }: SheetProps) {
  const w = useWords(correctionWords);
  const { platform } = useApp();
  const [day, setDay] = useState(`${run.period}-01`);
  const affected = (
    <Field label={w.affected}>
      <input class="in" type="date" required value={day} onInput={(event) => setDay(event.currentTarget.value)} />
    </Field>
  );
  return (
    <TextSheet
      title={w.openSheet}
      eye={name}
      choice={affected}
      field={useReason()}
      submit={w.openSheet}
      done={w.opened}
      send={(reason) => createCorrectionActs(platform, run.agencyId).open(row.personId, day, reason)}
      onDone={onClose}
      onClose={onClose}
    >
      <p class="sm">{w.openText}</p>
    </TextSheet>
  );
}

function ReleaseSheet({ run, row, name, onClose }: SheetProps) {
  const w = useWords(correctionWords);
  const { platform } = useApp();
  return (
    <TextSheet
      title={w.releaseSheet}
      eye={name}
      field={useReason()}
      submit={w.releaseSheet}
      done={w.released}
      send={(reason) => createCorrectionActs(platform, run.agencyId).release(run.runId, row.personId, reason)}
      onDone={onClose}
      onClose={onClose}
    >
      <p class="sm">{w.releaseText}</p>
    </TextSheet>
  );
}
