import { useRef, useState } from "preact/hooks";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Names } from "../../state/use-names.ts";
import { createActs, type FlagDecision, type Run, type RunFlag } from "./calls.ts";
import { decisionWords } from "./decision-words.ts";
import { FlagSentence } from "./flags.tsx";
import { useAct } from "../../state/use-act.ts";

interface ResolveSheetProps {
  readonly run: Run;
  readonly flag: RunFlag;
  readonly names: Names;
  onDone: () => void;
  onClose: () => void;
}

const isShort = (reason: string): boolean => Array.from(reason.trim()).length < 3;

/** Pay or hold, always with a reason. */
export function ResolveSheet({ run, flag, names, onDone, onClose }: ResolveSheetProps) {
  const w = useWords(decisionWords);
  const { platform } = useApp();
  const act = useAct();
  const isBlocking = flag.severity === "BLOCK";
  const [decision, setDecision] = useState<FlagDecision>(isBlocking ? "HOLD" : "ACKNOWLEDGE");
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const submit = () => {
    setTried(true);
    if (isShort(reason)) {
      focusFirstError(form.current);
      return;
    }
    const finish = () => {
      onDone();
      onClose();
    };
    void act.run(() => createActs(platform).resolve(run, flag, decision, reason.trim()), w.done[decision], finish);
  };

  return (
    <Sheet title={w.sheet} eye={names.of(flag.personId, w.someone)} isDirty={reason.trim() !== ""} onClose={onClose}>
      <p>
        <FlagSentence flag={flag} />
      </p>
      <ActForm form={form} isBusy={act.isBusy} onSubmit={submit}>
        {isBlocking ? (
          <Note tone="wait" icon="warn">
            <p>{w.blocks}</p>
          </Note>
        ) : (
          <Choice chosen={decision} onChoose={setDecision} />
        )}
        <Field label={w.reason} hint={w.reasonHint} error={isTried && isShort(reason) ? w.reasonShort : undefined}>
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
          {decision === "HOLD" ? w.submitHold : w.submitAcknowledge}
        </button>
      </ActForm>
    </Sheet>
  );
}

const choices: readonly FlagDecision[] = ["ACKNOWLEDGE", "HOLD"];

function Choice({ chosen, onChoose }: { chosen: FlagDecision; onChoose: (decision: FlagDecision) => void }) {
  const w = useWords(decisionWords);
  return (
    <fieldset class="choices">
      <legend class="vh">{w.choice}</legend>
      {choices.map((choice) => (
        <label key={choice} class="opt">
          <input type="radio" name="decision" checked={choice === chosen} onChange={() => onChoose(choice)} />
          <span>
            <b>{w[choice]}</b>
            <br />
            <span class="muted">{w[`${choice}_text`]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
