import { useState } from "preact/hooks";
import { type Entry, type EntryHistory, type PlanItem, type Task } from "../../api/types.ts";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { type Row } from "../../entries/rows.ts";
import { differingParts } from "../../entries/versions.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { ConflictVersion } from "./conflict-version.tsx";
import { StoreFailed } from "./record-sheet.tsx";
import { useEntryWriter } from "./use-entries.ts";

export interface ConflictSheetProps {
  readonly row: Row;
  readonly plan: readonly PlanItem[] | undefined;
  readonly tasks: readonly Task[] | undefined;
  onClose: () => void;
}

interface Choice {
  readonly version: Entry;
  readonly acceptedAt: string | undefined;
}

/** The version that counts, then its twins. */
function choicesOf({ entry, stored }: Row, history: EntryHistory | undefined): Choice[] {
  const { versions = [], conflicts = [], conflictsAcceptedAt = [] } = history ?? {};
  const counted = versions.find((one) => one.entry.version === entry.version) ?? stored;
  const twins = conflicts.map((version, place) => ({ version, acceptedAt: conflictsAcceptedAt[place] }));
  return [{ version: entry, acceptedAt: counted?.acceptedAt }, ...twins];
}

/** Two devices changed one entry: its author says which one is right, and that becomes the next version. */
export function ConflictSheet({ row, plan, tasks, onClose }: ConflictSheetProps) {
  const { t, platform, notify } = useApp();
  const writer = useEntryWriter();
  const [chosen, setChosen] = useState(0);
  const [isFailed, setFailed] = useState(false);
  const { entry } = row;
  const { value, problem, reload } = useLoad(() => platform.api.history(entry.id), [entry.id]);
  const choices = choicesOf(row, value);
  const parts = differingParts(choices.map(({ version }) => version));

  const use = async () => {
    const choice = choices[chosen];
    if (choice === undefined) return;
    try {
      await writer.supersede(choice.version, row.stored?.entry.version ?? entry.version);
      notify({ text: t.today.saved });
      onClose();
    } catch {
      setFailed(true);
    }
  };

  return (
    <Sheet title={t.conflict.title} eye={entry.description} onClose={onClose}>
      {problem && <ProblemNote problem={problem} onRetry={reload} />}
      {value === undefined && !problem && <Skeleton lines={2} tall />}
      {value !== undefined && (
        <>
          <fieldset class="stack tight">
            <legend>{t.conflict.legend}</legend>
            {choices.map((choice, place) => (
              <ConflictVersion
                key={place}
                {...{ ...choice, parts, plan, tasks }}
                label={place === 0 ? t.conflict.counted : t.conflict.other}
                isChosen={place === chosen}
                onChoose={() => setChosen(place)}
              />
            ))}
          </fieldset>
          {isFailed && <StoreFailed />}
          <button type="button" class="btn go wide" onClick={() => void use()}>
            {t.conflict.use}
          </button>
          <p class="xs muted">{t.conflict.keep}</p>
        </>
      )}
    </Sheet>
  );
}
