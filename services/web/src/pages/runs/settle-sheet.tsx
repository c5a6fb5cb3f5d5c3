import { TextSheet } from "../../components/text-sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
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
export function SettleSheet({ run, batch, ...rest }: SettleSheetProps) {
  const w = useWords(stageWords);
  const eye = useWords(words).batches.name(batch.batch, run.batches.length);
  const { f, platform } = useApp();
  return (
    <TextSheet
      title={w.settleTitle}
      eye={eye}
      field={{ label: w.reference, hint: w.referenceHint, wrong: w.referenceShort, least: 3, most: 100, rows: 1 }}
      submit={w.settleTitle}
      done={w.settled}
      send={(reference) => createActs(platform).settle(run, batch, reference)}
      {...rest}
    >
      <p>
        <b class="num">{f.rupiah(batch.payoutRupiah)}</b>
      </p>
      <p class="sm">{w.settleText}</p>
    </TextSheet>
  );
}
