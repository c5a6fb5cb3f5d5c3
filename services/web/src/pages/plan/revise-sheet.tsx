import { useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { type Skp } from "./types.ts";
import { useCalls } from "./use-plan.ts";
import { words } from "./words.ts";

interface ReviseSheetProps {
  readonly skp: Skp;
  onDone: () => void;
  onClose: () => void;
}

/** Says what a change means before it opens a draft. */
export function ReviseSheet({ skp, onDone, onClose }: ReviseSheetProps) {
  const w = useWords(words);
  const calls = useCalls();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const revise = async () => {
    setBusy(true);
    try {
      await calls.revise(skp.skpId);
      onClose();
      onDone();
      navigate(`/rencana?tahun=${String(skp.year)}&skp=${skp.skpId}&tulis=1`);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };
  return (
    <Sheet title={w.reviseTitle} eye={`SKP ${String(skp.year)}`} onClose={onClose}>
      <p class="sm">{w.reviseText(skp.setRevision)}</p>
      {problem && <ProblemNote problem={problem} />}
      <button type="button" class="btn go wide" aria-busy={isBusy} onClick={() => !isBusy && void revise()}>
        {w.reviseGo}
      </button>
    </Sheet>
  );
}
