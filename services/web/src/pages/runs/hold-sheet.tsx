import { TextSheet } from "../../components/text-sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { createActs, type Run } from "./calls.ts";
import { stageWords } from "./stage-words.ts";

interface HoldSheetProps {
  readonly run: Run;
  readonly personId: string;
  readonly name: string;
  onDone: () => void;
  onClose: () => void;
}

/** One person out of the run, also where nothing is odd. */
export function HoldSheet({ run, personId, name, ...rest }: HoldSheetProps) {
  const w = useWords(stageWords);
  const { platform } = useApp();
  return (
    <TextSheet
      title={w.holdTitle}
      eye={name}
      field={{ label: w.reason, hint: w.reasonHint, wrong: w.reasonShort, least: 3, most: 500, rows: 3 }}
      submit={w.submitHold}
      done={w.held}
      send={(reason) => createActs(platform).hold(run, personId, reason)}
      {...rest}
    >
      <p class="sm">{w.holdText}</p>
    </TextSheet>
  );
}
