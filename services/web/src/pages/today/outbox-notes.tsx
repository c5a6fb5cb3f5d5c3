import { useEffect, useState } from "preact/hooks";
import { Note } from "../../components/parts.tsx";
import { type Draft, emptyDraft } from "../../entries/draft.ts";
import { type Pause } from "../../offline/sender.ts";
import { useApp, useMe } from "../../state/context.ts";
import { readLocal, writeLocal } from "../../state/local.ts";

/** What the record sheet keeps while somebody types, for the case that the page goes away. */
export interface KeptDraft {
  readonly personId: string;
  readonly draft: Draft;
}

export const keepDraft = (kept: KeptDraft | undefined): void => writeLocal("draft", kept);

interface OutboxNotesProps {
  /** No sheet is open. */
  readonly isIdle: boolean;
  onResume: (draft: Draft) => void;
}

/** Says that nothing is lost: no signal, a service that can't take it, a text that was not saved. */
export function OutboxNotes({ isIdle, onResume }: OutboxNotesProps) {
  const { t, outbox } = useApp();
  const { personId } = useMe();
  const waiting = outbox.items.filter((item) => item.status === "waiting" && item.personId === personId).length;
  return (
    <>
      {!outbox.isOnline && (
        <div role="status">
          <Note tone="wait" icon="signal" title={t.common.offlineTitle}>
            <p>{t.common.offlineText}</p>
          </Note>
        </div>
      )}
      {outbox.isOnline && outbox.pause && waiting > 0 && <NotSent pause={outbox.pause} />}
      {isIdle && <Kept personId={personId} onResume={onResume} />}
    </>
  );
}

function NotSent({ pause }: { pause: Pause }) {
  const { t, outbox } = useApp();
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const until = performance.now() + pause.forMs;
    const tell = () => setLeft(Math.max(0, Math.ceil((until - performance.now()) / 1_000)));
    tell();
    const timer = setInterval(tell, 1_000);
    return () => clearInterval(timer);
  }, [pause]);
  return (
    <Note tone="wait" icon="clock" title={t.today.notSentTitle}>
      <p>{t.today.notSentText(left)}</p>
      <button type="button" class="btn" onClick={outbox.wake}>
        {t.today.tryNow}
      </button>
    </Note>
  );
}

function Kept({ personId, onResume }: { personId: string; onResume: (draft: Draft) => void }) {
  const { t, files } = useApp();
  const [kept, setKept] = useState(() => readLocal("draft") as KeptDraft | undefined);
  if (kept?.personId !== personId) return null;
  // An older version of this page may have kept it, with fewer fields.
  const draft = { ...emptyDraft(kept.draft.employmentId, kept.draft.workDate), ...kept.draft };
  const forget = () => {
    void files.drop(draft.files);
    keepDraft(undefined);
    setKept(undefined);
  };
  return (
    <Note tone="info" icon="edit" title={t.today.draftTitle}>
      <p>{draft.description}</p>
      <div class="chips">
        <button
          type="button"
          class="btn"
          onClick={() => {
            setKept(undefined);
            onResume(draft);
          }}
        >
          {t.today.draftResume}
        </button>
        <button type="button" class="btn" onClick={forget}>
          {t.today.draftDrop}
        </button>
      </div>
    </Note>
  );
}
