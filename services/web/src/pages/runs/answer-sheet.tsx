import { useState } from "preact/hooks";
import { TextSheet } from "../../components/text-sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { createActs, type Objection } from "./calls.ts";
import { objectionWords } from "./objection-words.ts";

interface AnswerSheetProps {
  readonly objection: Objection;
  readonly name: string;
  onDone: () => void;
  onClose: () => void;
}

/** Yes or no, and always in words for the person. */
export function AnswerSheet({ objection, name, ...rest }: AnswerSheetProps) {
  const w = useWords(objectionWords);
  const { f, platform } = useApp();
  const [isAccepted, setAccepted] = useState(true);
  return (
    <TextSheet
      title={w.sheet}
      eye={name}
      choice={<Choice isAccepted={isAccepted} onChoose={setAccepted} />}
      field={{ label: w.words, hint: w.wordsHint, wrong: w.wordsShort, least: 10, most: 2_000, rows: 4 }}
      submit={w.submit}
      done={w.done}
      send={(answer) => createActs(platform).answer(objection, isAccepted, answer)}
      {...rest}
    >
      <p>
        {objection.label} · <b class="num">{f.rupiah(objection.amountRupiah)}</b>
      </p>
      <p class="pre sm">{objection.reason}</p>
    </TextSheet>
  );
}

interface ChoiceProps {
  readonly isAccepted: boolean;
  onChoose: (isAccepted: boolean) => void;
}

function Choice({ isAccepted, onChoose }: ChoiceProps) {
  const w = useWords(objectionWords);
  return (
    <fieldset class="choices">
      <legend>{w.decision}</legend>
      {[true, false].map((choice) => (
        <label key={String(choice)} class="opt">
          <input type="radio" name="accepted" checked={choice === isAccepted} onChange={() => onChoose(choice)} />
          <span>
            <b>{choice ? w.accept : w.refuse}</b>
            <br />
            <span class="muted">{choice ? w.acceptText : w.refuseText}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
