import { Note, ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Batch, createActs, type Run } from "./calls.ts";
import { useAct } from "../../state/use-act.ts";
import { words } from "./words.ts";

interface SignSheetProps {
  readonly run: Run;
  /** As it was on the screen: the signature is bound to its hash. */
  readonly batch: Batch;
  onDone: () => void;
  onClose: () => void;
}

export function SignSheet({ run, batch, onDone, onClose }: SignSheetProps) {
  const w = useWords(words);
  const { f, platform } = useApp();
  const act = useAct();
  const kind = batch.state === "COMPUTED" ? "check" : "approve";
  const sign = () => {
    const finish = () => {
      onDone();
      onClose();
    };
    void act.run(() => createActs(platform).sign(run, kind, batch), w.batches.done[kind], finish);
  };
  const close = () => {
    if (act.problem) onDone();
    onClose();
  };
  return (
    <Sheet title={w.batches.sheets[kind]} eye={w.batches.name(batch.batch, run.batches.length)} onClose={close}>
      <dl class="kv">
        <div>
          <dt>{w.batches.rows(batch.rows)}</dt>
          <dd>{f.rupiah(batch.netRupiah)}</dd>
        </div>
        {batch.held > 0 && (
          <div>
            <dt>{w.batches.held(batch.held)}</dt>
            <dd>{f.rupiah(0n)}</dd>
          </div>
        )}
      </dl>
      <p class="sm">{kind === "check" ? w.batches.checkText : w.batches.approveText}</p>
      <p class="hash">
        <span class="xs muted">{w.batches.hash}</span>
        <code>{batch.sha256}</code>
      </p>
      {act.problem &&
        (act.problem.code === "HASH_MISMATCH" ? (
          <Note tone="bad" icon="warn" alert>
            <p>{w.batches.changed}</p>
          </Note>
        ) : (
          <ProblemNote problem={act.problem} />
        ))}
      <button type="button" class="btn go wide" aria-busy={act.isBusy} disabled={act.isBusy} onClick={sign}>
        {kind === "check" ? w.batches.submitCheck(batch.rows) : w.batches.submitApprove(f.rupiah(batch.netRupiah))}
      </button>
    </Sheet>
  );
}
