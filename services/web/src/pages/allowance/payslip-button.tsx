import { saveFile } from "../../api/transfer.ts";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { defineWords } from "../../i18n/define.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { type Statement } from "./types.ts";

const words = defineWords({
  id: { get: "Unduh slip (PDF)", done: "Slip diunduh." },
  en: { get: "Download the slip (PDF)", done: "The slip is downloaded." },
});

/** The statement as a page to print, with its articles and hashes. */
export function PayslipButton({ statement, isOwn }: { readonly statement: Statement; readonly isOwn: boolean }) {
  const w = useWords(words);
  const { client } = useApp().platform;
  const act = useAct();
  const { period, agencyId, personId, runId } = statement;
  const download = async () => {
    const query = { agencyId, runId, ...(!isOwn && { personId }) };
    const { content, fileName } = await client.download(`/v1/statements/${period}/payslip`, { query });
    saveFile(content, fileName === "" ? `slip-${period}.pdf` : fileName);
  };
  return (
    <>
      <button
        type="button"
        class="btn wide"
        aria-busy={act.isBusy}
        disabled={act.isBusy}
        onClick={() => void act.run(download, w.done, () => undefined)}
      >
        <Icon name="save" />
        {w.get}
      </button>
      {act.problem && <ProblemNote problem={act.problem} />}
    </>
  );
}
