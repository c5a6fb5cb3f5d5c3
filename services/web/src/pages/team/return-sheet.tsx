import { useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { type ReturnReason } from "../../api/types.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useApp } from "../../state/context.ts";
import { type Decisions } from "./use-decisions.ts";
import { type Finding } from "./use-inbox.ts";

interface ReturnSheetProps {
  readonly finding: Finding;
  readonly name: string;
  readonly decisions: Decisions;
  onClose: () => void;
}

const reasons: readonly ReturnReason[] = [
  "EVIDENCE_MISSING",
  "UNCLEAR",
  "WRONG_TIME",
  "NOT_IN_PLAN",
  "DUPLICATE",
  "OTHER",
];

/** A note may stay empty where the reason says it all. */
function noteError(reason: ReturnReason, note: string): "noteNeeded" | "noteLong" | undefined {
  const length = Array.from(note.trim()).length;
  if (length > 500) return "noteLong";
  return (reason === "OTHER" || length > 0) && length < 3 ? "noteNeeded" : undefined;
}

export function ReturnSheet({ finding, name, decisions, onClose }: ReturnSheetProps) {
  const { t, f } = useApp();
  const [reason, setReason] = useState<ReturnReason>("EVIDENCE_MISSING");
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const { entry } = finding.stored;
  const error = isTried ? noteError(reason, note) : undefined;

  const submit = async () => {
    setTried(true);
    if (noteError(reason, note) !== undefined) {
      focusFirstError(form.current);
      return;
    }
    setBusy(true);
    try {
      const seen = { entryId: entry.id, version: entry.version };
      await decisions.returnOne(finding.personId, seen, reason, note.trim());
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };

  return (
    <Sheet
      title={t.team.returnTitle}
      eye={`${name} · ${f.day(entry.workDate)}`}
      isDirty={note.trim() !== ""}
      onClose={onClose}
    >
      <p class="sm">{entry.description}</p>
      <ActForm form={form} isBusy={isBusy} onSubmit={submit}>
        <Reasons chosen={reason} onChoose={setReason} />
        <Field
          label={t.team.note}
          hint={t.team.noteHint}
          error={error === undefined ? undefined : t.team[error]}
          isOptional={reason !== "OTHER"}
        >
          <textarea
            class="in"
            rows={3}
            maxLength={500}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </Field>
        {problem && <ProblemNote problem={problem} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {t.team.submitReturn}
        </button>
      </ActForm>
    </Sheet>
  );
}

function Reasons({ chosen, onChoose }: { chosen: ReturnReason; onChoose: (reason: ReturnReason) => void }) {
  const { t } = useApp();
  return (
    <fieldset>
      <legend class="vh">{t.team.reason}</legend>
      {reasons.map((option) => (
        <label key={option} class="opt">
          <input type="radio" name="reason" checked={option === chosen} onChange={() => onChoose(option)} />
          {t.reasons[option]}
        </label>
      ))}
    </fieldset>
  );
}
