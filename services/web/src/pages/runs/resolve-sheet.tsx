import { useState } from "preact/hooks";
import { Note } from "../../components/parts.tsx";
import { TextSheet } from "../../components/text-sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Names } from "../../state/use-names.ts";
import { createActs, type FlagDecision, type Run, type RunFlag } from "./calls.ts";
import { decisionWords } from "./decision-words.ts";
import { FlagSentence } from "./flags.tsx";

interface ResolveSheetProps {
  readonly run: Run;
  readonly flag: RunFlag;
  readonly names: Names;
  onDone: () => void;
  onClose: () => void;
}

/** Pay or hold, always with a reason. */
export function ResolveSheet({ run, flag, names, ...rest }: ResolveSheetProps) {
  const w = useWords(decisionWords);
  const { platform } = useApp();
  const isBlocking = flag.severity === "BLOCK";
  const [decision, setDecision] = useState<FlagDecision>(isBlocking ? "HOLD" : "ACKNOWLEDGE");
  const choice = isBlocking ? (
    <Note tone="wait" icon="warn">
      <p>{w.blocks}</p>
    </Note>
  ) : (
    <Choice chosen={decision} onChoose={setDecision} />
  );
  return (
    <TextSheet
      title={w.sheet}
      eye={names.of(flag.personId, w.someone)}
      choice={choice}
      field={{ label: w.reason, hint: w.reasonHint, wrong: w.reasonShort, least: 3, most: 500, rows: 3 }}
      submit={decision === "HOLD" ? w.submitHold : w.submitAcknowledge}
      done={w.done[decision]}
      send={(reason) => createActs(platform).resolve(run, flag, decision, reason)}
      {...rest}
    >
      <p>
        <FlagSentence flag={flag} />
      </p>
    </TextSheet>
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
